"""A slot in the TPM 2, tried with an emulated one (swtpm)."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from counter.db.keys import key_folder
from counter.db.keys.slots import tpm_chip
from counter.db.keys.slots.changing import add_slot, remove_slot
from counter.db.keys.slots.opening import unlock
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.keys.slot_kinds import KeysLocked, NewSlot, SecretRefused, SlotKind
from tests.db import toy
from tests.db.keys.holding import own_holder

EMULATED = all(shutil.which(name) for name in ("swtpm", "swtpm_setup", "tpm2_unseal", "tpm2_pcrextend"))
pytestmark = pytest.mark.skipif(not EMULATED, reason="swtpm and tpm2-tools are not installed")
PIN = "902174"


@contextmanager
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with an emulated chip of its own."""
    with TemporaryDirectory(prefix="tpm-") as name:
        setup = ["swtpm_setup", "--tpm2", "--tpmstate", name, "--overwrite"]
        subprocess.run(setup, check=True, capture_output=True)
        ways = ["--ctrl", f"type=unixio,path={name}/chip.ctrl", "--server", f"type=unixio,path={name}/chip"]
        start = ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={name}", *ways]
        with subprocess.Popen(
            [*start, "--flags", "not-need-init,startup-clear"], stderr=subprocess.DEVNULL
        ) as chip:
            try:
                while not Path(name, "chip").exists() and chip.poll() is None:
                    pass
                monkeypatch.setenv("TPM2TOOLS_TCTI", f"swtpm:path={name}/chip")
                yield
            finally:
                chip.terminate()


def test_that_the_chip_opens_with_its_pin_on_this_machine_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "profile"
    recovery = toy.create(folder)
    keys = key_folder.load_keys(folder)
    with own_holder(), machine(monkeypatch):
        assert tpm_chip.has_chip()
        add_slot(folder, keys, NewSlot(SlotKind.TPM, PIN), "2026-11-23")
        remove_slot(folder, "kept")
        with pytest.raises(KeysLocked, match="安全芯片"):
            key_folder.load_keys(folder)
        assert unlock(folder, SlotKind.TPM, PIN).master == keys.master
        key_folder.lock_keys(folder)
        with pytest.raises(SecretRefused, match="口令不对"):
            unlock(folder, SlotKind.TPM, "902175")
        with machine(monkeypatch), pytest.raises(WorldTrouble, match="不是设置时的那台电脑"):
            unlock(folder, SlotKind.TPM, PIN)
        with pytest.raises(WorldTrouble, match=r"没有回应|没有打开资料"):  # that chip is gone now
            unlock(folder, SlotKind.TPM, PIN)
        assert key_folder.open_with_recovery(folder, recovery).data == keys.data
    assert PIN not in json.dumps(key_folder.card_of(folder))


def test_that_the_chip_stops_after_wrong_pins_and_after_another_boot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "profile"
    toy.create(folder)
    keys = key_folder.load_keys(folder)
    with own_holder(), machine(monkeypatch):
        add_slot(folder, keys, NewSlot(SlotKind.TPM, PIN), "2026-11-23")
        subprocess.run(["tpm2_pcrextend", f"7:sha256={'11' * 32}"], check=True)
        with pytest.raises(WorldTrouble, match="启动设置"):
            unlock(folder, SlotKind.TPM, PIN)
        add_slot(folder, keys, NewSlot(SlotKind.TPM, PIN), "2026-11-23")
        said = set()
        for _ in range(8):
            with pytest.raises((SecretRefused, WorldTrouble)) as refused:
                unlock(folder, SlotKind.TPM, "111112")
            said.add(str(refused.value.field))
        assert said == {"pin", "wait"}
        with pytest.raises(WorldTrouble, match="自己停了"):
            unlock(folder, SlotKind.TPM, PIN)


def test_that_without_a_chip_nothing_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not tpm_chip.has_chip()
    with pytest.raises(BadInput, match="没有能用的安全芯片"):
        tpm_chip.seal_in_chip(PIN)
