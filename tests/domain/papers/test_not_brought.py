"""A receipt of what its organ decides on says what was not handed in, and asks for none of it (L3, L13)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.document.document import PaperKind, Paragraph
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.authority import Act, Authority
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.context import PaperContext
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Setting
from tests.paper_cases import AGREED, one, text, with_class

ORGAN = "乌兰浩特市市场监督管理局"
UNENTRUSTED = replace(AGREED, authority=Authority())
RECEIVING_ONLY = replace(
    AGREED,
    authority=Authority(
        tuple(replace(a, acts=frozenset({Act.RECEIVE})) for a in AGREED.authority.agreements)
    ),
)
MISSING = Brought(MaterialState.MISSING)


def receipt(at: Setting, **brought: Brought) -> PaperContext:
    return one(PaperKind.INTAKE_RECEIPT, at=at, brought=brought, organ=HALL if at is UNENTRUSTED else "")


def a_line(at: Setting) -> tuple[str, str]:
    """Id and name of a paper that the applicant brings himself."""
    handed = next(h for h in receipt(at).handed if h.state is MaterialState.RECEIVED)
    return handed.line.id, handed.line.name


def told(context: PaperContext) -> str:
    """What the receipt says of what was not handed in; "" where it says nothing."""
    found = [b.text for b in compose(context).body if isinstance(b, Paragraph) and "没有交来的材料" in b.text]
    assert len(found) < 2
    return "".join(found)


def of_one_organ(context: PaperContext) -> PaperContext:
    organ = context.decided_items[0].item.organ
    return replace(context, decided_items=tuple(d for d in context.decided_items if d.item.organ == organ))


@pytest.mark.parametrize("at", [UNENTRUSTED, RECEIVING_ONLY], ids=["nothing", "receiving"])
def test_that_what_was_not_handed_in_is_named_and_the_organ_tells_whether_it_is_asked(at: Setting) -> None:
    line, name = a_line(at)
    said = told(of_one_organ(receipt(at, **{line: MISSING})))
    assert said == f"没有交来的材料：{name}。要不要补交、怎样补交，由{ORGAN}书面一次告知。"


def test_that_nothing_is_said_where_all_was_handed_in_and_of_no_other_organs_paper() -> None:
    assert told(receipt(UNENTRUSTED)) == ""
    line, name = a_line(UNENTRUSTED)
    context = receipt(UNENTRUSTED, **{line: MISSING})
    assert [h.line.name for h in context.handed if h.line.name in told(context)] == [name]


def test_that_copies_that_are_short_are_told_and_a_wrong_paper_stands_in_its_row() -> None:
    several = next(h for h in receipt(UNENTRUSTED).handed if max((n.copies for n in h.needs), default=0) > 0)
    line, name = several.line.id, several.line.name
    assert f"{name}（还差1份）" in told(
        receipt(UNENTRUSTED, **{line: Brought(MaterialState.RECEIVED, copies=0)})
    )
    for at in (UNENTRUSTED, RECEIVING_ONLY):
        wrong = receipt(at, **{line: Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名")})
        assert told(wrong) == ""
        assert "要不要更正，由该机关告知" in text(compose(wrong))


def test_that_a_company_writes_no_notice() -> None:
    line, _ = a_line(UNENTRUSTED)
    context = with_class(receipt(UNENTRUSTED, **{line: MISSING}), ProcedureClass.ENTERPRISE_SERVICE)
    assert told(context).endswith("一次告知。")
    assert "书面" not in told(context)


def test_that_a_receipt_of_what_is_decided_here_leaves_it_to_the_notice() -> None:
    line, _ = a_line(AGREED)
    kept = one(PaperKind.INTAKE_RECEIPT, brought={line: MISSING}, keep=True)
    assert told(kept) == ""
