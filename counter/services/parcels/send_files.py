"""The files that are sent: the hall's register and its certificates of themselves, others when they are written."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import CalendarYear, civil_date
from counter.domain.journal.exchange.parcels import ParcelKind
from counter.services.exchange.courier_keys import statements_of_hall
from counter.services.exchange.send_parcel import send_parcel, travels
from counter.services.hall.hall_register import hall_register
from counter.services.keys.files import public_text
from counter.services.keys.stated_heads import stating
from counter.services.keys.trusted import public_of, seed_in_force, settled_keys
from counter.services.register.register_file import register_text

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

_REGISTER, _KEYS = "parcels.register", "parcels.keys"


def send_what_changed(app: AppContext) -> int:
    """Put to be sent what the hall has newly said: its register, its certificates and revocations; how many files.

    Only at the window that holds the hall's key: there they are made. Costs two small reads where nothing changed.
    """
    if app.journal.hall_seed() is None or not travels(app):
        return 0
    return _send_register(app) + _send_keys(app)


def send_calendar(app: AppContext, year: CalendarYear, content: bytes, source: str) -> bool:
    """Put a year's arrangement to be sent, where it was imported at the window that holds the hall's key. ``source``:
    as the person stated it beside the file.
    """
    if app.journal.hall_seed() is None or not travels(app):
        return False
    values = json.loads(content.decode("utf-8-sig"))
    if source.strip():
        values["source"] = year.source
        content = (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return send_parcel(app, ParcelKind.CALENDAR, content, title=f"{year.year}年放假安排", number=year.year)


def _send_register(app: AppContext) -> int:
    register = hall_register(app.journal)
    known = app.journal.exchange().mark(_REGISTER)
    if not register.number or known == register.digest:
        return 0
    content = register_text(app.journal).encode()
    title = f"登记册第{register.number}号"
    send_parcel(app, ParcelKind.REGISTER, content, title=title, number=register.number)
    _note(app, _REGISTER, register.digest)
    return 1


def _send_keys(app: AppContext) -> int:
    journal = app.journal
    trust = settled_keys(journal, civil_date(app.clock.read().at))
    seed = seed_in_force(journal, trust)
    if seed is None:
        return 0
    said = statements_of_hall(trust, public_of(seed))
    if len(said.certificates) < 2 and not said.revocations:
        return 0  # its own certificate alone: nobody else is there
    text = public_text(said)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if journal.exchange().mark(_KEYS) == digest:
        return 0
    number = len(said.certificates) + len(said.revocations)
    send_parcel(app, ParcelKind.KEYS, stating(journal, text).encode(), title="窗口证书和作废", number=number)
    _note(app, _KEYS, digest)
    return 1


def _note(app: AppContext, name: str, value: str) -> None:
    with app.journal.transaction() as tx:
        tx.exchange().set_mark(name, value)
        tx.commit()
