"""What was brought and where it lies (保管), of a case that is taken over; faults at their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from counter.domain.case.item_events import Hands, MovedPaper, NotifiedGap
from counter.domain.case.item_state import ItemState
from counter.domain.case.take_over.given import CellReport, GivenCase
from counter.domain.case.take_over.sheets import GAP_WORDS, GAPS, MATERIALS, REST, SHORT, Place
from counter.domain.case.take_over.situation import item_named
from counter.domain.case.take_over_events import EarlierMove
from counter.domain.errors import CounterError
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.visit.answer_input import plain
from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.material import HELD_STATES, Brought, MaterialState
from counter.domain.visit.received import check_brought, received
from counter.domain.visit.verdict import Due

TOLD = "原通知书写明"
"""Words of a day that the earlier system's own paper states."""

_DECIDED = (ItemState.TO_CORRECT, ItemState.ACCEPTED, ItemState.GAPPED)
"""States in which every paper of the item was looked at."""


@dataclass(frozen=True, slots=True)
class GivenGap:
    """One row of what an item was told to bring. ``gap`` without a day where the notice's own is to be computed."""

    row: Row
    gap: NotifiedGap
    text: str
    brought: date | None


@dataclass(slots=True)
class GivenMaterials:
    """What is known of the papers of one case. ``gaps``: item id → rows; ``moved``: what is not at the window."""

    brought: dict[str, Brought] = field(default_factory=dict)
    gaps: dict[str, list[GivenGap]] = field(default_factory=dict)
    moved: tuple[EarlierMove, ...] = ()


def materials_of(
    case: GivenCase, checklist: Checklist, states: Mapping[str, ItemState], report: CellReport
) -> GivenMaterials:
    """The records of the checklist's lines, the gaps, and the papers elsewhere. ``states``: item id → as given."""
    found = GivenMaterials()
    rows = _rows(case, checklist, report)
    for line_id, row in rows.items():
        line = checklist.line(line_id)
        assert line is not None
        found.brought[line_id] = _record(line, row, report)
    _gaps(case, checklist, states, rows, found, report)
    _check_allowed(checklist, rows, found, report)
    _check_whole(case, checklist, states, found, report)
    found.moved = _moved(checklist, rows, found, report)
    return found


def _rows(case: GivenCase, checklist: Checklist, report: CellReport) -> dict[str, Row]:
    """Line id → its row; the row 其余 stands for every line without one of its own, but not for a gap's."""
    rows: dict[str, Row] = {}
    rest: Row | None = None
    for row in case.materials:
        words = row.text("material")
        if not words or not row.text("state"):
            continue
        if plain(words) == REST:
            if rest is not None:
                report.at(MATERIALS, row, "material", f"“{REST}”写了两行")
            rest = row
        elif (line := line_named(words, checklist)) is None:
            report.at(MATERIALS, row, "material", _unknown(words, checklist))
        elif line.id in rows:
            report.at(MATERIALS, row, "material", f"和第{rows[line.id].number}行是同一份材料")
        else:
            rows[line.id] = row
    if rest is not None:
        state = MaterialState(rest.text("state"))
        named = {line.id for row in case.gaps if (line := line_named(row.text("material"), checklist))}
        for line in checklist.lines:
            fits = state in line.allowed and not (line.awaits or line.id in named)
            if line.id not in rows and fits:
                rows[line.id] = rest
    return rows


def line_named(words: str, checklist: Checklist) -> Line | None:
    """The line of that name or id."""
    wanted = plain(words)
    return next((x for x in checklist.lines if wanted and wanted in (plain(x.name), plain(x.id))), None)


def _unknown(words: str, checklist: Checklist) -> str:
    names = "、".join(line.name for line in checklist.lines)
    return f"这一件照情形不用“{words[:30]}”；要的是：{names[:400]}"


