"""Readers of acts on papers: printed, stamped, served, issued anew."""

from __future__ import annotations

from counter.cli.case.acts import scene
from counter.cli.case.acts.scene import HANDED_OVER, MOST_WORDS
from counter.cli.case.names_in_case import paper_named
from counter.cli.io.json_file import Fields
from counter.domain.calendar.moment_input import read_moment
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import acts
from counter.domain.case.paper_events import Way
from counter.domain.errors import BadInput

_DELIVERY = ("papers", "way", "receiver", "relation", "day", "at", "declined", "note", HANDED_OVER)


def _printed(given: Fields, at: scene.Scene) -> acts.MarkFailed | acts.MarkPrinted:
    if given.has("failed"):
        return acts.MarkFailed(scene.papers(given, at), given.text("failed", most=MOST_WORDS))
    return acts.MarkPrinted(scene.papers(given, at))


def _stamped(given: Fields, at: scene.Scene) -> acts.Stamp:
    return acts.Stamp(scene.papers(given, at), given.flag(HANDED_OVER))


def _deliver(given: Fields, at: scene.Scene) -> acts.PrepareDelivery | acts.Serve:
    papers, way = scene.papers(given, at), Way(given.choice("way", tuple(Way)))
    receiver, relation, handed = given.text("receiver"), given.text("relation"), given.flag(HANDED_OVER)
    if given.flag("proof"):
        for key in ("day", "at", "declined", "note"):
            if given.has(key):
                raise BadInput(f"出送达回证时还没有送达，不用写“{key}”。", field=key)
        return acts.PrepareDelivery(papers, way, given.text("address"), receiver, relation, handed)
    if given.has("address"):
        raise BadInput("送达地址写在送达回证上，和 --proof 一起用。", field="address")
    moment = read_moment(given.text("at"), at.setting.now) if given.has("at") else None
    if moment is not None and given.has("day"):
        raise BadInput("写了几点几分送达的，就不用再写日期。", field="day")
    day = civil_date(moment) if moment else scene.day(given, "day") if given.has("day") else at.today
    note = given.text("note", most=MOST_WORDS)
    return acts.Serve(papers, way, day, receiver, relation, given.flag("declined"), note, handed, moment)


def _reissue(given: Fields, at: scene.Scene) -> acts.Reissue:
    return acts.Reissue(paper_named(at.case, given.text("paper", required=True), "paper").id)


READERS: scene.Readers = {
    "printed": (("papers", "failed"), _printed),
    "stamped": (("papers", HANDED_OVER), _stamped),
    "deliver": ((*_DELIVERY, "proof", "address"), _deliver),
    "served": (_DELIVERY, _deliver),
    "reissue": (("paper",), _reissue),
}
