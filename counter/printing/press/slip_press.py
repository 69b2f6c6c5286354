"""Makes each slip in a process of its own: no code is kept in memory, argument, file or log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from counter.domain.errors import WorldTrouble
from counter.domain.ratings.slip_code import Slip

_ROOT = Path(__file__).resolve().parents[3]
_PATIENCE = 30.0
_FAILED = "评价条没有生成，没有送去打印；请稍后再试，仍不行时重启本程序。"


class SlipPress:
    """Makes the PDF of a slip (``services.ratings.slip.SlipMaker``)."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts

    def __call__(self, slip: Slip) -> bytes:
        """PDF bytes of one slip. Raises WorldTrouble when it cannot be made."""
        environment = dict(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(
            part for part in (str(_ROOT), environment.get("PYTHONPATH", "")) if part
        )
        values = json.dumps({**asdict(slip), "until": slip.until.isoformat()}).encode()
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "counter.printing.press.slip", str(self._fonts)],
                input=values,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=_PATIENCE,
                check=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, subprocess.SubprocessError):
            raise WorldTrouble(_FAILED) from None
        return done.stdout
