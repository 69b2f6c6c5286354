"""Compare this station's journal with evidence that somebody else kept: a 日结单, a paper, a file with heads."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.guide.pack import HEADER, MOST_HEADER
from counter.domain.hall.station_events import EarlierEpoch, StationOpened
from counter.domain.journal import codec
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.kinds import kind_of
from counter.domain.journal.stated_heads import FORM, StatedHead, heads_of
from counter.domain.papers.verify.day_code import is_day_qr, looks_like_short_code
from counter.domain.papers.verify.evidence import (
    BackupHead,
    EvidenceFinding,
    EvidenceStanding,
    Judge,
    unreadable,
)
from counter.domain.papers.verify.signed_code import is_paper_code
from counter.domain.papers.verify.trusted_keys import KeysTrusted, Trust, trust_of
from counter.services.hall.restorings import restored_ends
from counter.services.keys.stated_heads import known_heads, of_station, stated_heads
from counter.services.keys.trusted import station_keys, trusted_keys, verify
from counter.services.papers.backup_evidence import backup_head
from counter.services.papers.verify_input import content_given

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.paper_files import SheetReader
    from counter.services.context.ports import Journal

_RANK = (
    EvidenceStanding.DIFFERS,
    EvidenceStanding.CUT,
    EvidenceStanding.BROKEN,
    EvidenceStanding.NOT_MATCHED,
    EvidenceStanding.AGREES,
    EvidenceStanding.UNUSABLE,
)
_OUT_OF_HEAD_FILE = {"station", "epoch", "seq", "hash", "signature"}


@dataclass(frozen=True, slots=True)
class Given:
    """One piece of evidence as it was given: typed or scanned text, or the content of a file with its name."""

    name: str
    text: str = ""
    content: bytes | None = None
    backup: BackupHead | None = None


@dataclass(frozen=True, slots=True)
class HeadFile:
    """A signed head as it lies beside a data file (``heads/N.head``). Nothing in it is proved."""

    station: str
    epoch: int
    seq: int
    entry_hash: bytes
    signature: bytes


def given_evidence(text_or_file: str) -> Given:
    """What was typed, scanned or named. Raises BadInput for a file that is missing or cannot be read."""
    text = text_or_file.strip()
    if not text:
        raise BadInput("请给出日结单的短码、二维码的内容，或一个文件。", field="against")
    if is_day_qr(text) or is_paper_code(text) or (looks_like_short_code(text) and not Path(text).exists()):
        return Given("给出的码", text)
    if (backup := backup_head(text)) is not None:
        return Given(Path(text).name, backup=backup)
    content = content_given(text)
    return Given("给出的文字", text) if content is None else Given(Path(text).name, content=content)


def compare_evidence(app: AppContext, given: Sequence[Given]) -> tuple[EvidenceFinding, ...]:
    """What each piece proves, the weightiest first within a file. Certificates that one of them brings, of a hall known
    here, serve for all: a journal that was rewritten may have forgotten its own.
    """
    read = [values_in(one) for one in given]
    judge = _judge(app, [values for values in read if values is not None])
    findings: list[EvidenceFinding] = []
    for one, values in zip(given, read, strict=True):
        findings += _findings(app, judge, one, values)
    return tuple(findings)


def heads_text(journal: Journal) -> str:
    """The heads known here, with what is needed to prove them, as a file for a person who checks another window."""
    trust = trusted_keys(journal)
    keys = KeysTrusted("exported", tuple(trust.halls.values()), trust.certificates)
    here = journal.station().code
    kept = (one for one in known_heads(journal) if one.day or one.station == here)
    heads = (*stated_heads(journal), *kept)
    rows = [codec.write(one) for one in dict.fromkeys(heads)]
    values = {"form": FORM, "station": journal.station().code, "heads": rows, "keys": codec.write(keys)}
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _judge(app: AppContext, files: Sequence[object]) -> Judge:
    journal = app.journal
    own, trust = station_keys(journal), trusted_keys(journal)
    known = KeysTrusted("known", tuple(trust.halls.values()), trust.certificates)
    more = [keys for values in files if (keys := _keys_in(values, trust)) is not None]
    wider = trust_of([known, *more], verify)
    trust = Trust(trust.halls, wider.certificates, trust.revocations)
    today, station = civil_date(app.clock.read().at), journal.station().code
    return Judge(station, journal, own, trust, verify, today, _follows(journal), restored_ends(journal))


def _follows(journal: Journal) -> dict[int, tuple[EarlierEpoch, ...]]:
    """Which earlier chains each epoch's opening entry names."""
    kind = kind_of(StationOpened)
    found = ((one.epoch, kind.read(one)) for one in journal.entries(f"station:{journal.station().code}"))
    return {epoch: opened.follows for epoch, opened in found if opened is not None}


