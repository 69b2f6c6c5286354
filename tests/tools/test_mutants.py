"""The table of neutralised rules cannot rot: every text it speaks of is there, once (``tools/try_mutants.py``)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from counter.domain.event_kinds import KINDS
from counter.domain.journal.kinds import HistoryOf
from tools.try_mutants import Mutant, convergence_rows, dies, faults, table

RULES = {f"L{n}" for n in range(1, 15)}


def test_that_every_row_can_be_tried() -> None:
    assert faults(table()) == []


def test_that_every_rule_of_the_design_is_neutralised_somewhere() -> None:
    assert {one.rule for one in table()} >= RULES
    assert len(table()) >= 60


def test_that_every_line_of_the_convergence_table_is_dropped_once() -> None:
    kinds = [one for one in KINDS.by_name.values() if HistoryOf.CASE in one.of and one.meets is not None]
    rows = convergence_rows()
    assert faults(rows) == []
    assert len(rows) == len(kinds)
    for one in rows:
        dropped = one.new.split("slot=Slot.NONE")
        assert (len(dropped), "meets" in one.new) == (2, False), one.name


def test_that_a_row_that_rotted_is_told() -> None:
    one = table()[0]
    assert "stands 0 times" in faults([replace(one, old="no such text")])[0]
    assert "nothing to change" in faults([replace(one, new=one.old)])[0]
    assert "no file" in faults([replace(one, tests=("tests/unit/test_nothing.py",))])[0]
    assert "stands twice" in faults([one, one])[0]


def test_that_a_mutant_dies_lives_or_does_not_load_and_the_tree_stays_as_it_was(tmp_path: Path) -> None:
    rule, test = tmp_path / "rule.py", tmp_path / "test_rule.py"
    rule.write_text("LIMIT = 5\n", encoding="utf-8")
    test.write_text("import rule\n\ndef test_it():\n    assert rule.LIMIT < 7\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    one = Mutant("limit", "L0", "rule.py", "LIMIT = 5", "LIMIT = 7", ("test_rule.py",))
    assert dies(one, tmp_path) is True
    assert dies(replace(one, new="LIMIT = 6"), tmp_path) is False
    assert dies(replace(one, new="LIMIT ="), tmp_path) is None
    assert rule.read_text(encoding="utf-8") == "LIMIT = 5\n"
