"""Pair the demo window with the demo office and bureau: each trusts the other's key.

Only for demos (L14), where both supervisors' PINs are in the hall files; a real hall uses ``counter rating card`` /
``handler`` and ``counter keys``, with fingerprints compared by telephone.
"""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.guide.pack import card_text as bureau_card_text
from counter.domain.hall.hall import StaffSeed
from counter.domain.papers.verify.trusted_keys import KeysTrusted, readable_fingerprint
from counter.domain.ratings.pack import card_text
from counter.services.context.ports import Journal
from counter.services.guide.trust_bureau import trust_bureau
from counter.services.keys.back_offices import bureau_card, handler_card
from counter.services.keys.hall_keys import trust_keys
from counter.services.keys.trusted import trusted_keys
from counter.services.ratings.trust_office import trust_handler


def pair_demo(window: Journal, office: Journal, *, there: StaffSeed, here: StaffSeed) -> str:
    """Make window and office trust each other; ``there``: the window's supervisor, ``here``: the office's.

    Returns the office's fingerprint. Raises RuleRefused (L14) where one of them is no demo.
    """
    if not (window.station().demo and office.station().demo):
        raise RuleRefused("只有演示的窗口和演示的处理室能这样配对。", rule="L14")
    card = handler_card(office)
    shown = readable_fingerprint(card.public_key)
    trust_handler(window, card_text(card), fingerprint=shown, code=there.code, pin=there.pin)
    known = trusted_keys(window)
    given = KeysTrusted("exported", tuple(known.halls.values()), known.certificates)
    trust_keys(office, given, code=here.code, pin=here.pin)
    return shown


def pair_demo_bureau(window: Journal, bureau: Journal, *, there: StaffSeed) -> str:
    """Make the window trust the bureau; ``there``: the window's supervisor. Returns the bureau's fingerprint.

    Raises RuleRefused (L14) where one of them is no demo.
    """
    if not (window.station().demo and bureau.station().demo):
        raise RuleRefused("只有演示的窗口和演示的指南编辑室能这样配对。", rule="L14")
    card = bureau_card(bureau)
    shown = readable_fingerprint(card.public_key)
    trust_bureau(window, bureau_card_text(card), fingerprint=shown, code=there.code, pin=there.pin)
    return shown
