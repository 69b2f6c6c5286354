"""What ``counter guide approve`` shows before it asks for the PIN: the changes, and the findings that would stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from counter.cli.authoring.diff_words import diff_data, diff_words
from counter.cli.io.answer import plain
from counter.domain.authoring.lint.finding import Severity

if TYPE_CHECKING:
    from counter.services.authoring.review_draft import DraftTold

_MOST_CHANGES, _MOST_FINDINGS = 300, 100


def approve_data(told: DraftTold) -> dict[str, Any]:
    """All of it as plain values: ``changes`` as in ``guide diff``, and the 必改 findings."""
    changed = diff_data(told.diff, told.names, _sides(told), None)
    findings = [
        {"check": flaw.check, "place": flaw.place.words, "wrong": flaw.wrong, "todo": flaw.todo}
        for flaw in told.must
    ]
    return {"than": told.than, "changes": changed["changes"], "findings": findings}


def approve_words(told: DraftTold, kept: str) -> str:
    """Every change expanded, then the 必改 findings, with the reason why they may stay."""
    many = len(told.diff.changes)
    if many <= _MOST_CHANGES:
        lines = [diff_words(told.diff, told.names, _sides(told), None, unfold=True)]
    else:
        lines = [f"草稿（{told.diff.new}）和{told.than}相比有{many}处变化，太多，这里不列。",
                 "先用 counter guide diff 逐处看过，再来核对。"]  # fmt: skip
    must, facts = told.must, told.report.count(Severity.FACT)
    lines += ["", f"检查：必改{len(must)}处，待补事实{facts}处。"]
    lines += [plain(f"  必改 {flaw.place.words}：{flaw.wrong}") for flaw in must[:_MOST_FINDINGS]]
    if len(must) > _MOST_FINDINGS:
        lines.append(f"  还有{len(must) - _MOST_FINDINGS}处，counter guide lint --draft 列出全部。")
    if must and kept.strip():
        lines.append(plain(f"保留的理由：{kept.strip()}"))
    lines += ["", "核对通过的就是上面这些。不同意的，按 Ctrl+C 停下，用 counter guide send-back 退回。"]
    return "\n".join(lines)


def _sides(told: DraftTold) -> tuple[str, str]:
    return told.than, "草稿"
