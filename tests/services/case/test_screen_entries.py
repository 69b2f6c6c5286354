"""What the applicant says and draws on the screen is kept with the case: what was shown, and a name that is an aid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import SignPledge
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Signer
from counter.domain.case.screen_events import ApplicantReplied
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused, StaleBase
from counter.domain.journal import codec
from counter.domain.journal.entries import canonical_bytes
from counter.domain.papers.verify.signed_text import DRAWN_AID
from counter.domain.screen.mirror import ApplicantReply, Drawing, Mark
from counter.domain.screen.mirror_builder import mirror_of_case, mirror_of_visit, shown_digest
from counter.domain.screen.pledge_text import pledge_text
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.visit import Visit
from counter.services.case.keep_signature import MOST_POINTS, MOST_STROKES, keep_drawing
from counter.services.context.print_queue import JobState
from counter.services.papers.copy_paper import content_of, copy_paper
from counter.services.papers.print_queueing import send_copy
from counter.ui.facades.window import Clerk, WindowFacade
from tests.facades import facade_of
from tests.printing.cups import Cups
from tests.printing.pages import bare
from tests.services.case.test_lawful_acts import EXISTING, GAP
from tests.services.office import DEFERRED, FRIDAY, MISSING, Office, SetClock, office_on, papers
from tests.services.papers.test_print_queueing import follow, sheets
from tests.services.proving import proved
from tests.settings import somebody

NAME = Drawing((((0.1, 0.2), (0.4, 0.8), (0.4, 0.2)), ((0.6, 0.3), (0.9, 0.7))), 3.0)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def shown(office: Office, visit: Visit) -> str:
    """The digest of what the screen shows of the visit."""
    here = office.app.setting()
    return mirror_of_visit(assess(here, visit), here).digest


def hall_recourse(office: Office, case: Case) -> ApplicantReplied:
    """The entry of the applicant's word; exactly one."""
    (entry,) = (e for e in office.app.journal.entries(case.id) if e.kind == "applicant.confirmed")
    return codec.read(ApplicantReplied, entry.read())


def pledged(office: Office) -> tuple[Case, IssuedPaper]:
    case = office.file(office.visit(answers=EXISTING, brought={GAP: DEFERRED}))
    return case, papers(case, PaperKind.PLEDGE)[0]


def draw(office: Office, case: Case, paper: str, drawing: Drawing = NAME, base: str | None = None) -> Case:
    return keep_drawing(office.app, case.id, paper, drawing, office.clerk, base)


# ── 对 / 有不对的地方 ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("right", [True, False])
def test_that_what_the_applicant_said_is_filed_with_the_case(office: Office, *, right: bool) -> None:
    visit = office.visit()
    digest = shown(office, visit)
    case = office.file(replace(visit, said=ApplicantReply(right, digest)))
    assert hall_recourse(office, case) == ApplicantReplied(right, shown_digest(digest), same=True)
    word = "对" if right else "有不对的地方"
    assert [h.text for h in case.history if h.kind == "applicant.confirmed"] == [f"申请人在屏上说“{word}”"]


def test_that_right_said_of_some_pages_is_filed_with_how_many_were_shown(office: Office) -> None:
    visit = office.visit()
    case = office.file(replace(visit, said=ApplicantReply(True, shown(office, visit), (), 1, 3)))
    assert (hall_recourse(office, case).pages_shown, hall_recourse(office, case).pages) == (1, 3)
    assert "申请人在屏上看了1页（共3页），说“对”" in [h.text for h in case.history]


def test_that_nothing_is_written_where_nobody_pressed_anything(office: Office) -> None:
    case = office.file(office.visit())
    assert "applicant.confirmed" not in [e.kind for e in office.app.journal.entries(case.id)]


def test_that_a_change_after_the_word_is_told(office: Office) -> None:
    before = office.visit()
    said = ApplicantReply(right=True, digest=shown(office, before))
    changed = replace(before, applicant=somebody(phone="10000005679"), said=said)
    case = office.file(changed)
    assert not hall_recourse(office, case).same
    assert case.history[2].text == "申请人在屏上说“对”，之后又改过"


def test_that_taking_in_only_is_not_what_was_shown_as_decided(office: Office) -> None:
    visit = office.visit()
    case = office.file(replace(visit, said=ApplicantReply(True, shown(office, visit))), FilingMode.KEEP)
    assert not hall_recourse(office, case).same


