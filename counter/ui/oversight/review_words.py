"""A sample and what a window's cases came to, each in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.domain.tasks.oversight.figures import ReviewFigures
from counter.domain.tasks.oversight.samples import Sample


def finding_words(sample: Sample) -> str:
    """How far a sample is, and in how many of its cases something was found."""
    translate = QCoreApplication.translate
    if sample.drawn_at is None:
        words = translate("oversight", "{0}：规则和种子已公布，过了 {1} 就可以抽")
        return words.format(sample.title, sample.rule.until.isoformat())
    flawed = sum(bool(one.reviewed and one.reviewed.findings) for one in sample.cases)
    words = translate("oversight", "{0}：{1} 件，评查了 {2} 件，{3} 件有问题")
    return words.format(sample.title, len(sample.cases), len(sample.cases) - sample.left, flawed)


def figure_words(one: ReviewFigures, window: str) -> str:
    """What the cases of a window came to."""
    words = QCoreApplication.translate(
        "oversight",
        "{0}：抽 {1} 件，评查 {2} 件，无问题 {3} 件；问题 {4} 项（合法性 {5}），{6} 项没有了结",
    )
    return words.format(window, one.sampled, one.reviewed, one.clean, one.findings, one.unlawful, one.open)
