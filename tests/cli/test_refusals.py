"""Commands between windows, of the room and of the hub: whatever is wrong is one sentence, and nothing has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.hall.hall import StaffSeed
from tests.cli.shop import Said, counter, pin_file
from tests.cli.test_usage import english
from tests.cli.visits import visit, written
from tests.settings import demo_hall

PEOPLE = (
    StaffSeed("W01", "阿木古郎", "clerk", "1234"),
    StaffSeed("S01", "苏日娜", "supervisor", "9876"),
    StaffSeed("S02", "乌云", "supervisor", "8765"),
)
WHY = "原窗口的电脑烧坏了"
PHRASE = "草原上的白马跑得快一二三四"
CLERK = ("--clerk", "W01", "--pin-file", "pin W01")
LEAD = ("--clerk", "S01", "--pin-file", "pin S01")
BY = ("--by", "S01", "--pin-file", "pin S01")
AGREED = ("--agreed", "S02", "--agreed-pin-file", "pin S02")
TWO = ("--clerk", "W01", "--clerk-pin-file", "pin W01", "--by", "S01", "--pin-file", "pin S01")
SUPERVISOR = ("--clerk", "W01", "--clerk-pin-file", "pin W01", "--supervisor", "S01", "--pin-file", "pin S01")
DAYS = ("--since", "2026-01-01", "--until", "2026-02-01")
REFUSED = {
    "answering": ("keys", "ring", "answer", "on", *BY),
    "rotating": ("keys", "ring", "rotate", *BY, *AGREED),
    "bringing a ring": ("keys", "ring", "import", "none", *BY, *AGREED),
    "granting": ("keys", "grant", "--number", "NUMBER", *BY),
    "refusing": ("keys", "grant", "--number", "NUMBER", "--refuse", "理由不足", *BY),
    "joining": ("sync", "join", "none", *BY),
    "taking": ("sync", "take", "7", *BY),
    "declining": ("sync", "decline", "7", *BY),
    "saving": ("sync", "save", "7", "--out", "out"),
    "closing": ("hall", "close", "--to", "15220104", "--reason", WHY, *TWO),
    "claiming": ("hall", "claim", "15220104", "--reason", WHY, *TWO),
    "handing over": ("case", "hand-over", "NUMBER", "--to", "15220104", "--reason", WHY, *SUPERVISOR),
    "receiving": ("case", "receive", "NUMBER", *CLERK),
    "asking to forget": ("case", "forget", "NUMBER", "--ask", "本人申请", *LEAD),
    "answering a finding": (
        *("case", "answer-finding", "NUMBER", "abc", "--stance", "有异议", "--words", WHY),
        *CLERK,
    ),
    "declaring lost": ("case", "declare-lost", "NUMBER", "--reason", WHY, *TWO),
    "listing": ("oversight", "list", "late", "--per", "window", "--key", "15220199", *LEAD),
    "looking": ("oversight", "look", "NUMBER", "--reason", "抽查核对", *LEAD),
    "a sample": ("oversight", "samples", "没有的"),
    "announcing": ("oversight", "announce", "甲", *DAYS, "--percent", "0", *LEAD),
    "drawing": ("oversight", "draw", "没有的", *LEAD),
    "adding": ("oversight", "add", "没有的", "NUMBER", "--why", "超期", "--words", WHY, *LEAD),
    "points": ("oversight", "points", "NUMBER"),
    "judging": ("oversight", "judge", "没有的", "NUMBER", "--until", "2026-12-30", *LEAD),
    "ending a finding": ("oversight", "close", "NUMBER", "a", "--end", "已改正", "--words", WHY, *LEAD),
    "comparing": ("oversight", "reconcile", "--date", "2199-01-01"),
    "signing": ("oversight", "sign-day", "--date", "2199-01-01", "--words", WHY, *LEAD),
    "ordering": ("oversight", "reassign", "NUMBER", "--to", "15220104", "--reason", WHY, *BY, *AGREED),
    "exporting": ("oversight", "export", "--sample", "没有的", "--out", "out.xlsx", *BY),
    "recovering": ("recover",),
    "a ring of the hub": ("hub", "ring", "1522"),
    "a room of the hub": ("hub", "oversee", "1522"),
}
"""Each is refused as it stands: there is nothing of what it names."""
NONSENSE = ("", "zzz", "\x1b[2J坏\0", "长" * 5000, "\udcff", "9" * 25)
NO_ACTS = ("keys.trusted", "pin.wrong", "pin.locked")
"""Written of themselves: the own certificates, once; that too many PINs were wrong."""
CHOSEN = ("--pin-file", "--clerk-pin-file", "--agreed-pin-file")


@dataclass(frozen=True, slots=True)
class Places:
    """A profile of every kind, and files that prove nobody."""

    folder: Path
    number: str

    def run(self, words: tuple[str, ...], place: str) -> Said:
        """A command there; words that stand for a file or a number are replaced."""
        given = [self._word(one) for one in words]
        hub = () if words[0] == "hub" else ("--data", self.folder / place)
        return counter(*given, *hub, typed=f"{PHRASE}\n")

    def acts(self, place: str) -> int:
        """How many acts stand in the journal there."""
        with open_app(self.folder / place) as app:
            kinds = app.journal.connection().execute("SELECT kind FROM entries")  # type: ignore[attr-defined]
            return sum(kind not in NO_ACTS for (kind,) in kinds)

    def home(self, words: tuple[str, ...]) -> str:
        """Where the command belongs."""
        return "room" if words[0] == "oversight" else "window"

    def _word(self, word: str) -> str | Path:
        if word == "NUMBER":
            return self.number
        if word.startswith("pin ") or word in ("none", "out", "out.xlsx"):
            return self.folder / word
        return word


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folder = tmp_path_factory.mktemp("places")
    for person in PEOPLE:
        pin_file(folder, person.pin, f"pin {person.code}")
    pin_file(folder, "0000", "pin wrong")
    pin_file(folder, "", "pin empty")
    (folder / "pin folder").mkdir()
    junk = folder / "pin junk"
    junk.write_bytes(os.urandom(2_000_000))
    junk.chmod(0o600)
    create_profile(folder / "window", demo_hall(), PEOPLE)
    room = replace(demo_hall(), station="15220192", window="值班主管室", oversight=True)
    create_profile(folder / "room", room, PEOPLE)
    shutil.copytree(folder / "window", folder / "broken")
    for file in (one for one in (folder / "broken").iterdir() if one.is_file()):
        file.write_bytes(b"\0junk" * 50)
    for kind in ("office", "bureau"):
        demo = ("setup", "--demo", "--data", folder / f"with {kind}", f"--{kind}", folder / kind)
        assert counter(*demo).code == 0
    filed = counter(
        *("case", "open", written(folder, visit()), "--pin-file", folder / "pin W01", "--json"),
        *("--data", folder / "window"),
    )
    assert filed.code == 0, filed.err
    for place in ("window", "room"):
        shutil.copytree(folder / place, folder / f"{place} locked")  # wrong PINs hold up right ones
    yield Places(folder, filed.json["number"])
    for place in ("window", "room", "office", "bureau"):
        assert counter("check", "--data", folder / place).code == 0


def told(said: Said, about: object) -> str:
    """The one sentence of a refusal by rule or of bad input."""
    lines = [line for line in said.err.splitlines() if not line.endswith("：")]  # what was asked before
    assert said.code in (1, 2), (about, said.code, said.err)
    assert (said.out, len(lines)) == ("", 1), (about, said.out, said.err)
    assert not english(lines[0]), about
    assert "\x1b" not in lines[0], about
    return lines[0]


@pytest.mark.parametrize("what", REFUSED)
def test_that_it_is_refused_in_a_sentence_at_every_kind_of_profile(places: Places, what: str) -> None:
    words = REFUSED[what]
    for place in ("window", "room", "office", "bureau"):
        before = places.acts(place)
        told(places.run(words, place), (what, place))
        assert places.acts(place) == before, (what, place)
    for place in ("broken", "nowhere") if words[0] != "hub" else ():
        assert places.run(words, place).code == 2, (what, place)
        told(places.run(words, place), (what, place))
    assert not (places.folder / "nowhere").exists()
    assert not list(places.folder.glob("out*"))


@pytest.mark.parametrize("what", [name for name, words in REFUSED.items() if "--pin-file" in words])
def test_that_it_is_refused_in_a_sentence_by_whatever_proves_nobody(places: Places, what: str) -> None:
    words = REFUSED[what]
    home = f"{places.home(words)} locked"
    before = places.acts(home)
    for proof in ("wrong", "empty", "folder", "junk", "nothing"):
        for option in (one for one in CHOSEN if one in words):
            at = words.index(option) + 1
            said = places.run((*words[:at], f"pin {proof}", *words[at + 1 :]), home)
            told(said, (what, option, proof))
    assert places.acts(home) == before


@pytest.mark.parametrize("what", [name for name, words in REFUSED.items() if len(words) > 2])
def test_that_no_word_of_it_may_be_nonsense(places: Places, what: str) -> None:
    words = REFUSED[what]
    home = places.home(words)
    before = places.acts(home)
    command = 3 if words[:2] == ("keys", "ring") else 2
    for at in range(command, len(words)):
        if words[at].startswith(("--", "pin ")):
            continue
        for nonsense in NONSENSE:
            said = places.run((*words[:at], nonsense, *words[at + 1 :]), home)
            told(said, (what, at, nonsense[:20]))
    assert places.acts(home) == before


EXACTLY = {
    "a window without code is no window": (("hall", "claim", "", "--reason", WHY, *TWO), 2, "没有窗口“”在办"),
    "its own cases": (("hall", "claim", "15220103", "--reason", WHY, *TWO), 2, "本窗口自己的件"),
    "to itself": (("hall", "close", "--to", "15220103", "--reason", WHY, *TWO), 2, "写另一个窗口"),
    "why it is closed": (
        ("hall", "close", "--to", "15220104", "--reason", "搬", *TWO),
        2,
        "为什么撤窗，至少",
    ),
    "why it is claimed": (("hall", "claim", "15220104", "--reason", "烧", *TWO), 2, "为什么接管，至少"),
    "a reason too long": (("hall", "close", "--to", "1", "--reason", "长" * 5000, *TWO), 2, "写了5000个字"),
    "a reason unseen": (("hall", "close", "--to", "1", "--reason", WHY + "\x07", *TWO), 2, "控制字符"),
    "lost, unseen": (("case", "declare-lost", "NUMBER", "--reason", WHY + "\x07", *TWO), 2, "控制字符"),
    "nothing is lost": (REFUSED["declaring lost"], 2, "没有缺的记录"),
    "no ring": (REFUSED["answering"], 2, "没有大厅钥匙环"),
    "a file of no row": (("sync", "take", "9" * 25, *BY), 2, "没有第 9999"),
    "nobody's word": (("hall", "held", "--clerk", "W01", "--pin-file", "pin wrong"), 1, "不对"),
    "a window sees no board": (("oversight", "board"), 1, "不是值班主管室"),
    "what is no text": (("case", "show", "\udcff", *CLERK), 2, "读不成文字"),
    "no hub": (("hub", "ring", "15222103", "--dsn", "host=127.0.0.1 port=9"), 2, "汇聚库"),
}


@pytest.mark.parametrize("what", EXACTLY)
def test_that_the_sentence_says_what_is_wrong(places: Places, what: str) -> None:
    words, code, fragment = EXACTLY[what]
    said = places.run(words, "window")
    assert fragment in told(said, what)
    assert said.code == code


IN_THE_ROOM = {
    "a line that the board has not": (REFUSED["listing"], 2, "没有“15220199”这一行"),
    "a day before any record": (("oversight", "reconcile", "--date", "1900-01-01"), 2, "核对年份"),
    "a day to come": (REFUSED["comparing"], 1, "还没有到"),
    "a clerk": (("oversight", "draw", "甲", *CLERK), 1, "只由值班负责人"),
    "no workbook": (("oversight", "export", "--board", "--out", "none", *BY), 2, ".xlsx"),
}


@pytest.mark.parametrize("what", IN_THE_ROOM)
def test_that_the_room_says_what_is_wrong(places: Places, what: str) -> None:
    words, code, fragment = IN_THE_ROOM[what]
    said = places.run(words, "room")
    assert fragment in told(said, what)
    assert said.code == code


def test_that_a_ring_of_another_hall_and_one_that_was_replaced_are_not_brought_in(tmp_path: Path) -> None:
    for person in PEOPLE:
        pin_file(tmp_path, person.pin, f"pin {person.code}")
    places = Places(tmp_path, "")
    for place in ("one", "other"):
        create_profile(tmp_path / place, demo_hall(), PEOPLE)
    two = (*BY, *AGREED)
    assert places.run(("keys", "ring", "open", *two), "one").code == 0
    exported = places.run(("keys", "ring", "export", "--out", "none", *two), "one")
    assert exported.code == 0, exported.err
    assert places.run(("keys", "ring", "rotate", *two), "one").code == 0
    for place in ("other", "one"):
        before = places.acts(place)
        told(places.run(("keys", "ring", "import", "none", *two), place), place)
        assert places.acts(place) == before
