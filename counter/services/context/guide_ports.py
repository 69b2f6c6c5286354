"""The guides that the services need from outer layers, as Protocols: the shipped ones and those of a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from counter.domain.guide.model import Guide
    from counter.domain.text.name_initials import NameTable


class ShippedGuides(Protocol):
    """The compiled guides that are installed with the program."""

    def guide(self, overlay: str | None) -> Guide:
        """The guide in force, with the overlay of that name laid over it (``demo``) or none."""
        ...

    def names(self) -> NameTable:
        """Readings of characters and surnames; read once."""


class GuideStore(Protocol):
    """The guides of one profile, beside its journal: published libraries and attached files by hash, and the draft.

    What is named by its hash is written once and never changed; a signed entry has the hash. A guide is public: nothing
    here is sealed, and nothing personal is ever stored here (L11).
    """

    def keep(self, library: bytes) -> str:
        """Store a canonical library durably; its SHA-256 (hex)."""
        ...

    def library(self, digest: str) -> bytes:
        """A stored library. Raises WorldTrouble where it is gone or does not match its digest."""
        ...

    def keep_file(self, content: bytes) -> str:
        """Store an attached file durably; its SHA-256 (hex)."""
        ...

    def file(self, digest: str) -> bytes:
        """A stored file. Raises WorldTrouble where it is gone or does not match its digest."""
        ...

    def save_draft(self, draft: bytes) -> None:
        """Store the bureau's draft durably, replacing the last one."""
        ...

    def draft(self) -> bytes | None:
        """The bureau's draft as last saved; None where there is none yet."""
        ...

    def compile(self, library: bytes) -> None:
        """Write a stored library in the fast form that a start reads (``db.guide.shelf``)."""
        ...