def _record(line: Line, row: Row, report: CellReport) -> Brought:
    state, copies, note = MaterialState(row.text("state")), row.count("copies"), row.text("note")
    seen = row.values.get("seen") is True and state in (MaterialState.RECEIVED, MaterialState.DEFECTIVE)
    if state is MaterialState.RECEIVED:
        return received(line, original_seen=seen, copies=copies, note=note)
    if state is MaterialState.DEFECTIVE:
        return Brought(state, seen, line.copies if copies is None else copies, note)
    if copies:
        report.at(MATERIALS, row, "copies", "没有收下的材料不写份数")
    return Brought(state, note=note)


def _gaps(
    case: GivenCase,
    checklist: Checklist,
    states: Mapping[str, ItemState],
    rows: Mapping[str, Row],
    found: GivenMaterials,
    report: CellReport,
) -> None:
    for row in case.gaps:
        item = item_named(row.text("item"), checklist.items) if row.text("item") else None
        line = line_named(row.text("material"), checklist)
        if item is None:
            if row.text("item"):
                report.at(GAPS, row, "item", f"这一件的事项里没有“{row.text('item')[:30]}”")
            continue
        if line is None or item.id not in line.items:
            if row.text("material"):
                report.at(GAPS, row, "material", _unknown(row.text("material"), _only(checklist, item.id)))
            continue
        state = row.text("state")
        if not state:
            continue
        if any(g.gap.line == line.id for g in found.gaps.get(item.id, ())):
            report.at(GAPS, row, "material", "同一个事项的同一份材料写了两行")
            continue
        deferred = states.get(item.id) is ItemState.GAPPED
        if not _fits(row, state, states.get(item.id), item.name, report):
            continue
        due = report.day(GAPS, row, "due", future=True)
        brought = report.day(GAPS, row, "brought")
        text = row.text("text") or (f"{line.name}容缺" if deferred else f"{line.name}{GAP_WORDS[state]}")
        gap = NotifiedGap(
            line.id,
            line.name,
            state,
            row.text("standard") or line.wanted,
            None if due is None else Due(due, False, TOLD),
        )
        found.gaps.setdefault(item.id, []).append(GivenGap(row, gap, text, brought))
        _as_gap(line, rows.get(line.id), found.gaps[item.id][-1], found, report)


def _only(checklist: Checklist, item: str) -> Checklist:
    return replace(checklist, lines=checklist.lines_of(item))


def _fits(row: Row, state: str, of_item: ItemState | None, name: str, report: CellReport) -> bool:
    if of_item not in (ItemState.TO_CORRECT, ItemState.GAPPED):
        words = of_item.label if of_item is not None else "还不知道"
        report.at(GAPS, row, "item", f"“{name}”的状态是{words}，只有待补正、容缺受理的事项写缺项")
        return False
    deferred = state == MaterialState.DEFERRED
    if deferred is not (of_item is ItemState.GAPPED):
        right = "容缺" if of_item is ItemState.GAPPED else "未交、不符合或份数不够"
        report.at(GAPS, row, "state", f"“{name}”{of_item.label}，这里写“{right}”")
        return False
    return True


def _as_gap(line: Line, row: Row | None, given: GivenGap, found: GivenMaterials, report: CellReport) -> None:
    """The record of a line that was told as lacking: in since, or still as the notice says."""
    known = found.brought.get(line.id)
    if given.brought is not None:
        if known is None:
            found.brought[line.id] = received(line)
        elif known.state in (MaterialState.MISSING, MaterialState.DEFECTIVE):
            report.at(GAPS, given.row, "brought", f"写了补来日期，“{MATERIALS}”表里却没有记收下，请核对")
        return
    if given.gap.state == SHORT:
        if known is None or known.state is not MaterialState.RECEIVED:
            report.at(GAPS, given.row, "state", f"份数不够的，请在“{MATERIALS}”表里写收下了几份")
        return
    if known is not None and known.state in (MaterialState.RECEIVED, MaterialState.SHARED):
        report.at(GAPS, given.row, "material", f"“{MATERIALS}”表里写的是收下了，这里是没有补来，请核对")
        return
    state = MaterialState(given.gap.state)
    if known is None or state is MaterialState.DEFERRED:
        note = given.text if state is MaterialState.DEFECTIVE else ""
        found.brought[line.id] = Brought(state, note=note)


