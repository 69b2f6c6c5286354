"""Every command is one of four sorts: it needs no person, acts, reads, or wants somebody's own PIN each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.cli.case.acts.options import ACTS
from counter.cli.ratings import rectify_options
from tests.cli.parsers import all_commands
from tests.cli.shop import counter, pin_file
from tests.cli.visits import ID_NUMBER, NAME, PHONE, visit, written
from tests.services.office import PEOPLE
from tests.settings import demo_hall

Words = tuple[str, ...]

FREE = frozenset(
    """heads list·heads export·
    guide list·guide show·guide read·guide lint·guide diff·guide versions·guide export·guide template·
    guide check·guide pack·guide card·guide problem list·check·doctor·hall show·hall coverage·hall export·
    staff list·staff card·session show·session close·
    takeover template·retention template·retention show·
    calendar due·calendar list·backup·restore·recover·keys list·keys export·keys request·rating pack·
    keys slots·keys unlock·keys lock·keys requests·keys ring list·courier pack·courier take-in·courier show·
    rating card·rating windows·training make·training lessons·training record·verify·tour·
    sync now·sync status·sync files·sync held·sync save·hub init·hub upgrade·hub check·hub enrol·hub revoke·
    hub oversee·hub ring·hub parcels·oversight board·oversight samples·oversight points·
    oversight reconcile·archive list·archive check·archive hand-over-list""".replace("\n", "")
    .replace("    ", "")
    .split("·")
)
"""Nobody acts by name, and nothing about an applicant is shown."""

OWN_PIN = frozenset(
    """setup·records·takeover take·takeover undo·hall card·hall admit·
    archive pack·archive hand-over·case archive·case unarchive·case forget·case declare-lost·retention import·
    restored·hall edit·hall remove·hall import·hall take·hall confirm·
    hall held·hall close·hall claim·
    staff add·staff remove·staff leave·staff absent·staff reset-pin·staff pin·keys confirm·
    keys add·keys phrase·keys remove·keys rotate data·keys rotate station·keys rotate hall·
    clock confirm·number compare·calendar import·keys certify·keys trust·keys revoke·keys hall export·
    keys ring open·keys ring rotate·keys ring export·keys ring import·keys ring answer·keys grant·
    keys hall import·sync join·sync leave·sync take·sync decline·sync again·sync let-in·rating handler·
    rating list·rating export·rating totals·rectify export·guide import·guide trust·
    guide submit·guide send-back·guide approve·guide publish·guide evidence·
    hand-over-shift·platform-export·oversight reassign·oversight export·remind export·remind take-in""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("·")
)
"""Wants a PIN each time (a supervisor's, an editor's, somebody's own): no session stands for it."""

READING: dict[str, Words] = {
    "case show": ("1",),
    "case find": ("巴图",),
    "case list": ("--due",),
    "remind list": (),
    "hand-out list": (),
    "rounds list": (),
    "hand-out ready": ("1",),
    "oversight list": ("late",),
    "rectify list": (),
    "takeover check": ("cases.xlsx",),
    "takeover list": (),
    "rectify show": ("abcdef",),
}
"""Shows personal data: the person is whoever has a session, or ``--clerk`` with a PIN."""

