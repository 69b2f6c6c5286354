"""Makes single sheets, each in a process of its own: no code or key is kept in memory, argument, file or log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from counter.domain.errors import WorldTrouble
from counter.domain.hall.desk_card import DeskCard
from counter.domain.ratings.slip_code import Slip
from counter.services.papers.key_list import KEY_LIST_TITLE, KeyList
from counter.services.profile.plain_sheet import PlainSheet

_ROOT = Path(__file__).resolve().parents[3]
_PATIENCE = 30.0
_FAILED = "{}没有生成，没有送去打印；过一会儿再试，还不行的，关上程序再打开。"


class SlipPress:
    """Makes the PDF of a slip (``services.ratings.slip.SlipMaker``)."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts

    def __call__(self, slip: Slip) -> bytes:
        """PDF bytes of one slip. Raises WorldTrouble when it cannot be made."""
        values = {**asdict(slip), "until": slip.until.isoformat()}
        return _made_by("slip", values, self._fonts, "评价条")


class PlainSheetPress:
    """Makes the PDF of a sheet of the set-up (``services.profile.plain_sheet.SheetMaker``)."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts

    def __call__(self, sheet: PlainSheet) -> bytes:
        """PDF bytes of one sheet. Raises WorldTrouble when it cannot be made."""
        return _made_by("plain_sheet", asdict(sheet), self._fonts, sheet.title)


class DeskCardPress:
    """Makes the PDF of a desk card (``services.papers.desk_card.DeskCardMaker``)."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts

    def __call__(self, card: DeskCard) -> bytes:
        """PDF bytes of one card. Raises WorldTrouble when it cannot be made."""
        return _made_by("desk_card", asdict(card), self._fonts, "岗位牌")


class KeyListPress:
    """Makes the PDF of the sheet of all keys (``services.papers.key_list.KeyListMaker``)."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts

    def __call__(self, keys: KeyList) -> bytes:
        """PDF bytes of the list. Raises WorldTrouble when it cannot be made."""
        return _made_by("key_list", asdict(keys), self._fonts, KEY_LIST_TITLE)


def _made_by(module: str, values: dict[str, object], fonts: Path, what: str) -> bytes:
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(
        part for part in (str(_ROOT), environment.get("PYTHONPATH", "")) if part
    )
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", f"counter.printing.press.{module}", str(fonts)],
            input=json.dumps(values).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=_PATIENCE,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        raise WorldTrouble(_FAILED.format(what)) from None
    return done.stdout
