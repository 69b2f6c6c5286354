"""Check of the guides: files by hash, the bureau's signatures, the compiled form."""

from __future__ import annotations

from collections.abc import Iterator

from counter.db.guide.store import DRAFT, FOLDER, SUMS, GuideFiles, sums_of
from counter.domain.errors import CounterError
from counter.domain.guide.publication import SignedPublication
from counter.domain.journal.chain import Fault
from counter.services.authoring.draft import read_draft
from counter.services.context.ports import Journal
from counter.services.guide.trust_bureau import every_bureau_key
from counter.services.guide.versions import guide_versions
from counter.services.keys.back_offices import bureau_public_key
from counter.services.keys.trusted import verify


def check_guides(journal: Journal, store: GuideFiles) -> Iterator[Fault]:
    """Check every version published or imported here, and a bureau's draft. Changes nothing."""
    if store.is_obstructed():
        yield Fault(
            "guide.folder", FOLDER, f"{FOLDER} 应当是文件夹，现在是一个文件：不能导入指南。请把它改名移走。"
        )
        return
    yield from _draft(store)
    known = guide_versions(journal).known
    if not known:
        return
    try:
        believed = _believed(journal) | {version.signed.public_key for version in known if version.inherited}
    except CounterError as wrong:  # the bureau's own key is unreadable
        yield Fault("guide.key", "bureau.key", wrong.sentence)
        return
    for version in known:
        yield from _signature(version.signed, believed)
        yield from _files(version.signed, store)
        yield from _compiled(version.signed, store)


def _draft(store: GuideFiles) -> Iterator[Fault]:
    try:
        held = store.draft()
        for file in () if held is None else read_draft(held).files:
            store.file(file.digest)
    except CounterError as wrong:
        yield Fault("guide.draft", DRAFT, wrong.sentence)


def compile_anew(journal: Journal, store: GuideFiles) -> None:
    """Compile every version again whose library is whole: what ``--rebuild`` repairs."""
    for version in guide_versions(journal).known:
        try:
            library = store.library(version.publication.digest)
        except CounterError:  # reported by the check
            continue
        store.compile(library)


def _believed(journal: Journal) -> frozenset[str]:
    """Trusted keys: of a bureau its own (and its predecessor's), of a window every key it ever trusted."""
    keys = {card.public_key for card in every_bureau_key(journal)}
    if journal.bureau_seed() is not None:
        keys.add(bureau_public_key(journal))
    return frozenset(keys)


def _signature(signed: SignedPublication, believed: frozenset[str]) -> Iterator[Fault]:
    publication = signed.publication
    if signed.public_key not in believed:
        yield Fault(
            "guide.key", publication.version, f"指南{publication.title}的签名用的不是这里采用过的公钥。"
        )
        return
    try:
        whole = verify(
            bytes.fromhex(signed.public_key), publication.message(), bytes.fromhex(signed.signature)
        )
    except ValueError:
        whole = False
    if not whole:
        yield Fault("guide.signature", publication.version, f"指南{publication.title}的签名验不过。")


def _files(signed: SignedPublication, store: GuideFiles) -> Iterator[Fault]:
    publication = signed.publication
    wanted = [("guide.library", store.library, publication.digest)]
    wanted += [("guide.file", store.file, file.digest) for file in publication.files]
    for kind, read, digest in wanted:
        try:
            read(digest)
        except CounterError as wrong:
            yield Fault(kind, publication.version, f"指南{publication.title}：{wrong.sentence}")


def _compiled(signed: SignedPublication, store: GuideFiles) -> Iterator[Fault]:
    """Only where it exists: a missing compiled form is made at the next start."""
    publication = signed.publication
    folder = store.path_of_compiled(publication.digest)
    try:
        library = store.library(publication.digest)
    except CounterError:  # already reported
        return
    if not folder.exists():
        return
    files = store.compiled_files(library)
    for name, content in {**files, SUMS: sums_of(files)}.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            sentence = f"指南{publication.title}编译好的 {name} 与重新编译的不同；counter check --rebuild 会重新编译。"
            yield Fault("guide.compiled", publication.version, sentence)
