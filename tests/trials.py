"""What a test tells ``tools.faults`` of the trials in it, beyond that it passed: into pytest's own report (JUnit).

Told after the trial was proved. A test that tells nothing is one trial.
"""

from __future__ import annotations

from collections.abc import Callable

TellTrials = Callable[[str, object], None]
"""pytest's ``record_property``: (what, how many); what is told again is added. ``trials``: how often it was tried;
``acts``: acknowledged acts asked for afterwards, each of which was there; ``evidence``, ``torn``: as the row says.
"""
