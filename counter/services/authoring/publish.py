"""Publish an approved draft: numbered, named by its hash, signed with the bureau's key, never changed again."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.guide.library import canonical, version_of
from counter.domain.guide.pack import MOST_NOTES, plain_notes
from counter.domain.guide.publication import (
    VERSIONS,
    DraftState,
    Publication,
    SignedPublication,
    Transition,
    Versions,
)
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.services.authoring.draft import GuideDraft, begin_next_draft, load_draft
from counter.services.authoring.submit import files_to_publish, require_change, submitted_library
from counter.services.guide.versions import guide_versions
from counter.services.hall.staff import authorised
from counter.services.keys.back_offices import bureau_seed
from counter.services.keys.trusted import public_of

if TYPE_CHECKING:
    from counter.services.context.app import AppContext


def publish_guide(
    app: AppContext, effective: date, transition: Transition, notes: str, *, code: str, pin: str
) -> Publication:
    """Store library and files, sign and record the publication; the draft then begins anew with its content.

    Raises RuleRefused for anyone but a supervisor, at a window, where this content is not approved, where nothing
    changed, while the clock is in doubt; BadInput for a past day or too long notes.
    """
    draft = load_draft(app)
    seed = bureau_seed(app.journal)
    if app.journal.untimely():
        raise RuleRefused(
            "时间待核，定不了起用日期。请值班负责人先确认时间，再发布。", rule="L1", field="effective"
        )
    if effective < civil_date(app.clock.read().at):
        raise BadInput("起用日期不能早于今天：已经收的件不能倒过来按新版办。", field="effective")
    notes = plain_notes(notes)
    if len(notes) > MOST_NOTES:
        raise BadInput(f"给窗口的话最多{MOST_NOTES}字。", field="notes")
    by = authorised(app.journal, Capability.RELEASE_GUIDE, code=code, pin=pin)
    _require_checked(guide_versions(app.journal), draft)
    library = submitted_library(draft)
    require_change(app, draft, library)
    files = files_to_publish(library, draft.files)
    for file in files:
        app.guides.file(file.digest)  # a missing file must fail before anything is signed
    content = canonical(library)
    digest = app.guides.keep(content)
    app.guides.compile(content)
    station = app.journal.station()
    with app.journal.transaction() as tx:
        versions = guide_versions(tx)
        _require_checked(versions, draft)
        last = versions.last
        publication = Publication(
            number=1 if last is None else last.publication.number + 1,
            version=version_of(library),
            digest=digest,
            effective=effective,
            transition=transition,
            bureau=station.hall,
            region=station.region,
            demo=station.demo,
            published_at=app.clock.read().at.isoformat(timespec="seconds"),
            previous="" if last is None else last.publication.digest,
            notes=notes,
            files=files,
        )
        signed = _signed(publication, seed)
        tx.append(NewEntry(VERSIONS, signed, tx.last_id(VERSIONS)), actor=by.code)
        tx.commit()
    # It is published, even if saving the draft fails now: ``load_draft`` detects that.
    with suppress(WorldTrouble):
        begin_next_draft(app, draft, GuideDraft(library, files))
    return publication


def _signed(publication: Publication, seed: bytes) -> SignedPublication:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(publication.message()).hex()
    return SignedPublication(publication, public_of(seed), signature)


def _require_checked(versions: Versions, draft: GuideDraft) -> None:
    if versions.state(draft.digest) is not DraftState.CHECKED:
        raise RuleRefused(
            "草稿还没有核对通过，或核对以后又改过：先提交，由没有修改它的值班负责人核对。",
            rule="L1",
            field="draft",
        )
