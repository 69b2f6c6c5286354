"""A made-up kind of paper is added to a copy of the program, and goes from its words to print log and verification.

``ADDED`` is all that the program takes: the files in it are the count in CONTRIBUTING, "Adding a kind of paper".
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.printing.cups import Cups

ROOT = Path(__file__).resolve().parents[3]
KIND, TITLE = "loan_slip", "材料借阅凭证"

BUILDER = "counter/domain/papers/compose/loan_slip.py"
TABLE = "counter/domain/papers/compose/__init__.py"
KINDS = "counter/domain/document/document.py"
ADDED: dict[str, tuple[tuple[str, str], ...]] = {
    KINDS: (
        ('    EXTENSION_NOTICE = "extension_notice"', f'    LOAN_SLIP = "{KIND}"  # {TITLE}\n'),
        (
            "    PaperKind.EXTENSION_NOTICE: KindSpec(",
            f'    PaperKind.LOAN_SLIP: KindSpec("{TITLE}", "借", served=True),\n',
        ),
    ),
    TABLE: (
        ("\nBUILDERS", "from counter.domain.papers.compose.loan_slip import loan_slip\n"),
        ("    PaperKind.EXTENSION_NOTICE: extension_notice", "    PaperKind.LOAN_SLIP: loan_slip,\n"),
    ),
    BUILDER: (("", (Path(__file__).parent / "loan_slip.py").read_text(encoding="utf-8")),),
}
"""File → what is put before which text in it."""


def program_with(folder: Path, left_out: Collection[tuple[str, int]] = ()) -> Path:
    """A copy of the program with the made-up kind, but for ``left_out`` (file, number of the addition)."""
    tree = folder / "tree"
    shutil.copytree(ROOT / "counter", tree / "counter")
    (tree / "resources").symlink_to(ROOT / "resources")
    for name, additions in ADDED.items():
        file = tree / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        for number, (before, added) in enumerate(additions):
            if (name, number) not in left_out:
                assert not before or text.count(before) == 1, (name, before)
                text = text.replace(before, added + before) if before else added
        if text:
            file.write_text(text, encoding="utf-8")
    return tree


def in_that_program(tree: Path, function: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A function of this module, run where ``counter`` is the copy."""
    code = (
        f"import sys; from tests.services.papers import test_made_up_paper as t; t.{function}(*sys.argv[1:])"
    )
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": f"{tree}:{ROOT}", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


# ── run in the copy ──────────────────────────────────────────────────────────────────────────────────


def issue_print_and_verify(folder: str) -> None:
    """Print as JSON what became of one such paper."""
    from counter.domain.document.document import PaperKind
    from counter.domain.visit.visit import PaperPlan
    from counter.services.case.case_writer import open_writer
    from counter.services.papers.copy_paper import copy_paper
    from counter.services.papers.print_queueing import print_sheets
    from tests.services.office import FARM, office_on
    from tests.services.proving import proved

    with office_on(Path(folder)) as office:
        app = office.app
        case = office.file(office.visit(FARM))
        item = case.items[-1]
        with open_writer(app, case.id, office.clerk) as writer:
            plan = PaperPlan(PaperKind(KIND), TITLE, item.asked.organ, (item.id,))
            made = writer.issue(plan, (), loan()(3, "复印后交银行"))
            writer.commit()
        pdf = copy_paper(
            app.journal, app.projector, app.papers, case_id=case.id, wanted=made.id, clerk=office.clerk.code
        ).pdf
        after = print_sheets(app, case.id, made.id, office.clerk.code)
        paper = next(p for p in after.papers if p.id == made.id)
        report = proved(app, pdf)
        seen = {
            "number": paper.number,
            "title": paper.title,
            "words": str(paper.content),
            "pdf": pdf[:5].decode(),
            "sheets": [(s.copy, s.step.value) for s in paper.sheets],
            "history": [line.text for line in after.history[-4:]],
            "verified": report.sentence,
        }
    print(json.dumps(seen, ensure_ascii=False))


