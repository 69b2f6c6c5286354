"""Temporary demo profiles for measuring."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter import config
from counter.bootstrap.opening import create_profile
from counter.domain.hall.hall import hall_from, staff_from


@contextmanager
def demo_profile() -> Iterator[Path]:
    """A demo hall in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="counter-bench-"))
    try:
        values = config.read_toml(config.resources_folder() / "halls" / "demo.toml")
        create_profile(folder / "profile", hall_from(values), staff_from(values))
        yield folder / "profile"
    finally:
        shutil.rmtree(folder)
