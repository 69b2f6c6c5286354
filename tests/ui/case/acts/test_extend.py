"""批准延期 by keys: the representative's own PIN, or the organ's paper with a signer from the list."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from counter.domain.case.case import Case
from counter.domain.document.document import PaperKind
from counter.domain.hall.hall import StaffSeed
from counter.ui.kit.controls.choices import Choices
from tests.services.office import PEOPLE
from tests.ui.case.acts.conftest import At

FOOD = "food_small_catering"


@pytest.fixture
def people() -> tuple[StaffSeed, ...]:
    return (*PEOPLE, StaffSeed("R05", "白首席", "representative", "1357", "市场监督管理局"))


def begin(at: At, **fields: str) -> Case:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("P", "extendForm")
    for name, words in {"Days": "10", "Reason": "现场核查需要等候设备安装", **fields}.items():
        field = at.see(QLineEdit, f"extend{name}")
        field.setFocus()
        at.write(words)
    return case


def made(case: Case) -> list[str]:
    return [p.kind for p in case.papers if p.kind == PaperKind.EXTENSION_NOTICE]


def test_that_the_representative_approves_by_the_own_pin(at: At) -> None:
    case = begin(at)
    chosen = at.see(Choices, "extendPerson")
    chosen.take_focus()
    at.keys(str(chosen.options.index("R05") + 1))
    at.key(at.F9)  # without the PIN
    at.settle()
    assert at.focus().objectName() == "extendPin"
    assert not at.button("extendFormDo").property("armed")
    at.see(QLineEdit, "extendPin").setFocus()
    at.write("1357")
    at.confirm("extendForm")
    assert made(at.now(case)) == [PaperKind.EXTENSION_NOTICE]
    before, after = case.item(FOOD), at.now(case).item(FOOD)
    assert before is not None
    assert after is not None
    assert before.due is not None
    assert after.due is not None
    assert after.due.day > before.due.day


def test_that_the_organs_paper_is_recorded_with_its_signer(at: At) -> None:
    case = begin(at)
    way = at.see(Choices, "extendKnownBy")
    way.take_focus()
    at.keys("2")
    at.see(QLineEdit, "extendDocument").setFocus()
    at.write("乌市监延批〔2026〕1号")
    chosen = at.see(Choices, "extendPerson")
    chosen.take_focus()
    at.keys(str(chosen.options.index("Q02") + 1))
    at.confirm("extendForm")
    assert made(at.now(case)) == [PaperKind.EXTENSION_NOTICE]
