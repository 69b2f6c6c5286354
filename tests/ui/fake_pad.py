"""A small real pad desk: the shipped reason list, plain mirrors, and a list of what was asked of it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case, HistoryLine
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.ratings.invitation import OPEN_FOR, Invitation, stage_to_rate
from counter.domain.ratings.rating import Choice, ReasonList, Stage, reasons_from
from counter.domain.screen.mirror import Drawing, Mark, Mirror, MirrorLine, MirrorPart, PledgeText, WindowCard
from counter.domain.visit.visit import Assessment
from counter.services.ratings.refuse import RefusalCause
from counter.ui.facades.window import Clerk
from tests.settings import RESOURCES

if TYPE_CHECKING:
    from tests.ui.fake_facade import FakeFacade


class FakePad:
    """``cast_`` and ``causes`` are what a test looks at; a real station can look at neither."""

    def __init__(self, facade: FakeFacade) -> None:
        self._facade = facade
        self.cast_: list[tuple[str, Choice | None]] = []
        self.closed: list[str] = []
        self.cut: list[tuple[str, str]] = []
        self.causes: list[RefusalCause] = []
        self.drawn: list[tuple[str, Drawing]] = []
        self.slips: list[str] = []
        self.packed: list[tuple[Path, str]] = []
        self.no_key = self.no_office = ""
        self.trouble: Exception | None = None
        self._open = ""

    def reasons(self) -> ReasonList:
        file = RESOURCES / "ratings" / "reasons-1.toml"
        return reasons_from(tomllib.loads(file.read_text(encoding="utf-8")))

    def card(self, clerk: Clerk | None) -> WindowCard:
        card = WindowCard("乌兰浩特市政务服务中心", "03", complaint="12345", demo=True)
        return card if clerk is None else replace(card, clerk=clerk.name, clerk_code=clerk.code, duty="受理")

    def mirror(self, assessment: Assessment) -> Mirror:
        found = assessment.checklist
        lines = tuple(MirrorLine(Mark.MISSING, line.name) for line in found.lines)
        return Mirror(
            found.bundle_name, right=(MirrorPart(f"还差的（{len(lines)} 份）", lines),), digest=str(lines)
        )

    def mirror_case(self, case: Case) -> Mirror:
        return Mirror(case.opened.bundle_name, filed=True, digest=case.base)

    def pledge(self, case: Case, paper: str) -> PledgeText:
        return PledgeText(paper, "容缺受理承诺书", "市场监督管理局", ("我承诺按时补来。",))

    def why_not(self, case: Case) -> str:
        if self.no_key:
            return self.no_key
        try:
            stage_to_rate(case, civil_date(self._facade.now()))
        except RuleRefused as refused:
            return refused.sentence
        return ""

    def check_invitable(self, case: str, clerk: Clerk) -> None:
        if self.no_office:
            raise RuleRefused(self.no_office, rule="L9")

    def invite(self, case: str, clerk: Clerk) -> tuple[Case, Invitation]:
        found = self._case(case)
        self._open = case
        now = self._facade.now()
        invitation = Invitation(
            "secret", case, found.number, found.opened.bundle_name, Stage.ACCEPTANCE, now + OPEN_FOR
        )
        return self._noted(found, "rating.invited"), invitation

    def cast(self, invitation: Invitation, choice: Choice | None) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.cast_.append((invitation.id, choice))

    def close(self, case: str) -> Case | None:
        if self._open != case:
            return None
        self._open = ""
        self.closed.append(case)
        return self._noted(self._case(case), "rating.closed")

    def cut_short(self, case: str, clerk: Clerk) -> Case | None:
        self.cut.append((case, clerk.code))
        return self.close(case)

    def close_all(self) -> None:
        self._open = ""

    def refused(self, cause: RefusalCause) -> None:
        self.causes.append(cause)

    def keep_drawing(self, case: str, paper: str, drawing: Drawing, clerk: Clerk) -> Case:
        self.drawn.append((paper, drawing))
        found = self._case(case)
        return self._kept(replace(found, drawings={**found.drawings, paper: drawing}))

    def print_slip(self, case: str, clerk: Clerk, printer: str = "", page: str = "A4") -> Case:
        self.slips.append(case)
        return self._noted(self._case(case), "rating.invited")

    def use_code(self, code: str, clerk: Clerk) -> Invitation:
        raise RuleRefused("不是本窗口发的评价条编码。", rule="L9")

    def pack(self, file: Path, clerk: Clerk) -> str:
        self.packed.append((file, clerk.code))
        return f"评价包已写到 {file}。"

    def take_totals(self, file: Path, clerk: Clerk) -> str:
        raise BadInput("文件内容不完整。", field="file")

    def own_totals(self, clerk: Clerk) -> str:
        return f"我的评价：{clerk.name}，还没有公布。"

    def _case(self, case: str) -> Case:
        return next(c for c in self._facade.cases if c.id == case)

    def _noted(self, case: Case, kind: str) -> Case:
        at = self._facade.now() + timedelta(seconds=len(case.history))
        line = HistoryLine(at, case.clerk, kind, "")
        return self._kept(replace(case, history=(*case.history, line)))

    def _kept(self, case: Case) -> Case:
        self._facade.cases = [case if c.id == case.id else c for c in self._facade.cases]
        return case