def test_that_a_day_that_has_passed_since_is_a_change(office: Office) -> None:
    visit = office.visit()
    said = ApplicantReply(True, shown(office, visit))
    office.later(days=3)
    assert not hall_recourse(office, office.file(replace(visit, said=said))).same


def test_that_the_open_entry_holds_no_half_that_knows_the_person(office: Office) -> None:
    visit = office.visit()
    digest = shown(office, visit)
    case = office.file(replace(visit, said=ApplicantReply(True, digest)))
    stored = b"".join(e.payload for e in office.app.journal.entries(case.id))
    assert digest[:64].encode() in stored
    assert digest[64:].encode() not in stored


def test_that_a_draft_keeps_what_the_applicant_said() -> None:
    visit = Visit(8, said=ApplicantReply(False, "ab", ("场所平面图",)))
    plain = json.loads(canonical_bytes(codec.write(visit)))
    assert codec.read(Visit, plain) == visit


# ── a filed case on the screen ────────────────────────────────────────────────────────────────────────


def test_that_a_filed_case_shows_what_was_recorded_and_asks_nothing(office: Office) -> None:
    case, _ = pledged(office)
    mirror = mirror_of_case(case, office.app.setting())
    assert mirror.filed
    assert mirror.questions == ()
    assert mirror.people[0].masked == "巴图吉雅"
    words = {one.name: one for part in mirror.right for one in part.lines}
    assert any(one.words == "签了承诺书就受理。" for one in words.values())
    assert any(part.title == "还差的（1份）" for part in mirror.right)


def test_that_after_the_signature_the_days_of_the_paper_are_those_of_the_screen(office: Office) -> None:
    case, paper = pledged(office)
    case = office.do(case, SignPledge(paper.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))
    mirror = mirror_of_case(case, office.app.setting())
    lacking = next(part for part in mirror.right if part.title.startswith("还差的"))
    item = next(i for i in case.items if i.gap_dues)
    due = item.gap_dues[0].due
    assert due is not None
    assert lacking.lines[0].mark is Mark.LATER
    assert f"{due.day.month}月{due.day.day}日（含）前" in lacking.lines[0].words


def test_that_what_was_told_stands_there_until_it_is_in(office: Office) -> None:
    line = next(iter(office.visit().brought))
    case = office.file(office.visit(brought={line: MISSING}))
    assert any(
        "前补来" in one.words
        for part in mirror_of_case(case, office.app.setting()).right
        for one in part.lines
    )


# ── the pledge and the drawn name ─────────────────────────────────────────────────────────────────────


def test_that_the_screen_shows_every_word_of_the_pledge_and_no_other(office: Office) -> None:
    _, paper = pledged(office)
    document = content_of(paper)
    text = pledge_text(document, paper.id)
    table = ["".join(row) for row in (text.head, *text.table)]
    body = "".join(
        "".join(getattr(b, "text", "") or "".join("".join(row) for row in (b.head, *b.rows)))
        for b in document.body
    )
    assert "".join((*text.before, *table, *text.after)) == body.replace("\n", "")
    assert (text.title, text.paper) == ("容缺受理承诺书", paper.id)
    assert text.organ + "：" == document.addressee


def test_that_other_papers_are_not_signed_on_the_screen(office: Office) -> None:
    case, _ = pledged(office)
    other = next(p for p in case.papers if p.kind != PaperKind.PLEDGE)
    with pytest.raises(BadInput):
        pledge_text(content_of(other), other.id)
    with pytest.raises(BadInput):
        draw(office, case, other.id)


def test_that_a_drawn_name_is_sealed_and_accepts_nothing(office: Office) -> None:
    case, paper = pledged(office)
    after = draw(office, case, paper.id)
    assert after.drawings == {paper.id: NAME}
    assert [i.state for i in after.items] == [i.state for i in case.items]
    assert after.pledges == ()
    entry = next(e for e in office.app.journal.entries(case.id) if e.kind == "signature.drawn")
    assert entry.read() == {"paper": paper.id}
    assert entry.sealed is not None
    assert b"strokes" not in entry.sealed


def test_that_a_second_drawing_takes_the_place_of_the_first(office: Office) -> None:
    case, paper = pledged(office)
    draw(office, case, paper.id, replace(NAME, aspect=2.0))
    after = draw(office, case, paper.id)
    assert after.drawings == {paper.id: NAME}
    assert fold(office.app.journal.entries(case.id)) == after


