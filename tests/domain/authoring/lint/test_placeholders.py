"""What an editor left to be filled in is told as a fact that is missing, at its place."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.authoring.editing.cell_writer import UNFILLED
from counter.domain.authoring.lint.finding import Severity
from counter.domain.authoring.lint.lint import lint
from tests.domain.authoring.lint import clean


def test_that_what_is_still_to_be_filled_in_lacks_a_fact() -> None:
    item = clean.item()
    first, *rest = item.materials
    made = replace(item, result=UNFILLED, materials=(replace(first, issuer=UNFILLED), *rest))
    flaws = [flaw for flaw in lint(clean.guide(made), ()).flaws if flaw.check == "r.unfilled"]
    assert [(flaw.wrong, flaw.place.item, flaw.place.material) for flaw in flaws] == [
        ("办理结果还没有填", "licence", ""),
        ("由谁出具还没有填", "licence", "licence/1"),
    ]
    assert {flaw.severity for flaw in flaws} == {Severity.FACT}
    assert not [flaw for flaw in lint(clean.guide(), ()).flaws if flaw.check == "r.unfilled"]
