"""The folded slip: printed once and kept nowhere, its code used once within seven days at the window it came from."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.config import resources_folder
from counter.db.journal.journal import SqlJournal
from counter.domain.case.acts.acts import Conclude
from counter.domain.case.case import Case
from counter.domain.case.item_events import Result
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.ratings.invitation import Invitation, rating_state
from counter.domain.ratings.rating import Channel, Stage
from counter.domain.ratings.sealed_box import AnonymousRating, NamedRating, Nothing
from counter.domain.ratings.slip_code import ALPHABET, LETTERS, Slip, digest_of, new_code, read_code, spoken
from counter.domain.visit.verdict import Outcome
from counter.printing.press.slip import slip_pdf
from counter.services.context.print_queue import PrintUnsure
from counter.services.ratings.close import close_ratings
from counter.services.ratings.slip import PrintedSlip, clear_left_slips, print_slip, use_code
from counter.ui.facades.window import Clerk
from tests.db.idle_reader import idle_reader
from tests.db.pages import in_file, in_log
from tests.facades import facade_on
from tests.printing.cups import Cups, until
from tests.printing.pages import text_of
from tests.services.rated import ANONYMOUS, NAMED, Rated, rated_on

FONTS = resources_folder() / "fonts"
W01 = Clerk("W01", "阿木古郎")


@pytest.fixture
def rated(tmp_path: Path, cups: Cups) -> Iterator[Rated]:
    with rated_on(tmp_path / "profile") as opened:
        yield opened


def make(slip: Slip) -> bytes:
    return slip_pdf(slip, FONTS)


def printed(rated: Rated, case: Case, page: str = "A4") -> PrintedSlip:
    return print_slip(rated.app, case.id, "W01", make, page=page)


def code_on(tray: Path) -> str:
    """What the applicant reads inside the newest slip."""
    until(lambda: list(tray.glob("*.pdf")), "a slip comes out")
    newest = max(tray.glob("*.pdf"), key=lambda file: int(file.stem.strip(".") or 0))
    return code_in(newest.read_bytes())


def code_in(pdf: bytes) -> str:
    letters = f"[{ALPHABET}]"
    found = re.search(rf"(?:{letters}{{4}}-){{4}}{letters}", text_of(pdf))
    assert found is not None
    return found.group()


# ── the code ─────────────────────────────────────────────────────────────────────────────────────────


def test_that_a_code_has_more_than_77_bits_and_no_letters_that_look_alike() -> None:
    assert len(ALPHABET) ** LETTERS > 2**77
    assert not set(ALPHABET) & set("01ILOSU")
    codes = {new_code(secrets.choice) for _ in range(200)}
    assert len(codes) == 200
    assert all(read_code(spoken(code).lower()) == code for code in codes)


def test_that_every_wrong_letter_and_every_swap_is_found() -> None:
    code = new_code(secrets.choice)
    for at, letter in enumerate(code):
        for other in set(ALPHABET) - {letter}:
            with pytest.raises(BadInput):
                read_code(code[:at] + other + code[at + 1 :])
    for at in range(LETTERS - 1):
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        if swapped != code:
            with pytest.raises(BadInput):
                read_code(swapped)


@pytest.mark.parametrize("typed", ["", "A", "评价", "0" * 17, "A" * 18])
def test_that_what_is_no_code_is_told_in_one_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match=r"。$"):
        read_code(typed)


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", ["A4", "80mm"])
def test_that_a_slip_says_outside_how_and_by_when_and_in_a_demo_that_it_is_void(page: str) -> None:
    slip = Slip(
        "乌兰浩特市政务服务中心", "03", new_code(secrets.choice), date(2026, 11, 27), "演示 无效", page
    )
    text = text_of(make(slip)).replace("\n", "").replace("\r", "")
    assert "别人也可能猜到您" in text
    assert "（含当日）前评价" in text, "as on every paper"
    for words in ("评价条", slip.hall, "2026年11月27日", "03号窗口", "演示无效", spoken(slip.code)):
        assert words in text.replace(" ", "")
    assert text.index("评价条") < text.index(spoken(slip.code))
    assert b"/EmbeddedFile" not in make(slip)
    assert "演示" not in text_of(make(replace(slip, banner="")))
    assert slip.code not in repr(slip)


# ── printed, and kept nowhere ────────────────────────────────────────────────────────────────────────


def test_that_a_slip_is_the_visits_invitation_and_no_paper_of_the_case(rated: Rated, cups: Cups) -> None:
    tray, case = cups.printer("one"), rated.case()
    now = printed(rated, case).case
    assert rating_state(now) == "invited"
    assert [p.id for p in now.papers] == [p.id for p in case.papers]
    assert [e.kind for e in rated.entries("rating_slips")] == ["rating.slip_printed"]
    said = rated.entries("rating_slips")[0].read()
    assert said == {"digest": digest_of(read_code(code_on(tray))), "stage": "受理环节", "until": "2026-11-27"}
    for again in (lambda: printed(rated, case), lambda: rated.invite(case)):
        with pytest.raises(RuleRefused):
            again()
    assert rated.causes() == ["twice", "twice"]


def test_that_the_code_stands_in_no_file_and_no_table(rated: Rated, cups: Cups, tmp_path: Path) -> None:
    tray = cups.printer("one")
    printed(rated, rated.case())
    code = read_code(code_on(tray))
    journal = rated.app.journal
    assert isinstance(journal, SqlJournal)
    everything = b"".join(
        (*in_file(journal), *in_log(journal), *(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()))
    )
    for form in (code, spoken(code), code[:8]):
        assert form.encode() not in everything


def test_that_nobody_can_print_a_slip_again_from_the_queue(rated: Rated, cups: Cups) -> None:
    tray, case = cups.printer("one"), rated.case()
    pad = facade_on(rated.app).pad
    assert rating_state(pad.print_slip(case.id, W01)) == "invited"
    code_on(tray)
    until(lambda: not cups.print_data(), "the slip's print data are gone")
    pad.stop()


def test_that_nobody_looks_for_a_slip_any_more_when_the_window_is_closed(rated: Rated, cups: Cups) -> None:
    cups.printer("one", "stall")
    before = set(threading.enumerate())
    pad = facade_on(rated.app).pad
    pad.print_slip(rated.case().id, W01)
    assert set(threading.enumerate()) - before
    pad.stop()
    assert set(threading.enumerate()) <= before


def test_that_slips_left_in_the_queue_by_a_crash_are_cleared_at_the_next_start(
    rated: Rated, cups: Cups
) -> None:
    tray = cups.printer("one")
    for case in (rated.case(), rated.case()):
        printed(rated, case)
    until(lambda: len(list(tray.glob("*.pdf"))) == 2, "two slips come out")
    assert cups.print_data()

    def cleared() -> bool:
        clear_left_slips(rated.app)
        return not cups.print_data()

    until(cleared, "the slips' print data are gone")


def test_that_without_a_printer_nothing_is_noted_and_the_pad_may_still_be_used(rated: Rated) -> None:
    case = rated.case()
    with pytest.raises(WorldTrouble):
        printed(rated, case)
    assert not rated.entries("rating_slips")
    assert rated.invite(case).case == case.id


def test_that_a_slip_of_unknown_fate_is_void(rated: Rated, cups: Cups) -> None:
    cups.printer("one")
    case, sent = rated.case(), []

    class Unsure:
        """A queue that dies when it has the slip."""

        def __getattr__(self, name: str) -> object:
            return getattr(rated.app.queue, name)

        def send(self, printer: str, pdf: bytes, title: str) -> str:
            sent.append(code_in(pdf))
            raise PrintUnsure("不知道收没收到。")

    with pytest.raises(PrintUnsure):
        print_slip(replace(rated.app, queue=Unsure()), case.id, "W01", make)  # type: ignore[arg-type]
    with pytest.raises(RuleRefused):
        use_code(rated.app, sent[0], "W01")
    assert rated.causes() == ["code_unknown"]
    assert rated.invite(case).case == case.id


def test_that_a_slip_that_became_the_second_invitation_is_taken_out_of_the_queue(
    rated: Rated, cups: Cups
) -> None:
    """Somebody was invited on the pad while the sheet was made: the slip is worth nothing and must not come out."""
    cups.printer("one")
    case, cancelled = rated.case(), []

    class Waiting:
        """A queue that keeps what it has until it is cancelled."""

        def __getattr__(self, name: str) -> object:
            return getattr(rated.app.queue, name)

        def send(self, printer: str, pdf: bytes, title: str) -> str:
            rated.invite(case)
            return "one-7"

        def cancel(self, job: str) -> None:
            cancelled.append(job)

    with pytest.raises(RuleRefused):
        print_slip(replace(rated.app, queue=Waiting()), case.id, "W01", make)  # type: ignore[arg-type]
    assert cancelled == ["one-7"]
    assert rated.causes() == ["twice"]
    assert rated.entries("rating_slips") == ()


# ── used ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("choice", [NAMED, ANONYMOUS])
def test_that_a_code_opens_one_invitation_whose_rating_counts_as_a_proxys(
    rated: Rated, cups: Cups, choice: object
) -> None:
    tray, case = cups.printer("one"), rated.case()
    printed(rated, case)
    code = code_on(tray)
    rated.next_day()
    invitation = use_code(rated.app, code.lower().replace("-", " "), "W01")
    assert (invitation.case, invitation.channel) == (case.id, Channel.PROXY)
    rated.cast(invitation, choice)  # type: ignore[arg-type]
    rated.wait()
    assert rated.kinds(case.id) == ["rating.invited", "rating.closed"]
    rated.next_day()
    found = next(b for b in (*rated.named(), *rated.anonymous()) if not isinstance(b, Nothing))
    assert isinstance(found, NamedRating | AnonymousRating)
    expected = read_code(code) if isinstance(found, NamedRating) else ""  # a code would lead to the case
    assert (found.channel, found.code) == (Channel.PROXY, expected)


def test_that_a_code_counts_only_once_it_was_entered_and_then_leaves_no_log_of_pages(
    rated: Rated, cups: Cups
) -> None:
    """Who has read a slip cannot use it on the pad as if it were the applicant's own invitation."""
    tray, case = cups.printer("one"), rated.case()
    printed(rated, case)
    code = read_code(code_on(tray))
    own = Invitation(code, case.id, case.number, "", Stage.ACCEPTANCE, rated.office.clock.at)
    with pytest.raises(RuleRefused):
        rated.cast(own, NAMED)
    assert rated.causes() == ["closed"]
    rated.cast(use_code(rated.app, code, "W01"), None)
    other = rated.case()
    printed(rated, other)
    until(lambda: len(list(tray.glob("*.pdf"))) > 1, "the second slip comes out")
    second = code_on(tray)
    with pytest.raises(RuleRefused, match="评价时间未到"):
        use_code(rated.app, second, "W01")
    rated.office.later(minutes=3)
    use_code(rated.app, second, "W01")
    assert isinstance(rated.app.journal, SqlJournal)
    assert not any(in_log(rated.app.journal))


