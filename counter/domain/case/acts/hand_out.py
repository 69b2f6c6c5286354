"""What of a case can be handed out at a window now (出件): results, papers, originals; and what is not here yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import custody, service
from counter.domain.case.acts.acts import Serve
from counter.domain.case.acts.certificate_rules import why_not_delivered
from counter.domain.case.acts.ownership import is_here
from counter.domain.case.acts.returning import to_give_back
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import MovedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import HandsOver
from counter.domain.case.paper_events import TO_BE_SERVED, Way
from counter.domain.case.results.certificate import CaseCertificate
from counter.domain.case.results.events import CollectorKind
from counter.domain.document.document import SERVED
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.hall.authority import Authority
from counter.domain.people.applicant import Applicant, ApplicantKind, Person
from counter.domain.people.identity import IdType, check_id, mask_id, normalise_id, normalise_name
from counter.domain.visit.visit import Setting

RULE = "hand_out"
"""Name of these rules in refusals."""


class ThingKind(StrEnum):
    """What is handed out, in the order in which it is listed."""

    RESULT = "result"  # 证照、决定书
    PAPER = "paper"  # 要送达的文书
    ORIGINAL = "original"  # 要退还的原件


@dataclass(frozen=True, slots=True)
class ThingHere:
    """One thing that lies here. ``id``: of the certificate, paper or line; ``case``: id of its case.

    ``sheets``: how many; ``words``: sheets, organ, number masked; ``place``: where it lies. ``why_not`` "": it can be
    handed out here. ``preset``: it goes along unless the applicant wants otherwise; an original of a decided item is
    given back only where the clerk chooses it, since it may belong to the file.
    """

    kind: ThingKind
    case: str
    id: str
    item: str
    name: str
    sheets: int
    words: str
    place: str
    why_not: str = ""
    preset: bool = True


@dataclass(frozen=True, slots=True)
class Awaited:
    """One item whose result is not here. ``words``: with whom it is, and until when."""

    case: str
    item: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of one case is handed out; ``lines``: of the originals. ``base``: id of the last entry that was seen."""

    case: str
    base: str
    certificates: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True where nothing of the case is chosen."""
        return not (self.certificates or self.papers or self.lines)


@dataclass(frozen=True, slots=True)
class Collector:
    """Who collects. ``id_number``: as read from the document ``checked``; it is stored masked."""

    kind: CollectorKind
    name: str = ""
    relation: str = ""
    id_number: str = ""
    checked: str = "居民身份证"


def offered(case: Case, setting: Setting, station: str, today: date) -> tuple[ThingHere, ...]:
    """Everything of the case that lies here, what may not be handed out with the reason."""
    if case.needs_upgrade or case.forgotten or case.archived is not None or case.loose:
        return ()
    authority = setting.authority
    return (
        *(_result(case, one, authority, station, today) for one in case.certificates if one.ready),
        *_papers(case, authority, today),
        *_originals(case, station),
    )


def awaited(case: Case) -> tuple[Awaited, ...]:
    """Items whose organ still decides, and granted ones whose result has not come."""
    if case.loose:
        return ()
    return tuple(
        Awaited(case.id, i.id, i.asked.name, words) for i in case.items if (words := _awaited_words(case, i))
    )


def sheets_words(one: CaseCertificate) -> str:
    """正本、副本 of a certificate."""
    if one.originals == one.duplicates and one.originals:
        return f"正本、副本各{one.originals}份"
    parts = ((one.originals, "正本"), (one.duplicates, "副本"))
    return "、".join(f"{name}{count}份" for count, name in parts if count)


def originals_of(case: Case, lines: Sequence[str]) -> tuple[MovedPaper, ...]:
    """The originals of these lines that lie here, as they are moved."""
    held = ((line, custody.at_window(case, line)) for line in case.lines if line.id in lines)
    return tuple(MovedPaper(line.id, line.name, h.originals, 0) for line, h in held if h.originals > 0)


def check_chosen(case: Case, chosen: Chosen, setting: Setting, station: str, today: date) -> None:
    """Raises RuleRefused for what is not here any more, or may not be handed out here."""
    there = {(one.kind, one.id): one for one in offered(case, setting, station, today)}
    wanted = (
        *((ThingKind.RESULT, one) for one in chosen.certificates),
        *((ThingKind.PAPER, one) for one in chosen.papers),
        *((ThingKind.ORIGINAL, one) for one in chosen.lines),
    )
    if len(set(wanted)) < len(wanted):
        raise BadInput("同一样选了两次，请核对。", field="chosen")
    for kind, one in wanted:
        found = there.get((kind, one))
        if found is None:
            raise RuleRefused(_gone(case, kind, one), rule=RULE, field="chosen")
        if found.why_not:
            raise RuleRefused(found.why_not, rule=RULE, field="chosen")


def check_collector(case: Case, who: Collector, today: date) -> Collector:
    """Who collects, with the name as registered. Raises BadInput or RuleRefused with one sentence.

    本人 and 代理人 are told by the number of their document, which has to be the registered one.
    """
    if who.kind is CollectorKind.PROXY:
        return _proxy(who, today)
    person = _expected(case, who.kind)
    name = normalise_name(who.name) or (person.name if person is not None else "")
    number = normalise_id(who.id_number)
    if not name:
        raise BadInput("请写领取人的姓名。", field="name")
    if not who.checked.strip():
        raise BadInput("请写核对了什么证件，例如居民身份证。", field="checked")
    if not number:
        raise BadInput("请扫领取人的身份证，或者照证件输入号码。", field="id_number")
    if person is not None and person.id_number and number != normalise_id(person.id_number):
        whose = "代理人" if who.kind is CollectorKind.AGENT else "申请人"
        raise RuleRefused(
            f"证件号码和登记的{whose}（{person.name}）不一样；不是本人来的，按代收登记。",
            rule=RULE,
            field="id_number",
        )
    return Collector(who.kind, name, who.relation.strip(), number, who.checked.strip())


def masked(who: Collector) -> str:
    """The number of the collector's document as it is kept and printed."""
    return mask_id(who.id_number) if who.id_number else ""


