"""A demo bureau with a small library, and a window that believes its key: published guides for tests, cheaply."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.guide.entries import Library
from counter.domain.guide.pack import card_text
from counter.domain.guide.publication import Publication, Transition
from counter.domain.guide.terms import AttachedFile
from counter.domain.hall.hall import hall_from, staff_from
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.authoring.approve import check_guide_draft
from counter.services.authoring.draft import GuideDraft, load_draft, save_draft
from counter.services.authoring.publish import publish_guide
from counter.services.authoring.submit import SubmittedDraft, submit_guide
from counter.services.authoring.write_pack import write_guide_pack
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.guide.trust_bureau import trust_bureau
from counter.services.keys.back_offices import bureau_card
from tests.guide_files import small
from tests.services.office import PEOPLE, SetClock
from tests.settings import RESOURCES, demo_hall

_FILE = tomllib.loads((RESOURCES / "halls" / "demo-bureau.toml").read_text(encoding="utf-8"))
BUREAU, BUREAU_PEOPLE = hall_from(_FILE), staff_from(_FILE)
INDICATORS = tomllib.loads((RESOURCES / "guides" / "indicators.toml").read_text(encoding="utf-8"))

TODAY = date(2026, 11, 20)
EDITOR = "B03"
CHECKER = {"code": "B01", "pin": "8246"}
OTHER = {"code": "B02", "pin": "7135"}
KEPT = "演示：这些必改先留着"


@dataclass
class Bureau:
    """Its house, and what its people do in one word each."""

    app: AppContext
    clock: SetClock

    def who(self, code: str = EDITOR) -> StaffRow:
        return next(row for row in self.app.journal.staff() if row.code == code)

    @property
    def draft(self) -> GuideDraft:
        return load_draft(self.app)

    def edit(self, name: str, *files: AttachedFile, by: str = EDITOR) -> Library:
        """The small library whose first bundle bears that name."""
        library = copy.deepcopy(small())
        library["bundles"]["1"]["name"] = name
        save_draft(self.app, library, files, by)
        return library

    def submit(self) -> SubmittedDraft:
        return submit_guide(self.app, self.who())

    def check(self, kept: str = KEPT, **who: str) -> None:
        check_guide_draft(self.app, INDICATORS, kept, **(who or CHECKER))

    def publish(self, effective: date = TODAY, transition: Transition = Transition.BEGUN) -> Publication:
        return publish_guide(self.app, effective, transition, "", **CHECKER)

    def release(self, name: str, *files: AttachedFile, effective: date = TODAY) -> Publication:
        """From an edit to a publication; what changed is not counted again, which takes its time."""
        self.edit(name, *files)
        submit_guide(self.app, self.who(), changes=1)
        self.check()
        return self.publish(effective)

    def pack(self, number: int) -> bytes:
        return write_guide_pack(self.app, number)

    def believed_by(self, window: AppContext) -> None:
        """The window's supervisor compares the fingerprint."""
        card = bureau_card(self.app.journal)
        printed = readable_fingerprint(card.public_key)
        trust_bureau(window.journal, card_text(card), fingerprint=printed, code="S01", pin="9876")


@contextmanager
def bureau_on(folder: Path, clock: SetClock) -> Iterator[Bureau]:
    """A new demo bureau."""
    create_profile(folder, BUREAU, BUREAU_PEOPLE, clock)
    with open_app(folder, clock) as app:
        yield Bureau(app, clock)


@contextmanager
def window_on(folder: Path, clock: SetClock) -> Iterator[AppContext]:
    """A new demo window."""
    create_profile(folder, demo_hall(), PEOPLE, clock)
    with open_app(folder, clock) as app:
        yield app
