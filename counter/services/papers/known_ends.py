"""How far a lost journal had come, by what had left the room: a 日结单, a paper, another window's heads, a backup.

For ``counter restore --known``: nothing is opened yet, so only the backup's header says whose key signed what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from counter.domain.document.numbering import case_series, is_case_number, parse_case_number
from counter.domain.errors import BadInput
from counter.domain.hall.backup.header import BackupHeader
from counter.domain.hall.backup.loss import KnownEnd
from counter.domain.journal.stated_heads import head_message
from counter.domain.papers.verify.day_code import (
    is_day_qr,
    looks_like_short_code,
    may_be_of,
    read_day_qr,
    read_short_code,
)
from counter.domain.papers.verify.signed_code import is_paper_code, read_code
from counter.domain.papers.verify.trusted_keys import fingerprint_of
from counter.services.keys.trusted import verify
from counter.services.papers.compare_evidence import (
    HeadFile,
    codes_in,
    given_evidence,
    head_file_in,
    heads_in,
    values_in,
)

if TYPE_CHECKING:
    from counter.domain.papers.verify.evidence import BackupHead
    from counter.services.context.paper_files import SheetReader

FIELD = "known"
_FORGED = "这份凭据的签名不对，是伪造的、被改动过的，或不是这份备份的窗口签的，没有恢复。请去掉它，再试。"
_OTHER = "这份凭据是别的窗口的，不是这份备份的窗口（{}）的，没有恢复。请去掉它，再试。"
_NOTHING = "这份凭据里没有签名和日志位置，说不出日志走到了哪里，没有恢复。请去掉它，再试。"


def known_ends(given: Iterable[str], header: BackupHeader, sheets: SheetReader) -> tuple[KnownEnd, ...]:
    """What these texts and files know of the window in the backup, beyond the epochs that ended before it was made.

    A signature of the backup's epoch must hold. The key of a later epoch is not known yet, and a short code has no
    signature: what they say is taken as it is, because it only names a loss. Raises BadInput for a piece that cannot
    be read, is another window's, or forged.
    """
    found = (end for text in given for end in _of(text, header, sheets))
    return tuple(end for end in found if end.epoch >= header.head.epoch)


def _of(text: str, header: BackupHeader, sheets: SheetReader) -> Iterator[KnownEnd]:
    one = given_evidence(text)
    if one.backup is not None:
        yield _of_backup(one.backup, header)
    elif (file := head_file_in(values := values_in(one))) is not None:
        yield _of_head_file(file, header)
    elif values is not None:
        for head in heads_in(values, header.station):
            _require_signed(
                header, head.epoch, head.public_key, head.message(), bytes.fromhex(head.signature)
            )
            yield KnownEnd(head.epoch, head.seq)
    else:
        for code in codes_in(one, sheets):
            yield _of_code(code, header)


def _of_code(text: str, header: BackupHeader) -> KnownEnd:
    if is_day_qr(text):
        return _of_day(text, header)
    if is_paper_code(text):
        return _of_paper(text, header)
    if not looks_like_short_code(text):
        raise BadInput("这不是日结单的短码，也不是日结单或文书的二维码，没有恢复。", field=FIELD)
    short = read_short_code(text)
    _require_own(header, header.station if may_be_of(short, header.station) else "")
    return KnownEnd(short.epoch, short.seq)


def _of_day(text: str, header: BackupHeader) -> KnownEnd:
    read = read_day_qr(text)
    head = read.head
    _require_own(header, head.station)
    if head.epoch == header.head.epoch:
        own = read.fingerprint == fingerprint_of(header.public_key)
        message = read.by(header.public_key).message()
        if not own or not _holds(header.public_key, message, bytes.fromhex(head.signature)):
            raise BadInput(_FORGED, field=FIELD)
    return KnownEnd(head.epoch, head.seq)


def _of_paper(text: str, header: BackupHeader) -> KnownEnd:
    """A paper knows its case's number too."""
    code = read_code(text)
    _require_own(header, code.station)
    if not code.epoch or code.is_preview or code.place is None or code.place.seq == 0:
        raise BadInput(_NOTHING, field=FIELD)
    if code.epoch == header.head.epoch and (
        code.fingerprint != fingerprint_of(header.public_key)
        or not _holds(header.public_key, code.message, code.signature)
    ):
        raise BadInput(_FORGED, field=FIELD)
    numbers: tuple[tuple[str, int], ...] = ()
    if is_case_number(code.essentials.case_number):
        case = parse_case_number(code.essentials.case_number)
        if (case.station, case.epoch) == (header.station, code.epoch):
            numbers = ((case_series(case.day), case.serial),)
    return KnownEnd(code.epoch, code.place.seq, numbers)


def _of_backup(given: BackupHead, header: BackupHeader) -> KnownEnd:
    _require_own(header, given.station)
    _require_signed(header, given.epoch, given.public_key, given.message, given.signature)
    return KnownEnd(given.epoch, given.seq)


def _of_head_file(file: HeadFile, header: BackupHeader) -> KnownEnd:
    """It names no key: one of a later epoch is believed as a short code is."""
    _require_own(header, file.station)
    message = head_message(file.station, file.epoch, file.seq, file.entry_hash)
    if file.epoch == header.head.epoch and not _holds(header.public_key, message, file.signature):
        raise BadInput(_FORGED, field=FIELD)
    return KnownEnd(file.epoch, file.seq)


def _require_own(header: BackupHeader, station: str) -> None:
    if station != header.station:
        raise BadInput(_OTHER.format(header.station), field=FIELD)


def _require_signed(
    header: BackupHeader, epoch: int, public_key: str, message: bytes, signature: bytes
) -> None:
    strange = epoch == header.head.epoch and public_key != header.public_key
    if strange or not _holds(public_key, message, signature):
        raise BadInput(_FORGED, field=FIELD)


def _holds(public_key: str, message: bytes, signature: bytes) -> bool:
    try:
        return verify(bytes.fromhex(public_key), message, signature)
    except ValueError:  # no hex at all
        return False
