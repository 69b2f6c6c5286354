"""A small real versions desk: publications in a Python list, and changes as a test says them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.guide.diff.change import Effect, GuideChange, GuideDiff
from counter.domain.guide.publication import (
    KnownVersion,
    Publication,
    SignedPublication,
    Transition,
    Versions,
)
from counter.domain.guide.terms import AttachedFile
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.guide.preview_pack import PackPreview
from counter.ui.facades.versions import GuideStatus
from counter.ui.facades.window import Clerk
from tests.settings import NOON

if TYPE_CHECKING:
    from tests.ui.fake_facade import FakeFacade

KEY = "ab" * 32
TODAY = civil_date(NOON)

CHANGES = (
    GuideChange((8,), "事项“食品经营许可”的材料“健康证明”", "不再要“健康证明”。", Effect.LESS, removed=True),
    GuideChange((8, 9), "事项“个体工商户登记”，承诺时限", "承诺时限由3个工作日改为1个工作日。", Effect.LESS),
    GuideChange((), "共用材料“授权委托书”", "“授权委托书”要交原件。", Effect.MORE),
)


def known(
    number: int,
    version: str,
    effective: date,
    *,
    transition: Transition = Transition.BEGUN,
    notes: str = "",
    files: tuple[AttachedFile, ...] = (),
) -> KnownVersion:
    """A publication that was taken in here."""
    said = Publication(
        number=number,
        version=version,
        digest=f"{number:064x}",
        effective=effective,
        transition=transition,
        bureau="兴安盟行政审批和政务服务局",
        region="兴安盟",
        demo=True,
        published_at="2026-11-18T02:00:00+00:00",
        notes=notes,
        files=files,
    )
    return KnownVersion(SignedPublication(said, KEY, "cd" * 64), NOON, "S01")


class FakeVersions:
    """``in_use`` is the version of the guide in use; ``waiting_`` what ``renew`` finds in force instead."""

    def __init__(self, facade: FakeFacade) -> None:
        self._facade = facade
        self.versions = Versions()
        self.in_use = ""
        self.waiting_ = ""
        self.renewed = 0
        self.changes = CHANGES
        self.trouble: Exception | None = None
        self.since: GuideDiff | None = None
        self.opened: list[str] = []
        self.printed: list[tuple[str, str, str]] = []
        self.pack: PackPreview | None = None
        self.trusted: list[Path] = []

    # -- what a test arranges --
    def take(self, one: KnownVersion, *, use: bool = True) -> None:
        """It was taken in; ``use``: and is in use."""
        self.versions = replace(self.versions, known=(*self.versions.known, one))
        if use:
            self.in_use = one.publication.version

    # -- the desk --
    @property
    def news(self) -> GuideStatus:
        version = self.in_use or self._facade.guide.version
        return GuideStatus(self.versions, TODAY, version, None, bool(self.waiting_))

    def use(self) -> None:
        if self.waiting_:
            self.in_use, self.waiting_ = self.waiting_, ""

    def renew(self) -> GuideStatus:
        self.renewed += 1
        now = self.versions.in_force(TODAY)
        if now is not None and now.publication.version != self.news.guide_version:
            self.waiting_ = now.publication.version
        return self.news

    def see(self, number: int, clerk: Clerk) -> GuideStatus:
        self.versions = replace(self.versions, seen=(*self.versions.seen, (clerk.code, number)))
        return self.news

    def changes_of(self, number: int) -> GuideDiff:
        if self.trouble is not None:
            raise self.trouble
        return GuideDiff("old", "new", self.changes)

    def changes_since(self, version: str) -> GuideDiff | None:
        return self.since

    def open_file(self, name: str) -> Path:
        now = self.news.in_use
        if now is None or name not in [file.name for file in now.publication.files]:
            raise WorldTrouble(f"“{name}”没有随指南发到这里。")
        self.opened.append(name)
        return Path("/nowhere") / name

    def print_form(self, material: str, name: str, clerk: Clerk) -> tuple[str, int]:
        self.printed.append((material, name, clerk.code))
        return "演示打印机", len(self.printed)

    def preview_pack(self, file: Path) -> PackPreview:
        if self.pack is None:
            raise BadInput("这不是指南包（在指南编辑室导出的）。", field="file")
        return replace(self.pack, believed=bool(self.trusted) or self.pack.believed)

    def take_in(self, file: Path, code: str, pin: str) -> GuideStatus:
        self._supervisor(code, pin)
        assert self.pack is not None
        self.take(KnownVersion(self.pack.signed, NOON, code), use=False)
        return self.renew()

    def fingerprint(self, card: Path) -> str:
        return readable_fingerprint(KEY if card.name != "别家.json" else "cd" * 32)

    def trust(self, card: Path, code: str, pin: str) -> str:
        self._supervisor(code, pin)
        self.trusted.append(card)
        return "兴安盟行政审批和政务服务局"

    def _supervisor(self, code: str, pin: str) -> None:
        if (code, pin) != ("S01", "9876"):
            raise RuleRefused("工号或口令不对，请再输一次。", rule="staff")