def _keys_in(values: object, trust: Trust) -> KeysTrusted | None:
    """Certificates of a file by halls that are trusted here already; a file's own halls count for nothing."""
    try:
        keys = codec.read(KeysTrusted, values.get("keys")) if isinstance(values, dict) else None
    except Unreadable:
        return None
    if keys is None:
        return None
    certified = tuple(one for one in keys.certificates if one.hall_key in trust.halls)
    return KeysTrusted("given", certificates=certified)


def _findings(app: AppContext, judge: Judge, given: Given, values: object) -> list[EvidenceFinding]:
    try:
        if given.backup is not None:
            return [judge.backup(given.backup)]
        if given.content is None:
            return [_of_code(judge, given.text)]
        if values is not None:
            return _of_file(judge, given.name, values)
        return [_of_code(judge, code) for code in codes_in(given, app.sheets)]
    except BadInput as wrong:
        return [unreadable(given.name, wrong)]


def _of_code(judge: Judge, text: str) -> EvidenceFinding:
    if is_day_qr(text):
        return judge.day_sheet(text)
    if is_paper_code(text):
        return judge.paper(text)
    if looks_like_short_code(text):
        return judge.short_code(text)
    raise BadInput("这不是日结单的短码，也不是日结单或文书的二维码。", field="against")


def _of_file(judge: Judge, name: str, values: object) -> list[EvidenceFinding]:
    """By the heads in a file; what it says of other stations is passed over."""
    if (one := head_file_in(values)) is not None:
        return [judge.head_file(one.epoch, one.seq, one.entry_hash, one.signature, one.station)]
    heads = heads_in(values, judge.station)
    found = [judge.head(head, name) for head in dict.fromkeys(heads)]
    if all(
        one.standing is EvidenceStanding.AGREES for one in found
    ):  # the furthest says all that the others say
        furthest = {one.epoch: one for one in sorted(found, key=lambda one: one.seq)}
        return [furthest[epoch] for epoch in sorted(furthest)]
    return sorted(found, key=lambda one: _RANK.index(one.standing))


def head_file_in(values: object) -> HeadFile | None:
    """The head in a file out of the folder ``heads`` of a profile; None for any other file. Raises BadInput for a
    damaged one.
    """
    if not isinstance(values, dict) or not values.keys() >= _OUT_OF_HEAD_FILE:
        return None
    wrong = BadInput("链首文件读不出。", field="against")
    station, epoch, seq = values["station"], values["epoch"], values["seq"]
    if not isinstance(station, str) or type(epoch) is not int or type(seq) is not int:
        raise wrong
    if not (1 <= epoch <= 65_535 and 1 <= seq < 2**63):
        raise wrong
    try:
        entry_hash, signature = bytes.fromhex(str(values["hash"])), bytes.fromhex(str(values["signature"]))
    except ValueError:
        raise wrong from None
    return HeadFile(station, epoch, seq, entry_hash, signature)


def codes_in(given: Given, sheets: SheetReader) -> tuple[str, ...]:
    """The codes of 日结单 and papers in a given text, picture or PDF. Raises BadInput where there are none."""
    if given.content is None:
        return (given.text,)
    codes = dict.fromkeys(sheets.read(given.content).codes)
    ours = tuple(text for text in codes if is_day_qr(text) or is_paper_code(text))
    if not ours:
        raise BadInput("没有找到日结单或文书的二维码，也不是带链首的文件。", field="against")
    return ours


def heads_in(values: object, station: str) -> tuple[StatedHead, ...]:
    """What a file says of that station, unproved. Raises BadInput where it says nothing."""
    heads = of_station((*heads_of(values), *heads_of(_inner(values))), station)
    if not heads:
        raise BadInput("文件里没有本窗口的链首。", field="against")
    return heads


def values_in(given: Given) -> object:
    """The values of a JSON file, or of the header of a guide pack; None for anything else."""
    content = given.content or b""
    if content.startswith(b"PK"):
        content = _pack_header(content)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _pack_header(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(HEADER) as header:
            return header.read(MOST_HEADER)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, RuntimeError, ValueError):
        return b""


def _inner(values: object) -> object:
    """The register in a card for a new window, which is a file of its own."""
    text = values.get("register") if isinstance(values, dict) else None
    return values_in(Given("", content=text.encode())) if isinstance(text, str) else None