def test_that_a_used_an_expired_and_an_unknown_code_are_refused_and_noted(rated: Rated, cups: Cups) -> None:
    tray = cups.printer("one")
    printed(rated, rated.case())
    code = code_on(tray)
    use_code(rated.app, code, "W01")
    for bad in (code, new_code(secrets.choice)):
        with pytest.raises(RuleRefused):
            use_code(rated.app, bad, "W01")
    old = rated.case()
    printed(rated, old)
    until(lambda: len(list(tray.glob("*.pdf"))) == 2, "two slips come out")
    late = code_on(tray)
    rated.office.later(days=8)
    with pytest.raises(RuleRefused, match="过期"):
        use_code(rated.app, late, "W01")
    assert rated.causes() == ["code_used", "code_unknown", "code_expired"]


def test_that_a_slip_in_a_pocket_is_closed_by_its_last_day_and_by_nothing_before(
    rated: Rated, cups: Cups
) -> None:
    tray, case = cups.printer("one"), rated.case()
    printed(rated, case)
    rated.invite(rated.case())
    close_ratings(rated.app, everything=True)
    close_ratings(rated.app, case.id)
    rated.office.later(days=7)
    close_ratings(rated.app)
    assert rated.kinds(case.id) == ["rating.invited"]
    rated.office.at("2026-11-28", 0)
    assert [c.id for c in close_ratings(rated.app)] == [case.id]
    rated.next_day()
    assert rated.named() == rated.anonymous() == [Nothing(), Nothing()]
    with pytest.raises(RuleRefused):
        use_code(rated.app, code_on(tray), "W01")


