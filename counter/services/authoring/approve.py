"""Check what was handed in (核对): a supervisor who did not edit it has read it, and the lint has been run over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.domain.authoring.lint.finding import Severity
from counter.domain.errors import RuleRefused, StaleBase
from counter.domain.guide.library import version_of
from counter.domain.guide.publication import VERSIONS, Checked, Versions
from counter.domain.journal.entries import NewEntry
from counter.services.authoring.draft import GuideDraft, load_draft
from counter.services.authoring.lint import lint_library
from counter.services.authoring.review_draft import DraftTold, require_handed_in
from counter.services.authoring.submit import judged_library
from counter.services.guide.versions import guide_versions
from counter.services.hall.staff import require_supervisor

if TYPE_CHECKING:
    from counter.domain.authoring.lint.lint import LintReport
    from counter.services.context.services import AppContext


def check_guide_draft(
    app: AppContext,
    indicators: Mapping[str, object],
    kept: str,
    *,
    code: str,
    pin: str,
    seen: str = "",
    told: DraftTold | None = None,
) -> Versions:
    """Note that it was checked. ``indicators``: values of ``indicators.toml``; ``kept``: why findings of the lint that
    must be mended (必改) may stay, needed where there are any.

    ``seen``: digest of the draft whose changes were read, where a door shows them; ``told``: the same where the door
    looked with ``authoring/review_draft``, so that nobody waits twice for the lint.

    Raises StaleBase where another one was handed in meanwhile; RuleRefused for anyone but a supervisor, for one who
    edited it, at a window, where nothing was handed in or it changed since, and where 必改 findings stand without a
    reason.
    """
    draft = load_draft(app)
    by = require_supervisor(app.journal, code=code, pin=pin)
    require_handed_in(guide_versions(app.journal), draft)
    seen = seen or (told.draft.digest if told is not None else "")
    if seen and seen != draft.digest:
        raise StaleBase("您看着的时候，草稿改过又提交了一次。请看过新的变化再核对。", field="draft")
    if told is None:
        library = judged_library(draft)
        report = lint_library(library, indicators, guide_versions(app.journal).evidence)
    else:
        library, report = told.library, told.report
    must = require_reason(report, kept)
    event = Checked(
        draft.digest, version_of(library), must, report.count(Severity.FACT), kept.strip() if must else ""
    )
    with app.journal.transaction() as tx:
        versions = guide_versions(tx)
        require_handed_in(versions, draft)
        _require_second_person(versions, draft, by.code)
        tx.append(NewEntry(VERSIONS, event, tx.last_id(VERSIONS)), actor=by.code)
        tx.commit()
    return guide_versions(app.journal)


def require_reason(report: LintReport, kept: str) -> int:
    """How many 必改 findings stand. Raises RuleRefused naming the first where nobody says why they may stay."""
    must = report.count(Severity.MUST)
    if must and not kept.strip():
        first = next(flaw for flaw in report.flaws if flaw.severity is Severity.MUST)
        raise RuleRefused(
            f"还有{must}处必改，第一处是{first.place.words}：{first.wrong}。请退回修改，或写明为什么可以保留。",
            rule="L1",
            field="kept",
        )
    return must


def _require_second_person(versions: Versions, draft: GuideDraft, code: str) -> None:
    handed_in = versions.submitted.editors if versions.submitted is not None else ()
    if code in {*draft.editors, *handed_in}:
        raise RuleRefused(
            "改过这份草稿的人不能自己核对，请没有参与修改的值班负责人来核对。", rule="L1", field="supervisor"
        )
