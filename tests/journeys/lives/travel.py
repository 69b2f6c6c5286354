"""What happens in a life without a deed of its own: slips over several lives, and silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.journeys.lives import deeds as do
from tests.journeys.lives.days import work_after
from tests.journeys.lives.known import LifeNow, Paper, SlipOut


def on_slip(
    life: LifeNow, deed: do.Slip, lines: Mapping[str, int], today: date, *, key: str, holds: bool
) -> None:
    """The sheets of this life are under way. ``key``, ``holds``: as of ``SlipOut``."""
    life.slip = SlipOut(key, holds, deed.back, today, dict(lines))
    life.last = today
    if not deed.back:
        for line, count in lines.items():
            life.here.pop(line)
            life.at_organ[line] = (deed.organ, count, today)
    if holds:
        life.papers.append(Paper("物料流转单（汇总）", tuple(life.items)))


def slip_ends(life: LifeNow, left: tuple[str, ...], today: date, *, void: bool = False) -> None:
    """It was signed, or is void."""
    slip, life.slip, life.last = life.slip, None, today
    assert slip is not None
    stays = set(slip.lines) if void else set(left)
    for line, count in slip.lines.items():
        moves = (line in stays) != slip.back  # comes to the window
        if moves:
            life.at_organ.pop(line, None)
            life.here[line] = count
    if slip.holds and void:
        life.papers = [p for p in life.papers if p.title != "物料流转单（汇总）" or p.out]
    elif slip.holds:
        next(p for p in life.papers if p.title == "物料流转单（汇总）" and not p.out).out = True


def silence(life: LifeNow, today: date) -> None:
    """五个工作日不告知的，视为受理 (许可法 32): what the clock alone does."""
    for item in life.items.values():
        quiet = item.state in ("kept", "to_pledge", "waits") and item.licence
        before = [life.items[one] for one in item.after]
        if not quiet or any(one.state not in ("granted", "spot") for one in before):
            continue
        if today > work_after(item.received, 5):
            item.state, item.accepted, item.how = "deemed", item.received, "deemed"
            item.due = work_after(item.received, DAYS_OF_LAW[item.id])
            life.last = today


DAYS_OF_LAW = {"vet_clinic": 15, "med_register": 45, "doctor_register": 20}
"""What the law gives the organ, for what silence accepts."""
