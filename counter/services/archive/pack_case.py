"""Pack an archived case (打包): everything about it leaves in plain words, once for each version, and is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.case.acts.ownership import refuse_elsewhere
from counter.domain.case.archive.coverage import acts_in, covered, newest_package, next_version
from counter.domain.case.archive_events import CasePacked
from counter.domain.case.fold import fold
from counter.domain.errors import BadInput, RuleRefused, StaleBase
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.text.printable import fault_unseen
from counter.services.archive.package import Package, build_package
from counter.services.context.projection import store
from counter.services.hall.rights import check_right
from counter.services.hall.serving import require_serving
from counter.services.hall.staff import check_on_duty, check_pin

if TYPE_CHECKING:
    from counter.domain.case.archive.profile import ArchiveProfile
    from counter.domain.case.case import Case
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal, StaffRow, Transaction

_RULE = "archive"
LONGEST_BOX = 30
"""Characters of a 盒号: it stays in the open for ever."""


@dataclass(frozen=True, slots=True)
class PackedCase:
    """A case that was packed. ``again``: the same version as before, the case having stayed as it was."""

    case: str
    number: str
    version: int
    again: bool
    package: Package


def packer(app: AppContext, code: str, pin: str) -> StaffRow:
    """Who may take personal data out: one who may export, with the own PIN each time. Raises RuleRefused."""
    person = check_pin(app.journal, code, pin)
    check_on_duty(person)
    require_serving(serves=app.hall.serves)
    check_right(app.journal, person, Capability.AUDIT, field="--by")
    return person


def pack_case(
    app: AppContext,
    profile: ArchiveProfile,
    case_id: str,
    by: StaffRow,
    keep: Callable[[Package], object],
    box: str | None = None,
) -> PackedCase:
    """Pack one archived case. ``by``: from ``packer``; ``keep`` gives the package its place, on a stick as slow as it
    likes, before the transaction of the entry; if it raises there is no entry, and if this raises the file is to go.
    ``box``: 盒号 of what is on paper, None: as before.

    Raises RuleRefused for a case not archived, of another window, forgotten, or with papers whose content is elsewhere;
    StaleBase where the case was changed meanwhile; WorldTrouble where a paper cannot be made.
    """
    entries = app.journal.entries(case_id)
    now = _folded(entries)
    check_packing(app.journal, now)
    box = _box(now, box)
    version = next_version(now)
    package = build_package(
        app, _folded(covered(entries)), covered(entries), profile, version=version, box=box
    )
    keep(package)
    with app.journal.transaction() as tx:
        case = _case(tx, case_id)
        check_packing(app.journal, case)  # it may have been forgotten while the file was written
        if next_version(case) != version or acts_in(tx.entries(case_id)) != acts_in(entries):
            raise StaleBase("这件办件刚才有变动，没有打包，请再打一次。")
        event = CasePacked(version, package.digest, acts_in(entries), len(package.files), box)
        tx.append(NewEntry(case.id, event, case.base), actor=by.code)
        store(tx, app.projector(tx.entries(case.id)))
        tx.commit()
    before = newest_package(now)
    return PackedCase(now.id, now.number, version, before is not None and before.version == version, package)


def check_packing(journal: Journal, case: Case) -> None:
    """Raises RuleRefused for a case that cannot be packed here and now."""
    if case.forgotten:
        raise RuleRefused("这件办件的个人信息已经清除，不能再打包。", rule=_RULE)
    refuse_elsewhere(case, journal.station().code)
    if case.archived is None:
        raise RuleRefused("这件办件还没有归档，先归档，再打包。", rule=_RULE)
    if case.applicant is None:
        raise RuleRefused("申请人的资料待授权，这里看不到，不能打包。", rule=_RULE)
    away = [paper for paper in case.papers if paper.sealed_elsewhere and paper.stage.binding]
    if away:
        named = "、".join(f"《{paper.title}》{paper.number}" for paper in away)
        raise RuleRefused(
            f"{named}由窗口 {away[0].station} 出具，内容不在这里，不能打包：先申请查看这一件。",
            rule=_RULE,
        )


def _box(case: Case, box: str | None) -> str:
    package = newest_package(case)
    if box is None:
        return "" if package is None else package.box
    box = box.strip()
    if len(box) > LONGEST_BOX or fault_unseen(box):
        raise BadInput(f"盒号要在{LONGEST_BOX}个字以内，不能有看不见的字。", field="--box")
    return box


def _folded(entries: tuple[object, ...]) -> Case:
    case = fold(entries)  # type: ignore[arg-type]
    if case is None:
        raise BadInput("没有这件办件。", field="case")
    return case


def _case(source: Journal | Transaction, case_id: str) -> Case:
    return _folded(source.entries(case_id))
