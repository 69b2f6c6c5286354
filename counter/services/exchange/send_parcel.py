"""Put a file to be sent: the same bytes that were written for carrying, under a cover that this station signs.

Where the profile reports to no hub and to no hall, nothing is kept: the file goes by hand, as before.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from counter.domain.errors import BadInput
from counter.domain.journal.exchange.parcel_states import ParcelState, ParcelWay
from counter.domain.journal.exchange.parcels import (
    FORM,
    SPECS,
    Parcel,
    ParcelKind,
    pack_parcel,
    padded,
    recognised,
    unpadded,
)
from counter.services.exchange.courier_partners import halls_of_window, windows_of_hall
from counter.services.exchange.round_marks import reporting_marks
from counter.services.keys.public_sealing import open_sealed, seal_to
from counter.services.keys.trusted import trusted_keys

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

_PURPOSE = b"counter-parcel-1"
_TOO_LARGE = "有 {:.1f} MB，随上报最多发 {:.0f} MB。没有发，文件已经写好，请用U盘带去。"


def travels(app: AppContext) -> bool:
    """Whether anything is sent from here: joined to a hub, or reporting by courier file, or taking such files in."""
    journal = app.journal
    if journal.station().training:
        return False
    if reporting_marks(journal.exchange()).joined is not None:
        return True
    trust = trusted_keys(journal)
    return bool(halls_of_window(app, trust) or windows_of_hall(app, trust))


def carries(app: AppContext) -> bool:
    """Whether this station takes courier files in, and so carries parcels for others."""
    return bool(windows_of_hall(app, trusted_keys(app.journal)))


def send_parcel(
    app: AppContext, kind: ParcelKind, content: bytes, *, title: str, number: int, sealed_to: str = ""
) -> bool:
    """Put the file to be sent with the next round or courier file; the same file again changes nothing. False where
    nothing is sent from here. ``number``: which of its kind; ``sealed_to``: public key (hex) of the only reader. One
    that is too large has its row with the reason, and is carried by hand.

    Raises BadInput for a file that is not of the kind.
    """
    if not travels(app):
        return False
    spec = SPECS[kind]
    fits = len(content) <= spec.most
    if not recognised(kind, content[: spec.most]):
        raise BadInput(f"这个文件不是{spec.name}，没有放进待发的。", field="file")
    if spec.sealed != bool(sealed_to):
        raise ValueError("sealed is what its kind says, and nothing else")
    file = hashlib.sha256(content).digest()
    if app.journal.exchange().parcels().has_sent(kind, file):
        return True
    body = content if fits else b""
    if sealed_to and fits:
        body = seal_to(bytes.fromhex(sealed_to), padded(content), _PURPOSE + kind.encode())
    parcel = covered(app, kind, body, title=title, number=number)
    state = ParcelState.TO_SEND if fits else ParcelState.NOT_TAKEN
    why = "" if fits else _TOO_LARGE.format(len(content) / 1e6, spec.most / 1e6)
    with app.journal.transaction() as tx:
        parcels, now = tx.exchange().parcels(), app.clock.read().at
        parcels.put(pack_parcel(parcel), parcel, ParcelWay.SENT, state, now, why=why, file=file, keep=fits)
        tx.commit()
    return True


def covered(app: AppContext, kind: ParcelKind, body: bytes, *, title: str, number: int) -> Parcel:
    """The parcel with this station's signature."""
    journal, station = app.journal, app.journal.station()
    bare = Parcel(
        form=FORM,
        kind=kind.value,
        station=station.code,
        epoch=station.epoch,
        public_key=journal.public_key(),
        demo=station.demo,
        readers=SPECS[kind].readers.value,
        number=number,
        title=title,
        made_at=app.clock.read().at.isoformat(),
        body=body,
    )
    return replace(bare, signature=journal.sign(bare.message()))


def file_in(parcel: Parcel, private_key: bytes | None) -> bytes:
    """The file as it was written. ``private_key``: of the office, for one that is sealed; None opens no such.

    Raises BadInput where it is not for this reader, or damaged.
    """
    if not SPECS[ParcelKind(parcel.kind)].sealed:
        return parcel.body
    if private_key is None:
        raise BadInput("这个文件封给差评处理室，这里打不开。", field="parcel")
    try:
        return unpadded(open_sealed(private_key, parcel.body, _PURPOSE + parcel.kind.encode()))
    except ValueError as wrong:
        raise BadInput("打不开：不是封给这里的，或者损坏了。", field="parcel") from wrong
