"""公告送达 by command: recorded when it is put up, and as served once its days are over."""

from __future__ import annotations

from typing import Any

from tests.cli.timed import Counter, paper
from tests.cli.visits import NAME


def test_that_a_public_notice_counts_once_its_thirty_days_are_over(hall: Counter) -> None:
    case = hall.open()
    number = paper(case, "acceptance_notice")["number"]
    assert hall.run("paper", case["number"], number, "--out", hall.folder / "n.pdf").code == 0
    hall.do("printed", case, number)
    hall.do("stamped", case, number)
    published = ("--way", "public_notice", "--day", "2026-11-23")
    why = ("--note", "信件退回、电话不通；公告贴在大厅公告栏")
    assert hall.refused("deliver", case, number, *published).json["field"] == "note"
    assert (
        hall.refused("deliver", case, number, *published, *why, "--receiver", NAME).json["field"]
        == "receiver"
    )
    assert published_paper(hall, case, number) == ("已盖章", None, None)
    hall.later(days=3)
    hall.do("deliver", case, number, *published, *why)  # put up, and running
    assert published_paper(hall, case, number) == ("公告中", "2026-11-23", None)
    assert hall.refused("deliver", case, number, *published).json["field"] == "day"
    hall.later(days=32)
    hall.do("deliver", case, number, *published)
    assert published_paper(hall, case, number) == ("公告送达", "2026-11-23", "2026-12-23")
    assert hall.whole()


def published_paper(hall: Counter, case: dict[str, Any], number: str) -> tuple[object, object, object]:
    found = next(p for p in hall.show(case)["papers"] if p["number"] == number)
    return found["stage_label"], found["announced"], found["served"]
