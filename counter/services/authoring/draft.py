"""The bureau's one draft of the guide: a library with its attached files, and who has changed it since it began."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from counter.domain.authoring.used_ids import NOTHING_SPENT, Spent, spent_of, together
from counter.domain.errors import RuleRefused, StaleBase, WorldTrouble
from counter.domain.guide.attached_files import check_file
from counter.domain.guide.library import MAPS, canonical, version_of
from counter.domain.guide.publication import Publication, Versions
from counter.domain.guide.terms import AttachedFile
from counter.services.guide.versions import guide_versions, library_in, library_of_version
from counter.services.keys.back_offices import NO_BUREAU

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.context.services import AppContext


@dataclass(frozen=True)
class GuideDraft:
    """``base``: digest of the library it began with (the last publication's, or what shipped). ``editors``: codes of
    everyone who has saved it since then. ``saved_at``: UTC ISO, "" where nothing was saved yet. ``spent``: ids that it
    or a publication ever gave; None in a file of an older program."""

    library: Library
    files: tuple[AttachedFile, ...] = ()
    base: str = ""
    editors: tuple[str, ...] = ()
    saved_at: str = ""
    spent: Spent | None = None

    @cached_property
    def library_digest(self) -> str:
        """SHA-256 of the canonical library alone: what a publication is named by."""
        return hashlib.sha256(canonical(self.library)).hexdigest()

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the library and the attached files: any change of either makes it another draft."""
        files = sorted(f"{file.digest} {file.name}" for file in self.files)
        return hashlib.sha256("\n".join((self.library_digest, *files)).encode()).hexdigest()

    @cached_property
    def version(self) -> str:
        """What its library would be called."""
        return version_of(self.library)


class _Kept(msgspec.Struct):
    """A ``GuideDraft`` as it lies in its file; its library is read entry by entry."""

    library: msgspec.Raw
    files: tuple[AttachedFile, ...] = ()
    base: str = ""
    editors: tuple[str, ...] = ()
    saved_at: str = ""
    spent: Spent | None = None


def load_draft(app: AppContext) -> GuideDraft:
    """The draft as last saved; where none is, what was published last or, in a new bureau, what ships.

    Raises RuleRefused at a window, WorldTrouble for a file that cannot be read.
    """
    require_bureau(app)
    versions = guide_versions(app.journal)
    held = app.guides.draft()
    if held is None:
        return _fresh(app, versions)
    draft = read_draft(held)
    if draft.spent is None:
        draft = replace(draft, spent=together(spent_of(draft.library), _published(app, versions)))
    last = versions.last
    if last is not None and draft.base != last.publication.digest:  # published since it was saved
        return replace(
            draft, base=last.publication.digest, editors=_since(draft, last.publication), saved_at=""
        )
    return draft


def read_draft(held: bytes) -> GuideDraft:
    """The draft of such a file: it may have faults of every kind, but in its outline it is a library.

    Raises WorldTrouble for anything else.
    """
    try:
        kept = msgspec.json.decode(held, type=_Kept)
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
    spent: Spent = NOTHING_SPENT,
) -> GuideDraft:
    """Keep the draft durably; ``clerk`` (a code) counts as one of its editors where anything changed.

    ``seen``: the draft as the editor last loaded or saved it. ``spent``: ids that were given meanwhile and stand in no
    row any more. Raises StaleBase where another program saved another one
    since, RuleRefused at a window.
    """
    with app.journal.transaction():  # notes nothing: one program at a time reads and writes it
        before = _as_saved(app, seen)
        if seen is not None and not _is_same(seen, before):
            raise StaleBase("草稿在别处改过了（别的程序或命令行），这次没有保存。请重新打开草稿再改。")
        given = together(before.spent or NOTHING_SPENT, spent_of(library), spent)
        draft = GuideDraft(library, tuple(files), before.base, before.editors, _now(app), given)
        if not _is_same(draft, before) and clerk not in before.editors:
            draft = replace(draft, editors=(*before.editors, clerk))
        app.guides.save_draft(msgspec.json.encode(draft))
    return draft


def _as_saved(app: AppContext, seen: GuideDraft | None) -> GuideDraft:
    """The draft as last saved, which mostly is what the editor saw: reading ten megabytes again at every save would
    stop the whole program for half a second."""
    if seen is not None and app.guides.draft() == msgspec.json.encode(seen):
        require_bureau(app)
        last = guide_versions(app.journal).last
        if last is None or seen.base == last.publication.digest:
            return seen
    return load_draft(app)


def attach_guide_file(app: AppContext, name: str, content: bytes) -> AttachedFile:
    """The file as the draft may name it; the draft itself is saved by ``save_draft``.

    Raises BadInput for a kind, name or size that no window should open, RuleRefused at a window.
    """
    require_bureau(app)
    check_file(name, content)
    return AttachedFile(name, app.guides.keep_file(content), len(content))


def begin_anew(app: AppContext, checked: GuideDraft, published: GuideDraft) -> None:
    """After a publication of ``checked``: what was published, and nobody has edited it yet.

    What another program saved meanwhile stays, with everybody who edited it (``load_draft`` tells what it began with).
    """
    fresh = replace(published, base=published.library_digest, editors=(), saved_at=_now(app))
    with app.journal.transaction():
        held = load_draft(app)
        if _is_same(held, checked):
            fresh = replace(fresh, spent=held.spent)
            app.guides.save_draft(msgspec.json.encode(fresh))


def require_bureau(app: AppContext) -> None:
    """Raises RuleRefused at a window: there the guide is read, never written."""
    if not app.hall.bureau:
        raise RuleRefused(NO_BUREAU, rule="L1", field="bureau")


def _is_same(one: GuideDraft, other: GuideDraft) -> bool:
    """Whether their content is the same; hashing both would take longer."""
    return (one.library, one.files) == (other.library, other.files)


def _now(app: AppContext) -> str:
    return app.clock.read().at.isoformat(timespec="seconds")


def _since(draft: GuideDraft, publication: Publication) -> tuple[str, ...]:
    """Who edited after the publication that was not noted in the draft: nobody where its content is what was published,
    else everyone it names, who may not check it."""
    same = draft.library_digest == publication.digest and set(draft.files) == set(publication.files)
    return () if same else draft.editors


def _fresh(app: AppContext, versions: Versions) -> GuideDraft:
    last = versions.last
    library = library_of_version(app, last)
    files = last.publication.files if last is not None else ()
    draft = GuideDraft(library, files)
    spent = together(spent_of(library), _published(app, versions))
    return GuideDraft(library, files, base=draft.library_digest, spent=spent)


def _published(app: AppContext, versions: Versions) -> Spent:
    """What the publications gave; of one whose file is gone nothing can be said (``counter check`` tells of it)."""
    found = []
    for known in versions.known:
        try:
            found.append(spent_of(library_of_version(app, known)))
        except WorldTrouble:
            continue
    return together(*found)
