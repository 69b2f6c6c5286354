"""A slot's secret sealed in this machine's TPM 2, by the system's tpm2-tools.

Bound to this chip, to PCR 7 (secure boot) and to a PIN as authorisation: the chip itself counts wrong PINs and stops.
The PIN is the authorisation of the key that the secret lies under, because the tools take the authorisation of a policy
as an argument only. PIN and secret go through memory files, never through an argument, the environment or a disk; what
comes out of the chip is encrypted on its way.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from counter.db.keys.slots.sealing_to_slot import open_slot
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.keys.slot_kinds import SecretRefused

_DEVICE = Path("/dev/tpmrm0")
_TOOLS = ("tpm2_createprimary", "tpm2_create", "tpm2_load", "tpm2_unseal", "tpm2_policypcr")
_PARENT = "restricted|decrypt|fixedtpm|fixedparent|sensitivedataorigin|userwithauth"
_SEALED = "fixedtpm|fixedparent|noda"
_PARTS = ("key.public", "key.private", "public", "private")
_PCR = "sha256:7"
_SECONDS = 20.0
_BYTES = 32
_LONGEST = 4000
_CODE = re.compile(r"\(0x([0-9a-fA-F]+)\)")
_LOCKED_OUT, _FIRST_FORM = 0x921, 0x80
_AUTH_FAIL, _POLICY_FAIL, _INTEGRITY = 0x0E, 0x1D, 0x1F
_SESSION = "session.ctx"


def has_chip() -> bool:
    """Whether this machine has a TPM 2 that this account may use, and the tools for it."""
    if not sys.platform.startswith("linux") or not all(shutil.which(tool) for tool in _TOOLS):
        return False
    return bool(os.environ.get("TPM2TOOLS_TCTI")) or os.access(_DEVICE, os.R_OK | os.W_OK)


def seal_in_chip(pin: str) -> tuple[dict[str, Any], bytes]:
    """A new secret in the chip: what the slot keeps, and the secret. Raises BadInput without a usable chip."""
    if not has_chip():
        raise BadInput(
            "这台电脑没有能用的安全芯片（TPM 2），或没有装 tpm2-tools，请选别的方式。", field="kind"
        )
    secret = secrets.token_bytes(_BYTES)
    with _Chip() as chip, _memory(secret) as content, _memory(pin.encode()) as given:
        auth = f"file:{_path(given)}"
        chip.run("tpm2_startauthsession", "-S", _SESSION)
        chip.run("tpm2_policypcr", "-S", _SESSION, "-l", _PCR, "-L", "policy")
        chip.run("tpm2_flushcontext", _SESSION)
        chip.primary()
        key = ("-C", "primary.ctx", "-G", "ecc", "-g", "sha256", "-a", _PARENT, "-p", auth)
        chip.run("tpm2_create", *key, "-u", "key.public", "-r", "key.private", handles=(given,))
        chip.load("primary.ctx", "key.", "parent.ctx")
        sealed = ("-C", "parent.ctx", "-P", auth, "-g", "sha256", "-L", "policy", "-a", _SEALED)
        files = ("-i", _path(content), "-u", "public", "-r", "private")
        chip.run("tpm2_create", *sealed, *files, handles=(content, given))
        parts = {name: base64.b64encode((chip.folder / name).read_bytes()).decode() for name in _PARTS}
    return {"pcr": _PCR, "chip": parts}, secret


def unseal_any(
    slots: Sequence[Mapping[str, Any]], profile_id: str, pin: str
) -> tuple[Mapping[str, Any], bytes]:
    """The first slot that this chip opens with the PIN, and its 64 bytes. Raises SecretRefused for a wrong PIN,
    WorldTrouble where the chip cannot: another machine, changed boot settings, too many wrong PINs.
    """
    if not has_chip():
        raise WorldTrouble(
            "这台电脑的安全芯片用不了（没有芯片，或没有装 tpm2-tools）。请用别的方式或恢复密钥打开。"
        )
    refused: WorldTrouble | None = None
    for slot in slots:
        try:
            plain = open_slot(slot, profile_id, _unseal(slot["params"]["chip"], pin))
        except WorldTrouble as wrong:
            refused = refused or wrong
            continue
        if plain is not None:
            return slot, plain
    raise refused or WorldTrouble("安全芯片里的密钥和这份资料对不上。请用别的方式或恢复密钥打开。")


def _unseal(parts: Mapping[str, str], pin: str) -> bytes:
    with _Chip() as chip, _memory(pin.encode()) as given:
        for name in _PARTS:
            content = base64.b64decode(parts[name])
            if len(content) > _LONGEST:
                raise ValueError("no part of a chip's")
            (chip.folder / name).write_bytes(content)
        chip.primary()
        chip.load("primary.ctx", "key.", "parent.ctx")
        chip.load("parent.ctx", "", "sealed.ctx", "-P", f"file:{_path(given)}", handles=(given,))
        chip.run(
            "tpm2_startauthsession", "--policy-session", "-S", _SESSION, "--tpmkey-context", "primary.ctx"
        )
        try:
            chip.run("tpm2_sessionconfig", _SESSION, "--enable-encrypt", "--enable-decrypt")
            chip.run("tpm2_policypcr", "-S", _SESSION, "-l", _PCR)
            return chip.run("tpm2_unseal", "-c", "sealed.ctx", "-p", f"session:{_SESSION}")
        finally:
            chip.run("tpm2_flushcontext", _SESSION, must=False)


class _Chip:
    """A series of commands to the chip, with a private folder for their contexts, which hold no secret."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._tcti = os.environ.get("TPM2TOOLS_TCTI") or f"device:{_DEVICE}"

    def __enter__(self) -> _Chip:
        self.folder = Path(self._open.enter_context(TemporaryDirectory(prefix="counter-chip-")))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def primary(self) -> None:
        """The key that everything is under; made anew each time, always the same in one chip."""
        self.run("tpm2_createprimary", "-C", "o", "-g", "sha256", "-G", "ecc", "-c", "primary.ctx")

    def load(self, above: str, name: str, to: str, *words: str, handles: Sequence[int] = ()) -> None:
        """Load an object under another one."""
        parts = ("-u", f"{name}public", "-r", f"{name}private", "-c", to)
        self.run("tpm2_load", "-C", above, *parts, *words, handles=handles)

    def run(self, tool: str, *words: str, handles: Sequence[int] = (), must: bool = True) -> bytes:
        """One command; its output."""
        environment = {"PATH": os.environ.get("PATH", ""), "TPM2TOOLS_TCTI": self._tcti, "LC_ALL": "C"}
        try:
            done = subprocess.run(
                [tool, *words],
                capture_output=True,
                pass_fds=handles,
                cwd=self.folder,
                env=environment,
                timeout=_SECONDS,
                check=False,
            )
            if self._tcti.startswith("swtpm"):  # an emulator has no resource manager: nothing may stay loaded
                subprocess.run(
                    ["tpm2_flushcontext", "-t"],
                    capture_output=True,
                    env=environment,
                    timeout=_SECONDS,
                    check=False,
                )
        except (OSError, subprocess.TimeoutExpired) as wrong:
            raise WorldTrouble("安全芯片没有回应。请重启电脑再试，或用恢复密钥打开。") from wrong
        if done.returncode and must:
            raise _refusal(done.stderr.decode(errors="replace"))
        return done.stdout


