"""Transfer the private hall key to another window: export it once under a passphrase, import it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.papers.verify.trusted_keys import HallKeyExported, Trust
from counter.services.context.ports import Journal
from counter.services.hall.second_person import check_second
from counter.services.hall.staff import authorised
from counter.services.keys.files import HallSecret, private_text
from counter.services.keys.hall_keys import NO_HALL_KEY
from counter.services.keys.trusted import (
    SUBJECT,
    adopt_seed,
    append,
    key_events,
    public_of,
    seed_in_force,
    settled_keys,
    verify,
)


def export_hall_key(
    journal: Journal,
    ask_passphrase: Callable[[], str],
    *,
    code: str,
    pin: str,
    today: date,
    keep: Callable[[str], object],
    agreed: str = "",
) -> None:
    """Let ``keep`` write the file with the private hall key, then record the export.

    It can be exported once; a file that could not be written completely does not count. The passphrase is asked once
    nothing else refuses.

    ``agreed``: code of a second person whose PIN was just checked.

    Raises RuleRefused for anyone but a supervisor, with one person where a second exists, and for a second time;
    BadInput without a hall key.
    """
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    agreed = check_second(journal, by, agreed, "导出大厅密钥")
    trust = settled_keys(journal, today)
    seed = seed_in_force(journal, trust)
    if seed is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    public = public_of(seed)
    out = [e for e in key_events(journal.entries(SUBJECT)) if isinstance(e, HallKeyExported)]
    if any(e.hall_key == public for e in out):
        raise RuleRefused(
            "大厅密钥已经导出过一次，请用那一份文件；丢失时请另设大厅密钥。", rule="keys", field="hall_key"
        )
    text = private_text(HallSecret(trust.halls[public], seed), ask_passphrase())
    keep(text)
    append(journal, HallKeyExported(public, agreed), actor=by.code)


def adopt_hall_key(journal: Journal, secret: HallSecret, *, today: date, actor: str) -> Trust:
    """Store a hall key in this profile, and certify this station with it.

    Raises RuleRefused where demo and real would mix (L14), BadInput where the card is not the key's own.
    """
    if secret.card.demo != journal.station().demo:
        raise RuleRefused("演示、培训的和正式大厅的密钥不能混用。", rule="L14", field="demo")
    card = secret.card
    if not verify(bytes.fromhex(card.public_key), card.message(), bytes.fromhex(card.signature)):
        raise BadInput("大厅密钥文件里的大厅名片签名不对，没有使用。", field="hall")
    return adopt_seed(journal, secret.seed, today, card, actor=actor)
