"""A supervisor's acts on the draft as data, and the base of their forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.guide.publication import Transition
from counter.domain.hall.consent import Consent
from counter.ui.authoring.versions.version_state import VersionState
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.theme import Look


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """核对通过. ``kept``: why 必改 findings may stay; ``seen``: digest of the draft whose changes were shown."""

    kept: str
    consent: Consent
    seen: str


@dataclass(frozen=True, slots=True)
class SendBack:
    """退回."""

    reason: str
    consent: Consent


@dataclass(frozen=True, slots=True)
class Publish:
    """发布."""

    effective: date
    transition: Transition
    notes: str
    consent: Consent


VersionAct: TypeAlias = CheckDraft | SendBack | Publish
VersionOffer: TypeAlias = AvailableAct[VersionAct]


class VersionForm(ActForm[VersionState, VersionOffer, VersionAct]):
    """A form that ends with code and PIN."""

    def __init__(self, look: Look, name: str, title: str, words: str) -> None:
        super().__init__(look, name, title, words)
        self._supervisor = SupervisorFields()

    def _add_supervisor(self, label: str) -> None:
        self._add(label, self._supervisor, "supervisor", "pin", "code")

    def _consent(self) -> Consent:
        """Code and PIN. Raises BadInput where one of them is empty."""
        self._supervisor.check()
        return self._supervisor.consent()

    def _fill(self) -> None:
        self._supervisor.clear()
