"""问题反映: recorded with its version of the guide, told in numbered letters, answered once; nobody is named (L1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.document.document import Paragraph, Table
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.guide.problems import (
    SUBJECT,
    ProblemAnswered,
    ProblemKind,
    Problems,
    Report,
    fold_problems,
    seems_personal,
)
from counter.domain.journal.entries import Entry
from counter.domain.papers.compose.problem_letter import UNTIL_THEN
from counter.services.context.app import AppContext
from counter.services.guide.problems import (
    answer_problem,
    letter_document,
    letter_pdf,
    list_problems,
    print_letter,
    report_problem,
    write_problem_letter,
)
from tests.printing.cups import Cups, until
from tests.printing.pages import text_of
from tests.services.office import Office, office_on

LINE = "material:mkt_individual/2"
WHERE = "事项“个体工商户设立登记”，材料“经营者身份证件”"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def problem(**changes: str) -> Report:
    """A problem with valid words."""
    said = {
        "reason": "登记机关能共享核验，不必再交。",
        "law": "条例第十六条",
        "suggestion": "只核对。",
        **changes,
    }
    return Report(8, LINE, WHERE, ProblemKind(said.pop("kind", "extra")), **said)


def known(office: Office) -> Problems:
    return list_problems(office.app.journal)


def entries(office: Office) -> tuple[Entry, ...]:
    return office.app.journal.entries(SUBJECT)


def test_that_a_problem_keeps_the_version_and_line_it_was_found_in(office: Office) -> None:
    report_problem(office.app, problem(), clerk="W01")
    (found,) = known(office).problems
    assert (found.number, found.clerk, found.said.line, found.said.where) == (1, "W01", LINE, WHERE)
    assert found.said.guide_version == office.app.guide.version
    assert found.said.overlay == "演示"
    (entry,) = entries(office)
    assert entry.personal is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "错" * 501}, "reason"),
        ({"reason": "错\x07"}, "reason"),
        ({"reason": "来人999999199001011238说不用交"}, "reason"),
        ({"suggestion": "打１０００ ０００５ ６７８问"}, "suggestion"),
        ({"law": "", "kind": "basis"}, "law"),
        ({"law": "法" * 121}, "law"),
    ],
)
def test_that_what_is_missing_too_long_or_personal_is_not_recorded(
    office: Office, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        report_problem(office.app, problem(**changes), clerk="W01")
    assert refused.value.field == field
    assert entries(office) == ()


@pytest.mark.parametrize(
    ("words", "personal"),
    [
        ("10000005678", True),
        ("1000-0005-678", True),
        ("99999919900101123x", True),
        ("999999900101123", True),
        ("兴署发〔2021〕5号", False),
        ("92152201MA0AAAAA0A", False),
        ("材料编码 202611200001", False),
        ("", False),
    ],
)
def test_that_numbers_of_people_are_known_from_other_numbers(words: str, personal: bool) -> None:
    assert seems_personal(words) is personal


def test_that_a_bundle_that_is_not_there_has_no_problem(office: Office) -> None:
    with pytest.raises(BadInput):
        report_problem(office.app, Report(999, "bundle", "整件事", ProblemKind.OTHER, "错"), clerk="W01")


def test_that_a_letter_tells_each_problem_once_in_a_numbered_series(office: Office) -> None:
    for _ in range(2):
        report_problem(office.app, problem(), clerk="W01")
    first = write_problem_letter(office.app, clerk="W01")
    assert first.said.number.endswith("03A〔2026〕1号")
    assert first.said.problems == (1, 2)
    with pytest.raises(RuleRefused):
        write_problem_letter(office.app, clerk="W01")
    report_problem(office.app, problem(kind="time"), clerk="W01")
    second = write_problem_letter(office.app, clerk="W01")
    assert second.said.number.endswith("〔2026〕2号")
    assert second.said.problems == (3,)
    assert [number for e in entries(office) for _, number in e.taken] == [1, 2]
    assert [p.letter for p in known(office).problems] == [
        second.said.number,
        first.said.number,
        first.said.number,
    ]


def test_that_the_letter_says_line_kind_reason_law_and_names_nobody(office: Office) -> None:
    report_problem(office.app, problem(), clerk="W01")
    letter = write_problem_letter(office.app, clerk="W01")
    document = letter_document(office.app.journal, letter.said.number)
    assert document.addressee.startswith("兴安盟行政审批和政务服务局")
    assert document.seal_organ.startswith("乌兰浩特市政务服务中心")
    assert document.watermark == "演示 无效"
    assert document.qr == document.code == ""
    (table,) = (b for b in document.body if isinstance(b, Table))
    said = " ".join(table.rows[0])
    for words in (WHERE, "多要了材料", "登记机关能共享核验", "条例第十六条", "只核对"):
        assert words in said
    assert UNTIL_THEN in [b.text for b in document.body if isinstance(b, Paragraph)]
    assert "阿木古郎" not in repr(document)


def test_that_the_letter_prints_whole_with_its_number_and_mark(office: Office) -> None:
    for n in range(30):
        report_problem(office.app, problem(reason=f"第{n}处不对。" + "说明" * 60), clerk="W01")
    letter = write_problem_letter(office.app, clerk="W01")
    text = "".join(text_of(letter_pdf(office.app, letter.said.number)).split())
    assert "".join(letter.said.number.split()) in text
    assert "第29处不对。" in text


def test_that_a_letter_with_a_character_that_no_font_has_leaves_with_a_mark(office: Office) -> None:
    report_problem(office.app, problem(reason="缺字\U0010fffd。"), clerk="W01")
    letter = write_problem_letter(office.app, clerk="W01")
    text = "".join(text_of(letter_pdf(office.app, letter.said.number)).split())
    assert "缺字〓。" in text
    assert "以手写为准" in text


def test_that_a_problem_with_hidden_characters_is_refused_naming_them(office: Office) -> None:
    with pytest.raises(BadInput, match=r"U\+202E"):
        report_problem(office.app, problem(reason="多要\u202e了。"), clerk="W01")


def test_that_an_answer_ends_a_problem_once(office: Office) -> None:
    report_problem(office.app, problem(), clerk="W01")
    office.later(days=5)
    said = ProblemAnswered(1, "2026-11-25", "兴政服函〔2026〕7号", "自12月起不再要。")
    answered = answer_problem(office.app, said, clerk="S01")
    assert answered.answer == said
    assert known(office).open == ()
    assert known(office).to_send == ()
    with pytest.raises(RuleRefused):
        answer_problem(office.app, said, clerk="S01")
    assert fold_problems(entries(office)) == known(office)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (ProblemAnswered(1, "2026-12-25", "函", "改"), "on"),
        (ProblemAnswered(1, "2026-11-01", "函", "改"), "on"),
        (ProblemAnswered(1, "昨天", "函", "改"), "on"),
        (ProblemAnswered(1, "2026-11-20", " ", "改"), "document"),
        (ProblemAnswered(1, "2026-11-20", "函", ""), "change"),
        (ProblemAnswered(2, "2026-11-20", "函", "改"), "problem"),
    ],
)
def test_that_an_answer_that_cannot_be_is_not_recorded(
    office: Office, said: ProblemAnswered, field: str
) -> None:
    report_problem(office.app, problem(), clerk="W01")
    with pytest.raises(BadInput) as refused:
        answer_problem(office.app, said, clerk="W01")
    assert refused.value.field == field
    assert len(known(office).open) == 1


def test_that_the_guide_stays_as_it_is_whatever_is_reported_or_answered(office: Office) -> None:
    before = repr(office.app.guide.items["mkt_individual"])
    report_problem(office.app, problem(), clerk="W01")
    answer_problem(office.app, ProblemAnswered(1, "2026-11-20", "函", "改"), clerk="W01")
    assert repr(office.app.guide.items["mkt_individual"]) == before


def test_that_a_letter_goes_to_the_printer_and_without_one_that_is_said(cups: Cups, app: AppContext) -> None:
    report_problem(app, problem(), clerk="W01")
    number = write_problem_letter(app, clerk="W01").said.number
    with pytest.raises(WorldTrouble, match="没有打印机"):
        print_letter(app, number)
    tray = cups.printer("window")
    assert "window" in print_letter(app, number)
    until(lambda: any(tray.iterdir()), "the letter came out")
