"""Readers of acts on what the organ decides, told by it or drafted for it."""

from __future__ import annotations

from counter.cli.case.acts import scene
from counter.cli.case.acts.scene import AGREED, MOST_WORDS
from counter.cli.case.names_in_case import line_named, paper_named
from counter.cli.io.json_file import Fields
from counter.domain.case.acts import acts, proposal
from counter.domain.case.item_events import Cause, Result
from counter.domain.case.organ_events import Extent, Ground
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.hall.organ import Recourse

_MOST_WHAT = 2_000

_NOTIFIED = ("review_body", "court", "phone")

_RESULT = (
    *("item", "result", "day", "document", "by", "certificate", "note", "confirms"),
    *("ground", "basis", "signer", "signed_on", "representative", "as_issued", *_NOTIFIED),
    *("extent", "extent_words", "nothing"),
)


def _propose(given: Fields, at: scene.Scene) -> acts.Propose:
    item = scene.item(given, at)
    known = at.case.item(item)
    assert known is not None
    if given.has("cause"):
        cause = Cause(given.choice("cause", tuple(Cause)))
    else:
        found = proposal.causes(at.case, known, at.today)
        if len(found) > 1:
            have = "、".join(found)
            raise BadInput(f"可以为几种原因拟稿，请用 --cause 写明哪一种：{have}。", field="cause")
        cause = found[0] if found else Cause.NEGATIVE_RESULT  # the rule gives the reason
    return acts.Propose(
        item, cause, given.text("reason", most=MOST_WORDS), given.text("basis", most=MOST_WORDS)
    )


def _result(given: Fields, at: scene.Scene) -> acts.Conclude:
    confirms, item = given.text("confirms"), scene.item(given, at)
    return acts.Conclude(
        item,
        Result(given.choice("result", tuple(Result))),
        scene.day(given, "day"),
        document=given.text("document"),
        by=given.text("by"),
        certificate=given.text("certificate"),
        note=given.text("note", most=MOST_WORDS),
        confirms=paper_named(at.case, confirms, "confirms", item).id if confirms else "",
        ground=Ground(given.choice("ground", tuple(Ground))) if given.has("ground") else None,
        basis=given.text("basis", most=MOST_WORDS),
        signer=given.text("signer"),
        signed_on=scene.day_if_given(given, "signed_on"),
        representative=given.text("representative"),
        pin=at.pin,
        as_issued=given.flag("as_issued"),
        recourse=Recourse(*(given.text(key) for key in _NOTIFIED)),
        extent=Extent(given.choice("extent", tuple(Extent))) if given.has("extent") else None,
        extent_words=given.text("extent_words", most=MOST_WORDS),
        nothing=given.flag("nothing"),
    )


def _note(given: Fields, at: scene.Scene) -> acts.TakeNote:
    return acts.TakeNote(
        scene.item(given, at), given.text("words", most=MOST_WORDS), at.consent or Consent("", "")
    )


def _organ_accepted(given: Fields, at: scene.Scene) -> acts.RecordAcceptance:
    item, day = scene.item(given, at), scene.day(given, "day")
    return acts.RecordAcceptance(item, day, given.text("document"), given.text("by"))


def _organ_told(given: Fields, at: scene.Scene) -> acts.RecordOrganNotice:
    names = given.texts("lines") if given.has("lines") else ()
    lines = tuple(line_named(at.case, name, "lines").id for name in names)
    item, until = scene.item(given, at), scene.day_or_none(given, "until")
    if until is None:
        raise BadInput("请写明最迟哪天补来（--until）。", field="until")
    day = scene.day_or_none(given, "day") or at.today
    document, what = given.text("document"), given.text("what", most=_MOST_WHAT)
    return acts.RecordOrganNotice(item, day, document, until, lines, what)


READERS: scene.Readers = {
    "propose": (("item", "cause", "reason", "basis"), _propose),
    "result": (_RESULT, _result),
    "note": (("item", "words", AGREED), _note),
    "organ-accepted": (("item", "day", "document", "by"), _organ_accepted),
    "organ-told": (("item", "day", "document", "until", "lines", "what"), _organ_told),
}
