"""Approve a submitted draft (核对): by a supervisor who did not edit it, after the lint was run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.domain.authoring.lint.finding import Severity
from counter.domain.errors import RuleRefused, StaleBase
from counter.domain.guide.library import version_of
from counter.domain.guide.publication import VERSIONS, Checked, Versions
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.services.authoring.draft import GuideDraft, load_draft
from counter.services.authoring.lint import lint_library
from counter.services.authoring.review_draft import DraftReview, require_submitted
from counter.services.authoring.submit import submitted_library
from counter.services.guide.versions import guide_versions
from counter.services.hall.staff import authorised

if TYPE_CHECKING:
    from counter.domain.authoring.lint.lint import LintReport
    from counter.services.context.app import AppContext


def check_guide_draft(
    app: AppContext,
    indicators: Mapping[str, object],
    kept: str,
    *,
    code: str,
    pin: str,
    seen: str = "",
    told: DraftReview | None = None,
) -> Versions:
    """Record the approval. ``indicators``: values of ``indicators.toml``; ``kept``: why 必改 findings may stay, needed
    where there are any.

    ``seen``: digest of the draft whose changes were read, where they were shown; ``told``: the review made before
    (``authoring/review_draft``), so that the lint need not run twice.

    Raises StaleBase where another draft was submitted meanwhile; RuleRefused for anyone but a supervisor, for one who
    edited it, at a window, where nothing was submitted or it changed since, and for 必改 findings without a reason.
    """
    draft = load_draft(app)
    by = authorised(app.journal, Capability.RELEASE_GUIDE, code=code, pin=pin)
    require_submitted(guide_versions(app.journal), draft)
    seen = seen or (told.draft.digest if told is not None else "")
    if seen and seen != draft.digest:
        raise StaleBase("您看着的时候，草稿改过又提交了一次。请看过新的变化再核对。", field="draft")
    if told is None:
        library = submitted_library(draft)
        report = lint_library(library, indicators, guide_versions(app.journal).evidence)
    else:
        library, report = told.library, told.report
    must = require_reason(report, kept)
    event = Checked(
        draft.digest, version_of(library), must, report.count(Severity.FACT), kept.strip() if must else ""
    )
    with app.journal.transaction() as tx:
        versions = guide_versions(tx)
        require_submitted(versions, draft)
        _require_second_person(versions, draft, by.code)
        tx.append(NewEntry(VERSIONS, event, tx.last_id(VERSIONS)), actor=by.code)
        tx.commit()
    return guide_versions(app.journal)


def require_reason(report: LintReport, kept: str) -> int:
    """The number of 必改 findings. Raises RuleRefused naming the first where no reason is given."""
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
