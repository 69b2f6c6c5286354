"""Readers of acts on clocks: paused, extended, resumed; silence that accepts, a date held back."""

from __future__ import annotations

from counter.cli.case.acts import scene
from counter.cli.case.acts.scene import AGREED, MOST_WORDS
from counter.cli.io.json_file import Fields
from counter.domain.case.acts import acts
from counter.domain.case.item_events import Pause
from counter.domain.hall.consent import Consent


def _pause(given: Fields, at: scene.Scene) -> acts.PauseClock:
    return acts.PauseClock(
        scene.item(given, at),
        Pause(given.choice("procedure", tuple(p for p in Pause if p is not Pause.EXTENSION))),
        given.text("notice"),
        scene.day_if_given(given, "served"),
        given.integer("days") if given.has("days") else None,
        given.text("what", most=MOST_WORDS),
        given.text("basis", most=MOST_WORDS),
        scene.day_if_given(given, "until"),
    )


def _extend(given: Fields, at: scene.Scene) -> acts.Extend:
    return acts.Extend(
        scene.item(given, at),
        given.integer("days") if given.has("days") else 0,
        given.text("reason", most=MOST_WORDS),
        document=given.text("document"),
        signer=given.text("signer"),
        signed_on=scene.day_if_given(given, "signed_on"),
        representative=given.text("representative"),
        pin=at.pin,
    )


def _resume(given: Fields, at: scene.Scene) -> acts.ResumeClock:
    return acts.ResumeClock(scene.item(given, at), scene.day(given, "day"))


def _deem(_said: Fields, _at: scene.Scene) -> acts.Deem:
    return acts.Deem()


def _dates(given: Fields, at: scene.Scene) -> acts.SetDates:
    return acts.SetDates(scene.day(given, "day"), at.consent or Consent("", ""))


READERS: scene.Readers = {
    "pause": (("item", "procedure", "notice", "served", "days", "what", "basis", "until"), _pause),
    "extend": (("item", "days", "reason", "document", "signer", "signed_on", "representative"), _extend),
    "resume": (("item", "day"), _resume),
    "deem": ((), _deem),
    "dates": (("day", AGREED), _dates),
}
