"""Check what was handed in (核对): a supervisor who did not edit it has read it, and the lint has been run over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.domain import record
from counter.domain.entries import Draft
from counter.domain.errors import RuleRefused, StaleBase
from counter.domain.guide_library import version_of
from counter.domain.guide_lint.flaw import Severity
from counter.domain.guide_publication import CHECKED, VERSIONS, Checked, DraftState, Versions
from counter.services.guide_draft import GuideDraft, load_draft
from counter.services.guide_versions import guide_versions
from counter.services.lint_guide import lint_library
from counter.services.staff import require_supervisor
from counter.services.submit_guide import judged_library

if TYPE_CHECKING:
    from counter.services.house import House


def check_guide_draft(
    house: House, indicators: Mapping[str, object], kept: str, *, code: str, pin: str, seen: str = ""
) -> Versions:
    """Note that it was checked. ``indicators``: values of ``indicators.toml``; ``kept``: why findings of the lint that
    must be mended (必改) may stay, needed where there are any.

    ``seen``: digest of the draft whose changes were read, where a door shows them.

    Raises StaleBase where another one was handed in meanwhile; RuleRefused for anyone but a supervisor, for one who
    edited it, at a window, where nothing was handed in or it changed since, and where 必改 findings stand without a
    reason.
    """
    draft = load_draft(house)
    by = require_supervisor(house.journal, code=code, pin=pin)
    require_handed_in(guide_versions(house.journal), draft)
    if seen and seen != draft.digest:
        raise StaleBase("您看着的时候，草稿改过又提交了一次。请看过新的变化再核对。", field="draft")
    library = judged_library(draft)
    report = lint_library(library, indicators, guide_versions(house.journal).evidence)
    must = report.count(Severity.MUST)
    if must and not kept.strip():
        first = next(flaw for flaw in report.flaws if flaw.severity is Severity.MUST)
        raise RuleRefused(
            f"还有{must}处必改，第一处是{first.place.words}：{first.wrong}。请退回修改，或写明为什么可以保留。",
            rule="L1",
            field="kept",
        )
    said = Checked(
        draft.digest, version_of(library), must, report.count(Severity.FACT), kept.strip() if must else ""
    )
    with house.journal.transaction() as tx:
        now = guide_versions(tx)
        require_handed_in(now, draft)
        _require_second_person(now, draft, by.code)
        tx.append(Draft(CHECKED, VERSIONS, record.write(said), base=tx.last_id(VERSIONS)), actor=by.code)
        tx.commit()
    return guide_versions(house.journal)


def require_handed_in(versions: Versions, draft: GuideDraft) -> None:
    """Raises RuleRefused where this very content was not handed in, or was sent back."""
    if versions.state(draft.digest) is DraftState.EDITING:
        changed = versions.submitted is not None and versions.submitted.digest != draft.digest
        raise RuleRefused(
            "提交核对以后草稿又改过，请编辑人员重新提交。" if changed else "草稿还没有提交核对。",
            rule="L1",
            field="draft",
        )


def _require_second_person(versions: Versions, draft: GuideDraft, code: str) -> None:
    handed_in = versions.submitted.editors if versions.submitted is not None else ()
    if code in {*draft.editors, *handed_in}:
        raise RuleRefused(
            "改过这份草稿的人不能自己核对，请没有参与修改的值班负责人来核对。", rule="L1", field="supervisor"
        )