def _check_allowed(
    checklist: Checklist, rows: Mapping[str, Row], found: GivenMaterials, report: CellReport
) -> None:
    """What the guide does not allow is refused, but for what an earlier notice demanded: that is a fact, and told."""
    told = {g.gap.line: g.row for gaps in found.gaps.values() for g in gaps if g.brought is None}
    for line_id, record in found.brought.items():
        try:
            check_brought(checklist, {line_id: record}, report.today)
        except CounterError as wrong:
            sentence = wrong.sentence.rstrip("。")
            if line_id in told:
                report.at(GAPS, told[line_id], "material", f"{sentence}；照原通知书登记", grave=False)
            elif line_id in rows:
                key = "note" if record.state is MaterialState.DEFECTIVE and not record.note else "state"
                report.at(MATERIALS, rows[line_id], key, sentence)


def _check_whole(
    case: GivenCase,
    checklist: Checklist,
    states: Mapping[str, ItemState],
    found: GivenMaterials,
    report: CellReport,
) -> None:
    """Every paper of an item that was told or accepted is stated: it was looked at there."""
    for item in checklist.items:
        if states.get(item.id) not in _DECIDED:
            continue
        lacking = [
            line.name
            for line in checklist.lines_of(item.id)
            if line.id not in found.brought
            and line.initial is MaterialState.MISSING
            and any(n.item == item.id and n.later is None for n in line.needs)
        ]
        if lacking:
            names = "、".join(lacking[:4]) + (f"等{len(lacking)}份" if len(lacking) > 4 else "")
            report.at(
                MATERIALS if case.materials else "办件",
                case.materials[0] if case.materials else case.row,
                "material" if case.materials else "number",
                f"“{item.name}”的这些材料没有写：{names}。补上各行，或者写一行“{REST}”",
            )


def _moved(
    checklist: Checklist, rows: Mapping[str, Row], found: GivenMaterials, report: CellReport
) -> tuple[EarlierMove, ...]:
    moves: dict[tuple[str, Hands], list[MovedPaper]] = {}
    for line in checklist.lines:
        row, record = rows.get(line.id), found.brought.get(line.id)
        place = row.text("place") if row is not None else ""
        if row is None or record is None or not place:
            continue
        if record.state not in HELD_STATES:
            if plain(row.text("material")) != REST:
                report.at(MATERIALS, row, "place", "没有收下的材料不写在哪里")
            continue
        if place == Place.WINDOW or not record.copies:
            continue
        organ = "" if place == Place.RETURNED else _organ(line, checklist, row, report)
        if organ is None:
            continue
        originals = 0 if line.never_kept else min(line.originals, record.copies)
        paper = MovedPaper(line.id, line.name, originals, record.copies - originals)
        hands = Hands.TO_APPLICANT if place == Place.RETURNED else Hands.TO_ORGAN
        moves.setdefault((organ, hands), []).append(paper)
    return tuple(EarlierMove(organ, hands, tuple(papers)) for (organ, hands), papers in moves.items())


def _organ(line: Line, checklist: Checklist, row: Row, report: CellReport) -> str | None:
    organs = list(dict.fromkeys(i.organ for i in checklist.items if i.id in line.items))
    words = plain(row.text("organ"))
    fitting = [o for o in organs if words and (words in plain(o) or plain(o) in words)]
    if not words and len(organs) == 1:
        return organs[0]
    if len(fitting) == 1:
        return fitting[0]
    right = "、".join(organs)
    sentence = (
        f"这份材料归{right}，请写是哪一个"
        if not words
        else f"这份材料不归“{row.text('organ')[:30]}”，归{right}"
    )
    report.at(MATERIALS, row, "organ", sentence)
    return None
