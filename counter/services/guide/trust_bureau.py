"""Trust the public key of the bureau that publishes the guide: packs signed with it can be imported."""

from __future__ import annotations

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.pack import read_card
from counter.domain.guide.publication import KEY_SUBJECT, BureauCard, KeyTrusted
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.context.ports import Journal, Transaction
from counter.services.hall.staff import authorised


def trust_bureau(
    journal: Journal, card_text: str, *, fingerprint: str, code: str, pin: str, replace: bool = False
) -> BureauCard:
    """Trust the card after a supervisor compared its fingerprint with the bureau; returns the card in force.

    ``fingerprint``: the sixteen digits named by the bureau; ``code`` and ``pin``: the supervisor's own. ``replace``:
    another key was trusted here, and both fingerprints were compared. Raises RuleRefused for anyone else, at a bureau,
    for a second key without ``replace``, or where demo and real would mix (L14); BadInput for another file or
    fingerprint.
    """
    card = read_card(card_text)
    if journal.bureau_seed() is not None:
        raise RuleRefused("这里就是指南编辑室，不采用别的编辑室的公钥。", rule="L1", field="bureau")
    if not replace:
        require_same_key(journal, card)
    by = authorised(journal, Capability.RELEASE_GUIDE, code=code, pin=pin)
    if card.demo != journal.station().demo:
        raise RuleRefused("演示的公钥和正式的窗口不能混用。", rule="L14", field="demo")
    if _digits(fingerprint) != _digits(readable_fingerprint(card.public_key)):
        raise BadInput("指纹与文件里的公钥不一致，没有采用；请向指南编辑室再核对一遍。", field="fingerprint")
    if bureau_key(journal) == card:
        return card
    with journal.transaction() as tx:
        if not replace:
            require_same_key(tx, card)
        event = KeyTrusted(card)
        tx.append(NewEntry(KEY_SUBJECT, event, tx.last_id(KEY_SUBJECT)), actor=by.code)
        tx.commit()
    return card


def require_same_key(journal: Journal | Transaction, card: BureauCard) -> None:
    """Raises RuleRefused, naming both fingerprints, where another key is trusted here."""
    held = bureau_key(journal)
    if held is None or held.public_key == card.public_key:
        return
    raise RuleRefused(
        f"本窗口已经采用“{held.bureau}”的公钥，指纹 {readable_fingerprint(held.public_key)}；"
        f"这个文件是“{card.bureau}”的另一把，指纹 {readable_fingerprint(card.public_key)}，没有采用。"
        "先当面或电话问清编辑室是不是换了密钥：换了的，两个指纹都核对过，再加上 --replace；"
        "没有换的，这个文件不是编辑室的，请马上告诉他们。",
        rule="L1",
        field="--replace",
    )


def bureau_key(journal: Journal | Transaction) -> BureauCard | None:
    """The card that packs are verified with; None where no key was ever trusted here."""
    cards = every_bureau_key(journal)
    return cards[-1] if cards else None


def every_bureau_key(journal: Journal | Transaction) -> tuple[BureauCard, ...]:
    """Every card ever trusted here, oldest first: packs imported under an old one stay verifiable."""
    trusted = (kind_of(KeyTrusted).read(entry) for entry in journal.entries(KEY_SUBJECT))
    return tuple(event.card for event in trusted if event is not None)


def _digits(fingerprint: str) -> str:
    return "".join(c for c in fingerprint.upper() if c.isalnum())
