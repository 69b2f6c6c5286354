"""A process that accepts visit after visit and says each one aloud once it is durable; made to be killed.

Usage: python -m tests.journeys.accept_worker PROFILE FIRST COUNT. Every line on stdout is an act acknowledged to a
person: whatever happens to this process afterwards, it must be found again.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from counter.bootstrap.opening import open_app
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.received import all_received
from counter.domain.visit.visit import Visit
from counter.services.visit.file_case import file_case
from tests.journeys.people import applicant

ANSWERS = {
    "q_entity": ("individual",),
    "q_catering_area": ("within",),
    "q_fire_scope": ("no",),
    "q_env": ("no",),
    "q_n_health": ("1",),
    "q_employees": ("no",),
    "q_sign": ("no",),
    "q_premises": ("rent",),
    "q_residential": ("no",),
    "q_health": ("have",),
    "q_agent": ("self",),
}


def main(profile: Path, first: int, count: int) -> None:
    """Accept ``count`` small restaurants, one applicant each, and acknowledge every one."""
    with open_app(profile) as app:
        clerk = next(s for s in app.journal.staff() if s.code == "W01")
        for serial in range(first, first + count):
            setting = app.setting()
            visit = Visit(8, ANSWERS, applicant=applicant(serial), begun_at=setting.now)
            lines = assess(setting, visit).checklist
            filed = file_case(
                app.journal,
                app.projector,
                setting,
                replace(visit, brought=all_received(lines, {})),
                clerk=clerk,
                decision=FilingMode.DECIDE,
            )
            said = {
                "serial": serial,
                "case": filed.case.id,
                "number": filed.case.number,
                "papers": [p.number for p in filed.papers],
            }
            os.write(1, (json.dumps(said, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
