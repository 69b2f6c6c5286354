"""Facade of 大厅 → 密钥 → 怎样打开: the key slots of this profile, and acts of ``counter keys add`` … on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.services.hall.staff import proved_code
from counter.services.keys.phrase import PhraseWord
from counter.services.keys.slot_kinds import (
    PROTECTS,
    KeySlot,
    NewSlot,
    SlotKind,
    removable_slot,
)
from counter.services.keys.slot_words import (
    DEMO_LEVEL,
    SlotLevel,
    after_adding,
    after_removing,
    open_now,
    phrase_changed,
    slot_level,
)
from counter.services.keys.slots import (
    SlotKeeper,
    add_key_slot,
    check_who_changes_slots,
    remove_key_slot,
    replace_phrase,
)
from counter.ui.facades.base import ProfileFacade


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot. ``protects``: what against; ``weak``: who copies the folder opens it; ``kept``: why it cannot be removed
    now, "" where it can.
    """

    id: str
    title: str
    protects: str
    made: str
    weak: bool
    kept: str


@dataclass(frozen=True, slots=True)
class SlotsView:
    """``level``: how well they protect; ``meant``: why a low level is meant to be so, "" where it is not; ``now``:
    whether the profile is open.
    """

    rows: tuple[SlotRow, ...]
    level: SlotLevel
    meant: str
    now: str


@dataclass(frozen=True, slots=True)
class SlotPeople:
    """Who changes the slots and who agrees, as far as was typed; their PINs are checked at every step."""

    by: Consent
    second: Consent | None


class _Who(TypedDict):
    code: str
    pin: str
    agreed: str


class KeySlotsFacade:
    """Members run on the journal lane, but for those of ``OpeningTools`` that are at once. They raise ``CounterError``
    with one sentence.
    """

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    @cached_property
    def _keeper(self) -> SlotKeeper:
        return self._profile.platform.key_slots()

    def view(self) -> SlotsView:
        """The slots as they are now."""
        slots, state = self._keeper.slots(), self._keeper.state()
        station = self._profile.station
        return SlotsView(
            tuple(_row(slot, slots) for slot in slots),
            slot_level(slots, state),
            DEMO_LEVEL if station.demo or station.training else "",
            open_now(slots, state),
        )

    def allowed(self, by: Consent, second: Consent | None) -> SlotPeople:
        """Who may change slots, before a phrase is shown to them."""
        people = SlotPeople(by, second)
        check_who_changes_slots(self._profile.followed().journal, **self._who(people))
        return people

    def add(self, new: NewSlot, people: SlotPeople) -> str:
        """Add a slot; what was added and what is to be known."""
        journal = self._profile.followed().journal
        day = civil_date(self._profile.now())
        made = add_key_slot(journal, self._keeper, new, today=day, **self._who(people))
        return "".join((f"已添加：{made.title}。", *after_adding(made.kind)))

    def change_phrase(self, new: NewSlot, people: SlotPeople) -> str:
        """Put a new phrase in the place of every old one."""
        journal = self._profile.followed().journal
        day = civil_date(self._profile.now())
        _, removed = replace_phrase(journal, self._keeper, new, today=day, **self._who(people))
        return phrase_changed(removed)

    def remove(self, slot_id: str, people: SlotPeople) -> str:
        """Remove a slot; what is to be known."""
        journal = self._profile.followed().journal
        gone = remove_key_slot(journal, self._keeper, slot_id, **self._who(people))
        return "".join((f"已去掉：{gone.title}。", *after_removing(gone.kind)))

    # -- ``OpeningTools`` --
    def opening_kinds(self) -> Sequence[SlotKind]:
        return self._keeper.usable()

    def draw_phrase(self, count: int) -> Sequence[PhraseWord]:
        return self._keeper.words.draw(count)

    def read_phrase(self, typed: str) -> str:
        return self._keeper.words.read(typed)

    def check_opening_pin(self, pin: str) -> None:
        self._keeper.check_pin(pin)

    def _who(self, people: SlotPeople) -> _Who:
        journal, second = self._profile.followed().journal, people.second
        agreed = proved_code(journal, second)
        return {"code": people.by.code, "pin": people.by.pin, "agreed": agreed}


def _row(slot: KeySlot, slots: Sequence[KeySlot]) -> SlotRow:
    try:
        removable_slot(slots, slot.id)
        kept = ""
    except BadInput as why:
        kept = why.sentence
    weak = slot.kind is SlotKind.FILE
    return SlotRow(slot.id, slot.title, PROTECTS[slot.kind], slot.made, weak, kept)
