"""Import a signed guide pack at a window: verify it, store it; it is in force from its effective day on.

Nothing of the pack beyond its small header is read before the bureau's signature is verified.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.attached_files import MOST_BYTES as MOST_FILE
from counter.domain.guide.attached_files import MOST_FILES, check_file
from counter.domain.guide.library import canonical, version_of
from counter.domain.guide.pack import FILES, HEADER, LIBRARY, MOST_HEADER, read_header
from counter.domain.guide.publication import (
    VERSIONS,
    BureauCard,
    Publication,
    SignedPublication,
    TakenIn,
    Versions,
)
from counter.domain.journal.entries import NewEntry
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.context.ports import StaffRow
from counter.services.guide.check_library import check_library
from counter.services.guide.pack_heads import keep_pack_head
from counter.services.guide.trust_bureau import bureau_key
from counter.services.guide.versions import guide_versions
from counter.services.keys.trusted import verify

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

MOST_PACK = 200_000_000
MOST_LIBRARY = 100_000_000
MOST_UNPACKED = 400_000_000
_STEP = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What a damaged archive makes its reader raise."""

_NOT_WHOLE = "指南包不完整或已损坏，没有采用，请从指南编辑室重新拷一份。"


@dataclass(frozen=True, slots=True)
class ImportedGuide:
    """Result of an import. ``already``: it was known, and nothing was recorded (missing files were restored).
    ``warning``: that a head in the pack contradicts the journal here.
    """

    publication: Publication
    already: bool
    versions: Versions
    warning: str = ""


