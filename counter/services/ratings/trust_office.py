"""Trust the public key of the office that handles bad ratings: ratings are sealed to it (L9)."""

from __future__ import annotations

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.ratings.pack import read_card
from counter.domain.ratings.sealed_box import HandlerCard, HandlerTrusted, Nothing
from counter.services.context.ports import Journal
from counter.services.hall.staff import authorised
from counter.services.keys.stated_heads import keep_heads
from counter.services.ratings.seal import seal

SUBJECT = "rating_key"

NO_KEY = (
    "本窗口还没有差评处理室的公钥，评价没有地方封存，先不能请申请人评价："
    "请值班负责人照手册《操作手册》第12章采用公钥。"
)


def trust_handler(journal: Journal, card_text: str, *, fingerprint: str, code: str, pin: str) -> HandlerCard:
    """Trust the card after a supervisor compared its fingerprint with the office; returns the card in force.

    ``fingerprint``: the sixteen digits named by the office; ``code`` and ``pin``: the supervisor's own. Raises
    RuleRefused for anyone else or where demo and real would mix (L14), BadInput for another file or fingerprint.
    """
    card = read_card(card_text)
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    if card.demo != journal.station().demo:
        raise RuleRefused("演示、培训的和正式的不能混用，公钥没有采用。", rule="L14", field="demo")
    if _digits(fingerprint) != _digits(readable_fingerprint(card.public_key)):
        raise BadInput("指纹与文件里的公钥不一致，没有采用；请向差评处理室再核对一遍。", field="fingerprint")
    seal(card.public_key, Nothing())  # a key that cannot seal must fail before it is trusted
    keep_heads(journal, card_text, "差评处理室公钥文件", actor=by.code)
    if handler_card(journal) == card:
        return card
    with journal.transaction() as tx:
        event = HandlerTrusted(card)
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=by.code)
        tx.commit()
    return card


def handler_card(journal: Journal) -> HandlerCard | None:
    """The card that ratings are sealed to; None where no key was ever trusted here."""
    for entry in reversed(journal.entries(SUBJECT)):
        if (trusted := kind_of(HandlerTrusted).read(entry)) is not None:
            return trusted.card
    return None


def required_card(journal: Journal) -> HandlerCard:
    """``handler_card``. Raises RuleRefused (L9) with what to do where there is none."""
    card = handler_card(journal)
    if card is None:
        raise RuleRefused(NO_KEY, rule="L9", field="handler")
    return card


def _digits(fingerprint: str) -> str:
    return "".join(c for c in fingerprint.upper() if c.isalnum())
