"""Submit the bureau's draft for approval (提交核对): a usable guide that differs from the one in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.live_faults import words_of_fault
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.attached_files import check_together, files_named, is_address
from counter.domain.guide.library import canonical, guide_of, library_of, version_of
from counter.domain.guide.publication import VERSIONS, DraftState, Submitted, Versions
from counter.domain.guide.terms import AttachedFile
from counter.domain.journal.entries import NewEntry
from counter.domain.text.printable import first_unprintable
from counter.services.authoring.draft import GuideDraft, load_draft
from counter.services.context.ports import StaffRow
from counter.services.guide.check_library import check_library
from counter.services.guide.compare import changes_of_draft
from counter.services.guide.versions import guide_versions, library_of_version

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.context.app import AppContext


@dataclass(frozen=True, slots=True)
class SubmittedDraft:
    """The state after submission, and what the editor should still look at (none of it an obstacle)."""

    versions: Versions
    remarks: tuple[str, ...]


def submit_guide(app: AppContext, clerk: StaffRow, changes: int | None = None) -> SubmittedDraft:
    """Submit the draft. ``changes``: number of differing places, where they were counted before; else counted here.

    Raises BadInput with the first fault where it is no usable guide; RuleRefused at a window, where nothing changed or
    it was submitted already.
    """
    draft = load_draft(app)
    library = settled_library(draft)
    require_change(app, draft, library)
    event = Submitted(
        digest=draft.digest,
        version=version_of(library),
        editors=draft.editors,
        changes=len(changes_of_draft(app, library, draft.files).changes) if changes is None else changes,
    )
    with app.journal.transaction() as tx:
        versions = guide_versions(tx)
        if versions.state(draft.digest) is not DraftState.EDITING:
            raise RuleRefused("这份草稿已经提交过了，没有再改，不用再提交。", rule="L1", field="draft")
        tx.append(NewEntry(VERSIONS, event, tx.last_id(VERSIONS)), actor=clerk.code)
        tx.commit()
    return SubmittedDraft(guide_versions(app.journal), lacking_files(library, draft.files))


def settled_library(draft: GuideDraft) -> Library:
    """The draft's library in canonical form. Raises BadInput with the first fault where it is no usable guide."""
    checked = check_library(canonical(draft.library))
    if checked.library is None:
        grave = [fault for fault in checked.faults if fault.grave]
        more = f"（另有{len(grave) - 1}处错误）" if len(grave) > 1 else ""
        first = words_of_fault(draft.library, grave[0])
        raise BadInput(f"指南还有错误，先改好。{first}{more}", field="draft")
    return checked.library


def submitted_library(draft: GuideDraft) -> Library:
    """The canonical library of a submitted draft, without judging it again.

    Only its characters are checked: an older program may have accepted the submission without that. Raises BadInput
    with the first one that cannot be printed.
    """
    if first_unprintable(canonical(draft.library).decode()):
        settled_library(draft)
    return library_of(guide_of(draft.library))


def require_change(app: AppContext, draft: GuideDraft, library: Library) -> None:
    """Raises RuleRefused where neither library nor attached files differ from the last publication (or the shipped
    guide).
    """
    last = guide_versions(app.journal).last
    known = last.publication.files if last is not None else ()
    same_files = set(files_to_publish(library, draft.files)) == set(known)
    if same_files and library == library_of_version(app, last):
        than = last.publication.title if last is not None else "随程序带的指南"
        raise RuleRefused(f"草稿与{than}没有不同，不用发布。", rule="L1", field="draft")


def files_to_publish(library: Library, files: Sequence[AttachedFile]) -> tuple[AttachedFile, ...]:
    """Attached files that the library still names, by name. Raises BadInput for two of one name, or too many."""
    named = {name for name, _ in files_named(library)}
    found = sorted((file for file in files if file.name in named), key=lambda file: file.name)
    check_together(found)
    return tuple(found)


def lacking_files(library: Library, files: Sequence[AttachedFile]) -> tuple[str, ...]:
    """A sentence for every blank form or sample that the library names and that is not attached."""
    attached = {file.name for file in files}
    return tuple(
        f"{where}写着“{name}”，还没有附上这个文件。"
        for name, where in files_named(library)
        if name not in attached and not is_address(name)
    )
