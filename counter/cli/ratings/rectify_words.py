"""Ratings and their rectification on the command line: plain values and text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counter.cli.io.answer import plain
from counter.domain.calendar.workdays import CHINA
from counter.domain.document.numbering import grouped, normalise_number
from counter.domain.errors import BadInput
from counter.domain.hall.jurisdiction import Masks
from counter.domain.hall.window_name import window_name
from counter.domain.people.identity import mask_id, mask_name, mask_phone
from counter.domain.ratings.office.offers import next_step
from counter.domain.ratings.office.rated import Rated, Rectification
from counter.domain.ratings.office.rules import Office
from counter.domain.ratings.rating import ReasonList
from counter.domain.ratings.sealed_box import Rater
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter
from counter.services.keys.back_offices import handler_seed
from counter.services.ratings.office.ledger import RectificationView, rated_of

LEAST = 6
"""Least number of characters for finding a rating by the end of its id."""

_MANY = 10_000_000
STANDING = {
    "counted": "计入",
    "proxy": "代录，未核实，不计入",
    "doubtful": "存疑，不计入",
    "set_aside": "不计入",
}
LOOP = {"none": "不用整改", "open": "整改中", "answered": "已答复", "closed": "已办结"}


def find_rating(app: AppContext, text: str) -> Rated:
    """The rating of that id, end of an id, or case number. BadInput for none or several; RuleRefused at a window."""
    handler_seed(app.journal)
    wanted = text.strip().lower()
    rated = rated_of(app, wanted) if wanted.isascii() else None
    if rated is not None:
        return rated
    number = normalise_number(text)
    found = [
        row.rating
        for row in app.journal.ratings(RatingFilter(), _MANY)
        if (len(wanted) >= LEAST and row.rating.endswith(wanted)) or (row.case and row.case == number)
    ]
    if len(found) > 1:
        have = "、".join(found[:5])
        raise BadInput(f"“{plain(text[:40])}”有{len(found)}条评价，请写评价编号：{have}。", field="评价")
    rated = rated_of(app, found[0]) if found else None
    if rated is None:
        raise BadInput(
            f"这里没有编号为“{plain(text[:40])}”的评价；counter rectify list --all 可以查找。", field="评价"
        )
    return rated


def view_data(view: RectificationView) -> Mapping[str, Any]:
    """One line of the ledger as plain values."""
    row = view.row
    return {
        "rating": view.rating,
        "case": row.case,
        "bundle_name": row.bundle_name,
        "mode": row.mode,
        "grade": row.grade,
        "rated_on": view.rated_on.isoformat(),
        "taken_in_on": view.taken_in_on.isoformat(),
        "due": view.day.isoformat() if view.day else None,
        "settled": view.settled,
        "urgency": view.urgency.value if view.urgency else None,
        "loop": row.loop,
        "owner": row.owner,
        "finding": row.finding,
        "again": row.again,
        "standing": row.standing,
        "contact_late": view.contact_late,
        "next": view.step.why if view.step else "",
        "closed_on": view.closed_on.isoformat() if view.closed_on else None,
    }


def view_words(view: RectificationView) -> str:
    """One line of the ledger as text."""
    head = view.urgency.label if view.urgency else "已办结"
    owner = f"{view.row.owner} {view.owner_name}".strip() or "未定承办人"
    parts = [
        f"{head}  …{view.rating[-8:]}",
        f"{view.row.grade}（{view.row.mode}）",
        plain(view.row.bundle_name),
        f"{view.day_words} {view.left_words}".strip(),
        owner,
    ]
    if view.contact_late:
        parts.append("首次联系已超1个工作日")
    if view.step is not None:
        parts.append(f"下一步：{view.step.why}")
    return " · ".join(parts)


def rated_data(
    rated: Rated, reasons: ReasonList, office: Office, masks: Masks, *, full: bool
) -> dict[str, object]:
    """One rating with its whole rectification."""
    registered, loop, step = rated.registered, rated.rectification, next_step(rated, office)
    return {
        "rating": rated.id,
        "mode": registered.mode.value,
        "channel": registered.channel.value,
        "hall": registered.hall,
        "station": registered.station,
        "window": registered.window,
        "clerk": registered.clerk,
        "case": registered.case,
        "bundle": registered.bundle,
        "bundle_name": registered.bundle_name,
        "stage": registered.stage.value,
        "day": rated.day.isoformat(),
        "grade": registered.grade.value,
        "reasons": list(reasons.words_of(registered.reasons)),
        "words": rated.personal.words if rated.personal else "",
        "rater": _rater(rated.personal.rater if rated.personal else None, masks, full=full),
        "standing": rated.standing,
        "doubt": registered.doubt,
        "loop": rated.loop,
        "rectification": None if loop is None else _loop(loop),
        "next": step.why if step else "",
        "base": rated.base,
        "history": [{"at": h.at.isoformat(), "actor": h.actor, "text": h.text} for h in rated.history],
    }


def _rater(rater: Rater | None, masks: Masks, *, full: bool) -> dict[str, str] | None:
    if rater is None:
        return None
    name, number, phone = rater.name, rater.id_number, rater.phone
    if not full:  # as in the office's window: the rater stays hidden until a view is logged (L11)
        name = mask_name(name)
        number, phone = mask_id(number, masks.id_number), mask_phone(phone, masks.phone)
    return {"kind": rater.kind, "name": name, "id_number": number, "phone": phone}


def _loop(loop: Rectification) -> dict[str, object]:
    finding, remedy = loop.finding, loop.remedy
    return {
        "due": loop.due.isoformat() if loop.due else None,
        "provisional": bool(loop.opened.due and loop.opened.due.provisional),
        "settled": loop.opened.settled,
        "owner": loop.owner,
        "finding": finding.said.finding.value if finding else "",
        "facts": finding.facts if finding else "",
        "measure": remedy.said.kind if remedy else "",
        "done_by": remedy.said.done_by.isoformat() if remedy and remedy.said.done_by else None,
        "answers": [{"number": a.said.number, "copies": a.copies} for a in loop.answers],
        "again": loop.again.said.again.value if loop.again and loop.again.said.again else "",
        "closed": loop.closed_at is not None,
    }


def rated_words(rated: Rated, reasons: ReasonList, office: Office, masks: Masks, *, full: bool) -> str:
    """One rating as text."""
    registered, step = rated.registered, next_step(rated, office)
    where = f"{registered.hall} {window_name(registered.window)}" if registered.window else registered.hall
    lines = [
        f"评价 {rated.id}",
        f"{registered.grade}（{registered.mode}，{registered.channel}）· {registered.stage} · "
        f"{rated.day.isoformat()} · {plain(where)}",
        f"{plain(registered.bundle_name)}{f' · 办件 {grouped(registered.case)}' if registered.case else ''}",
    ]
    reason_words = reasons.words_of(registered.reasons)
    if reason_words:
        lines.append(f"原因：{plain('；'.join(reason_words))}")
    if rated.personal and rated.personal.words:
        lines.append(f"文字：{plain(rated.personal.words.replace(chr(10), ' '))}")
    rater = _rater(rated.personal.rater if rated.personal else None, masks, full=full)
    if rater is not None:
        lines.append(
            plain(f"评价人：{rater['name']}　{rater['id_number']}　电话 {rater['phone'] or '没有留'}")
        )
    lines.append(
        f"统计：{STANDING[rated.standing]}{f'（{plain(registered.doubt)}）' if registered.doubt else ''}"
    )
    lines.append(f"整改：{LOOP[rated.loop]}")
    lines += [f"  {h.at.astimezone(CHINA):%m-%d %H:%M} {h.actor}  {plain(h.text)}" for h in rated.history]
    if step is not None:
        lines.append(f"下一步：{step.why}")
    return "\n".join(lines)
