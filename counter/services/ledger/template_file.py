"""The template of ledger and report as it is installed (``resources/ledger/template.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from counter.domain.ledger.cells import CELLS
from counter.domain.ledger.template import Template, template_from

ReadToml = Callable[[Path], Mapping[str, object]]


def template_in(resources: Path, read_toml: ReadToml) -> Template:
    """The template. Raises BadInput for a name it does not know, WorldTrouble where the file cannot be read."""
    return template_from(read_toml(resources / "ledger" / "template.toml"), tuple(CELLS))