def self_words(applicant: Applicant | None) -> str:
    """Who counts as the applicant at the window."""
    if applicant is not None and applicant.guardian is not None:
        return "法定代理人"
    if applicant is not None and applicant.kind is ApplicantKind.ORGANISATION:
        return "法定代表人"
    return "本人"


def _expected(case: Case, kind: CollectorKind) -> Person | None:
    applicant = case.applicant
    if kind is CollectorKind.AGENT:
        if applicant is None or applicant.agent is None:
            raise RuleRefused(
                f"{case.number} 没有登记代理人；不是申请人本人来的，按代收登记。",
                rule=RULE,
                field="collector",
            )
        return applicant.agent.person
    if applicant is None:
        raise RuleRefused(
            f"{case.number} 的申请人资料还没有授权到这个窗口，核对不了本人；请在主办窗口领取。",
            rule=RULE,
            field="collector",
        )
    return applicant.guardian.person if applicant.guardian is not None else applicant.person


def _proxy(who: Collector, today: date) -> Collector:
    name, number = normalise_name(who.name), normalise_id(who.id_number)
    if not name:
        raise BadInput("请写代收人的姓名。", field="name")
    if not who.relation.strip():
        raise BadInput("代收的，请写与申请人的关系。", field="relation")
    if not who.checked.strip():
        raise BadInput("请写核对了什么证件，例如居民身份证。", field="checked")
    if not number:
        raise BadInput("代收的，要核对代收人的证件，请扫身份证或者照证件输入号码。", field="id_number")
    if "身份证" in who.checked and (wrong := check_id(IdType.RESIDENT_ID, number, today).sentence):
        raise BadInput(wrong, field="id_number")
    return Collector(who.kind, name, who.relation.strip(), number, who.checked.strip())


def place_seen(place: str, taken_in: str, station: str) -> str:
    """Where a result lies as a window says it: what another window took in lies there."""
    return place if taken_in == station else f"窗口 {taken_in} {place}".rstrip()


