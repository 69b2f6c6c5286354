"""A record with some fields changed is what ``dataclasses.replace`` makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

import pytest

from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, CorrectionRound, Paused
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.issued_paper import IssuedPaper


@pytest.mark.parametrize("kind", [Case, CaseItem, IssuedPaper, Paused, CorrectionRound])
def test_that_every_field_comes_to_its_own_place(kind: type) -> None:
    names = [one.name for one in fields(kind)]
    record = kind(**{name: f"old {name}" for name in names})
    for name in names:
        assert with_fields(record, **{name: "new"}) == replace(record, **{name: "new"})
    assert with_fields(record) == record
    assert with_fields(record, **{name: name for name in names}) == kind(*names)


def test_that_a_name_that_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="CorrectionRound has no field rounds"):
        with_fields(CorrectionRound(1, (), None, None), rounds=2)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Named:
    """Its second field is given by name only."""

    first: int
    second: int = field(default=0, kw_only=True)


@dataclass(frozen=True)
class Single:
    """One field alone."""

    only: int


@pytest.mark.parametrize("record", [Named(1, second=2), Single(1)])
def test_that_a_record_made_otherwise_is_refused(record: object) -> None:
    with pytest.raises(TypeError, match="not made of its fields in their order"):
        with_fields(record, first=3)
