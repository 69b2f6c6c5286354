"""Store the hall's settings as an entry, so that the basis of a verdict can be read years later."""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import WorldTrouble
from counter.domain.hall.events import HallConfigured, configured
from counter.domain.hall.hall import HallConfig, hall_from
from counter.domain.hall.register.settings import settings_on
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.services.context.ports import Journal
from counter.services.hall.hall_register import hall_register

SUBJECT = "hall"


def configure_hall(journal: Journal, config: HallConfig, *, actor: str) -> None:
    """Write the settings as the newest ``hall.configured`` entry."""
    with journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, configured(config), tx.last_id(SUBJECT)), actor=actor)
        tx.commit()


def hall_config(journal: Journal) -> HallConfig:
    """The settings in force today: what the set-up stated of this window, and the register of the hall.

    Raises WorldTrouble when this profile was never set up.
    """
    base = configured_at_setup(journal)
    register = hall_register(journal)
    return settings_on(base, register.on(civil_date(journal.reading().at))) if register.number else base


def configured_at_setup(journal: Journal) -> HallConfig:
    """The settings as set up, without the register. Raises WorldTrouble when this profile was never set up."""
    for entry in reversed(journal.entries(SUBJECT)):
        if entry.kind == kind_of(HallConfigured).name:
            return hall_from(entry.read(), kept=True)
    raise WorldTrouble(
        "这份资料里没有大厅设置：多半是以前设置时中断了，里面没有办过件。"
        "请把资料文件夹改名留着，再重新运行设置（counter setup）；如果办过件，请从备份恢复。"
    )