def _result(case: Case, one: CaseCertificate, authority: Authority, station: str, today: date) -> ThingHere:
    number = "" if one.number is None else mask_id(one.number) if one.number else ""
    until = f"有效到{one.valid_until.isoformat()}" if one.valid_until else ""
    words = " · ".join(part for part in (sheets_words(one), one.issuer, number, until) if part)
    return ThingHere(
        ThingKind.RESULT,
        case.id,
        one.id,
        one.item,
        one.name,
        one.sheets,
        words,
        place_seen(one.place, one.station, station),
        _why_no_result(one, authority, today),
    )


def _why_no_result(one: CaseCertificate, authority: Authority, today: date) -> str:
    if not one.medium.on_paper:
        return f"{one.name}只有电子的，不在窗口领取；请通过平台推送。"
    return why_not_delivered(one, authority, today)


def _papers(case: Case, authority: Authority, today: date) -> Iterator[ThingHere]:
    for paper in case.papers:
        draft = service.is_draft(paper)
        if draft or paper.kind not in SERVED or paper.stage not in TO_BE_SERVED:
            continue
        issued = civil_date(paper.issued_at)
        words = " · ".join(part for part in (paper.number, f"{issued.month}月{issued.day}日出具") if part)
        why = _why_no_paper(case, paper, authority, today)
        item = paper.items[0] if paper.items else ""
        yield ThingHere(ThingKind.PAPER, case.id, paper.id, item, paper.title, 1, words, "", why)


def _why_no_paper(case: Case, paper: IssuedPaper, authority: Authority, today: date) -> str:
    try:
        service.check_serve(case, paper, Serve((paper.id,), Way.WINDOW, today, "—"), today)
        service.check_entrusted(case, paper, authority, today)
    except CounterError as error:
        return error.sentence
    return ""


def _originals(case: Case, station: str) -> Iterator[ThingHere]:
    closed = {i.id for i in case.items if i.state.closed}
    unneeded = {line.id for line in to_give_back(case)}
    for line in case.lines:
        held = custody.at_window(case, line).originals
        if held <= 0 or not closed.issuperset(line.items):
            continue
        why_not = "" if is_here(case, station) else f"原件由主办窗口 {case.owner} 退还。"
        preset = line.id in unneeded
        words = f"{held}份 · {'事项没有办，要退还' if preset else '要归卷的不退'}"
        item = line.items[0] if line.items else ""
        yield ThingHere(
            ThingKind.ORIGINAL, case.id, line.id, item, line.name, held, words, "在柜", why_not, preset
        )


def _awaited_words(case: Case, item: CaseItem) -> str:
    state, organ = item.state, item.asked.organ
    if not state.closed:
        if state is ItemState.WAITING:
            return "要等前面的事项办完"
        if not state.accepted:
            return state.label
        dues = [d for d in (item.due, item.statutory, item.promised) if d is not None]
        first = min(dues, key=lambda d: d.day, default=None)
        until = f"，{first.day.month}月{first.day.day}日（含）前" if first is not None else ""
        return f"{organ}还在办{until}"
    conclusion = item.conclusion
    waits = conclusion is not None and conclusion.hands_over is HandsOver.THING
    return f"{organ}已经办好，证照还没有送到窗口" if waits and not case.results_of(item.id) else ""


def _gone(case: Case, kind: ThingKind, one: str) -> str:
    if kind is ThingKind.RESULT and (found := case.certificate(one)) is not None:
        out = next((h for h in case.hand_outs if h.id == found.hand_out), None)
        if out is not None:
            day = f"{out.day.month}月{out.day.day}日"
            return f"{found.name}{day}已在窗口 {out.station} 领走，不能再交。"
        return f"{found.name}{found.state.label}，不在柜上，请核对。"
    names = {ThingKind.PAPER: "这份文书", ThingKind.ORIGINAL: "这份原件", ThingKind.RESULT: "这张证照"}
    return f"{names[kind]}已经不在柜上，请重新打开再选。"