def test_that_the_print_carries_the_drawing_and_still_proves(office: Office) -> None:
    case, paper = pledged(office)
    app = office.app
    before = content_of(paper)
    draw(office, case, paper.id)
    sheet = copy_paper(app.journal, app.projector, app.papers, case_id=case.id, wanted=paper.id, clerk="W01")
    seen = app.sheets.read(sheet.pdf)
    assert DRAWN_AID in "".join(run for page in seen.runs for run in page)
    assert content_of(sheet.paper) == before
    assert proved(app, sheet.pdf).text.value == "same"


def test_that_the_sheet_from_the_printer_carries_it(office: Office, cups: Cups) -> None:
    tray = cups.printer("window")
    case, paper = pledged(office)
    draw(office, case, paper.id)
    send_copy(office.app, case.id, paper.id, "W01")
    follow(office.app, case, paper.id, JobState.SENT)
    (sheet,) = sheets(tray)
    assert bare(DRAWN_AID) in sheet


def test_that_the_preview_shows_it_as_soon_as_it_is_drawn(profile: Path) -> None:
    facade = facade_of(WindowFacade, profile)
    facade.ready()
    try:
        office = Office(facade.app, SetClock(FRIDAY))
        visit = office.visit(answers=EXISTING, brought={GAP: DEFERRED})
        case = facade.file(visit, FilingMode.DECIDE, Clerk("W01", "阿木古郎"), None)
        paper = papers(case, PaperKind.PLEDGE)[0].id
        before = facade.pages_of(paper)
        draw(office, case, paper)
        assert facade.pages_of(paper) != before
    finally:
        facade.close()


def test_that_no_other_paper_of_the_case_carries_it(office: Office) -> None:
    case, paper = pledged(office)
    draw(office, case, paper.id)
    app = office.app
    other = next(p for p in case.papers if p.kind != PaperKind.PLEDGE)
    sheet = copy_paper(app.journal, app.projector, app.papers, case_id=case.id, wanted=other.id, clerk="W01")
    assert DRAWN_AID not in "".join(run for page in app.sheets.read(sheet.pdf).runs for run in page)


def test_that_a_signed_or_void_pledge_takes_no_drawing(office: Office) -> None:
    case, paper = pledged(office)
    signed = office.do(case, SignPledge(paper.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))
    with pytest.raises(RuleRefused) as refused:
        draw(office, signed, paper.id)
    assert refused.value.rule == "L4"
    case, paper = pledged_again(office)
    void = office.do(case, SignPledge(paper.id, Signer.APPLICANT, "", declined=True))
    with pytest.raises(RuleRefused):
        draw(office, void, paper.id)


def pledged_again(office: Office) -> tuple[Case, IssuedPaper]:
    """Another person's case, so that it is no second one."""
    other = somebody(name="其木格", id_number="999999198503071228")
    case = office.file(office.visit(answers=EXISTING, brought={GAP: DEFERRED}, applicant=other))
    return case, papers(case, PaperKind.PLEDGE)[0]


@pytest.mark.parametrize(
    "drawing",
    [
        Drawing((), 3.0),
        Drawing((((0.5, 0.5), (0.51, 0.51)),), 3.0),
        Drawing((((0.1, 0.1), (0.9, 1.2)),), 3.0),
        Drawing((((0.1, float("nan")), (0.9, 0.2)),), 3.0),
        Drawing((((0.1, 0.1), (0.9, 0.9)),), float("inf")),
        Drawing((((0.1, 0.1), (0.9, 0.9)),), 0.0),
        Drawing((((0.1, 0.1), (0.9, 0.9)),) * (MOST_STROKES + 1), 3.0),
        Drawing((((0.1, 0.1),) * (MOST_POINTS + 1),), 3.0),
    ],
    ids=["nothing", "slip", "outside", "nan", "endless", "flat", "strokes", "points"],
)
def test_that_what_no_hand_meant_as_a_name_is_refused_in_words(office: Office, drawing: Drawing) -> None:
    case, paper = pledged(office)
    with pytest.raises(BadInput) as refused:
        draw(office, case, paper.id, drawing)
    assert refused.value.sentence.endswith("。")
    assert fold(office.app.journal.entries(case.id)) == case


def test_that_a_case_changed_meanwhile_takes_no_drawing(office: Office) -> None:
    case, paper = pledged(office)
    draw(office, case, paper.id)
    with pytest.raises(StaleBase):
        draw(office, case, paper.id, base=case.base)
