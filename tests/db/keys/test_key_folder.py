"""The two secrets: where they are kept, and the recovery drill when that place is lost."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.db.keys import key_folder, key_stores
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.text.checked_groups import ALPHABET
from counter.services.keys.recovery_key import new_recovery_key, secret_of
from tests.db import toy


@pytest.fixture
def drill(tmp_path: Path) -> tuple[Path, str]:
    """A profile with a case in it, and its recovery key; then the key file is lost."""
    folder = tmp_path / "profile"
    recovery = toy.create(folder)
    journal = toy.open_journal(folder)
    toy.accept(journal, "c1")
    journal.close()
    (folder / key_stores.KEY_FILE).unlink()
    return folder, recovery


def test_that_a_lost_key_is_said_with_the_way_out(drill: tuple[Path, str]) -> None:
    with pytest.raises(WorldTrouble, match="恢复密钥"):
        toy.open_journal(drill[0])


def test_that_the_recovery_key_brings_everything_back(drill: tuple[Path, str]) -> None:
    folder, recovery = drill
    key_folder.recover(folder, recovery.lower().replace("-", " "))
    journal = toy.open_journal(folder)
    assert journal.entries("c1")[0].personal == toy.PERSON
    assert journal.station().epoch == 1
    toy.accept(journal, "c2")
    journal.close()


def test_that_a_wrong_recovery_key_is_one_clear_sentence_and_changes_nothing(drill: tuple[Path, str]) -> None:
    folder, recovery = drill
    before = (folder / key_folder.KEYS_FILE).read_bytes()
    with pytest.raises(BadInput, match="与这份资料不符"):
        key_folder.recover(folder, new_recovery_key())
    assert (folder / key_folder.KEYS_FILE).read_bytes() == before
    key_folder.recover(folder, recovery)


def test_that_the_recovery_key_and_the_keys_stand_in_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    recovery = toy.create(folder)
    keys = key_folder.load_keys(folder)
    forms = [recovery.encode(), recovery.replace("-", "").encode(), secret_of(recovery)]
    forms += [keys.data, keys.master, keys.data.hex().encode(), keys.master.hex().encode()]
    for path in folder.rglob("*"):
        if path.is_file():
            assert not any(form in path.read_bytes() for form in forms), path
    assert repr(keys.data) not in repr(keys)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX ones")
def test_that_only_the_owner_may_read_the_key_file_and_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    toy.create(folder)
    assert (folder / key_stores.KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_that_two_profiles_have_nothing_in_common(tmp_path: Path) -> None:
    for name in ("one", "two"):
        toy.create(tmp_path / name)
    one, two = (key_folder.load_keys(tmp_path / name) for name in ("one", "two"))
    assert len({one.data, two.data, one.master, two.master}) == 4
    assert key_folder.profile_id(tmp_path / "one") == one.profile_id != two.profile_id


def test_that_without_a_usable_keyring_the_file_is_chosen_at_once(tmp_path: Path) -> None:
    assert isinstance(key_stores.choose_store(tmp_path), key_stores.FileStore)


def test_that_a_session_bus_that_leads_nowhere_is_no_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    assert isinstance(key_stores.choose_store(tmp_path), key_stores.FileStore)


def test_that_a_keyring_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setattr(key_stores, "CHILD", "import sys; sys.stdin.read(); import signal; signal.pause()")
    monkeypatch.setattr(key_stores, "PROBE_SECONDS", 0.2)
    assert isinstance(key_stores.choose_store(tmp_path), key_stores.FileStore)


KEEPING_RING = """
import pathlib, sys
verb, service, name = sys.argv[1:4]
drawer = pathlib.Path({drawer!r}) / name
if verb == "set":
    drawer.write_text(sys.stdin.read())
elif verb == "get":
    sys.stdout.write(drawer.read_text() if drawer.exists() else "")
elif verb == "delete":
    drawer.unlink()
"""


def test_that_a_working_keyring_keeps_the_secrets_and_no_key_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer = tmp_path / "drawer"
    drawer.mkdir()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setattr(key_stores, "CHILD", KEEPING_RING.format(drawer=str(drawer)))
    folder = tmp_path / "profile"
    from counter.db.profile import profile as profiles

    recovery = profiles.create(folder, toy.IDENTITY, toy.FakeClock())
    assert not (folder / key_stores.KEY_FILE).exists()
    assert [path.name for path in drawer.iterdir()] == [key_folder.profile_id(folder)]
    toy.open_journal(folder).close()
    next(drawer.iterdir()).unlink()
    with pytest.raises(WorldTrouble, match="系统钥匙串里找不到"):
        toy.open_journal(folder)
    monkeypatch.setattr(key_stores, "CHILD", "raise SystemExit(4)")
    with pytest.raises(WorldTrouble, match="钥匙串没有打开"):
        toy.open_journal(folder)
    key_folder.recover(folder, recovery)  # from now on in a file
    toy.open_journal(folder).close()


def test_that_another_profiles_key_and_a_damaged_one_are_told_from_damaged_data(tmp_path: Path) -> None:
    folder, other = tmp_path / "profile", tmp_path / "other"
    recovery = toy.create(folder)
    toy.create(other)
    own, card = (
        (folder / key_stores.KEY_FILE).read_bytes(),
        json.loads((folder / key_folder.KEYS_FILE).read_text()),
    )
    plain = base64.b64decode(own)
    damaged = base64.b64encode(
        plain[:-1] + bytes([plain[-1] ^ 1])
    )  # its second half: the file itself would still open
    for wrong in ((other / key_stores.KEY_FILE).read_bytes(), damaged):
        (folder / key_stores.KEY_FILE).write_bytes(wrong)
        with pytest.raises(WorldTrouble, match=r"密钥与这份资料不符.*counter recover"):
            toy.open_journal(folder)
    del card["check"]  # as cards were written before
    (folder / key_folder.KEYS_FILE).write_text(json.dumps(card))
    key_folder.recover(folder, recovery)
    toy.open_journal(folder).close()
    assert "check" in json.loads((folder / key_folder.KEYS_FILE).read_text())


def test_that_a_damaged_card_is_said_so(tmp_path: Path) -> None:
    toy.create(tmp_path / "profile")
    (tmp_path / "profile" / key_folder.KEYS_FILE).write_text("{")
    with pytest.raises(WorldTrouble, match="读不出"):
        toy.open_journal(tmp_path / "profile")


@given(st.integers(0, 39), st.sampled_from(ALPHABET))
def test_that_one_wrong_character_names_its_group(place: int, instead: str) -> None:
    plain = list(new_recovery_key().replace("-", ""))
    if plain[place] == instead:
        return
    plain[place] = instead
    with pytest.raises(BadInput, match=f"第 {place // 5 + 1} 组"):
        secret_of("".join(plain))


def test_that_a_recovery_key_is_read_as_people_write_it() -> None:
    key = new_recovery_key()
    variants = [key.lower(), key.replace("-", ""), key.replace("-", " – "), f" {key}\n"]
    variants.append(key.replace("0", "o").replace("1", "l"))
    assert {secret_of(variant) for variant in variants} == {secret_of(key)}
    assert len(secret_of(key)) == 20


@pytest.mark.parametrize("text", ["", "ABC", "恢复密钥", "0" * 39, "0" * 41])
def test_that_an_incomplete_recovery_key_says_its_form(text: str) -> None:
    with pytest.raises(BadInput, match="8 组"):
        secret_of(text)