def name_what_is_missing() -> None:
    """Print as JSON what ``tests/printing`` would be red about: samples that lack, sentences without a source."""
    from counter.domain.document.document import PaperKind
    from counter.domain.papers.compose import compose
    from tests.paper_cases import NOTICE
    from tests.printing.paper_sentences import by_sentence
    from tests.printing.shown import Sample, Showing
    from tools.paper_pictures import without
    from tools.paper_texts import TABLE, Said, missing, read

    kind = PaperKind(KIND)
    document = compose(replace(NOTICE, kind=kind, title=TITLE, details=loan()(3, "复印后交银行")))
    sentences = by_sentence([Sample(kind, Showing.USUAL, document)])
    table = read(TABLE.read_text(encoding="utf-8"))
    print(json.dumps([without([], [kind]), missing(table, Said(sentences, {}))]))


def check_kinds() -> None:
    """What ``tests/domain/papers/test_kinds.py`` checks of every kind."""
    from tests.domain.papers import test_kinds

    test_kinds.test_that_every_kind_has_its_row()
    test_kinds.test_that_every_kind_of_a_case_has_its_builder()


def loan() -> Callable[[int, str], Any]:
    """The details of the made-up kind, as the copy knows them."""
    made: Callable[[int, str], Any] = import_module("counter.domain.papers.compose.loan_slip").Loan
    return made


# ── the tests ────────────────────────────────────────────────────────────────────────────────────────


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_that_a_made_up_paper_is_composed_numbered_made_printed_and_verified(
    tmp_path: Path, cups: Cups
) -> None:
    cups.printer("window")
    tree = program_with(tmp_path)
    seen = answer(in_that_program(tree, "issue_print_and_verify", str(tmp_path / "profile")))
    assert (seen["title"], seen["number"]) == (TITLE, "乌城管借综03A〔2026〕1号")
    assert "3天以内归还本窗口。用途：复印后交银行" in seen["words"]
    assert seen["pdf"] == "%PDF-"
    assert seen["sheets"] == [[1, "filed"], [2, "queued"]]
    assert seen["history"] == [
        f"出具《{TITLE}》乌城管借综03A〔2026〕1号",
        "打出第 1 份 乌城管借综03A〔2026〕1号",
        "打出第 2 份 乌城管借综03A〔2026〕1号",
        "已送打印 乌城管借综03A〔2026〕1号",
    ]
    assert seen["verified"] == "演示文书，无效（演示窗口的签名完好）。"


def test_that_samples_and_sources_it_lacks_are_named(tmp_path: Path) -> None:
    samples, sentences = answer(in_that_program(program_with(tmp_path), "name_what_is_missing"))
    assert f"{KIND} {TITLE} · 通常" in samples
    assert any("以内归还本窗口" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ([(KINDS, 1)], f"no row in KIND_SPECS: ['{KIND}']"),
        ([(TABLE, 0), (TABLE, 1)], f"no builder in domain/papers/compose: ['{KIND}']"),
        ([(BUILDER, 0)], "No module named 'counter.domain.papers.compose.loan_slip'"),
    ],
    ids=("row", "registration", "builder"),
)
def test_that_a_part_of_the_program_it_lacks_is_named(
    tmp_path: Path, left_out: list[tuple[str, int]], named: str
) -> None:
    done = in_that_program(program_with(tmp_path, left_out), "check_kinds")
    assert done.returncode != 0
    assert named in done.stderr


def test_that_the_whole_kind_passes_the_check(tmp_path: Path) -> None:
    done = in_that_program(program_with(tmp_path), "check_kinds")
    assert done.returncode == 0, done.stderr


def test_that_contributors_read_how_many_files_a_kind_of_paper_takes() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"## Adding a kind of paper: {len(ADDED)} files" in contributing
    for file in (KINDS, TABLE):
        assert file.removeprefix("counter/") in contributing
