"""Who would steer ratings or learn of them: each way is closed the same for everybody, and noted (L9)."""

from __future__ import annotations

import base64
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from counter.bootstrap.bug_log import note_bug
from counter.db.check.check import check
from counter.db.file.connection import DATABASE
from counter.db.journal.journal import SqlJournal
from counter.domain.case.acts.acts import Conclude, Decide, Serve, Stamp, Void
from counter.domain.case.item_events import Result
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import CounterError, RuleRefused, WorldTrouble
from counter.domain.ratings.invitation import Invitation, stage_to_rate
from counter.domain.ratings.rating import Choice, Stage
from counter.domain.ratings.sealed_box import NamedRating, Rater
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.verdict import Outcome
from counter.services.hall.station_log import confirm_clock
from counter.services.papers.copy_paper import copy_paper
from counter.services.ratings import cast as casting
from counter.services.ratings.close import close_ratings
from counter.services.ratings.invite import digest_of, invite_rating, write_invitation
from tests.db.pages import in_log
from tests.services.office import FRIDAY
from tests.services.rated import ANONYMOUS, NAMED, Rated, rated_on


@pytest.fixture
def rated(tmp_path: Path) -> Iterator[Rated]:
    with rated_on(tmp_path / "profile") as opened:
        yield opened


@pytest.mark.parametrize("step", ["_named", "_anonymous", "seal"])
def test_that_a_choice_that_could_not_be_sealed_tells_nothing_of_itself(
    rated: Rated, step: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> object:
        raise ValueError("what was chosen")

    invitation = rated.invite(rated.case())
    told = set()
    with monkeypatch.context() as patched:
        patched.setattr(casting, step, broken)
        for at, choice in enumerate((NAMED, replace(NAMED, words="长" * 200), ANONYMOUS, None)):
            told.add(_failure(rated, invitation, choice, tmp_path / f"log{at}"))
    assert len(told) == 1
    assert str(NAMED.grade) not in repr(NAMED)
    assert not rated.causes()
    rated.cast(invitation, NAMED)  # nothing was kept of it: the applicant chooses once more


def _failure(rated: Rated, invitation: Invitation, choice: Choice | None, folder: Path) -> str:
    """Everything that a log of faults, a traceback and the message bar say of it."""
    folder.mkdir()
    with pytest.raises(WorldTrouble) as caught:
        rated.cast(invitation, choice)
    log = note_bug(folder, caught.value)
    assert log is not None
    places = log.read_text(encoding="utf-8").split("\n", 1)[1]
    own = [f for f in traceback.extract_tb(caught.tb) if "counter" in f.filename]
    return (
        f"{caught.value.sentence}{places}{[(f.name, f.lineno) for f in own[1:]]}{caught.value.__context__!r}"
    )


def test_that_a_second_choice_and_a_late_one_are_refused_in_the_same_words(rated: Rated) -> None:
    """The window shows the sentence: one of its own for the second would say that there was a first."""
    invitation = rated.invite(rated.case())
    rated.cast(invitation, None)
    second = _refused(rated, invitation)
    rated.wait()
    assert second == _refused(rated, invitation)
    assert rated.causes() == ["closed"]


@pytest.mark.parametrize("answered", [True, False])
def test_that_no_entry_of_a_try_tells_that_the_visit_had_been_answered(rated: Rated, answered: bool) -> None:
    """Once the time is over a try is noted, answered or not; before that neither the first nor a second is."""
    invitation = rated.invite(rated.case())
    if answered:
        rated.cast(invitation, NAMED)
    before = rated.app.journal.place()
    with suppress(RuleRefused):
        rated.cast(invitation, ANONYMOUS)
    assert rated.app.journal.place() == before
    rated.office.later(minutes=3)  # and nobody has closed it yet
    _refused(rated, invitation)
    assert rated.causes() == ["closed"]


def _refused(rated: Rated, invitation: Invitation) -> str:
    with pytest.raises(RuleRefused) as caught:
        rated.cast(invitation, NAMED)
    assert isinstance(caught.value, CounterError)
    return caught.value.sentence


# ── before, twice, of what ───────────────────────────────────────────────────────────────────────────


def test_that_a_decision_taken_back_and_made_again_the_same_day_brings_no_second_rating(rated: Rated) -> None:
    case = rated.case()
    rated.invite(case)
    rated.wait()
    items = tuple(i.id for i in case.items if i.decided)
    case = rated.office.do(case, Void(items, "录错了一处", taken_back=tuple(p.id for p in case.papers)))
    case = rated.office.do(case, Decide(papers_valid=True))
    assert any(i.decided for i in case.items)
    with pytest.raises(RuleRefused, match="一次只请一回"):
        rated.invite(case)
    assert rated.causes() == ["twice"]


def test_that_what_is_only_taken_in_is_no_outcome_and_a_clock_put_back_opens_no_second_invitation(
    rated: Rated,
) -> None:
    office = rated.office
    case = office.file(office.visit(), FilingMode.KEEP)
    with pytest.raises(RuleRefused):
        rated.invite(case)
    office.do(case, Decide(("mkt_individual",)))
    rated.invite(case)
    rated.wait()
    office.later(days=-1)
    office.do(case, Decide(papers_valid=True))
    with pytest.raises(RuleRefused, match="时间待核"):
        rated.invite(case)
    confirm_clock(office.app.journal, code="S01", pin="9876")
    with pytest.raises(RuleRefused):
        rated.invite(case)
    assert rated.causes() == ["before_outcome", "clock", "before_outcome"]


def test_that_a_notice_of_acceptance_handed_over_is_rated_as_acceptance_and_a_result_as_completion(
    rated: Rated,
) -> None:
    """The platform's evalProcess and proStatus follow from it (DOMAIN §3): 已完结 is said of nothing that goes on."""
    office = rated.office
    case = office.file(office.visit())
    notice = next(p.id for p in case.papers if p.kind == PaperKind.ACCEPTANCE_NOTICE)
    app = office.app
    copy_paper(app.journal, app.projector, app.papers, case_id=case.id, wanted=notice, clerk="W01")
    case = office.do(case, Stamp((notice,)))
    case = office.do(case, Serve((notice,), Way.WINDOW, FRIDAY.date(), "巴图吉雅"))
    assert stage_to_rate(case, FRIDAY.date()) is Stage.ACCEPTANCE
    accepted = next(i.id for i in case.items if i.outcome is Outcome.ACCEPT)
    office.later(days=1)
    case = office.do(case, Conclude(accepted, Result.GRANTED, office.clock.at.date(), "文号1号", by="王代表"))
    assert stage_to_rate(case, office.clock.at.date()) is Stage.COMPLETION


def test_that_who_served_is_rated_whoever_signs_on_to_invite(rated: Rated) -> None:
    """A colleague's sign-on takes no bad rating off whom it is about, who then might put it right himself."""
    case = rated.case()
    invitation = invite_rating(rated.app, case.id, "S01")[1]
    rated.cast(invitation, NAMED)
    rated.wait()
    (found,) = rated.named()
    assert isinstance(found, NamedRating)
    assert (found.clerk, found.clerk_name) == ("W01", "阿木古郎")
    assert next(e.actor for e in rated.entries(case.id) if e.kind == "rating.invited") == "S01"


def test_that_a_forgotten_applicant_is_invited_no_more_and_what_was_open_still_closes(rated: Rated) -> None:
    case = rated.case()
    invitation = rated.invite(case)
    rated.app.journal.forget(case.id, actor="S01", reason="保管期满")
    rated.cast(invitation, NAMED)
    rated.wait()
    (found,) = rated.named()
    assert isinstance(found, NamedRating)
    assert found.rater == Rater("person", "", "", "", "")
    rated.office.later(days=1)
    with pytest.raises(RuleRefused, match="清除"):
        rated.invite(case)


def test_that_a_case_written_by_a_newer_program_is_not_rated_by_this_one(rated: Rated) -> None:
    case = replace(rated.case(), needs_upgrade=("item.unknown",))
    with pytest.raises(RuleRefused, match="升级"):
        stage_to_rate(case, FRIDAY.date())


# ── what lies about while the hall is open ───────────────────────────────────────────────────────────


def test_that_after_every_act_the_log_of_pages_is_empty(rated: Rated) -> None:
    """What was written together, and in what order, stands in it (0012)."""
    journal = rated.app.journal
    assert isinstance(journal, SqlJournal)
    for choice in (NAMED, None):
        case = rated.case()
        invitation = rated.invite(case)
        assert not any(in_log(journal)), "invite"
        rated.cast(invitation, choice)
        assert not any(in_log(journal)), "cast"
        rated.wait()
        assert not any(in_log(journal)), "close"
    rated.next_day()
    assert not any(in_log(journal)), "batch"


def test_that_a_choice_that_is_kept_is_not_said_to_be_lost_where_only_its_order_could_not_be_forgotten(
    rated: Rated,
) -> None:
    """The disk takes the log of pages and not the file: the choice is committed, the log stays."""
    resource = pytest.importorskip("resource")
    journal = rated.app.journal
    assert isinstance(journal, SqlJournal)
    invitation = rated.invite(rated.case())
    size = (journal.profile / DATABASE).stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, hard))
    try:
        rated.cast(invitation, NAMED)
        assert not journal.clear_page_log()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    rated.wait()
    assert isinstance(rated.named()[0], NamedRating)
    assert check(journal).clean