def test_that_a_new_invitation_for_the_case_makes_its_old_slip_void(rated: Rated, cups: Cups) -> None:
    tray, case = cups.printer("one"), rated.case()
    printed(rated, case)
    code = code_on(tray)
    rated.office.later(days=1)
    held = next(i for i in case.items if i.decided and i.outcome is not Outcome.DONE)
    again = rated.office.do(case, Conclude(held.id, Result.GRANTED, date(2026, 11, 21), "准字1号", "W01"))
    rated.invite(again)
    with pytest.raises(RuleRefused):
        use_code(rated.app, code, "W01")
    assert rated.causes() == ["code_expired"]
    assert rated.kinds(case.id) == ["rating.invited", "rating.closed", "rating.invited"]


def test_that_beside_an_idle_reader_a_slip_is_given_and_its_code_is_not_used_up(
    rated: Rated, cups: Cups
) -> None:
    """A slip takes no choice into the log; its code does, and waits until the log can be emptied."""
    tray = cups.printer("窗口")
    journal = rated.app.journal
    assert isinstance(journal, SqlJournal)
    case = rated.case()
    with idle_reader(journal.profile):
        printed(rated, case)
        code = code_on(tray)
        with pytest.raises(RuleRefused, match="一直在读数据文件"):
            use_code(rated.app, code, "W01")
    rated.cast(use_code(rated.app, code, "W01"), NAMED)
    rated.wait()
    assert isinstance(rated.named()[0], NamedRating)
    assert in_log(journal) == []


def test_that_a_slip_printed_for_the_next_person_ends_nobodys_invitation(rated: Rated, cups: Cups) -> None:
    cups.printer("窗口")
    first = rated.case()
    rated.invite(first)
    printed(rated, rated.case())
    assert rated.kinds(first.id) == ["rating.invited"]


def test_that_a_slip_printed_after_the_last_ones_time_leaves_no_log_of_pages(
    rated: Rated, cups: Cups
) -> None:
    cups.printer("窗口")
    rated.cast(rated.invite(rated.case()), ANONYMOUS)
    rated.office.later(minutes=3)
    printed(rated, rated.case())
    assert len(rated.named()) == 1
    journal = rated.app.journal
    assert isinstance(journal, SqlJournal)
    assert in_log(journal) == []
