"""Readers of acts on cases between windows: contradictions settled, handed over, received."""

from __future__ import annotations

from counter.cli.case.acts import scene
from counter.cli.case.acts.scene import AGREED, MOST_WORDS
from counter.cli.case.names_in_case import line_named
from counter.cli.io.json_file import Fields
from counter.domain.case.acts import acts
from counter.domain.errors import BadInput


def _settle(given: Fields, at: scene.Scene) -> acts.Settle:
    claims = [claim.entry for one in at.case.conflicts for claim in one.claims]
    number = given.integer("stands")
    if not 1 <= number <= len(claims):
        raise BadInput(f"没有第{number}份有矛盾的记录；counter case show 里列出。", field="stands")
    back = scene.taken_back(given, at)
    return acts.Settle(claims[number - 1], given.text("reason", most=MOST_WORDS), back, at.consent)


def _hand_over(given: Fields, at: scene.Scene) -> acts.HandOver:
    if at.consent is None:
        raise BadInput("移交要两个人签名：请写同意的值班负责人。", field=AGREED)
    return acts.HandOver(given.text("to").strip(), given.text("reason", most=MOST_WORDS), at.consent)


def _receive(given: Fields, at: scene.Scene) -> acts.ReceiveCase:
    handed = at.case.handed
    along = [one.line for one in handed.originals] if handed is not None else []
    missing = (line_named(at.case, name, "missing", along).id for name in given.texts("missing"))
    return acts.ReceiveCase(tuple(dict.fromkeys(missing)), given.text("note", most=MOST_WORDS))


READERS: scene.Readers = {
    "settle": (("stands", "reason", "taken_back", AGREED), _settle),
    "hand-over": (("to", "reason", AGREED), _hand_over),
    "receive": (("missing", "note"), _receive),
}