_RATED: dict[str, Words] = {
    "assign": ("--owner", "C03"),
    "contact": ("--reached", "yes", "--how", "phone"),
    "find": ("--finding", "true", "--facts", "是"),
    "measure": ("--kind", "at_once", "--words", "已改"),
    "answer": ("--words", "对不起"),
    "call-back": ("--reached", "yes", "--words", "认可"),
    "close": (),
    "confirm-proxy": ("--reached", "yes"),
}
ACTING: dict[str, Words] = {
    "case open": ("visit.json", "--no-papers"),
    "case results": ("cases.xlsx", "--clerk", "W01"),
    "remind done": ("1", "--outcome", "reached", "--clerk", "W01"),
    "remind undo": ("1", "--clerk", "W01"),
    "remind number": ("1", "--number", "10000005679", "--clerk", "W01"),
    **{
        f"hand-out {name}": ("1", *words, "--clerk", "W01")
        for name, words in {
            "collect": (),
            "post": ("--mail", "EA1", "--address", "某路1号", "--receiver", "某人", "--consent", "同意"),
            "signed": ("--mail", "EA1", "--words", "本人"),
            "returned": ("--mail", "EA1", "--words", "地址不详"),
            "sent": ("--platform", "蒙速办", "--file-number", "F-1"),
            "read": ("--file-number", "F-1"),
            "call": ("--outcome", "reached"),
            "back": ("--taken-by", "那顺"),
        }.items()
    },
    **{
        f"rounds {name}": (*words, "--clerk", "W01")
        for name, words in {
            "send": ("农牧局",),
            "fetch": ("农牧局",),
            "signed": ("L1", "--signed-by", "那顺"),
            "void": ("L1",),
            "wrong": ("1", "--line", "身份证", "--fault", "torn", "--organ", "农牧局", "--seen-by", "那顺"),
            "settled": ("1", "--line", "身份证", "--end", "found", "--words", "找到"),
            "holders": (),
        }.items()
    },
    "case follow": ("1", "--to", "S01", "--reason", "休假", "--clerk", "W01"),
    "case ask-key": ("1", "--reason", "来本窗口补正", "--clerk", "W01"),
    **{f"case {act.name}": ("1", "--clerk", "W01") for act in ACTS},
    "oversight look": ("1", "--reason", "抽查核对", "--clerk", "W01"),
    "oversight announce": ("1", "--since", "2026-11-01", "--until", "2026-11-30", "--clerk", "W01"),
    "oversight draw": ("1", "--clerk", "W01"),
    "oversight add": ("1", "1", "--why", "超期", "--words", "晚了两天", "--clerk", "W01"),
    "oversight judge": ("1", "1", "--until", "2026-12-11", "--clerk", "W01"),
    "oversight close": ("1", "1", "--end", "已改正", "--words", "核对过了", "--clerk", "W01"),
    "oversight sign-day": ("--date", "2026-11-20", "--clerk", "W01"),
    "case answer-finding": ("1", "1", "--stance", "属实，整改", "--words", "属实", "--clerk", "W01"),
    "paper": ("1", "pledge", "--out", "a.pdf", "--clerk", "W01"),
    "session open": ("--clerk", "W01"),
    "ledger": ("--clerk", "W01"),
    "report": ("--clerk", "W01"),
    "close-day": ("--out", "f.pdf", "--clerk", "W01"),
    "counted": ("--explain", "originals", "--why", "在抽屉里", "--clerk", "W01"),
    "guide sheet": ("8", "--out", "b.pdf", "--clerk", "W01"),
    "guide form": ("food_small_catering/1", "--out", "e.pdf", "--clerk", "W01"),
    "guide problem report": ("8", "--kind", "basis", "--reason", "旧", "--clerk", "W01"),
    "guide problem answer": ("1", "--document", "文", "--change", "改", "--clerk", "W01"),
    "guide problem letter": ("--out", "c.pdf", "--clerk", "W01"),
    "training begin": ("1", "--clerk", "W01"),
    "training check": ("1", "--clerk", "W01"),
    "training clock": ("--days", "1", "--clerk", "W01"),
    "rating take-in": ("visit.json", "--clerk", "W01"),
    "rectify paper": ("abcdef", "--out", "d.pdf", "--clerk", "W01"),
    **{
        f"rectify {act.name}": ("abcdef", *_RATED[act.name], "--clerk", "W01") for act in rectify_options.ACTS
    },
}
"""Acts in somebody's name."""

_NO_ACTOR = {("setup",)}
"""Here ``--by`` is somebody who is just being set up, with the PIN asked for there."""


