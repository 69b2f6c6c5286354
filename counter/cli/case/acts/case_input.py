"""Readers of acts on the case as a whole: its materials moved, its official number, its follower, reminders."""

from __future__ import annotations

from counter.cli.case.acts import scene
from counter.cli.case.acts.scene import AGREED, MOST_WORDS
from counter.cli.case.names_in_case import item_named, line_named
from counter.cli.io.json_file import Fields
from counter.domain.case import item_events
from counter.domain.case.acts import acts
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands
from counter.domain.errors import BadInput
from counter.domain.people.applicant import Party
from counter.domain.people.registered_party import registered_parties


def _transfer(given: Fields, at: scene.Scene) -> acts.MovePapers:
    named = given.inner("moved")
    moved = []
    for key, value in named.items():
        where = f"moved.{key}"
        line = line_named(at.case, key, where)
        sheets = Fields(value, where, ("originals", "copies"))
        counts = [sheets.integer(k) if sheets.has(k) else 0 for k in ("originals", "copies")]
        moved.append(item_events.MovedPaper(line.id, line.name, counts[0], counts[1]))
    return acts.MovePapers(
        _organ(given, at.case),
        Hands(given.choice("to", tuple(Hands))),
        tuple(moved),
        given.text("given_by"),
        given.text("taken_by"),
        given.text("note", most=MOST_WORDS),
    )


def _official(given: Fields, at: scene.Scene) -> acts.RecordOfficialNumber:
    name = given.text("item")
    item = item_named(at.case, name, "item").id if name else ""
    if not name and len(at.case.items) == 1:
        item = at.case.items[0].id
    return acts.RecordOfficialNumber(given.text("official"), item, given.text("reason"))


def _correct(given: Fields, at: scene.Scene) -> acts.CorrectRegistration:
    applicant = at.case.applicant
    there = registered_parties(applicant) if applicant is not None else ()
    only = there[0] if len(there) == 1 and not given.has("who") else None
    return acts.CorrectRegistration(
        only or Party(given.choice("who", tuple(Party))),
        given.text("name"),
        given.text("id_number"),
        given.text("phone"),
        given.text("reason", most=MOST_WORDS),
        at.consent,
    )


def _pass_on(given: Fields, at: scene.Scene) -> acts.PassOn:
    return acts.PassOn(given.text("to", required=True), given.text("reason", required=True))


def _reminders(given: Fields, at: scene.Scene) -> acts.AgreeReminders:
    no_more, phone = given.flag("no_more"), given.text("phone")
    if no_more == bool(phone):
        raise BadInput("写提醒用的电话（phone），或者写不要提醒（no_more），二者只写一样。", field="phone")
    return acts.AgreeReminders(not no_more, phone)


def _organ(given: Fields, case: Case) -> str:
    organs = tuple(dict.fromkeys(i.asked.organ for i in case.items))
    wanted = given.text("organ")
    if not wanted and len(organs) == 1:
        return organs[0]
    if wanted not in organs:
        what = f"没有“{wanted[:40]}”的事项" if wanted else "有几个部门的事项，请写明哪一个"
        raise BadInput(f"这件办件{what}：{'、'.join(organs)}。", field="organ")
    return wanted


READERS: scene.Readers = {
    "transfer": (("organ", "to", "moved", "given_by", "taken_by", "note"), _transfer),
    "official": (("official", "item", "reason"), _official),
    "correct": (("who", "name", "id_number", "phone", "reason", AGREED), _correct),
    "pass-on": (("to", "reason"), _pass_on),
    "reminders": (("phone", "no_more"), _reminders),
}
