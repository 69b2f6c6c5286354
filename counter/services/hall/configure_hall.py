"""Keep the hall's settings as an entry, so that what a verdict was founded on can be read years later."""

from __future__ import annotations

import json
from dataclasses import asdict

from counter.domain.errors import WorldTrouble
from counter.domain.hall.authority import Agreement
from counter.domain.hall.hall import CONSENTED, HallConfig, hall_from
from counter.domain.journal.entries import Draft
from counter.services.context.ports import Journal

SUBJECT = "hall"


def configure_hall(journal: Journal, config: HallConfig, *, actor: str) -> None:
    """Write the settings as the newest ``hall.configured`` entry."""
    with journal.transaction() as tx:
        tx.append(Draft("hall.configured", SUBJECT, _write(config), base=tx.last_id(SUBJECT)), actor=actor)
        tx.commit()


def hall_config(journal: Journal) -> HallConfig:
    """The settings in force. Raises WorldTrouble when this profile was never set up."""
    for entry in reversed(journal.entries(SUBJECT)):
        if entry.kind == "hall.configured":
            return hall_from(json.loads(entry.payload), kept=True)
    raise WorldTrouble(
        "这份资料里没有大厅设置：多半是以前设置时中断了，里面没有办过件。"
        "请把资料文件夹改名留着，再重新运行设置（counter setup）；如果办过件，请从备份恢复。"
    )


def _write(config: HallConfig) -> dict[str, object]:
    return {
        "station": config.station,
        "hall": config.hall,
        "window": config.window,
        "region": config.region,
        "jurisdiction": config.jurisdiction,
        "overlay": config.overlay or "",
        "demo": config.demo,
        "phone": config.phone,
        "address": config.address,
        "hours": config.hours,
        "switches": dict(config.switches),
        "agreements": [_agreement(a) for a in config.agreements],
        "office": config.office,
        "bureau": config.bureau,
        **({"organs": _organs(config)} if config.organs else {}),
    }


def _organs(config: HallConfig) -> dict[str, dict[str, str]]:
    return {name: {k: v for k, v in asdict(said).items() if v} for name, said in config.organs.items()}


def _agreement(agreement: Agreement) -> dict[str, object]:
    return {
        "organ": agreement.organ,
        "acts": sorted(agreement.acts),
        "number": agreement.number,
        "valid_from": agreement.valid_from.isoformat(),
        "valid_until": agreement.valid_until.isoformat(),
        **({"unseen_originals": CONSENTED} if agreement.unseen_originals else {}),
        "items": list(agreement.items),
    }