def test_that_invitations_closed_together_join_no_box_to_a_case(rated: Rated) -> None:
    """Slips of one day run out together: the boxes then stand in the order of their bytes, which is chance."""
    app, ends = rated.app, rated.office.clock.at + timedelta(days=8)
    cases = [rated.case() for _ in range(6)]
    for n, case in enumerate(cases):
        with app.journal.transaction() as tx:
            write_invitation(app, tx, case.id, "W01", "slip", digest_of(str(n)), ends)
            tx.commit()
    rated.office.later(days=9)
    assert {c.id for c in close_ratings(app)} == {c.id for c in cases}
    boxes = [base64.b64decode(str(e.read()["box"])) for e in rated.entries() if e.kind == "rating.boxed"]
    assert len(boxes) == len(cases)
    assert boxes == sorted(boxes)


def test_that_line_breaks_and_controls_never_cost_the_applicant_the_words(rated: Rated) -> None:
    """Written out, a control takes six bytes: 200 of them beside long names would not fit a box."""
    rated.rate(replace(NAMED, words="慢\n\x00" + "\x07" * 190 + "。"))
    (found,) = rated.named()
    assert isinstance(found, NamedRating)
    assert (found.words[0], found.words[-1]) == ("慢", "。")
    assert not any(c in found.words for c in "\n\x00\x07")
