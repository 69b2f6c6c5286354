"""The current draft: one person's edits with undo, saved within a second of the last change."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.authoring.editing.patch import ABSENT, Edit, EditSession, apply, replacing
from counter.domain.authoring.merge import joined
from counter.domain.authoring.used_ids import NO_USED_IDS, union_of, used_ids_of
from counter.domain.errors import StaleBase
from counter.domain.guide import attached_files
from counter.services.authoring.draft import save_draft
from counter.ui.kit.background import Background
from counter.ui.kit.messages import message_of

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.domain.guide.terms import AttachedFile
    from counter.services.authoring.draft import GuideDraft
    from counter.ui.facades.bureau import BureauFacade
    from counter.ui.facades.window import Clerk

SAVE_AFTER_MS = 600
_LARGE = 1_000
"""Items of a library that garbage collection would block the window for."""

AGAIN_AFTER_MS = 5_000
"""Delay before a failed save is tried again."""

LOOK_UP_MS = 250
"""After the page was asked for: it stands by then, and reading the draft takes the interpreter from who paints it."""


class SaveState(Enum):
    """Whether the draft is saved in its file."""

    SAVED = "saved"
    WAITING = "waiting"
    FAILED = "failed"


class CurrentDraft(QObject):
    """The only owner of the page's draft. Files are kept by name; those that the guide names are saved.

    Text being typed is provisional: shown in the preview and saved, but not an edit that could be undone yet.

    Signals: ``opened`` when another library is shown; ``renewed`` where the reason is a change of its file by somebody
    else; ``joined(twice)`` when changes saved by somebody else were merged with the edits here, with the number of
    entries changed by both; ``changed(edit)`` after an edit was done, undone or redone; ``tried`` while somebody
    types; ``kept`` when it was saved, is waiting to be, or could not be (``state``, ``trouble``).
    """

    opened = Signal()
    renewed = Signal()
    joined = Signal(int)
    changed = Signal(object)
    tried = Signal()
    kept = Signal()

    def __init__(self, facade: BureauFacade, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._clerk: Clerk | None = None
        self._session: EditSession | None = None
        self._known: dict[str, AttachedFile] = {}
        self._saved: Library | None = None
        self._seen: GuideDraft | None = None
        self._trial: Library | None = None
        self._saving = False
        self.spent = NO_USED_IDS
        """Ids used in the draft so far, also of undone or deleted rows."""
        self.state = SaveState.SAVED
        self.saved_at = ""
        self.trouble = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        self._look_up = QTimer(self)
        self._look_up.setSingleShot(True)
        self._look_up.setInterval(LOOK_UP_MS)
        self._look_up.timeout.connect(self.load)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_AFTER_MS)
        self._again.timeout.connect(self.save_now)

    @property
    def is_open(self) -> bool:
        """Whether a draft was loaded."""
        return self._session is not None

    @property
    def library(self) -> Library:
        """The library without provisional text."""
        assert self._session is not None, "no draft in hand"
        return self._session.library

    @property
    def shown(self) -> Library:
        """The library with the text being typed."""
        return self.library if self._trial is None else self._trial

    @property
    def files(self) -> tuple[AttachedFile, ...]:
        """The attached files that the library names."""
        return files_named(self.library, self._known)

    @property
    def undo_words(self) -> str:
        """The label of the next undo."""
        return self._session.undo_words if self._session else ""

    @property
    def redo_words(self) -> str:
        """The label of the next redo."""
        return self._session.redo_words if self._session else ""

    def file(self, name: str) -> AttachedFile | None:
        """The attached file of that name."""
        return self._known.get(name)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Change the person editing: unsaved edits are saved in the name of their author; nothing is undone."""
        self.save_work()
        self._clerk = clerk
        if self._session is not None:
            self._session = EditSession(self._session.library)
            self.opened.emit()

    def come(self) -> None:
        """Its page is shown: load it, or look up shortly whether somebody else changed it."""
        if self.is_open:
            self._look_up.start()
        else:
            self.load()

    def load(self) -> None:
        """Load the draft; a saved draft here is replaced where its file was changed by somebody else."""
        session = self._session
        if session is None:
            self._background.run(self._facade.draft, self.open)
            return
        saved = self._saved
        if self.shown is not saved:
            return

        def look() -> GuideDraft | None:
            draft = self._facade.draft()
            return None if draft.library == saved else draft

        def found(draft: GuideDraft | None) -> None:
            if draft is not None and self.shown is saved:
                self._session = None
                self.open(draft)
                self.renewed.emit()

        self._background.run(look, found)

    def open(self, draft: GuideDraft) -> None:
        """Edit this draft."""
        if self._session is not None:
            return  # requested twice: the draft here is newer
        self._session = EditSession(draft.library)
        self._saved, self._seen = draft.library, draft
        self._known = {file.name: file for file in draft.files}
        self.spent = union_of(draft.spent or NO_USED_IDS, used_ids_of(draft.library))
        if len(draft.library["items"]) >= _LARGE:
            gc.freeze()  # it lives as long as the window: exempt it from garbage collection
        self.saved_at = draft.saved_at
        self.opened.emit()
        self.kept.emit()

    def do(self, edit: Edit | None) -> None:
        """Do an edit; one without a change is ignored."""
        if self._session is not None and edit is not None and edit.patches:
            self._session.do(edit)
            self._after(edit)

    def try_out(self, edit: Edit | None) -> None:
        """Show and save the text being typed; None: typing has ended."""
        trial = apply(self.library, edit) if self._session and edit is not None and edit.patches else None
        if trial is None and self._trial is None:
            return
        self._trial = trial
        self._wait()
        self.tried.emit()

    def undo(self) -> Edit | None:
        """Undo the last edit."""
        edit = self._session.undo() if self._session else None
        return self._after(edit) if edit is not None else None

    def redo(self) -> Edit | None:
        """Redo the last undone edit."""
        edit = self._session.redo() if self._session else None
        return self._after(edit) if edit is not None else None

    def know(self, file: AttachedFile) -> AttachedFile:
        """Register an attached file: it keeps its name, or gets a number where another file has that name."""
        stem, dot, ending = file.name.rpartition(".")
        number, named = 2, file
        while (held := self._known.get(named.name)) is not None and held.digest != file.digest:
            name = f"{stem}-{number}{dot}{ending}" if dot else f"{file.name}-{number}"
            named, number = replace(file, name=name), number + 1
        self._known[named.name] = named
        return named

    def replace_library(self, library: Library, files: Sequence[AttachedFile], words: str) -> None:
        """Replace the library in one edit that can be undone."""
        self._known |= {file.name: file for file in files}
        self.do(replacing(self.library, library, words))

    # -- saving --
    def save_now(self) -> None:
        """Save the changes; while a save is running the newest state waits for its end."""
        self._timer.stop()
        clerk, session = self._clerk, self._session
        if session is None or clerk is None or self._saving:
            return
        if self.shown is self._saved:
            self._set_state(SaveState.SAVED)
            return
        self._saving = True
        self._set_state(SaveState.WAITING)
        library, known, spent = self.shown, dict(self._known), self.spent

        def save() -> GuideDraft:
            named = files_named(library, known)
            self._seen = draft = save_draft(self._facade.app, library, named, clerk.code, self._seen, spent)
            return draft  # two may be queued: the second has seen what the first saved

        def done(draft: GuideDraft) -> None:
            self._saving, self._saved, self.saved_at = False, library, draft.saved_at
            if self.shown is not library:
                self._timer.start()
                return
            self._set_state(SaveState.SAVED)

        def failed(error: Exception) -> None:
            if isinstance(error, StaleBase):
                self._background.run(self._facade.draft, self._join, self._not_saved)
            else:
                self._not_saved(error)

        self._background.run(save, done, failed)

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self.trouble = message_of(error).sentence
        self._set_state(SaveState.FAILED)
        self._again.start()

    def _join(self, draft: GuideDraft) -> None:
        """Somebody else saved meanwhile: merge both versions in one edit, and save."""
        self._saving = False
        base, self._saved, self._seen = self._saved, draft.library, draft
        self.spent = union_of(self.spent, draft.spent or NO_USED_IDS)
        if base is None:
            return
        library, twice = joined(base, self.shown, draft.library)
        self.replace_library(library, draft.files, self.tr("并入别处的修改"))
        self._wait()
        self.joined.emit(twice)

    def save_work(self) -> None:
        """The window locks or closes: queue a save of what is unsaved."""
        self._saving = False  # one more may be queued in the lane; it keeps the order
        self.save_now()

    def _after(self, edit: Edit) -> Edit:
        self._trial = None
        if any(patch.old is ABSENT or len(patch.path) == 1 for patch in edit.patches):
            self.spent = union_of(self.spent, used_ids_of(self.library))
        self._wait()
        self.changed.emit(edit)
        return edit

    def _wait(self) -> None:
        """Save within a second of the first change, however many follow."""
        self._set_state(SaveState.WAITING)
        if not self._timer.isActive():
            self._timer.start()

    def _set_state(self, state: SaveState) -> None:
        self.state = state
        self.kept.emit()


def files_named(library: Library, known: Mapping[str, AttachedFile]) -> tuple[AttachedFile, ...]:
    """Of the known files those named by the library as blank form or sample, by name."""
    if not known:
        return ()
    named = {name for name, _ in attached_files.files_named(library) if name in known}
    return tuple(known[name] for name in sorted(named))
