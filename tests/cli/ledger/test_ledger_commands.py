"""``counter ledger`` and ``counter report``, as a supervisor's script and a clerk's see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.timed import Counter, counter_on

LEAD = ("--clerk", "S01", "--pin-file", "-")
LEAD_PIN = "9876\n"
CLERK = ("--clerk", "W01", "--pin-file", "-")
CLERK_PIN = "1234\n"


@pytest.fixture
def filed(hall: Counter) -> Counter:
    """A farm filed on Friday 20 November; it is the 23rd, the day of the report."""
    hall.open(answered=True)
    hall.later(days=3)
    return hall


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """The same for all that only look."""
    with counter_on(tmp_path_factory.mktemp("listed")) as hall:
        hall.open(answered=True)
        hall.later(days=3)
        yield hall


def test_that_rows_and_figures_are_listed_and_a_figure_lists_its_rows(listed: Counter) -> None:
    said = listed.run("ledger", *LEAD, typed=LEAD_PIN)
    assert said.code == 0, said.err
    assert (said.json["since"], said.json["until"]) == ("2026-10-24", "2026-11-23")
    assert said.json["scope"] == "本窗口的办件"
    assert said.json["total"] == len(said.json["rows"]) == said.json["figures"]["items_received"]
    assert all("*" in row["applicant"] for row in said.json["rows"])
    spot = listed.run("ledger", "--figure", "spot", *LEAD, typed=LEAD_PIN)
    assert spot.json["total"] == said.json["figures"]["spot"] > 0
    open_ones = listed.run("ledger", "--state", "open", *LEAD, typed=LEAD_PIN)
    assert open_ones.json["total"] == said.json["figures"]["open_at_end"]
    organ = said.json["rows"][0]["organ"]
    of_organ = listed.run("ledger", "--organ", organ, *LEAD, typed=LEAD_PIN)
    assert {row["organ"] for row in of_organ.json["rows"]} == {organ}


def test_that_a_clerk_sees_the_own_rows_and_no_report(listed: Counter) -> None:
    own = listed.run("ledger", *CLERK, typed=CLERK_PIN)
    assert own.code == 0, own.err
    assert own.json["total"] > 0
    assert listed.run("ledger", "--of", "S01", *CLERK, typed=CLERK_PIN).json["total"] == own.json["total"]
    report = listed.run("report", *CLERK, typed=CLERK_PIN)
    assert report.code == 1
    assert "值班负责人" in report.err


def test_that_files_are_written_whole_or_not_at_all(listed: Counter, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    for name, more in (("ledger", ()), ("full", ("--full",)), ("weekly", ("--weekly",))):
        made = listed.run("ledger", *more, "--out", tmp_path / f"{name}.xlsx", *LEAD, typed=LEAD_PIN)
        assert made.code == 0, made.err
        sheet = load_workbook(tmp_path / f"{name}.xlsx").worksheets[0]
        assert sheet.max_row - 4 == made.json["count"] > 0
    names = [
        "".join(
            str(cell.value) for row in load_workbook(tmp_path / f"{name}.xlsx").worksheets[0] for cell in row
        )
        for name in ("ledger", "full")
    ]
    assert ["*" in text for text in names] == [True, False]
    refused = listed.run("ledger", "--full", "--out", tmp_path / "no.xlsx", *CLERK, typed=CLERK_PIN)
    assert refused.code == 1
    assert not (tmp_path / "no.xlsx").exists()
    again = listed.run("ledger", "--out", tmp_path / "ledger.xlsx", *LEAD, typed=LEAD_PIN)
    assert again.code != 0
    assert "--replace" in again.err


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("--since", "下周"), "不是日期"),
        (("--since", "2026-11-20", "--until", "2026-11-01"), "对调"),
        (("--month", "2026-11", "--until", "2026-11-20"), "只写一样"),
        (("--figure", "nonsense"), "可以用"),
        (("--weekly",), "--out"),
        (("--out", "台账.pdf"), ".xlsx"),
    ],
)
def test_that_what_cannot_be_listed_is_said_in_one_sentence(
    listed: Counter, wrong: tuple[str, ...], says: str
) -> None:
    said = listed.run("ledger", *wrong, *LEAD, typed=LEAD_PIN)
    assert said.code in (1, 2)
    assert says in said.err
    assert "Traceback" not in said.err


def test_that_a_report_is_handed_in_once_stays_and_a_second_needs_a_reason(
    filed: Counter, tmp_path: Path
) -> None:
    open_yet = filed.run("report", *LEAD, typed=LEAD_PIN)
    assert open_yet.code == 0, open_yet.err
    assert open_yet.json["versions"] == []
    first = filed.run(
        "report",
        "--hand-in",
        "--text",
        "problems=约时间难",
        "--out",
        tmp_path / "1.pdf",
        *LEAD,
        typed=LEAD_PIN,
    )
    assert first.code == 0, first.err
    assert (tmp_path / "1.pdf").read_bytes().startswith(b"%PDF")
    assert [one["version"] for one in first.json["versions"]] == [1]
    assert first.json["figures"] == open_yet.json["figures"]
    filed.open(answered=True, duplicate_reason="另办一处")
    shown = filed.run("report", "--month", "2026-11", *LEAD, typed=LEAD_PIN)
    assert shown.json["figures"] == first.json["figures"]
    assert "收件：办件" in {one["title"] for one in shown.json["moved"]}
    silent = filed.run("report", "--hand-in", *LEAD, typed=LEAD_PIN)
    assert silent.code == 2
    assert "为什么" in silent.err
    second = filed.run(
        "report", "--hand-in", "--reason", "漏了一件", "--out", tmp_path / "2.xlsx", *LEAD, typed=LEAD_PIN
    )
    assert second.code == 0, second.err
    assert [one["version"] for one in second.json["versions"]] == [1, 2]
    assert second.json["figures"]["cases_received"] == first.json["figures"]["cases_received"] + 1
    assert second.json["moved"] == []


def test_that_a_hand_in_cut_short_before_its_file_writes_that_version_when_run_again(
    filed: Counter, tmp_path: Path
) -> None:
    hand_in = ("report", "--month", "2026-11", "--hand-in", "--text", "problems=约时间难", *LEAD)
    cut = filed.run(*hand_in, typed=LEAD_PIN)  # the entry is there, the file is not
    assert cut.code == 0, cut.err
    again = filed.run(*hand_in, "--out", tmp_path / "1.pdf", typed=LEAD_PIN)
    assert again.code == 0, again.err
    assert (tmp_path / "1.pdf").read_bytes().startswith(b"%PDF")
    assert again.json["versions"] == cut.json["versions"]
    assert again.json["figures"] == cut.json["figures"]
    assert again.json["handed_in_before"]
    other = filed.run(*hand_in, "--text", "problems=别的", "--out", tmp_path / "2.pdf", typed=LEAD_PIN)
    assert (other.code, (tmp_path / "2.pdf").exists()) == (2, False)
    assert "为什么" in other.err


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("--reason", "改一改"), "--hand-in"),
        (("--hand-in", "--text", "problems"), "段=文字"),
        (("--hand-in", "--text", "weather=好"), "problems"),
        (("--month", "2027-01"), "还没有开始"),
        (("--month", "2026-12", "--hand-in"), "才能报送"),
        (("--out", "月报.docx"), ".pdf"),
    ],
)
def test_that_what_cannot_be_reported_is_said_in_one_sentence(
    listed: Counter, wrong: tuple[str, ...], says: str
) -> None:
    said = listed.run("report", *wrong, *LEAD, typed=LEAD_PIN)
    assert said.code in (1, 2)
    assert says in said.err
    assert "Traceback" not in said.err
