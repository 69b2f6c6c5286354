"""The bureau supervisor's acts on the draft (approve, send back, publish)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from counter.domain.errors import StaleBase
from counter.domain.guide.publication import Publication, Versions
from counter.ui.authoring.versions.form import (
    CheckDraft,
    Publish,
    SendBack,
    VersionAct,
    VersionForm,
    VersionOffer,
)
from counter.ui.authoring.versions.forms import CheckForm, PublishForm, SendBackForm
from counter.ui.authoring.versions.version_state import VersionState
from counter.ui.facades.bureau import BureauFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.act_host import ActHost
from counter.ui.kit.background import Background
from counter.ui.kit.messages import message_of
from counter.ui.kit.theme import Look

FORMS: dict[type[VersionAct], Callable[[Look], VersionForm]] = {
    CheckDraft: CheckForm,
    SendBack: SendBackForm,
    Publish: PublishForm,
}

Done: TypeAlias = tuple[VersionAct, Versions | Publication]


class VersionActs(ActHost[VersionState, VersionOffer, VersionAct, Done]):
    """Visible only while a form is open; an act applies only to the draft that was shown."""

    def __init__(
        self, facade: BureauFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(background, look, parent)
        self._facade = facade
        self._column.addStretch(1)  # a short form is as tall as its fields, in a high window too
        self.opened.connect(self.show)
        self.closed.connect(self.hide)
        self.hide()

    def open_act(self, kind: type[VersionAct], current: VersionState) -> None:
        """Open the form of this act."""
        if not self.running:
            self.open_form(next(offer for offer in self.show_matter(current) if offer.kind is kind))

    def _name_of(self, matter: VersionState) -> str:
        return "draft"

    def _offers(self, matter: VersionState) -> Sequence[VersionOffer]:
        editors = "、".join(matter.person(code) for code in matter.draft.editors)
        words = self.tr("看过全部变化再核对。改过草稿的人（{0}）不能自己核对。")
        sealed = self.tr("发布以后这一版不能再改；要改就发下一版。窗口要收到指南包才用得上。")
        return (
            VersionOffer(CheckDraft, why=words.format(editors or self.tr("没有"))),
            VersionOffer(SendBack, why=self.tr("退回以后草稿又是“编辑中”，改好再提交。")),
            VersionOffer(Publish, why=sealed),
        )

    def _make(self, offer: VersionOffer) -> VersionForm:
        return FORMS[offer.kind](self._look)

    def _today(self) -> date:
        assert self._matter is not None
        return self._matter.today

    def _work(
        self, form: ActForm[VersionState, VersionOffer, VersionAct], clerk: Clerk
    ) -> Callable[[VersionState], Done]:
        act = form.build()

        def work(_: VersionState) -> Done:
            code, pin = act.consent.code, act.consent.pin
            match act:
                case CheckDraft():
                    return act, self._facade.check(act.kept, code, pin, act.seen)
                case SendBack():
                    return act, self._facade.send_back(act.reason, code, pin)
                case Publish():
                    return act, self._facade.publish(act.effective, act.transition, act.notes, code, pin)

        return work

    def _on_stale(
        self, error: StaleBase, matter: VersionState, work: Callable[[VersionState], Done], again: bool
    ) -> None:
        """The draft has changed since: show the new one."""
        self._stop()
        self.close_form()
        self.announced.emit(message_of(error))
        self.changed.emit(None)

    def _keep(self, result: Done) -> str:
        act, made = result
        if isinstance(made, Publication):
            return self.tr("已发布{0}，{1}起用。现在把指南包存进U盘，拿到窗口去。").format(
                made.title, made.effective.isoformat()
            )
        if isinstance(act, SendBack):
            return self.tr("已退回，草稿又是“编辑中”。")
        return self.tr("已核对通过，可以发布了。")
