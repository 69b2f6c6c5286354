"""The drill with two PCs: a profile copied with everything in the home folder, opened where its machine's secret is
not.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.db.file import machine_binding
from counter.db.keys import key_folder, key_stores
from counter.db.keys.holder import client
from counter.db.keys.slots.changing import add_slot, remove_slot
from counter.db.keys.slots.opening import unlock
from counter.domain.errors import WorldTrouble
from counter.services.keys.slot_kinds import KeysLocked, NewSlot, SlotKind
from tests.cli.shop import counter
from tests.cli.visits import ID_NUMBER, NAME, PHONE, visit, written
from tests.db.keys.holding import other_disk, own_holder, switched_off
from tests.db.keys.test_key_folder import KEEPING_RING
from tests.services.office import PEOPLE
from tests.settings import demo_hall

PHRASE, PIN, DAY = "tianqi dianhua huoche pingguo", "902174", "2026-11-23"
pytestmark = pytest.mark.skipif(not client.can_hold(), reason="the key holder is built for Linux only")
ASKED = (
    ("case", "find", NAME, "--clerk", "W01", "--pin-file", "-"),
    ("case", "list", "--clerk", "W01", "--pin-file", "-"),
    ("case", "open", "visit.json", "--pin-file", "-"),
    ("paper", "1", "acceptance", "--out", "a.pdf", "--clerk", "W01", "--pin-file", "-"),
    ("keys", "request", "--out", "own.json"),
    ("keys", "hall", "export", "--out", "hall.key", "--by", "S01", "--pin-file", "-"),
    ("session", "open", "--clerk", "W01", "--pin-file", "-"),
    ("staff", "list"),
    ("check",),
)


@dataclass
class Hall:
    """A real hall's home folder with a case in its profile; ``number``: of that case."""

    home: Path
    number: str

    @property
    def profile(self) -> Path:
        return self.home / "data" / "counter"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    home = tmp_path_factory.mktemp("home")
    profile = home / "data" / "counter"
    profile.parent.mkdir()
    with own_holder():
        create_profile(profile, replace(demo_hall(), demo=False, overlay=None), PEOPLE)
        file = written(profile.parent, visit())
        said = counter(
            "case",
            "open",
            file,
            "--no-papers",
            "--pin-file",
            "-",
            "--data",
            profile,
            "--json",
            typed="1234\n",
        )
        assert said.code == 0, said.err
        file.unlink()
        yield Hall(home, str(said.json["number"]))


def leave_only(kind: SlotKind, profile: Path, patch: pytest.MonkeyPatch, outside: Path) -> None:
    """The profile opens by a slot of that kind only; ``outside``: where a keyring or a stick keeps its part."""
    keys = key_folder.load_keys(profile)
    if kind is SlotKind.KEYRING:
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        patch.setattr(key_stores, "CHILD", KEEPING_RING.format(drawer=str(outside)))
    secret = PHRASE if kind is SlotKind.PHRASE else PIN
    made = add_slot(profile, keys, NewSlot(kind, secret, outside), DAY)
    assert made.kind is kind
    remove_slot(profile, "kept")


@pytest.mark.parametrize("kind", [SlotKind.PHRASE, SlotKind.STICK, SlotKind.KEYRING])
def test_that_a_copied_home_opens_searches_signs_and_numbers_nothing(
    hall: Hall, kind: SlotKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = other_disk(tmp_path)
    if kind is SlotKind.STICK and disk is None:
        pytest.skip("no second disk on this machine to stand for a stick")
    pc = tmp_path / "pc"
    shutil.copytree(hall.home, pc)
    with own_holder(), TemporaryDirectory(dir=disk) as outside:
        leave_only(kind, pc / "data" / "counter", monkeypatch, Path(outside))
        thief = Path(shutil.copytree(pc, tmp_path / "thief"))
    profile = thief / "data" / "counter"
    monkeypatch.setattr(machine_binding, "machine_id", lambda: "another machine")
    monkeypatch.setattr(key_stores, "CHILD", "raise SystemExit(0)")  # a keyring that never heard of it
    monkeypatch.chdir(tmp_path)
    written(tmp_path, visit())
    files = sorted(path for path in thief.rglob("*"))
    with switched_off():
        with pytest.raises(WorldTrouble) as refused:
            key_folder.load_keys(profile)
        assert isinstance(refused.value, KeysLocked) or kind is SlotKind.KEYRING
        for words in ASKED:
            said = counter(*words, "--data", profile, "--json", typed="1234\n")
            assert said.code == 2, words
            assert not any(secret in said.out + said.err for secret in (ID_NUMBER, PHONE, hall.number))
        told = {p["id"]: p["health"] for p in counter("doctor", "--data", profile, "--json").json["probes"]}
        assert told["encryption"] == "good"
        assert told["keys"] != "good"
    assert sorted(path for path in thief.rglob("*")) == files  # nothing was given out or written
    assert not list(tmp_path.glob("*.pdf"))
    personal = [
        word.encode() for word in (NAME, ID_NUMBER, PHONE, hall.number, PHRASE, PIN, "$argon2id", "苏日娜")
    ]
    for path in thief.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [word for word in personal if word in content], path


def test_that_a_copied_folder_with_its_key_file_opens_and_doctor_says_so_in_red(
    hall: Hall, tmp_path: Path
) -> None:
    thief = Path(shutil.copytree(hall.profile, tmp_path / "thief"))
    with switched_off():
        found = counter(
            "case", "find", NAME, "--clerk", "W01", "--pin-file", "-", "--data", thief, typed="1234\n"
        )
        assert found.code == 0
        probes = counter("doctor", "--data", thief, "--json").json["probes"]
    assert next(p["health"] for p in probes if p["id"] == "encryption") == "bad"


def test_that_a_copied_image_opened_with_its_phrase_is_told_apart(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc = tmp_path / "pc"
    shutil.copytree(hall.home, pc)
    with own_holder():
        leave_only(SlotKind.PHRASE, pc / "data" / "counter", monkeypatch, tmp_path)
        unlock(pc / "data" / "counter", SlotKind.PHRASE, PHRASE)
        with open_app(pc / "data" / "counter") as app:
            before = app.journal.station().epoch
        image = Path(shutil.copytree(pc, tmp_path / "image")) / "data" / "counter"
    with own_holder():
        unlock(image, SlotKind.PHRASE, PHRASE)
        with open_app(image) as app:
            assert app.journal.station().epoch > before
            assert len(app.journal.find_cases(NAME).rows) == 1
