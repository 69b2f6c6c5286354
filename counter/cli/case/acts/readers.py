"""Read one act on a case from data (a JSON file, or options in its shape) into ``domain.case.acts.acts``."""

from __future__ import annotations

from collections.abc import Mapping

from counter.cli.case.acts import (
    case_input,
    clock_input,
    decision_input,
    material_input,
    organ_input,
    paper_input,
    result_input,
    window_input,
)
from counter.cli.case.acts.scene import Readers, Scene
from counter.cli.io.json_file import Fields
from counter.domain.case.acts.acts import CaseAct

COMMON = ("clerk", "base")
"""Keys every act may have beside its own: the person acting, and the last entry seen."""


def read_act(name: str, given: Mapping[str, object], scene: Scene) -> CaseAct:
    """The act called ``name``. Raises BadInput for what is unknown, missing or not part of this case."""
    keys, reader = READERS[name]
    return reader(Fields(given, "", (*keys, *COMMON)), scene)


READERS: Readers = {
    **material_input.READERS,
    **decision_input.READERS,
    **organ_input.READERS,
    **result_input.READERS,
    **window_input.READERS,
    **clock_input.READERS,
    **case_input.READERS,
    **paper_input.READERS,
}
