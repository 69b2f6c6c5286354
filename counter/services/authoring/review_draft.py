"""Review a submitted draft before approving it: every change, and what the lint finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.authoring.lint.finding import Flaw, Severity
from counter.domain.authoring.lint.lint import LintReport
from counter.domain.errors import RuleRefused
from counter.domain.guide.publication import DraftState, Versions
from counter.services.authoring.draft import GuideDraft, load_draft
from counter.services.authoring.lint import lint_library
from counter.services.authoring.submit import submitted_library
from counter.services.guide.compare import changes_of_draft
from counter.services.guide.versions import guide_versions, library_of_version

if TYPE_CHECKING:
    from counter.domain.guide.diff.change import GuideDiff
    from counter.domain.guide.entries import Library
    from counter.services.context.app import AppContext


@dataclass(frozen=True, slots=True)
class DraftReview:
    """Review of a draft. ``than``: what it is compared with; ``library``: as it would be published; ``names``: of every
    bundle.
    """

    draft: GuideDraft
    library: Library
    than: str
    diff: GuideDiff
    report: LintReport
    names: Mapping[int, str]

    @property
    def must(self) -> tuple[Flaw, ...]:
        """Findings that may stay only with a reason."""
        return tuple(flaw for flaw in self.report.flaws if flaw.severity is Severity.MUST)


def review_draft(app: AppContext, indicators: Mapping[str, object]) -> DraftReview:
    """Review the draft; nothing is recorded. ``indicators``: values of ``indicators.toml``.

    Raises RuleRefused at a window and where this very content was not submitted.
    """
    draft = load_draft(app)
    versions = guide_versions(app.journal)
    require_submitted(versions, draft)
    library, last = submitted_library(draft), versions.last
    bundles = {**library_of_version(app, last)["bundles"], **library["bundles"]}
    return DraftReview(
        draft,
        library,
        last.publication.title if last is not None else "随程序带的指南",
        changes_of_draft(app, library, draft.files),
        lint_library(library, indicators, versions.evidence),
        {int(number): str(bundle.get("name", "")) for number, bundle in bundles.items()},
    )


def require_submitted(versions: Versions, draft: GuideDraft) -> None:
    """Raises RuleRefused where this very content was not submitted, or was sent back."""
    if versions.state(draft.digest) is DraftState.EDITING:
        changed = versions.submitted is not None and versions.submitted.digest != draft.digest
        raise RuleRefused(
            "提交核对以后草稿又改过，请编辑人员重新提交。" if changed else "草稿还没有提交核对。",
            rule="L1",
            field="draft",
        )
