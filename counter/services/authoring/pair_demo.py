"""A demo window that believes the demo bureau's key, as two people would agree on it (L14: only for demos)."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.guide.pack import card_text
from counter.domain.hall.hall import StaffSeed
from counter.domain.papers.verify.trusted_keys import spoken_fingerprint
from counter.services.authoring.open_bureau import bureau_card
from counter.services.context.ports import Journal
from counter.services.guide.trust_bureau import trust_bureau


def pair_demo_bureau(window: Journal, bureau: Journal, *, there: StaffSeed) -> str:
    """Let the window believe the bureau; ``there``: the window's supervisor. Answers the bureau's fingerprint.

    Raises RuleRefused (L14) where one of them is no demo.
    """
    if not (window.station().demo and bureau.station().demo):
        raise RuleRefused("只有演示的窗口和演示的指南编辑室能这样配对。", rule="L14")
    card = bureau_card(bureau)
    printed = spoken_fingerprint(card.public_key)
    trust_bureau(window, card_text(card), fingerprint=printed, code=there.code, pin=there.pin)
    return printed
