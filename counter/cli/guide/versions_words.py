"""Answers of the commands on guide versions, as plain values and as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from counter.cli.io.answer import plain
from counter.domain.guide.diff.tally import KindTally
from counter.domain.guide.publication import KnownVersion, Publication, Versions
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.text.day_words import day_text
from counter.services.authoring.draft import GuideDraft

_STATES = {"editing": "编辑中", "submitted": "已提交，待核对", "checked": "已核对，待发布"}
_STATE_WORDS = {
    "in_force": "现在用的",
    "coming": "将要起用",
    "past": "以前的",
    "skipped": "不会用到（有更新的一版）",
}


def versions_data(versions: Versions, today: date, in_use: str, draft: GuideDraft | None) -> dict[str, Any]:
    """Every version, oldest first; the draft at a bureau."""
    data: dict[str, Any] = {
        "in_use": in_use,
        "versions": [_version(versions, known, today) for known in versions.known],
    }
    if draft is not None:
        sent_back = versions.sent_back
        back = sent_back is not None and sent_back.digest == draft.digest
        data["draft"] = {
            "version": draft.version,
            "state": versions.state(draft.digest).value,
            "editors": list(draft.editors),
            "saved_at": draft.saved_at,
            "files": [file.name for file in draft.files],
            "sent_back": sent_back.reason if sent_back is not None and back else "",
        }
    return data


def versions_words(data: dict[str, Any]) -> str:
    """Every version as text."""
    lines = [f"正在使用：{data['in_use']}"]
    lines += [
        f"第{v['number']}版  {v['version']}  {v['effective']} 起用  {_STATE_WORDS[v['stands']]}"
        + (f"  原来的编辑室签发（指纹 {v['fingerprint']}）" if v["inherited"] else "")
        + (f"  {plain(v['notes'], 60)}" if v["notes"] else "")
        for v in data["versions"]
    ]
    if not data["versions"]:
        lines.append("还没有发布或导入过任何一版，用的是随程序带的指南。")
    draft = data.get("draft")
    if draft is not None:
        editors = "、".join(draft["editors"]) or "还没有人改过"
        lines.append(f"草稿  {draft['version']}  {_STATES[draft['state']]}  编辑人员：{editors}")
        if draft["sent_back"]:
            lines.append(f"退回的理由：{plain(draft['sent_back'])}")
    return "\n".join(lines)


def import_words(publication: Publication, today: date, *, already: bool) -> str:
    """The result of importing a pack."""
    day = day_text(publication.effective)
    when = "现在就用这一版" if publication.effective <= today else f"{day}起用这一版"
    if already:
        return f"{publication.title}（{publication.version}）以前导入过，没有重复登记；文件已核对补齐。"
    notes = f"\n编辑室的话：{plain(publication.notes)}" if publication.notes else ""
    return (
        f"已导入{publication.title}（{publication.version}），{publication.bureau}签发，{when}。"
        f"{publication.transition.words}{notes}"
    )


def _version(versions: Versions, known: KnownVersion, today: date) -> dict[str, Any]:
    publication = known.publication
    return {
        "number": publication.number,
        "version": publication.version,
        "effective": publication.effective.isoformat(),
        "stands": _state(versions, known, today),
        "transition": publication.transition.value,
        "notes": publication.notes,
        "bureau": publication.bureau,
        "inherited": known.inherited,
        "fingerprint": readable_fingerprint(known.signed.public_key),
        "published_at": publication.published_at,
        "digest": publication.digest,
        "files": [file.name for file in publication.files],
        "at": known.at.isoformat(timespec="seconds"),
        "by": known.by,
    }


def _state(versions: Versions, known: KnownVersion, today: date) -> str:
    now, number = versions.in_force(today), known.publication.number
    if now is known:
        return "in_force"
    if known.publication.effective <= today:
        return "past" if now is not None and number < now.publication.number else "skipped"
    overtaken = (now is not None and number < now.publication.number) or any(
        v.publication.number > number and v.publication.effective <= known.publication.effective
        for v in versions.known
    )
    return "skipped" if overtaken else "coming"


def tally_words(tallies: Iterable[KindTally], than: str = "和草稿比") -> str:
    """What a file would add, remove and change, one line per kind of content."""
    lines = [f"  {one.words}{'　成批去掉！' if one.in_bulk else ''}" for one in tallies]
    return "\n".join([f"{than}：", *lines]) if lines else f"{than}：没有变化。"
