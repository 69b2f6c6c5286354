"""查件: what is asked and painted once, and what stays when the page is left and shown again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel

from counter.domain.case.acts.acts import Possible
from counter.domain.case.case import Case
from counter.ui.case.case_table import CaseTable
from counter.ui.case.find_case import FindCasePage
from counter.ui.kit.background import Lane
from tests.ui.hands import Hands, Key


@pytest.fixture
def with_a_case(hands: Hands) -> Hands:
    """One case was filed, and 查件 is open."""
    hands.filed_before()
    hands.key(Key.Key_F3)
    hands.settle()
    return hands


def test_that_what_a_case_allows_is_asked_once_when_it_is_opened(
    with_a_case: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    possible = with_a_case.facade.possible

    def counted(case: Case, *, incomplete: bool = False) -> Sequence[Possible]:
        asked.append(case.number)
        return possible(case, incomplete=incomplete)

    monkeypatch.setattr(with_a_case.facade, "possible", counted)
    with_a_case.key(Key.Key_Return)
    with_a_case.settle()
    assert with_a_case.shows("caseDetail")
    assert len(asked) == 1


def test_that_the_first_paper_of_a_case_is_drawn_once_and_before_what_the_case_allows_is_asked(
    with_a_case: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    facade, done = with_a_case.facade, list[str]()
    background = with_a_case.window.shell.background
    possible, run = facade.possible, background.run

    def allowed(case: Case, *, incomplete: bool = False) -> Sequence[Possible]:
        done.append("possible")
        return possible(case, incomplete=incomplete)

    def asked(work: Callable[[], Any], *rest: Any, **more: Any) -> None:
        if more.get("lane") is Lane.PAPERS and "_draw" in work.__qualname__:
            done.append("drawn")
        run(work, *rest, **more)

    monkeypatch.setattr(facade, "possible", allowed)
    monkeypatch.setattr(background, "run", asked)
    with_a_case.key(Key.Key_Return)
    with_a_case.settle()
    assert done == ["drawn", "possible"]


def test_that_what_has_not_changed_stays_when_the_page_is_shown_again(with_a_case: Hands) -> None:
    page = with_a_case.window.findChildren(FindCasePage)[0]
    anew: list[str] = []
    watched: dict[str, QAbstractItemModel] = {
        "list": page.table.model(),
        "states": page.filters.state.model(),
    }
    for name, model in watched.items():
        model.modelReset.connect(lambda name=name: anew.append(name))
        model.rowsInserted.connect(lambda *_, name=name: anew.append(name))
    with_a_case.key(Key.Key_F1)
    with_a_case.key(Key.Key_F3)
    with_a_case.settle()
    assert page.table.isVisible()
    assert anew == []


def test_that_columns_follow_the_size_of_the_letters(with_a_case: Hands) -> None:
    table = with_a_case.see(CaseTable, "caseTable")
    before = table.columnWidth(0)
    with_a_case.key(Key.Key_F12)
    with_a_case.qtbot.waitUntil(lambda: table.columnWidth(0) > before)
