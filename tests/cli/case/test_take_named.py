"""``case take-named`` and ``supplement`` of another window's case by options, as in the window."""

from __future__ import annotations

from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.document.document import PaperKind
from tests.cli.shop import counter, pin_file
from tests.services.case.neighbours import THERE, Neighbours, qr_of, window_on
from tests.services.case.test_take_elsewhere import told
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.settings import demo_hall


def test_that_papers_for_another_windows_case_are_taken_in_by_its_code(tmp_path: Path) -> None:
    profile, clock = tmp_path / "profile", SetClock(FRIDAY)
    create_profile(profile, demo_hall(), PEOPLE, clock)
    here = ("--data", profile, "--json")
    who = ("--clerk", "W01", "--pin-file", pin_file(tmp_path, "1234", "1"), "--no-papers")
    with window_on(tmp_path / "there", THERE) as owner:
        case, line = told(owner)
        code = qr_of(owner, case, PaperKind.CORRECTION_NOTICE)
        unknown = counter("case", "supplement", case.number, "--line", f"{line}=received", *who, *here)
        assert (unknown.code, "没有编号" in unknown.err) == (2, True)
        early = counter("case", "supplement", code, "--line", f"{line}=received", *who, *here)
        assert early.code != 0
        take = ("case", "take-named", code, "--applicant", "巴图吉雅")
        for wrong in ("合同", "合同=x", "合同=1,y", "=1"):
            assert counter(*take, "--paper", wrong, *who, *here).code == 2
        taken = counter(*take, "--paper", "租赁合同=2,seen", *who, "--data", profile)
        assert taken.code == 0, taken.err
        assert "补正材料接收凭证" in taken.out
        look = ("--clerk", "W01", "--pin-file", pin_file(tmp_path, "1234", "1"))
        shown = counter("case", "show", case.number, *look, "--data", profile)
        assert shown.code == 0, shown.err
        assert "等原件信息" in shown.out
        assert THERE in shown.out
        with open_app(profile, clock) as app:
            both = Neighbours(owner, Office(app, clock))
            both.trust()
            both.tell(owner, both.other)
        done = counter(
            *("case", "supplement", code, "--line", f"{line}=received"),
            *("--by", "巴图吉雅", "--relation", "本人", *who, "--data", profile),
        )
        assert done.code == 0, done.err
        assert "补正材料接收凭证" in done.out
        assert "待窗口" in done.out or "主办" in done.out