def import_guide(app: AppContext, content: bytes, clerk: StaffRow) -> ImportedGuide:
    """Verify the pack, store library and attached files, record it. A known pack only restores lost files; a bureau
    accepts its own packs for that.

    Raises RuleRefused at a bureau for a pack it did not publish, for an untrusted key or a wrong signature, where demo
    and real would mix (L14), where a higher number is known or the same number with other content; BadInput for an
    incomplete or unusable pack.
    """

    def accept(signed: SignedPublication) -> None:
        _check_trusted(app, signed)
        _known(guide_versions(app.journal), signed.publication)  # a refused pack is not unpacked

    pack = unpack(content, accept)
    signed, publication = pack.signed, pack.signed.publication
    keep_pack(app, pack)
    with app.journal.transaction() as tx:
        already = _known(guide_versions(tx), publication)
        if not already:
            taken = TakenIn(signed.publication, signed.public_key, signed.signature)
            tx.append(NewEntry(VERSIONS, taken, tx.last_id(VERSIONS)), actor=clerk.code)
            tx.commit()
    warning = keep_pack_head(app.journal, pack.header, signed.public_key, actor=clerk.code)
    return ImportedGuide(publication, already, guide_versions(app.journal), warning)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A verified and checked pack. ``header``: its text; ``files``: by name."""

    header: str
    signed: SignedPublication
    library: bytes
    files: Mapping[str, bytes]


def unpack(content: bytes, accept: Callable[[SignedPublication], None]) -> Unpacked:
    """Read a pack; nothing is stored. ``accept`` raises for a header to refuse, before anything is unpacked.

    Raises BadInput for an incomplete or unusable pack.
    """
    if len(content) > MOST_PACK:
        raise BadInput(f"这个文件超过{MOST_PACK // 1_000_000} MB，不像是指南包。", field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            header, signed, parts = _verified(archive, accept)
    except BROKEN as wrong:
        raise BadInput(_NOT_WHOLE, field="file") from wrong
    publication = signed.publication
    library = _checked(parts[LIBRARY], publication)
    files = {file.name: parts[FILES + file.digest] for file in publication.files}
    for name, held in files.items():
        check_file(name, held)
    return Unpacked(header, signed, library, files)


def keep_pack(app: AppContext, pack: Unpacked) -> None:
    """Store its library, compiled too, and its files."""
    for held in pack.files.values():
        app.guides.keep_file(held)
    app.guides.keep(pack.library)
    app.guides.compile(pack.library)


def require_signed(signed: SignedPublication) -> None:
    """Raises RuleRefused where the signature was not made with the key named in it."""
    key = bytes.fromhex(signed.public_key)
    if not verify(key, signed.publication.message(), bytes.fromhex(signed.signature)):
        raise RuleRefused(
            "指南包的签名不对：不是指南编辑室签发的，或被改过。没有采用，请马上告诉指南编辑室。",
            rule="L1",
            field="signature",
        )


def _verified(
    archive: zipfile.ZipFile, accept: Callable[[SignedPublication], None]
) -> tuple[str, SignedPublication, Mapping[str, bytes]]:
    """The accepted header, as text too, and every part with its hash verified."""
    members = _members(archive)
    try:
        head = _read(archive, members[HEADER], MOST_HEADER).decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise BadInput(_NOT_WHOLE, field="file") from wrong
    signed = read_header(head)
    publication = signed.publication
    accept(signed)
    sizes = {FILES + file.digest: file.size for file in publication.files}
    if set(members) != {HEADER, LIBRARY, *sizes}:
        raise BadInput("指南包里多了或少了文件，与签名的目录不符，没有采用。", field="file")
    parts = {LIBRARY: _read(archive, members[LIBRARY], MOST_LIBRARY)}
    parts |= {name: _read(archive, members[name], size) for name, size in sizes.items()}
    proofs = {LIBRARY: publication.digest, **{name: name.removeprefix(FILES) for name in sizes}}
    if any(hashlib.sha256(parts[name]).hexdigest() != digest for name, digest in proofs.items()):
        raise BadInput("指南包的内容与签名时不一样（损坏或被改过），没有采用。", field="file")
    return head, signed, parts


def _members(archive: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    members = archive.infolist()
    if len(members) > MOST_FILES + 2:
        raise BadInput("这个文件里东西太多，不像是指南包。", field="file")
    found = {member.filename: member for member in members}
    if not {HEADER, LIBRARY} <= set(found):
        raise BadInput("这不是指南包（在指南编辑室导出的）。", field="file")
    if len(found) != len(members):
        raise BadInput("指南包里同一个文件有两份，没有采用。", field="file")
    plain = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(member.flag_bits & 0x1 or member.compress_type not in plain for member in members):
        raise BadInput(_NOT_WHOLE, field="file")
    sizes = [member.file_size for member in members]
    if sum(sizes) > MOST_UNPACKED or any(m.file_size > _most(m.filename) for m in members):
        raise BadInput("指南包展开后太大，不像是指南包。", field="file")
    return found


def _most(name: str) -> int:
    return {HEADER: MOST_HEADER, LIBRARY: MOST_LIBRARY}.get(name, MOST_FILE)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """A member, whatever it says of its own size; more than ``most`` bytes are never unpacked."""
    pieces, length = [], 0
    with archive.open(member) as source:
        while piece := source.read(min(_STEP, most + 1 - length)):
            pieces.append(piece)
            length += len(piece)
            if length > most:
                raise BadInput("指南包展开后比它说的大，没有采用。", field="file")
    return b"".join(pieces)


def _check_trusted(app: AppContext, signed: SignedPublication) -> None:
    """Raises RuleRefused unless the key trusted here signed it."""
    publication = signed.publication
    if app.hall.bureau:
        _check_own(app, signed)
        return
    card = bureau_key(app.journal)
    if publication.demo != app.hall.demo and not app.hall.training:  # practised by the hall's own guide
        raise RuleRefused("演示的指南包和正式的窗口不能混用。", rule="L14", field="demo")
    if card is None or card.public_key != signed.public_key:
        raise RuleRefused(_untrusted_words(publication, signed.public_key, card), rule="L1", field="bureau")
    require_signed(signed)


def _check_own(app: AppContext, signed: SignedPublication) -> None:
    """Raises RuleRefused unless it was published here."""
    if all(known.signed != signed for known in guide_versions(app.journal).known):
        raise RuleRefused(
            "这里是指南编辑室，指南包是给窗口导入的；这里只用自己发布过的包补齐丢了的文件。",
            rule="L1",
            field="bureau",
        )


def _untrusted_words(publication: Publication, key: str, card: BureauCard | None) -> str:
    printed = readable_fingerprint(key)
    what = (
        "本窗口还没有采用指南编辑室的公钥"
        if card is None
        else f"本窗口采用的是“{card.bureau}”的公钥，这个指南包是用另一把签的"
    )
    return (
        f"{what}。包里写的是“{publication.bureau}”，指纹 {printed}：请先向指南编辑室要公钥文件，"
        "由值班负责人当面或电话核对指纹后采用，再导入。"
    )


def _known(versions: Versions, publication: Publication) -> bool:
    """True where it was imported before. Raises RuleRefused for an older one, or other content of a known number."""
    known = next((v.publication for v in versions.known if v.publication.number == publication.number), None)
    if known is not None and known != publication:
        raise RuleRefused(
            f"这里已有{publication.title}，内容却与这个指南包不同。同一版号只能有一种内容，没有采用；"
            "请马上告诉指南编辑室，查清是谁签发的。",
            rule="L1",
            field="number",
        )
    last = versions.last
    if known is None and last is not None and last.publication.number > publication.number:
        raise RuleRefused(
            f"这里已有更新的{last.publication.title}，不再采用{publication.title}。",
            rule="L1",
            field="number",
        )
    return known is not None


def _checked(content: bytes, publication: Publication) -> bytes:
    """The library, checked: usable, canonical, and of the signed version."""
    if not content.startswith(b"{"):  # a workbook would be read as one
        raise BadInput(_NOT_WHOLE, field="file")
    checked = check_library(content)
    if checked.library is None:
        first = next(fault for fault in checked.faults if fault.grave)
        raise BadInput(
            f"{publication.title}的指南本程序不能用：{first.words}请把这句话告诉指南编辑室。", field="file"
        )
    plain = json.loads(content)
    if version_of(plain) != publication.version or canonical(plain) != content:
        raise BadInput("指南包里的指南不是规范写法，与版本号不符，没有采用。", field="file")
    return content
