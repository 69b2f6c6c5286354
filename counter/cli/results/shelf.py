"""The shelf by command: who has something here, and all that one person can be given now."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.authentication import get_reader
from counter.cli.io.program import Program
from counter.domain.case.acts.hand_out import ThingKind
from counter.domain.errors import BadInput
from counter.services.context.app import AppContext
from counter.services.results.shelf import PickUp, ShelfPerson, find_people, pick_up, shelf, why_nobody

_KINDS = {ThingKind.RESULT: "证照", ThingKind.PAPER: "文书", ThingKind.ORIGINAL: "退还原件"}


def run_list(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """The shelf by person."""
    with program.open_app(profile) as app:
        get_reader(app, args)
        found = shelf(app)
    sends = f" · 等推送 {found.to_send}" if found.to_send else ""
    lines = [f"到柜等领 {found.waiting} · 今天到 {found.today}{sends}", *map(_person_words, found.people)]
    data = {
        "waiting": found.waiting,
        "today": found.today,
        "to_send": found.to_send,
        "people": [_person_data(p) for p in found.people],
    }
    return Answer(data, "\n".join(lines), ("还有更多，没有全列出来。",) if found.more else ())


def run_ready(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """All that one person can be given."""
    with program.open_app(profile) as app:
        get_reader(app, args)
        found = person_named(app, args.person)
    lines = [f"{found.person.name}　{found.person.masked}"]
    for one in found.offered:
        where = f"　{one.place}" if one.place else ""
        lines.append(
            f"  {_KINDS[one.kind]}：{one.name}　{one.words}{where}" + (f"　{one.why_not}" * bool(one.why_not))
        )
    lines += [f"  没到：{one.name}　{one.words}" for one in found.awaited]
    lines += [f"  等签字的送达回证：{one.proof_number}" for one in found.waiting]
    lines += [
        f"  {'在邮路上' if one.by_post else '推送了，还没有阅看'}：{'、'.join(one.names)}　{one.number}　{one.to}"
        for one in found.ways.under_way
    ]
    for came in found.visits:
        promised = "指南没有写几次" if came.promised is None else f"指南承诺{came.promised}次"
        lines.append(f"  {came.bundle_name}：这是第{came.made}次来，{promised}")
    data = {
        "person": _person_data(found.person),
        "ready": [
            {
                "kind": o.kind.value,
                "case": found.numbers[o.case],
                "id": o.id,
                "name": o.name,
                "words": o.words,
                "place": o.place,
                "why_not": o.why_not,
                "preset": o.preset,
            }
            for o in found.offered
        ],
        "awaited": [{"case": found.numbers[a.case], "name": a.name, "words": a.words} for a in found.awaited],
        "proofs": [{"hand_out": w.id, "number": w.proof_number} for w in found.waiting],
        "under_way": [
            {
                "by": "post" if w.by_post else "platform",
                "number": w.number,
                "since": w.since.isoformat(),
                "to": w.to,
                "cases": [found.numbers.get(key, "") for key in w.cases],
                "names": list(w.names),
            }
            for w in found.ways.under_way
        ],
        "visits": [
            {"case": found.numbers[v.case], "made": v.made, "promised": v.promised} for v in found.visits
        ],
    }
    return Answer(data, "\n".join(lines))


def person_named(app: AppContext, text: str) -> PickUp:
    """All of the one person that this text means. Raises BadInput where it is nobody, or several."""
    people = find_people(app, text)
    if not people:
        raise BadInput(why_nobody(app, text), field="谁")
    if len(people) > 1:
        listed = "、".join(f"{one.name} {one.masked}" for one in people[:5])
        raise BadInput(f"找到{len(people)}个人（{listed}），请写办件编号或者证件号码。", field="谁")
    found = pick_up(app, people[0].key)
    if found is None:
        raise BadInput(why_nobody(app, text), field="谁")
    return found


def _person_words(one: ShelfPerson) -> str:
    places = f"　{'、'.join(one.places)}" if one.places else ""
    calls = f"，打过{one.calls}次电话" if one.red else ""
    days = "今天到" if one.days == 0 else f"{one.days}天{calls}"
    here = f"{len(one.results)}本可以领：{'、'.join(one.results)}{places}　{days}" if one.results else ""
    sends = f"等推送：{'、'.join(one.to_send)}" if one.to_send else ""
    return f"{one.name} {one.masked}　{'　'.join(part for part in (here, sends) if part)}"


def _person_data(one: ShelfPerson) -> dict[str, object]:
    return {
        "name": one.name,
        "id": one.masked,
        "results": list(one.results),
        "to_send": list(one.to_send),
        "places": list(one.places),
        "days": one.days,
        "calls": one.calls,
    }
