"""关于: the support file names nobody, licences are those of what the program is delivered with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from counter.bootstrap import about
from counter.bootstrap.about import LIBRARIES, about_tools, support_text
from counter.bootstrap.bug_log import note_bug
from counter.domain.reading.news import VersionNews, news
from tests.services.office import office_on

ROOT = Path(__file__).resolve().parents[2]


def test_that_the_support_file_holds_nothing_of_a_person(tmp_path: Path) -> None:
    folder = tmp_path / "张三的资料"
    with office_on(folder) as office:
        case = office.file(office.visit())
        staff = [(row.code, row.name) for row in office.app.journal.staff()]
        applicant, hall = case.applicant, office.app.journal.station().hall
    try:
        raise ValueError(f"{applicant.name} 的号码不对")
    except ValueError as error:
        note_bug(folder, error)
    text = support_text(folder)
    assert "builtins.ValueError" in text
    assert "test_that_the_support_file_holds_nothing_of_a_person" in text
    private = {applicant.name, case.number, hall, str(folder), "张三"} | {name for _, name in staff}
    if applicant.person is not None:
        private |= {applicant.person.name, applicant.person.id_number or "-" * 9}
    assert sorted(word for word in private if word and word in text) == []
    assert not re.search(r"\d{11,}", text)
    assert str(Path.home()) not in text


def test_that_every_line_of_the_self_test_is_there_by_its_state(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile"):
        pass
    text = support_text(tmp_path / "profile")
    assert re.search(r"^　好　时钟$", text, re.MULTILINE)
    assert re.search(r"^　好　版本　Python 3", text, re.MULTILINE)


def test_that_licences_are_those_of_what_is_delivered() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[>=<;\[ ]", line, maxsplit=1)[0] for line in table["dependencies"]}
    assert set(LIBRARIES) == wanted
    shown = about_tools(Path()).libraries()
    assert [one.name for one in shown if not one.licence or "见随带" in one.licence] == []
    assert len(shown) == len(LIBRARIES) + len(about.FONTS)


def test_that_what_is_new_is_told_in_the_words_of_those_who_use_it() -> None:
    first = about_tools(Path()).news()[0]
    assert first.lines
    assert [line for line in first.lines if not re.search(r"[\u4e00-\u9fff]", line)] == []


def test_that_a_command_stands_in_plain_quotation_marks() -> None:
    text = "# C\n\n## 2.0\n\n### 给用的人\n- 用 `counter check` 查\n"
    assert news(text) == (VersionNews("2.0", ('用 "counter check" 查',)),)


def test_that_only_the_lists_for_clerks_are_taken() -> None:
    text = "# C\n\n## 2.0\n\n### 给用的人\n- 一\n  接着\n- 二\n\n### Added\n- x\n\n## 1.0\n### Fixed\n- y\n"
    assert news(text) == (VersionNews("2.0", ("一接着", "二")),)
