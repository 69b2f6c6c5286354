"""Guide versions as text for strips, headings and lines."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from counter.domain.guide.diff.change import Effect, GuideChange
from counter.domain.guide.publication import KnownVersion, Publication, Versions
from counter.domain.papers.verify.trusted_keys import readable_fingerprint

translate = QCoreApplication.translate


def day_words(day: date, today: date) -> str:
    """``12月1日``; with the year where it is not this year."""
    if day.year == today.year:
        return translate("versions", "{0}月{1}日").format(day.month, day.day)
    return translate("versions", "{0}年{1}月{2}日").format(day.year, day.month, day.day)


def since_words(said: Publication, today: date) -> str:
    """``今天起用第3版`` on its first day, after that ``11月1日起用第3版``."""
    when = translate("versions", "今天") if said.effective == today else day_words(said.effective, today)
    return translate("versions", "{0}起用{1}").format(when, said.title)


def guide_words(versions: Versions, version: str, today: date) -> str:
    """``指南第3版（12月1日起）`` for the guide that a checklist or case names, ``随程序带的指南`` where the bureau
    published none of that name. People compare numbers and days; the name itself is for ``guide_tip``."""
    known = versions.of_version(version)
    if known is None:
        return translate("versions", "随程序带的指南")
    said = known.publication
    return translate("versions", "指南{0}（{1}起）").format(said.title, day_words(said.effective, today))


def guide_tip(*versions: str) -> str:
    """``指南编号 G…``, the hash of its content, for a tooltip: whoever looks after the machines asks for it."""
    return translate("versions", "指南编号 {0}").format("、".join(dict.fromkeys(versions)))


def source_words(said: Publication, today: date) -> str:
    """``第3版 · 12月1日起 · 发布单位``, for a subtitle."""
    return translate("versions", "{0} · {1}起 · {2}").format(
        said.title, day_words(said.effective, today), said.bureau
    )


def shipped_words() -> str:
    """The same for the guide shipped with the program, which no department has published."""
    return translate("versions", "随程序带的示范指南，不是部门正式发布的")


def key_words(known: KnownVersion) -> str:
    """Signer's fingerprint in the form people compare."""
    return translate("versions", "发布单位：{0}（公钥指纹 {1}）　编号：{2}").format(
        known.publication.bureau, readable_fingerprint(known.signed.public_key), known.publication.version
    )


def effect_word(effect: Effect) -> str:
    """Short label of a change's effect on applicants."""
    words = {
        Effect.MORE: translate("versions", "▲ 要得多"),
        Effect.LESS: translate("versions", "▼ 要得少"),
        Effect.OTHER: translate("versions", "改动"),
    }
    return words[effect]


def counted(changes: tuple[GuideChange, ...]) -> str:
    """``3 处：要得多 1，要得少 2``."""
    more = sum(c.effect is Effect.MORE for c in changes)
    less = sum(c.effect is Effect.LESS for c in changes)
    parts = []
    if more:
        parts.append(translate("versions", "要得多 {0}").format(more))
    if less:
        parts.append(translate("versions", "要得少 {0}").format(less))
    if parts and len(changes) > more + less:
        parts.append(translate("versions", "其他 {0}").format(len(changes) - more - less))
    words = translate("versions", "变化 {0} 处").format(len(changes))
    return f"{words}：{'，'.join(parts)}" if parts else words
