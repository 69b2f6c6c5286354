"""Words about results as things in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.domain.case.results.certificate import CaseCertificate
from counter.domain.case.results.events import CollectorKind, Medium, ResultForm


def medium_word(medium: Medium) -> str:
    """Label of paper or file."""
    translate = QCoreApplication.translate
    return {
        Medium.PAPER: translate("results", "纸质"),
        Medium.ELECTRONIC: translate("results", "电子"),
        Medium.BOTH: translate("results", "纸质和电子"),
    }[medium]


def form_word(form: ResultForm) -> str:
    """Label of what a result is."""
    translate = QCoreApplication.translate
    return {
        ResultForm.CERTIFICATE: translate("results", "证照、批文"),
        ResultForm.DECISION: translate("results", "决定书"),
    }[form]


def collector_word(kind: CollectorKind) -> str:
    """Label of who collects."""
    translate = QCoreApplication.translate
    return {
        CollectorKind.APPLICANT: translate("results", "申请人本人"),
        CollectorKind.AGENT: translate("results", "委托代理人"),
        CollectorKind.PROXY: translate("results", "别人代收"),
    }[kind]


def certificate_words(one: CaseCertificate) -> str:
    """``动物防疫条件合格证 1号（A-03）``."""
    place = f"（{one.place}）" if one.place else ""
    return f"{one.name} {one.number or ''}".strip() + place
