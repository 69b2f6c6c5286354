"""What a new act on a case takes: its own code, and one row in each of five tables (CONTRIBUTING, "Adding an act").

A made-up act is written down here as a new one would be, and done through every door.
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from PySide6.QtWidgets import QLineEdit

from counter.cli.case.acts import options, readers, scene
from counter.cli.case.acts.command import ActCommand
from counter.cli.io.json_file import Fields
from counter.domain.case.acts import acts, offers
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.services.case import perform
from counter.services.case.relieve_material import relieve_material
from counter.services.case.withdraw_items import apply_withdrawal
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.ui.case.acts import forms
from counter.ui.case.acts.case_form import CaseForm
from counter.ui.case.acts.forms import RelieveForm
from counter.ui.case.case_detail import CaseDetail
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look
from counter.ui.words import acts as act_words
from tests.cli.timed import counter_on
from tests.services.office import office_on
from tests.ui.case.acts.conftest import At

PAPER = "撤回申请书"


@dataclass(frozen=True, slots=True)
class GiveUp:
    """The act: the applicant wants nothing of the case any more."""

    reason: str


def give_up(app: AppContext, case_id: str, act: GiveUp, clerk: StaffRow, base: str | None = None) -> Case:
    """Its service."""
    return apply_withdrawal(app, case_id, acts.ApplyWithdrawal((), act.reason), clerk, base)


class GiveUpForm(CaseForm):
    """Its form."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "giveUpForm", "全部撤回", "全部撤回")
        self._reason = Field("giveUpReason", "原因")
        self._add("原因", self._reason, "reason")

    def build(self) -> Any:
        return GiveUp(self._reason.text())

    def _fill(self) -> None:
        self._reason.clear()


def read_give_up(said: Fields, _: scene.Scene) -> GiveUp:
    """Its form in JSON."""
    return GiveUp(said.text("reason"))


def add_reason(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.options.add_argument("--reason")  # type: ignore[attr-defined]  # the command line's own parser


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """One row in each of the five tables, and nothing else."""
    monkeypatch.setitem(perform.HANDLERS, *perform.row(GiveUp, give_up))
    monkeypatch.setitem(forms.FORMS, GiveUp, GiveUpForm)  # type: ignore[misc]  # no act of the program
    monkeypatch.setitem(act_words.WORDS, GiveUp, ("全部撤回", "V"))  # type: ignore[misc]
    monkeypatch.setitem(readers.READERS, "give-up", (("reason",), read_give_up))  # type: ignore[arg-type]
    row = ActCommand("give-up", "全部撤回", "全部撤回", '{"reason"}', add_reason)  # type: ignore[arg-type]
    monkeypatch.setattr(options, "ACTS", (*options.ACTS, row))


@pytest.mark.usefixtures("registered")
def test_that_a_made_up_act_is_performed_by_its_service(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit())
        after = office.do(case, GiveUp("不办了"))  # type: ignore[arg-type]  # no act of the program
    assert [p.title for p in after.papers if p not in case.papers] == [PAPER]


@pytest.mark.usefixtures("registered")
def test_that_a_made_up_act_is_done_by_a_file_and_by_options(tmp_path: Path) -> None:
    with counter_on(tmp_path) as hall:
        case = hall.open()
        done = hall.do("give-up", case, "--file", hall.json({"reason": "不办了"}))
        assert [p["title"] for p in done["papers"]] == [PAPER]
        assert hall.do("give-up", case, "--reason", "还是不办了")["papers"]


@pytest.mark.usefixtures("registered")
def test_that_a_made_up_act_is_done_at_the_window_with_its_form(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    detail = at.window.findChild(CaseDetail)
    assert detail is not None
    detail.acts.open_form(Possible(GiveUp, why="申请人全都不办了。"))  # type: ignore[arg-type]
    at.see(QLineEdit, "giveUpReason").setFocus()
    at.write("不办了")
    at.confirm("giveUpForm")
    assert [p.title for p in at.now(case).papers if p.id not in {x.id for x in case.papers}] == [PAPER]
    assert PAPER in at.message()
    assert all(i.state is not ItemState.WITHDRAWN for i in at.now(case).items)  # only once it is signed


# ── what lacks, and how many files it is ─────────────────────────────────────────────────────────────


def made_by(reader: scene.Reader) -> tuple[type, ...]:
    """The acts a reader of the command line makes: what its annotation promises and mypy checks."""
    promised = get_type_hints(reader)["return"]
    return get_args(promised) or (promised,)


def lacking(kinds: Iterable[type]) -> list[str]:
    """Which of these acts has no row in which table."""
    tables: dict[str, Iterable[type]] = {
        "HANDLERS": perform.HANDLERS,
        "FORMS": forms.FORMS,
        "WORDS": act_words.WORDS,
        "READERS": [kind for _, reader in readers.READERS.values() for kind in made_by(reader)],
    }
    return [
        f"{kind.__name__} has no row in {name}"
        for kind in kinds
        for name, rows in tables.items()
        if kind not in rows
    ]


def test_that_every_act_has_its_rows_and_no_row_is_of_no_act() -> None:
    every = set(get_args(CaseAct))
    assert lacking(get_args(CaseAct)) == []
    assert set(perform.HANDLERS) == set(forms.FORMS) == set(act_words.WORDS) == every


def test_that_every_command_has_its_reader_and_every_act_its_own_letter() -> None:
    assert {act.name for act in options.ACTS} == set(readers.READERS)
    letters = [letter for _, letter in act_words.WORDS.values()]
    assert len(set(letters)) == len(letters)


def test_that_every_row_a_new_act_lacks_is_named() -> None:
    """Also where neither table of the command line knows of it."""
    assert lacking([GiveUp]) == [
        f"GiveUp has no row in {name}" for name in ("HANDLERS", "FORMS", "WORDS", "READERS")
    ]


@pytest.mark.usefixtures("registered")
def test_that_an_act_with_its_rows_lacks_nothing() -> None:
    assert lacking([GiveUp]) == []


def test_that_contributors_read_how_many_files_an_act_takes() -> None:
    """Counted on one that has a form of a field or two, a service and options of its own."""
    command = next(act for act in options.ACTS if act.name == "relieve")
    _, reader = readers.READERS["relieve"]
    own = (acts.Relieve, offers.possible, relieve_material, RelieveForm, command.options, reader)
    files = {inspect.getsourcefile(part) for part in own}
    files |= {table.__file__ for table in (perform, forms, act_words)}
    checkout = Path(__file__).parents[4]
    contributing = (checkout / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"## Adding an act: {len(files)} files" in contributing
    for file in files:
        assert file is not None
        named = Path(file).relative_to(checkout / "counter").as_posix()
        assert named in contributing or named.startswith("services/")
