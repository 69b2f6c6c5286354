"""Whose case it is cannot be had by writing an entry: only its opener, and whom its owner hands it over to."""

from __future__ import annotations

from dataclasses import make_dataclass, replace

import pytest

from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.ownership import HANDED_OVER, owner_of
from counter.domain.journal.kinds import KINDS, EventKind
from tests.domain.journal.test_causality import entry


@pytest.fixture(autouse=True)
def _handing_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind of event, whether or not this program has one of its own."""
    event = make_dataclass("Elsewhere", [("to", str)])
    monkeypatch.setitem(KINDS.by_name, HANDED_OVER, EventKind(HANDED_OVER, event))


def said(station: str, kind: str, to: str = "") -> Entry:
    payload = f'{{"to":"{to}"}}'.encode()
    return replace(entry(f"{station}{kind}{to}", station, 1), kind=kind, payload=payload)


OPENED = said("A", "case.opened")


def test_that_the_opener_owns_a_case_until_he_hands_it_over() -> None:
    assert owner_of([]) == owner_of([said("B", "note")]) == ""
    assert owner_of([OPENED, said("B", "note")]) == "A"
    over = [OPENED, said("A", HANDED_OVER, "B")]
    assert owner_of(over) == "B"
    assert owner_of([*over, said("B", HANDED_OVER, "C"), said("B", HANDED_OVER, "D")]) == "C"


def test_that_nobody_takes_a_case_by_his_own_word() -> None:
    assert owner_of([OPENED, said("B", HANDED_OVER, "B")]) == "A"
    assert owner_of([said("B", HANDED_OVER, "B"), OPENED]) == "A"
    assert owner_of([OPENED, said("B", "case.opened")]) == ""
    broken = replace(said("A", HANDED_OVER), payload=b"[]")
    assert owner_of([OPENED, broken]) == owner_of([OPENED, said("A", HANDED_OVER, "")]) == "A"
