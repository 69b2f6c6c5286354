"""Visits at an invented window that lead to every paper of a case: kept, told, pledged, refused, moved, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import (
    Conclude,
    MovePapers,
    PauseClock,
    PrepareDelivery,
    Propose,
    ResumeClock,
    Serve,
    SignPledge,
    Stamp,
    Supplement,
    Void,
)
from counter.domain.case.acts.custody import at_window
from counter.domain.case.acts.rounds import OnSlip, organs_to_send, to_send
from counter.domain.case.case import Case
from counter.domain.case.item_events import Cause, Hands, MovedPaper, Pause, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.consent import Consent
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Person
from counter.domain.visit.assess import assess
from counter.domain.visit.checklist import Line
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Visit
from counter.services.rounds.slips import drop_slip, make_slip
from tests.builders import first_answer
from tests.printing.shown import Sample, Showing, Takeout
from tests.printing.shown_later import corrected, extended, who_signs, withdrawn
from tests.printing.shown_window import window
from tests.services.office import Office, by_paper, papers
from tests.settings import somebody

MISSING, DEFERRED, RECEIVED = (
    Brought(MaterialState.MISSING),
    Brought(MaterialState.DEFERRED),
    Brought(MaterialState.RECEIVED, copies=1),
)
RESTAURANT, HOTEL, FARM, RAW_MILK = 8, 36, 100, 99
SHORT = "没有签名"
AT_LENGTH = (
    "第3页经营场所的地址写成了“五一南路8号”，与租赁合同上的“五一南路88号1层东侧”不一致；申请日期没有填；"
    "签名处盖的是个人名章，没有本人签字，请照填表说明第4条改正后重新打印。"
)


def numbered(stem: str) -> str:
    """An invented number with its check digit; area code 999999 is nobody's."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return stem + "10X98765432"[sum(int(d) * w for d, w in zip(stem, weights, strict=True)) % 11]


