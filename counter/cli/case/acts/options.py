"""The acts on a filed case as sub-commands: their words and options, each under its key in the JSON form."""

from __future__ import annotations

from counter.cli.case.acts import (
    case_options,
    clock_options,
    decision_options,
    material_options,
    organ_options,
    paper_options,
    result_options,
    window_options,
)

ACTS = (
    *material_options.ACTS,
    *decision_options.ACTS,
    *organ_options.ACTS,
    *result_options.ACTS,
    *window_options.ACTS,
    *clock_options.ACTS,
    *case_options.ACTS,
    *paper_options.ACTS,
    *clock_options.MISSED,
)
"""Every act after filing, in the order of a case's life."""
