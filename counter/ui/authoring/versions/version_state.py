"""State of the draft and the publications at one moment: queried off the UI thread, shown on it; its wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.calendar.workdays import civil_date
from counter.domain.guide.diff.diff import diff
from counter.domain.guide.publication import (
    Checked,
    DraftState,
    Evidenced,
    KnownVersion,
    SentBack,
    SignedPublication,
    Submitted,
    Succeeded,
)
from counter.domain.journal.kinds import kind_of
from counter.services.authoring.submit import lacking_files
from counter.services.guide.compare import files_of
from counter.ui.words.case import day_and_time
from counter.ui.words.versions import counted, day_words

if TYPE_CHECKING:
    from datetime import date

    from counter.domain.guide.diff.change import GuideDiff
    from counter.domain.guide.publication import Versions
    from counter.services.authoring.draft import GuideDraft
    from counter.ui.facades.bureau import BureauFacade


_COUNTED = 6
"""Publications whose changes are counted for the list; those of older ones are computed on request."""


@dataclass(frozen=True, slots=True)
class VersionState:
    """``bundles``: names of all bundles, the draft's own and those removed. ``lacking``: a sentence for every file
    that the draft names and that is not attached. ``counts``: the changes of the newest publications, in words.
    """

    versions: Versions
    draft: GuideDraft
    diff: GuideDiff
    state: DraftState
    today: date
    bundles: Mapping[int, str]
    staff: Mapping[str, str]
    lacking: Sequence[str] = ()
    counts: Mapping[int, str] = field(default_factory=dict)

    @property
    def last(self) -> KnownVersion | None:
        """The newest publication."""
        return self.versions.last

    @property
    def changed(self) -> bool:
        """Whether there are changes to publish."""
        last = self.last
        files = last.publication.files if last is not None else ()
        return bool(self.diff.changes) or set(files) != set(self.draft.files)

    @property
    def base_words(self) -> str:
        """The version that the draft is compared with."""
        translate = QCoreApplication.translate
        return self.last.publication.title if self.last else translate("bureau", "随程序带的指南")

    def name(self, bundle: int) -> str:
        """A bundle's name."""
        return self.bundles.get(bundle, "")

    def person(self, code: str) -> str:
        """``萨仁高娃 B03``."""
        name = self.staff.get(code, "")
        return f"{name} {code}" if name else code


def query_state(facade: BureauFacade) -> tuple[Versions, GuideDraft]:
    """The state after everything being saved; to be called on the journal's lane."""
    versions, draft = facade.versions(), facade.draft()
    draft.digest  # noqa: B018 - computed here, not on the UI thread
    return versions, draft


def compare_draft(
    facade: BureauFacade, versions: Versions, draft: GuideDraft, known: VersionState | None = None
) -> VersionState:
    """Compare; to be called in the background. ``known``: the previous state; nothing is compared twice."""
    today = civil_date(facade.now())
    state = versions.state(draft.digest)
    same = known is not None and known.draft.digest == draft.digest
    if same and known is not None and len(known.versions.known) == len(versions.known):
        return replace(known, versions=versions, draft=draft, state=state, today=today)
    last = versions.last
    before = facade.library_of(last.publication.number if last is not None else 0)
    names = {**before["bundles"], **draft.library["bundles"]}
    return VersionState(
        versions=versions,
        draft=draft,
        diff=diff(before, draft.library, (files_of(last), draft.files)),
        state=state,
        today=today,
        bundles={int(key): raw.get("name", "") for key, raw in names.items() if key.isdecimal()},
        staff=facade.staff_names(),
        lacking=lacking_files(draft.library, draft.files),
        counts=_counts(facade, versions, known.counts if known is not None else {}),
    )


def _counts(facade: BureauFacade, versions: Versions, known: Mapping[int, str]) -> Mapping[int, str]:
    """The changes of the newest publications; a publication never changes, so they are counted once."""
    newest = [one.publication.number for one in versions.known[-_COUNTED:] if not one.inherited]
    return {n: known[n] if n in known else counted(facade.changes_of(n).changes) for n in newest}


def state_words(state: DraftState) -> str:
    """编辑中 · 待核对 · 已核对，待发布."""
    translate = QCoreApplication.translate
    return {
        DraftState.EDITING: translate("bureau", "编辑中"),
        DraftState.SUBMITTED: translate("bureau", "待核对"),
        DraftState.CHECKED: translate("bureau", "已核对，待发布"),
    }[state]