COMMANDS = {
    words: {option for action in parser._actions for option in action.option_strings}
    for words, parser in all_commands()
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real hall's profile, nobody's session open, and the folder its commands are run in."""
    folder = tmp_path_factory.mktemp("proof") / "profile"
    create_profile(folder, replace(demo_hall(), demo=False, overlay=None), PEOPLE)
    written(folder.parent, visit())
    assert counter("takeover", "template", "--out", folder.parent / "cases.xlsx").code == 0
    return folder


def entries(profile: Path) -> int:
    with open_app(profile) as app:
        return app.journal.place()[0]


def test_that_every_command_is_known_to_need_proof_or_none() -> None:
    sorts = (FREE, OWN_PIN, READING, ACTING)
    listed = [words for sort in sorts for words in sort]
    assert sorted(listed) == sorted(" ".join(words) for words in COMMANDS)


def test_that_whoever_is_named_can_give_a_pin_file() -> None:
    without = [
        " ".join(words)
        for words, options in COMMANDS.items()
        if options & {"--clerk", "--by"} and "--pin-file" not in options and words not in _NO_ACTOR
    ]
    assert without == []
    assert all("--pin-file" in COMMANDS[tuple(words.split())] for words in (*READING, *ACTING))


def test_that_a_command_that_needs_nobody_asks_for_nobody() -> None:
    named = [words for words in FREE if COMMANDS[tuple(words.split())] & {"--clerk", "--pin-file"}]
    assert named == []


@pytest.mark.parametrize("words", [*READING, *ACTING])
def test_that_nobody_acts_or_reads_without_proof(
    real: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(real.parent)
    given = {**READING, **ACTING}[words]
    before = entries(real)
    said = counter(*words.split(), *given, "--data", real, "--json")
    assert said.code == 1, said.err
    assert said.json["rule"] in ("duty", "L11")
    assert len(said.err.splitlines()) == 1
    for way in ("--pin-file", "counter session open"):
        assert way in said.json["error"]
    assert entries(real) == before
    assert not list(real.parent.glob("*.pdf"))


@pytest.mark.parametrize("words", [*READING, *ACTING])
def test_that_a_wrong_pin_is_no_proof(real: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(real.parent)
    given = {**READING, **ACTING}[words]
    who = () if "--clerk" in given or words == "case open" else ("--clerk", "W01")
    said = counter(*words.split(), *given, *who, "--pin-file", "-", "--data", real, "--json", typed="0000\n")
    assert said.code == 1, said.err
    assert "口令不对" in said.json["error"] or "连着输错" in said.json["error"]


EACH_TIME: dict[str, Words] = {
    "staff add": ("W09", "某人"),
    "number compare": ("1",),
    "keys revoke": ("15220103-1", "--reason", "试"),
    "keys hall export": ("--out", "hall.key"),
    "clock confirm": (),
}


@pytest.mark.parametrize("words", EACH_TIME)
def test_that_no_session_stands_for_a_pin_that_is_asked_each_time(
    real: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(real.parent)
    opened = counter("session", "open", "--clerk", "S01", "--pin-file", "-", "--data", real, typed="9876\n")
    assert opened.code == 0, opened.err
    before = entries(real)
    said = counter(*words.split(), *EACH_TIME[words], "--by", "S01", "--data", real, "--json", typed="")
    assert said.code in (1, 2)
    assert "口令" in said.json["error"]
    assert entries(real) == before
    assert not (real.parent / "hall.key").exists()
    assert counter("session", "close", "--data", real).code == 0


def test_that_a_supervisors_pin_may_come_from_a_file(real: Path) -> None:
    pin = ("--pin-file", pin_file(real.parent, "9876", "S01.pin"))
    words = ("staff", "add", "W08", "某人", "--by", "S01", "--data", real)
    assert counter(*words, "--pin-file", pin_file(real.parent, "1111", "x.pin"), typed="2345\n").code == 1
    assert counter(*words, *pin, typed="5837\n").code == 0


LOOKING = (
    "guide list",
    "guide versions",
    "guide problem list",
    "staff list",
    "session show",
    "check",
    "doctor",
)


def test_that_what_needs_no_proof_tells_nothing_of_an_applicant(real: Path) -> None:
    file = written(real.parent, visit(clerk="S01"), "whole.json")  # W01 waits after so many wrong PINs
    proof = ("--pin-file", pin_file(real.parent, "9876", "S01.pin"), "--data", real)
    said = counter("case", "open", file, "--no-papers", "--json", *proof)
    assert said.code == 0, said.err
    told = counter("case", "find", NAME, "--clerk", "S01", *proof)
    assert NAME[0] in told.out
    others = ("keys list", "calendar list", "calendar due", "hall show", "hall coverage", "staff card W01")
    for words in (*LOOKING, *others, "rating windows", "training record"):
        answer = counter(*words.split(), "--data", real)
        assert [
            x for x in (NAME, ID_NUMBER, PHONE, said.json["number"]) if x in answer.out + answer.err
        ] == []
