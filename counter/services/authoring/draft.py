"""The bureau's one draft of the guide: a library with its attached files, and who has changed it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from counter.domain.authoring.used_ids import NO_USED_IDS, UsedIds, union_of, used_ids_of
from counter.domain.errors import RuleRefused, StaleBase, WorldTrouble
from counter.domain.guide.attached_files import check_file
from counter.domain.guide.library import MAPS, canonical, version_called
from counter.domain.guide.publication import Publication, Versions
from counter.domain.guide.terms import AttachedFile
from counter.domain.shapes import whole
from counter.services.guide.versions import guide_versions, library_in, library_of_version
from counter.services.keys.back_offices import NO_BUREAU

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.context.app import AppContext


@dataclass(frozen=True)
class GuideDraft:
    """``base``: digest of the library it began with (the last publication's, or the shipped one's). ``editors``: codes
    of everyone who has saved it since. ``saved_at``: UTC ISO, "" where nothing was saved yet. ``spent``: ids that it or
    a publication ever used; None in a file of an older program.
    """

    library: Library
    files: tuple[AttachedFile, ...] = ()
    base: str = ""
    editors: tuple[str, ...] = ()
    saved_at: str = ""
    spent: UsedIds | None = None

    @cached_property
    def library_digest(self) -> str:
        """SHA-256 of the canonical library alone, by which a publication is named."""
        return hashlib.sha256(canonical(self.library)).hexdigest()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of library and attached files: a draft with any change has another digest."""
        files = sorted(f"{file.digest} {file.name}" for file in self.files)
        return hashlib.sha256("\n".join((self.library_digest, *files)).encode()).hexdigest()

    @property
    def version(self) -> str:
        """The version its library would have."""
        return version_called(self.library_digest)


class _Kept(msgspec.Struct):
    """A ``GuideDraft`` as stored; its library is decoded entry by entry."""

    library: msgspec.Raw
    files: tuple[AttachedFile, ...] = ()
    base: str = ""
    editors: tuple[str, ...] = ()
    saved_at: str = ""
    spent: UsedIds | None = None


def load_draft(app: AppContext) -> GuideDraft:
    """The draft as last saved; else the last publication's or, in a new bureau, the shipped guide's content.

    Raises RuleRefused at a window, WorldTrouble for a file that cannot be read.
    """
    require_bureau(app)
    versions = guide_versions(app.journal)
    held = app.guides.draft()
    if held is None:
        return _fresh(app, versions)
    draft = read_draft(held)
    if draft.spent is None:
        draft = replace(draft, spent=union_of(used_ids_of(draft.library), _published(app, versions)))
    last = versions.last
    if last is not None and draft.base != last.publication.digest:  # published since it was saved
        return replace(
            draft, base=last.publication.digest, editors=_since(draft, last.publication), saved_at=""
        )
    return draft


def read_draft(held: bytes) -> GuideDraft:
    """The draft in such a file: faults of every kind are possible, but it has a library's outline.

    Raises WorldTrouble for anything else.
    """
    try:
        kept = msgspec.json.decode(held, type=whole(_Kept))
        draft = GuideDraft(
            library_in(bytes(kept.library)), kept.files, kept.base, kept.editors, kept.saved_at, kept.spent
        )
        entries = [one for part in MAPS for one in draft.library[part].values()]
        if not all(isinstance(one, dict) for one in (*entries, *draft.library["common"])):
            raise ValueError("an entry is no entry")
        list(draft.library["common_hints"])
    except (
        msgspec.MsgspecError,
        LookupError,
        AttributeError,
        TypeError,
        ValueError,
        RecursionError,
    ) as wrong:
        raise WorldTrouble(
            "指南草稿 draft.json 读不出，可能已损坏。请从备份取回；移走它就从最后发布的版本重新开始。"
        ) from wrong
    return draft