def _refusal(said: str) -> Exception:
    """The sentence for a chip's answer."""
    codes = [int(code, 16) & 0xFFFF for code in _CODE.findall(said)]
    reasons = {code & 0x3F for code in codes if code & _FIRST_FORM}
    if _LOCKED_OUT in codes:
        return WorldTrouble(
            "口令输错太多次，安全芯片自己停了。过几个小时再试，或用恢复密钥打开。", field="wait"
        )
    if _AUTH_FAIL in reasons:
        return SecretRefused("口令不对。输错太多次，安全芯片会自己停几个小时。", field="pin")
    if _POLICY_FAIL in reasons:
        return WorldTrouble(
            "电脑的启动设置（安全启动）变过，安全芯片不给密钥。请用恢复密钥打开，再重新设一次。"
        )
    if _INTEGRITY in reasons:
        return WorldTrouble("这不是设置时的那台电脑（或换过主板），安全芯片打不开。请用恢复密钥打开。")
    return WorldTrouble("安全芯片没有打开资料。请重启电脑再试，或用恢复密钥打开。")


@contextmanager
def _memory(content: bytes) -> Iterator[int]:
    """A file in memory only, at its beginning."""
    handle = os.memfd_create("counter")
    try:
        os.write(handle, content)
        os.lseek(handle, 0, os.SEEK_SET)
        yield handle
    finally:
        os.close(handle)


def _path(handle: int) -> str:
    return f"/dev/fd/{handle}"