def draft_words(current: VersionState) -> str:
    """The last act and its author, and what is pending."""
    translate = QCoreApplication.translate
    editors = "、".join(current.person(code) for code in current.draft.editors)
    if current.state is DraftState.SUBMITTED:
        who, at = _last(current, Submitted)
        return translate("bureau", "{0} {1} 提交。改过的人：{2}。等没有改过它的值班负责人核对。").format(
            who, at, editors or translate("bureau", "没有")
        )
    if current.state is DraftState.CHECKED and current.versions.checked is not None:
        checked = current.versions.checked
        who, at = _last(current, Checked)
        words = translate("bureau", "{0} {1} 核对通过，当时必改 {2} 处、待补事实 {3} 处。").format(
            who, at, f"{checked.must:,}", f"{checked.facts:,}"
        )
        if checked.kept:
            words += translate("bureau", "保留必改的理由：{0}").format(checked.kept)
        return words
    if not editors:
        return translate("bureau", "还没有人改过。")
    saved = day_and_time(current.draft.saved_at) if current.draft.saved_at else ""
    return translate("bureau", "改过的人：{0}。最后保存：{1}。").format(editors, saved)


def back_words(current: VersionState) -> str:
    """The note and reason of a sent-back draft; empty where it was not sent back."""
    back = current.versions.sent_back
    if back is None or current.state is not DraftState.EDITING:
        return ""
    who, at = _last(current, SentBack)
    return QCoreApplication.translate("bureau", "{0} {1} 退回：{2}").format(who, at, back.reason)


def lacking_words(current: VersionState) -> str:
    """Files that the draft names and that are not attached: it can be submitted without them, the windows would lack
    them.
    """
    if not current.lacking:
        return ""
    more = len(current.lacking) - 1
    rest = QCoreApplication.translate("bureau", "另有 {0} 个文件也没有附上。").format(more) if more else ""
    return f"{current.lacking[0]}{rest}"


def change_words(current: VersionState) -> str:
    """``和第3版相比，变化 3 处：要得多 1，要得少 2``."""
    translate = QCoreApplication.translate
    if not current.changed:
        return translate("bureau", "和{0}没有不同。").format(current.base_words)
    if not current.diff.changes:
        return translate("bureau", "和{0}相比，只换了附件。").format(current.base_words)
    return translate("bureau", "和{0}相比，{1}。").format(current.base_words, counted(current.diff.changes))


def publication_words(known: KnownVersion, current: VersionState) -> str:
    """The lines of the list: number and date, content, publisher."""
    translate = QCoreApplication.translate
    publication = known.publication
    day = day_words(publication.effective, current.today)
    force = current.versions.in_force(current.today)
    if force is not None and force.publication.number == publication.number:
        state_text = translate("bureau", "正在用")
    elif publication.effective > current.today:
        state_text = translate("bureau", "还没到日子")
    else:
        state_text = translate("bureau", "已被新版代替")
    first = translate("bureau", "{0}　{1}起用 · {2}").format(publication.title, day, state_text)
    files = translate("bureau", " · 附件 {0} 个").format(len(publication.files)) if publication.files else ""
    template = translate("bureau", "{0} {1} 发布 · {2}")
    if known.inherited:
        template = translate("bureau", "原来的编辑室签发，{0} {1} 核对过它的公钥指纹后接着用 · {2}")
    third = template.format(current.person(known.by), day_and_time(known.at), publication.version)
    second = f"{current.counts.get(publication.number, '')}{files}".removeprefix(" · ")
    notes = translate("bureau", "给窗口的话：{0}").format(publication.notes) if publication.notes else ""
    return "\n".join(line for line in (first, second, publication.transition.words, third, notes) if line)


def act_words(kind: type, words: str, number: int) -> str:
    """One act of the history."""
    translate = QCoreApplication.translate
    template = {
        Submitted: translate("bureau", "提交核对"),
        SentBack: translate("bureau", "退回：{0}").format(words),
        Checked: translate("bureau", "核对通过"),
        SignedPublication: translate("bureau", "发布第{0}版").format(number),
        Succeeded: translate("bureau", "核对公钥指纹，接着原来编辑室的第{0}版").format(number),
        Evidenced: translate("bureau", "记下人工确认的结果"),
    }
    return template.get(kind) or kind_of(kind).name


def history_lines(current: VersionState) -> list[str]:
    """The history, newest first: ``11月20日 10:02　萨仁高娃 B03　提交核对``."""
    numbers = {(known.at, known.by): known.publication.number for known in current.versions.known}
    return [
        f"{day_and_time(at)}　{current.person(who)}\n{act_words(kind, words, numbers.get((at, who), 0))}"
        for kind, who, at, words in reversed(current.versions.acts)
    ]


def _last(current: VersionState, kind: type) -> tuple[str, str]:
    """The author and time of the newest act of that kind."""
    found = ((who, at) for one, who, at, _ in reversed(current.versions.acts) if one == kind)
    who, at = next(found, ("", None))
    return (current.person(who), day_and_time(at)) if at is not None else ("", "")