def save_draft(
    app: AppContext,
    library: Library,
    files: Sequence[AttachedFile],
    clerk: str,
    seen: GuideDraft | None = None,
    spent: UsedIds = NO_USED_IDS,
) -> GuideDraft:
    """Store the draft durably; ``clerk`` (a code) counts as an editor where anything changed.

    ``seen``: the draft as the editor last loaded or saved it. ``spent``: ids used meanwhile that are in no row any
    more. Raises StaleBase where another program saved another draft since, RuleRefused at a window.
    """
    with app.journal.transaction():  # a lock only: one program at a time reads and writes the draft
        before = _as_saved(app, seen)
        if seen is not None and not _is_same(seen, before):
            raise StaleBase("草稿在别处改过了（别的程序或命令行），这次没有保存。请重新打开草稿再改。")
        given = union_of(before.spent or NO_USED_IDS, used_ids_of(library), spent)
        draft = GuideDraft(library, tuple(files), before.base, before.editors, _utc_now(app), given)
        if not _is_same(draft, before) and clerk not in before.editors:
            draft = replace(draft, editors=(*before.editors, clerk))
        app.guides.save_draft(msgspec.json.encode(draft))
    return draft


def _as_saved(app: AppContext, seen: GuideDraft | None) -> GuideDraft:
    """The draft as last saved, mostly the one the editor saw: decoding ten megabytes at every save would stop the whole
    program for half a second.
    """
    if seen is not None and app.guides.draft() == msgspec.json.encode(seen):
        require_bureau(app)
        last = guide_versions(app.journal).last
        if last is None or seen.base == last.publication.digest:
            return seen
    return load_draft(app)


def attach_guide_file(app: AppContext, name: str, content: bytes) -> AttachedFile:
    """The file as the draft may name it; ``save_draft`` saves the draft.

    Raises BadInput for a kind, name or size that no window should open, RuleRefused at a window.
    """
    require_bureau(app)
    check_file(name, content)
    return AttachedFile(name, app.guides.keep_file(content), len(content))


def begin_next_draft(app: AppContext, checked: GuideDraft, published: GuideDraft) -> None:
    """Begin the next draft after a publication of ``checked``: its content, without editors.

    A draft that another program saved meanwhile stays, with its editors.
    """
    fresh = replace(published, base=published.library_digest, editors=(), saved_at=_utc_now(app))
    with app.journal.transaction():
        held = load_draft(app)
        if _is_same(held, checked):
            fresh = replace(fresh, spent=held.spent)
            app.guides.save_draft(msgspec.json.encode(fresh))


def require_bureau(app: AppContext) -> None:
    """Raises RuleRefused at a window, where the guide cannot be edited."""
    if not app.hall.bureau:
        raise RuleRefused(NO_BUREAU, rule="L1", field="bureau")


def _is_same(one: GuideDraft, other: GuideDraft) -> bool:
    """True where their content is the same; comparing is faster than hashing both."""
    return (one.library, one.files) == (other.library, other.files)


def _utc_now(app: AppContext) -> str:
    return app.clock.read().at.isoformat(timespec="seconds")


def _since(draft: GuideDraft, publication: Publication) -> tuple[str, ...]:
    """The editors after a publication that the draft does not record: none where its content is the published one, else
    everyone it names, who may not approve it.
    """
    same = draft.library_digest == publication.digest and set(draft.files) == set(publication.files)
    return () if same else draft.editors


def _fresh(app: AppContext, versions: Versions) -> GuideDraft:
    last = versions.last
    library = library_of_version(app, last)
    files = last.publication.files if last is not None else ()
    draft = GuideDraft(library, files)
    spent = union_of(used_ids_of(library), _published(app, versions))
    return GuideDraft(library, files, base=draft.library_digest, spent=spent)


def _published(app: AppContext, versions: Versions) -> UsedIds:
    """Ids used by publications; one whose file is gone is left out (``counter check`` reports it)."""
    found = []
    for known in versions.known:
        try:
            found.append(used_ids_of(library_of_version(app, known)))
        except WorldTrouble:
            continue
    return union_of(*found)
