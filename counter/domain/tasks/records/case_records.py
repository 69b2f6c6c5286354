"""Records of cases: looks at persons, papers made void or again, further notices, missed days."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.case.archive.retention import period_words
from counter.domain.case.archive_events import CaseArchived, CaseUnarchived, RetentionApproved
from counter.domain.case.conflict_events import CaseHandedOver, ConflictSettled
from counter.domain.case.events import ApplicantIdentified, ItemAccepted, ItemCompleted, PaperCopied
from counter.domain.case.fold.owners import conflict_settled, handed_over
from counter.domain.case.item_events import (
    Again,
    DecisionVoided,
    ItemConcluded,
    ItemDeemed,
    ItemGapped,
    ItemOrganAccepted,
    ItemTold,
)
from counter.domain.case.key_events import ForgottenHere, KeyRefused, KeyRequested, KeyShared
from counter.domain.case.lost_events import RecordsLost, lost_words
from counter.domain.case.organ_events import DecisionNoted
from counter.domain.case.paper_events import PaperVoided
from counter.domain.case.person_events import PersonForgotten, PersonViewed
from counter.domain.case.take_over_events import CasesGivenUp, CasesTakenOver
from counter.domain.document.document import SHEETS
from counter.domain.journal.entries import Entry
from counter.domain.people.applicant import PARTY_WORDS, Party
from counter.domain.tasks.records.record import RecordKind, Said, Surroundings, recorded
from counter.domain.tasks.records.unusual import often, outside_hours, without_act

REPRINTS_UNUSUAL = 2
"""From the second sheet beyond the pair on."""

ENDS_CLOCK = (ItemAccepted, ItemCompleted, ItemGapped, ItemTold, ItemOrganAccepted, ItemConcluded)
"""Events that end a clock of an item, which may have ended late (``domain.case.lateness``)."""

_PLACES = {
    "case": "在办件里查看了申请人的完整信息",
    "rating": "在评价里查看了评价人的信息",
    "records": "在“记录”里查看了申请人",
    "oversight": "在值班主管室查看了这一件",
}


@recorded(PersonViewed, RecordKind.LOOK)
def _looked(event: PersonViewed, entry: Entry, around: Surroundings) -> Iterator[Said]:
    """A look with a stated reason needs no act beside it."""
    why = f"，理由：{event.reason}" if event.reason else ""
    unusual = (
        *(() if event.reason else without_act(entry, around)),
        *outside_hours(entry, around),
        *often(entry, around),
    )
    yield Said(RecordKind.LOOK, _PLACES.get(event.place, "查看了完整的个人信息") + why, unusual)


@recorded(KeyRequested, RecordKind.LOOK)
def _key_requested(event: KeyRequested, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = f"申请查看别的窗口办的这一件，理由：{event.why}"
    yield Said(RecordKind.LOOK, words, outside_hours(entry, around))


@recorded(KeyShared, RecordKind.LOOK)
def _key_shared(event: KeyShared, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = f"准许窗口 {event.station} 查看这一件，到 {event.until} 为止，理由：{event.why}"
    yield Said(RecordKind.LOOK, words)


@recorded(KeyRefused, RecordKind.LOOK)
def _key_refused(event: KeyRefused, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.LOOK, f"没有准许窗口 {event.station} 查看这一件：{event.why}")


@recorded(ForgottenHere, RecordKind.FORGET)
def _forgotten_here(event: ForgottenHere, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.FORGET, "主办窗口清除了个人信息，这里也已清除")


@recorded(PersonForgotten, RecordKind.FORGET)
def _forgotten(event: PersonForgotten, entry: Entry, around: Surroundings) -> Iterator[Said]:
    by = f"，销毁批准文号 {event.document}，同意的是 {event.agreed_by}" if event.document else ""
    yield Said(RecordKind.FORGET, f"清除了个人信息，理由：{event.reason}{by}", ("清除以后不能恢复",))


@recorded(CaseArchived, RecordKind.ARCHIVE)
def _archived(event: CaseArchived, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.ARCHIVE, f"归档，保管期限{period_words(event.years, event.until)}")


@recorded(CaseUnarchived, RecordKind.ARCHIVE)
def _unarchived(event: CaseUnarchived, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.ARCHIVE, f"取消归档，同意的是 {event.supervisor}", ("归档以后又取消",))


@recorded(RecordsLost, RecordKind.LOST)
def _records_lost(event: RecordsLost, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.LOST, lost_words(event), ("别的窗口的记录没有收到就不再等",))


@recorded(CaseHandedOver, RecordKind.HANDED_OVER)
def _handed_over(event: CaseHandedOver, entry: Entry, around: Surroundings) -> Iterator[Said]:
    claimed = ("接管了别的窗口的件",) if event.claimed else ()
    yield Said(RecordKind.HANDED_OVER, handed_over(event), (*claimed, *outside_hours(entry, around)))


@recorded(ConflictSettled, RecordKind.CONFLICT)
def _settled(event: ConflictSettled, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.CONFLICT, conflict_settled(event), ("各窗口的记录有过矛盾",))


@recorded(RetentionApproved, RecordKind.ARCHIVE)
def _scheduled(event: RetentionApproved, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = (
        f"用上保管期限表“{event.title}”（{event.approved_by} {event.document}），同意的是 {event.agreed_by}"
    )
    yield Said(RecordKind.ARCHIVE, words)


@recorded(CasesTakenOver, RecordKind.TAKE_OVER)
def _taken_over(event: CasesTakenOver, entry: Entry, around: Surroundings) -> Iterator[Said]:
    sources = "、".join(dict.fromkeys(case.source for case in event.cases))
    words = f"接转了 {sources} 的 {len(event.cases)} 件，制表 {event.prepared_by}、确认 {event.confirmed_by}"
    yield Said(RecordKind.TAKE_OVER, words, outside_hours(entry, around))


@recorded(CasesGivenUp, RecordKind.TAKE_OVER)
def _given_up(event: CasesGivenUp, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = f"撤回了一批接转，办理 {event.by}、确认 {event.supervisor}"
    yield Said(RecordKind.TAKE_OVER, words, ("接转以后又撤回", *outside_hours(entry, around)))


@recorded(PaperVoided, RecordKind.VOID)
def _voided(event: PaperVoided, entry: Entry, around: Surroundings) -> Iterator[Said]:
    unusual = () if event.taken_back else ("纸没有收回",)
    yield Said(RecordKind.VOID, f"作废了文书 {event.number}", (*unusual, *outside_hours(entry, around)))


@recorded(DecisionVoided, RecordKind.VOID)
def _undone(event: DecisionVoided, entry: Entry, around: Surroundings) -> Iterator[Said]:
    by = f"，同意的是 {event.supervisor}" if event.supervisor else ""
    yield Said(
        RecordKind.VOID, f"撤回了{len(event.items)}个事项的决定，重新办理{by}", ("决定已经作出又撤回",)
    )


@recorded(PaperCopied, RecordKind.REPRINT)
def _printed_again(event: PaperCopied, entry: Entry, around: Surroundings) -> Iterator[Said]:
    """Beyond the pair only; a sheet that failed is printed again under its own serial and is none of these."""
    again = event.copy - SHEETS
    if again < 1:
        return
    often_printed = (f"一式{SHEETS}份以外又出了{again}张",) if again >= REPRINTS_UNUSUAL else ()
    yield Said(
        RecordKind.REPRINT,
        f"文书 {event.number} 又出了一张（第{event.copy}张）",
        (*often_printed, *outside_hours(entry, around)),
    )


@recorded(ItemTold, RecordKind.NOTICE)
def _told_again(event: ItemTold, entry: Entry, around: Surroundings) -> Iterator[Said]:
    """The reason's own words may name somebody and stay sealed; ``reveal`` shows them (L3, L11)."""
    if event.round < 2:  # the first notice
        return
    sentence = f"“{event.name}”第{event.round}次一次性告知，"
    unusual: tuple[str, ...] = ()
    if event.again is Again.SUPERVISOR:
        unusual = ("没有新的事实，凭值班负责人的理由",)
        sentence += f"{event.supervisor or '值班负责人'} 说明了理由"
    else:
        sentence += "理由：出现新的事实"
    if event.round > 2:  # a second one may happen
        unusual = (*unusual, f"同一事项第{event.round}次")
    yield Said(RecordKind.NOTICE, sentence, unusual)


