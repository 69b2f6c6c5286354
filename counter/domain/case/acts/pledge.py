"""Who may sign a pledge of 容缺受理, with what authority, and how often it is offered (L3, L4; DOMAIN §1)."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.case.acts.acts import SignPledge
from counter.domain.case.acts.signing import check_signature
from counter.domain.case.case import Case, CaseItem
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.visit.material import Brought, MaterialState


def check_signer(case: Case, act: SignPledge) -> None:
    """Raises BadInput without a name, RuleRefused (L4) for somebody who cannot bind the applicant."""
    assert case.applicant is not None
    check_signature(case.applicant, act.signer, act.name, act.authority, "承诺书", "签署承诺", "L4")


def refuse_deferring_again(case: Case, lines: Mapping[str, Brought]) -> None:
    """Who would not pledge was told to bring the paper after all; deferring it again would only repeat that notice.

    Raises RuleRefused (L3) for such a line. Told once of it he may still choose to pledge, and change his mind once.
    """
    for line_id, brought in lines.items():
        if brought.state is MaterialState.DEFERRED and any(_told_after(case, i, line_id) for i in case.items):
            line = case.checklist.line(line_id)
            raise RuleRefused(
                f"“{line.name if line else line_id}”记过容缺，承诺书没有签，已经书面告知要补交，"
                "不能再改记容缺；补交来就受理。",
                rule="L3",
                field=f"materials.{line_id}",
            )


def _told_after(case: Case, item: CaseItem, line_id: str) -> bool:
    """A notice named the paper as missing after a pledge of the item that nobody signed."""
    signed = {pledge.paper for pledge in case.pledges}
    pledges = (
        p for p in case.papers if p.kind == PaperKind.PLEDGE and item.id in p.items and p.id not in signed
    )
    first = min((p.issued_at for p in pledges), default=None)
    return first is not None and any(
        t.at >= first and any((g.line, g.state) == (line_id, MaterialState.MISSING) for g in t.gaps)
        for t in item.told
    )
