"""The ``Installation`` of ``ui.facades``: shipped resources, a profile's files, its printers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config
from counter.bootstrap.atomic_file import whole_file
from counter.bootstrap.card_watch import CardWatch
from counter.bootstrap.guide_in_force import follow_guide
from counter.bootstrap.opening import follow_settings
from counter.bootstrap.print_system import system_queue
from counter.domain.errors import WorldTrouble
from counter.domain.file_errors import error_reason
from counter.ui.facades.about import AboutTools
from counter.ui.facades.backups import BackupTools
from counter.ui.facades.exchange import CourierTools, ExchangeTools, Stick
from counter.ui.facades.platform import Installation

if TYPE_CHECKING:
    from counter.bootstrap.guide_file_copies import GuideFileCopies
    from counter.domain.hall.backup.age import BackupState
    from counter.services.context.app import AppContext
    from counter.services.context.preferences import Preferences
    from counter.services.keys.slots import SlotKeeper
    from counter.services.papers.desk_card import DeskCardMaker
    from counter.services.papers.key_list import KeyListMaker
    from counter.services.ratings.slip import SlipMaker
    from counter.ui.facades.self_test import SelfTestTools

_HUB_FILE = "hub.key"
"""``db.keys.seed_files.HUB``, named here because start-up must not import cryptography."""


def platform(profile: Path, open_app: Callable[[], AppContext]) -> Installation:
    """The installation for a facade of that profile; parts are imported on first use, to keep start-up short."""
    return Installation(
        resources=config.resources_folder(),
        open_app=open_app,
        follow_settings=follow_settings,
        follow_guide=follow_guide,
        read_preferences=partial(config.read_preferences, profile),
        save_preferences=partial(_save_preferences, profile),
        read_toml=config.read_toml,
        whole_file=whole_file,
        file_copies=_file_copies,
        brief_queue=partial(system_queue, brief=True),
        slip_press=_slip_press,
        card_press=_card_press,
        key_press=_key_press,
        mirror_speech=_mirror_speech,
        self_test=partial(_self_test, profile),
        key_slots=partial(_key_slots, profile),
        about=_about_tools(profile),
        backups=_backup_tools(profile),
        old_card=CardWatch(profile),
        exchange=_exchange_tools(profile),
        courier=_courier_tools(profile),
    )


def _backup_tools(profile: Path) -> BackupTools:
    """The command line of this very program, as a process of its own."""
    program = (sys.executable, "-P", "-m", "counter", "backup", "--data", str(profile), "--json")
    return BackupTools(
        command=(*program, "--automatic"),
        command_to=(*program, "--to"),
        state=partial(_backup_state, profile),
        prepare_stick=partial(_prepare_stick, profile),
    )


def _about_tools(profile: Path) -> AboutTools:
    """Imported when they are asked for: a start needs none of it."""

    def made() -> AboutTools:
        from counter.bootstrap.about import about_tools

        return about_tools(profile)

    return AboutTools(
        lambda: made().version(),
        lambda: made().platform(),
        lambda: made().libraries(),
        lambda: made().news(),
        lambda: made().support(),
    )


def _exchange_tools(profile: Path) -> ExchangeTools:
    """A process of its own, which alone loads the hub's client."""
    command = (sys.executable, "-P", "-m", "counter.bootstrap.exchange_process", str(profile))
    return ExchangeTools(command, (profile / _HUB_FILE).exists)


def _courier_tools(profile: Path) -> CourierTools:
    """The command line of this very program, as a process of its own."""
    command = (sys.executable, "-P", "-m", "counter", "courier")
    return CourierTools(command, ("--data", str(profile), "--json"), _sticks)


def _sticks() -> tuple[Stick, ...]:
    from counter.db.backup.places import sticks
    from counter.services.exchange.copy_courier import courier_files

    found = []
    for folder in sticks():
        try:
            found.append(Stick(str(folder), len(courier_files(folder))))
        except WorldTrouble:  # it was drawn meanwhile
            continue
    return tuple(found)


def _backup_state(profile: Path) -> BackupState:
    from counter.db.backup.state import read_state

    return read_state(profile)


def _prepare_stick(profile: Path, stick: Path) -> None:
    from counter.bootstrap.backups import prepare_stick

    prepare_stick(profile, stick)


def _key_slots(profile: Path) -> SlotKeeper:
    from counter.bootstrap.key_slots import KeySlots

    return KeySlots(profile)


def _save_preferences(profile: Path, preferences: Preferences) -> None:
    """Raises WorldTrouble when the folder cannot be written; the previous file stays."""
    from counter.db.file.files import write_durably

    try:
        write_durably(profile / config.PREFERENCES, config.written_preferences(preferences))
    except OSError as wrong:
        raise WorldTrouble(f"显示设置没能保存：{error_reason(wrong)}。窗口照常可用。") from wrong


def _file_copies() -> GuideFileCopies:
    from counter.bootstrap.guide_file_copies import GuideFileCopies

    return GuideFileCopies()


def _self_test(profile: Path) -> SelfTestTools:
    from counter.bootstrap.self_test import self_test_tools

    return self_test_tools(profile)


def _slip_press() -> SlipMaker:
    from counter.printing.press.slip_press import SlipPress

    return SlipPress(config.resources_folder() / "fonts")


def _card_press() -> DeskCardMaker:
    from counter.printing.press.slip_press import DeskCardPress

    return DeskCardPress(config.resources_folder() / "fonts")


def _key_press() -> KeyListMaker:
    from counter.printing.press.slip_press import KeyListPress

    return KeyListPress(config.resources_folder() / "fonts")


def _mirror_speech() -> Mapping[str, str]:
    from counter.ui.kit.translation import mirror_speech

    return mirror_speech()