RARE_PERSON = Person("㛃䶮𬭊喆·镕堃犇淼", id_number=numbered("99999919790203123"), phone="10000000001")
RARE_AGENT = Agent(
    Person("巴雅尔图·那木斯赖·额尔敦朝鲁", id_number=numbered("99999919850615123"), phone="10000000002"),
    "代为提交材料、签署承诺、签收文书",
)
RARE = Applicant(
    ApplicantKind.PLANNED,
    "内蒙古自治区兴安盟乌兰浩特市㛃䶮𬭊喆镕堃犇淼畜牧养殖（饲草料加工·冷链物流）科技发展有限责任公司",
    RARE_PERSON,
    agent=RARE_AGENT,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Who comes for what, and what the clerk writes of it; ``steps``: what is done, in order."""

    showing: Showing
    bundle: int
    steps: tuple[Callable[[Office, Scene], Iterator[Case]], ...]
    answers: Mapping[str, tuple[str, ...]]
    applicant: Applicant
    reason: str = SHORT
    told: int = 2
    address: str = "乌兰浩特市某路（示例）1号"

    def only(self, step: str) -> Scene:
        """The same with one step."""
        return replace(self, steps=tuple(s for s in self.steps if s.__name__ == step))

    def visit(
        self,
        office: Office,
        change: Callable[[Line], Brought | None] = lambda _: None,
        *,
        seen: bool = True,
    ) -> Visit:
        """Everything brought but what ``change`` says of a line. ``seen``: every original was looked at."""
        whole = office.visit(self.bundle, answers=self.answers, applicant=self.applicant)
        lines = assess(office.app.setting(), whole).checklist.lines
        said = {line.id: mine for line in lines if (mine := change(line)) is not None}
        brought = {**whole.brought, **said}
        for line in lines:
            mine = brought.get(line.id)
            if seen and line.original and mine is not None and mine.state is MaterialState.RECEIVED:
                brought[line.id] = replace(mine, original_seen=True)
        return replace(whole, brought=brought, duplicate_reason="另一处")


# ── what is done ──────────────────────────────────────────────────────────────────────────────────────


def kept(office: Office, scene: Scene) -> Iterator[Case]:
    """Everything is only taken in; some papers go to the organ."""
    case = office.file(scene.visit(office, seen=False), FilingMode.KEEP)
    yield case
    organs = dict.fromkeys(i.asked.organ for i in case.items)
    for organ in organs if scene.showing is Showing.ORGANS else list(organs)[:1]:
        mine = [
            line
            for line in case.lines
            if not line.never_kept
            and any((i := case.item(x)) is not None and i.asked.organ == organ for x in line.items)
        ]
        held = [(line, at_window(case, line)) for line in mine]
        moved = tuple(
            MovedPaper(x.id, x.name, h.originals, h.copies) for x, h in held if h.originals + h.copies
        )
        if moved:
            case = office.do(case, MovePapers(organ, Hands.TO_ORGAN, moved, "阿木古郎", "其其格"))
            yield case
    yield from corrected(office, case)


def _on_a_round(office: Office, case: Case, scene: Scene) -> Iterator[Case]:
    """All papers of one organ are listed on one slip, which is not used in the end."""
    if scene.showing in (Showing.RARE, Showing.ORGANS):
        return
    case = office.now(case)  # its papers were looked at, and handed over, meanwhile
    for organ in organs_to_send(case)[:1]:
        on = OnSlip(case.id, case.base, to_send(case, organ))
        made = make_slip(office.app, organ, Hands.TO_ORGAN, [on], office.clerk)
        yield office.now(case)
        yield from drop_slip(office.app, made.case, made.round, office.clerk)


def decided(office: Office, scene: Scene) -> Iterator[Case]:
    """Everything is there: registered, accepted; one item is refused in the end, one withdrawn."""
    case = office.file(scene.visit(office))
    yield case
    yield from _on_a_round(office, case, scene)
    accepted = [i for i in case.items if i.state is ItemState.ACCEPTED]
    if not accepted:
        return
    licence, *others = sorted(accepted, key=lambda i: i.asked.procedure.value != "licence")
    for other in others[:1] if scene.showing is not Showing.DOUBT else ():
        leaving = withdrawn(office, case, other, _length("申请人改在别处办。", scene))
        for case in leaving:
            yield case
    case = office.do(case, Propose(licence.id, Cause.NEGATIVE_RESULT, _length("现场核查不符合条件：", scene)))
    yield case
    yield _confirmed(office, case, licence.id, Result.REJECTED, PaperKind.REJECTION)


def paused(office: Office, scene: Scene) -> Iterator[Case]:
    """A special procedure is told in writing, told anew, served, and ends."""
    case = office.file(scene.visit(office))
    yield case
    licence = next(
        i for i in case.items if i.state is ItemState.ACCEPTED and i.asked.procedure is ProcedureClass.LICENCE
    )
    why = scene.reason if scene.reason is AT_LENGTH else "专家到现场评审"
    for days in (10, 15):
        act = PauseClock(licence.id, Pause.EXPERT_REVIEW, what=why, basis="《示例办法》第八条", days=days)
        case = office.do(case, act)
        yield case
    notice = papers(case, PaperKind.PROCEDURE_NOTICE)[-1].id
    case = office.do(case, Stamp((notice,), handed_over=True))
    today = civil_date(office.app.setting().now)
    assert case.applicant is not None
    case = office.do(case, Serve((notice,), Way.WINDOW, today, who_signs(case.applicant)[1]))
    office.later(days=3)
    case = office.do(case, ResumeClock(licence.id, civil_date(office.app.setting().now)))
    yield case
    yield from extended(office, case, licence, _length("现场核查要等场地解冻。", scene))


def told(office: Office, scene: Scene) -> Iterator[Case]:
    """Papers are missing or wrong; told once; some are brought, one of them wrong again."""
    chosen = _told_lines(office, scene)

    def state(line: Line) -> Brought | None:
        if line.id not in chosen:
            return None
        wrong = MaterialState.DEFECTIVE in line.allowed and chosen.index(line.id) % 2
        return Brought(MaterialState.DEFECTIVE, copies=1, note=scene.reason) if wrong else MISSING

    case = office.file(scene.visit(office, state))
    yield case
    notices = tuple(p.id for p in papers(case, PaperKind.CORRECTION_NOTICE))
    act = PrepareDelivery(
        notices,
        Way.POST,
        scene.address,
        who_signs(case.applicant)[1] if case.applicant else "",
        handed_over=True,
    )
    case = office.do(case, act)
    yield case
    office.later(hours=3)
    first, *rest = chosen
    lines = {first: RECEIVED}
    if rest and scene.reason:
        lines[rest[0]] = Brought(MaterialState.DEFECTIVE, copies=1, note=scene.reason)
    case = office.do(case, Supplement(lines, "巴图吉雅", "本人"))
    yield case
    yield office.do(case, Supplement(dict.fromkeys(rest, RECEIVED), "巴图吉雅", "本人"))


def gapped(office: Office, scene: Scene) -> Iterator[Case]:
    """What may come later comes later, on a signed pledge."""

    def state(line: Line) -> Brought | None:
        return DEFERRED if MaterialState.DEFERRED in line.allowed else None

    case = office.file(scene.visit(office, state))
    yield case
    if scene.showing is Showing.DOUBT:  # nothing is pledged while nobody can say by when (L4)
        return
    for pledge in papers(case, PaperKind.PLEDGE):
        case = _signed(office, case, pledge.id)
        yield case


def _signed(office: Office, case: Case, pledge: str) -> Case:
    """The applicant signs."""
    assert case.applicant is not None
    signer, name = who_signs(case.applicant)
    return office.do(case, SignPledge(pledge, signer, name, handed_over=True))


def insisted(office: Office, scene: Scene) -> Iterator[Case]:
    """Somebody wants what the law does not allow him; the organ refuses in writing."""
    visit = Visit(
        RAW_MILK,
        {"q_entity": ("individual",)},
        {},
        replace(scene.applicant, agent=None),
        insisted=("bundle",),
        begun_at=office.app.setting().now,
        duplicate_reason="坚持提交",
    )
    setting = office.app.setting()
    while open_ones := [q for q in assess(setting, visit).asked if q.open]:
        visit = replace(visit, answers={**visit.answers, open_ones[0].id: first_answer(open_ones[0])})
    lines = assess(setting, visit).checklist.lines
    visit = replace(
        visit, brought={line.id: RECEIVED for line in lines if MaterialState.RECEIVED in line.allowed}
    )
    case = office.file(visit)
    yield case
    mine = next((i for i in case.items if i.state is ItemState.TO_REFUSE and i.proposal is not None), None)
    if mine is not None:
        yield _confirmed(office, case, mine.id, Result.REFUSED, PaperKind.REFUSAL)


def taken_back(office: Office, scene: Scene) -> Iterator[Case]:
    """A clerk's mistake: decisions are taken back with their papers; a late notice is issued anew."""
    chosen = _told_lines(office, scene)[:1]
    for state in (MISSING, DEFERRED, None):

        def change(line: Line, state: Brought | None = state) -> Brought | None:
            if state is DEFERRED:
                return DEFERRED if MaterialState.DEFERRED in line.allowed else None
            return state if line.id in chosen else None

        case = office.file(scene.visit(office, change))
        yield case
        for pledge in papers(case, PaperKind.PLEDGE):
            case = _signed(office, case, pledge.id)
            yield case
        if notices := tuple(p.id for p in papers(case, PaperKind.CORRECTION_NOTICE)):
            case = office.do(case, PrepareDelivery(notices, Way.WINDOW, handed_over=True))
            yield case
        items = tuple(i.id for i in case.items if i.state is not ItemState.WAITING)
        yield office.do(
            case, Void(items, "选错了情形", tuple(p.id for p in case.papers), Consent("S01", "9876"))
        )


def _confirmed(office: Office, case: Case, item_id: str, result: Result, kind: PaperKind) -> Case:
    """The organ signs the draft."""
    item = case.item(item_id)
    assert item is not None
    draft = next(p for p in reversed(papers(case, kind)) if item_id in p.items)
    signer = next(
        s.code for s in office.app.journal.staff() if s.organ == item.asked.organ and s.role == "signer"
    )
    today = civil_date(office.app.setting().now)
    said = {**by_paper(today), "document": "示例批〔2026〕3号", "signer": signer}
    act = Conclude(item_id, result, today, confirms=draft.id, **said)
    return office.do(case, act)


def _length(words: str, scene: Scene) -> str:
    return f"{words}{scene.reason * (3 if scene.reason is AT_LENGTH else 1)}"


def _told_lines(office: Office, scene: Scene) -> list[str]:
    """The first papers of as many organs as can be told: each the organ's own, and none had by sharing."""
    visit = scene.visit(office)
    found = assess(office.app.setting(), visit)
    able = {v.item: v.organ for v in found.verdicts if v.outcome.value in ("accept", "done")}
    chosen: dict[str, list[str]] = {}
    for line in found.checklist.lines:
        organs = {able.get(i, "") for i in line.items}
        if (
            len(organs) == 1
            and "" not in organs
            and line.initial is MaterialState.MISSING
            and not line.never_kept
        ):
            chosen.setdefault(organs.pop(), []).append(line.id)
    return [line for lines in chosen.values() for line in lines[: scene.told]]


# ── who comes ─────────────────────────────────────────────────────────────────────────────────────────

_ALL = (kept, decided, told, gapped, insisted, paused)
_INDIVIDUAL = {"q_entity": ("individual",)}

SCENES = (
    Scene(Showing.USUAL, FARM, (*_ALL, taken_back), {"q_entity": ("existing",)}, somebody()),
    Scene(Showing.LONG, HOTEL, _ALL, _INDIVIDUAL, somebody(), AT_LENGTH, told=9),
    Scene(Showing.ORGANS, FARM, _ALL, _INDIVIDUAL, somebody()),
    Scene(Showing.RARE, FARM, _ALL, {"q_entity": ("company",), "q_agent": ("agent",)}, RARE, AT_LENGTH),
    Scene(Showing.REAL, FARM, _ALL, _INDIVIDUAL, somebody()),
    Scene(Showing.DOUBT, FARM, _ALL[:-1], _INDIVIDUAL, somebody()),
)


def visits(folder: Path, wanted: tuple[Showing, ...] | None = None, *, made: bool = True) -> Iterator[Sample]:
    """Every paper of every scene, as it leaves the window. ``wanted``: only scenes that show one of these."""
    for scene in SCENES:
        if wanted is None or scene.showing in wanted:
            with window(folder / scene.showing.name, scene.showing) as office:
                yield from shown(office, scene, made=made)


def shown(office: Office, scene: Scene, *, made: bool) -> Iterator[Sample]:
    """What leaves the window in one scene."""
    takeout = Takeout(office.app, scene.showing, made, more=scene.showing is Showing.USUAL)
    if scene.showing is Showing.DOUBT:
        office.file(scene.visit(office))
        office.later(days=-3)
    for step in scene.steps:
        for case in step(office, scene):
            yield from takeout.new(office.now(case))
