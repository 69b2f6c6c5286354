"""The window's desk on a real profile: what it promises the pages about disk and papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter import config
from counter.bootstrap.atomic_file import whole_file
from counter.bootstrap.opening import create_profile
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.hall.hall import hall_from, staff_from
from counter.domain.papers.verify.proof import Proof, TextCheck
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.facades.window import Clerk, WindowFacade
from tests.facades import facade_of
from tests.printing.pages import bare, text_of
from tests.services.visit.test_file_case import complete

CLERK = Clerk("W01", "阿木古郎")


@pytest.fixture
def facade(profile: Path) -> Iterator[WindowFacade]:
    facade = facade_of(WindowFacade, profile)
    facade.ready()
    yield facade
    facade.close()


def test_that_a_folder_that_cannot_be_written_uses_up_no_copy(facade: WindowFacade, tmp_path: Path) -> None:
    case = facade.file(complete(facade.app), FilingMode.DECIDE, CLERK, None)
    paper = case.papers[0].id
    for place in (tmp_path / "nowhere" / "a.pdf", Path("/proc/a.pdf"), tmp_path / ("长" * 200 + ".pdf")):
        with pytest.raises(WorldTrouble):
            facade.copy_out(paper, place, CLERK)
    file = tmp_path / "a.pdf"
    assert facade.copy_out(paper, file, CLERK) == 1
    assert file.read_bytes().startswith(b"%PDF")
    assert [p.name for p in tmp_path.glob(".counter-*")] == []


def test_that_a_window_saves_nothing_in_a_profile_and_no_copy_over_another(
    facade: WindowFacade, tmp_path: Path
) -> None:
    case = facade.file(complete(facade.app), FilingMode.DECIDE, CLERK, None)
    paper = case.papers[0].id
    profile = next(tmp_path.rglob("counter.db")).parent
    for place in (profile / "counter.db", profile / "new.pdf", profile / "heads" / "new.pdf"):
        with pytest.raises(BadInput, match="资料文件夹"):
            facade.copy_out(paper, place, CLERK)
        with pytest.raises(BadInput, match="资料文件夹"):
            facade.pad.pack(place, CLERK)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"mine")
    with pytest.raises(BadInput, match="已经存在"):
        facade.copy_out(paper, file, CLERK)
    assert file.read_bytes() == b"mine"
    assert facade.copy_out(paper, tmp_path / "b.pdf", CLERK) == 1


def test_that_what_the_dialog_asked_about_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"old")
    with whole_file(file, replace=True) as half:
        half.write(b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.json", b"new")]


def test_that_the_second_sheet_is_the_windows_own(facade: WindowFacade, tmp_path: Path) -> None:
    case = facade.file(complete(facade.app), FilingMode.DECIDE, CLERK, None)
    serials = [facade.copy_out(case.papers[0].id, tmp_path / f"{n}.pdf", CLERK) for n in range(2)]
    assert serials == [1, 2]


def test_that_a_strip_is_logged_but_the_next_sheet_is_still_the_applicants(
    facade: WindowFacade, tmp_path: Path
) -> None:
    case = facade.file(complete(facade.app), FilingMode.DECIDE, CLERK, None)
    notice = next(p for p in case.papers if p.kind == "acceptance_notice")
    assert facade.copy_out(notice.id, tmp_path / "strip.pdf", CLERK, page="80mm") == 0
    assert facade.copy_out(notice.id, tmp_path / "a5.pdf", CLERK, page="A5") == 1
    told = bare(text_of((tmp_path / "a5.pdf").read_bytes()))
    assert "第1联（共2联）交申请人" in told
    after = facade.case(case.number)
    assert after is not None
    assert [line.text for line in after.history][-2:] == [
        f"打出凭条 {notice.number}",
        f"打出第 1 份 {notice.number}",
    ]


def test_that_a_strip_is_signed_and_proved_word_by_word(facade: WindowFacade, tmp_path: Path) -> None:
    case = facade.file(complete(facade.app), FilingMode.DECIDE, CLERK, None)
    notice = next(p for p in case.papers if p.kind == "acceptance_notice")
    for page in ("A5", "80mm"):
        file = tmp_path / f"{page}.pdf"
        facade.copy_out(notice.id, file, CLERK, page=page)
        report = facade.verify(str(file))
        assert report.text is TextCheck.SAME
        assert report.proof is Proof.DEMO


def test_that_only_acceptance_papers_have_small_forms(facade: WindowFacade, tmp_path: Path) -> None:
    case = facade.file(complete(facade.app), FilingMode.KEEP, CLERK, None)
    receipt = next(p for p in case.papers if p.kind == "intake_receipt")
    with pytest.raises(BadInput, match="只有受理通知书"):
        facade.copy_out(receipt.id, tmp_path / "a.pdf", CLERK, page="A5")
    assert list(tmp_path.glob("*.pdf")) == []


def test_that_a_filed_bundle_stands_first_next_time(facade: WindowFacade) -> None:
    facade.file(complete(facade.app), FilingMode.KEEP, CLERK, None)
    assert facade.find("")[0].number == 8


def test_that_preferences_outlive_the_window(profile: Path, facade: WindowFacade) -> None:
    from dataclasses import replace

    facade.save_preferences(replace(facade.preferences, theme="dark", letters=130, papers="/tmp/文书"))
    again = facade_of(WindowFacade, profile)
    assert (again.preferences.theme, again.preferences.letters, again.preferences.papers) == (
        "dark",
        130,
        "/tmp/文书",
    )


def test_that_a_full_disk_leaves_the_preferences_as_they_were(profile: Path, facade: WindowFacade) -> None:
    from dataclasses import replace

    resource = pytest.importorskip("resource")
    facade.save_preferences(replace(facade.preferences, theme="dark"))
    before = {path.name for path in profile.iterdir()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        with pytest.raises(WorldTrouble, match="没能保存"):
            facade.save_preferences(replace(facade.preferences, theme="light"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert facade.preferences.theme == "dark"
    assert {path.name for path in profile.iterdir()} == before


def test_that_a_broken_preferences_file_is_no_reason_not_to_open(profile: Path, facade: WindowFacade) -> None:
    (profile / "window.json").write_text("[1", encoding="utf-8")
    assert facade.preferences.theme == "light"


def test_that_a_wrong_pin_is_refused_without_saying_what_was_wrong(facade: WindowFacade) -> None:
    with pytest.raises(RuleRefused) as wrong_pin:
        facade.sign_on("W01", "0000")
    with pytest.raises(RuleRefused) as nobody:
        facade.sign_on("X99", "1234")
    assert wrong_pin.value.sentence == nobody.value.sentence
    assert facade.sign_on("w01", "1234").name == "阿木古郎"


def test_that_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"

    def fail() -> None:
        with whole_file(file) as half:
            half.write(b"half of it")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []
    with whole_file(file) as half:
        half.write(b"all of it")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("paper.pdf", b"all of it")]


@pytest.mark.parametrize(
    ("hall", "key"), [("demo-office.toml", "handler.key"), ("demo-bureau.toml", "bureau.key")]
)
def test_that_a_room_without_its_key_never_opens_as_a_window(tmp_path: Path, hall: str, key: str) -> None:
    values = config.read_toml(config.resources_folder() / "halls" / hall)
    create_profile(tmp_path / "room", hall_from(values), staff_from(values))
    (tmp_path / "room" / key).unlink()
    facade = facade_of(WindowFacade, tmp_path / "room")
    with pytest.raises(WorldTrouble, match=re.escape(key)):
        facade.ready()


def test_that_a_day_of_cases_does_not_stay_in_memory_and_the_first_papers_are_still_found(
    facade: WindowFacade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter.ui.facades.window.CACHED_CASES", 1)
    first = facade.file(complete(facade.app), FilingMode.DECIDE, CLERK, None)
    other = facade.file(
        replace(complete(facade.app), duplicate_reason="另开一家"), FilingMode.DECIDE, CLERK, None
    )
    assert list(facade.recent_cases) == [other.id]
    assert facade.copy_out(first.papers[0].id, tmp_path / "a.pdf", CLERK) == 1
    with pytest.raises(BadInput):
        facade.pages_of("没有这份")


def test_that_a_paper_is_found_although_another_lane_knew_its_case_before_it_was_there(
    facade: WindowFacade, tmp_path: Path
) -> None:
    """Printing may have read the case, and tells of it only after something else was done with it."""
    case = facade.file(complete(facade.app), FilingMode.DECIDE, CLERK, None)
    facade.remember(replace(case, papers=()))
    assert facade.copy_out(case.papers[0].id, tmp_path / "a.pdf", CLERK) == 1