def _late(event: object, entry: Entry, around: Surroundings) -> Iterator[Said]:
    """A clock of the item ended late."""
    name = getattr(event, "name", "")
    for words in around.late.get(entry.id, ()):
        yield Said(RecordKind.LATE, f"“{name}”{words}", ("超过了规定的日子",))


for _event in ENDS_CLOCK:
    recorded(_event, RecordKind.LATE)(_late)


@recorded(ItemDeemed, RecordKind.LATE)
def _deemed(event: ItemDeemed, entry: Entry, around: Surroundings) -> Iterator[Said]:
    told_by = f"{event.told_by.month}月{event.told_by.day}日"
    yield Said(
        RecordKind.LATE, f"“{event.name}”到{told_by}没有告知，视为受理", ("没有按期告知（行政许可法第32条）",)
    )


@recorded(DecisionNoted, RecordKind.BREACH)
def _noted(event: DecisionNoted, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(
        RecordKind.BREACH, f"“{event.name}”的决定与规则不符，{event.supervisor} 已阅", ("决定与规则不符",)
    )


@recorded(ApplicantIdentified, RecordKind.PARTY)
def _corrected(event: ApplicantIdentified, entry: Entry, around: Surroundings) -> Iterator[Said]:
    who = PARTY_WORDS[Party(event.who)]
    if event.confirmed:
        yield Said(RecordKind.PARTY, f"对着证件核实了{who}的登记，没有改")
        return
    changed = [
        words for words, there in (("名字", event.name_changed), ("号码", event.number_changed)) if there
    ]
    unusual = ("名字和号码都改了，像是换了人",) if len(changed) > 1 else ()
    if event.slip and event.number_changed:
        unusual = ("登记看起来没有错的证件号码改了",)  # whoever wants to pass a case on would do this
    by = f"，{event.consented_by} 同意" if event.consented_by else ""
    otherwise = "电话" if event.slip else "补登"
    yield Said(RecordKind.PARTY, f"更正了{who}的登记：{'、'.join(changed) or otherwise}{by}", unusual)
