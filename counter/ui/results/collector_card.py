"""Who collects: 本人, 代理人 or 代收, and the document that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from counter.domain.case.acts.hand_out import Collector
from counter.domain.case.results.events import CollectorKind
from counter.ui.kit.acts.field_grid import FieldGrid
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.papers.verify.scan import Scan
    from counter.services.results.shelf import PickUp


class CollectorCard(FieldGrid):
    """The card of who collects; ``visits``: how often the applicant came."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "collectorCard", "")
        self.setAccessibleName(self.tr("领取人"))
        self.who = self._choices("collector", self.tr("谁来领"))
        self.number = Field(
            "collectorNumber", self.tr("领取人的证件号码"), self.tr("扫身份证，或者照证件输入"), keyed=True
        )
        self.number.setMaxLength(30)
        self.checked = Field("collectorChecked", self.tr("核对了什么证件"))
        self.checked.setMaxLength(40)
        self.name = Field("collectorName", self.tr("代收人的姓名"), for_name=True)
        self.relation = Field(
            "collectorRelation", self.tr("代收人与申请人的关系"), self.tr("例如 配偶、邻居")
        )
        self.visits = TextLabel("", "second", wrap=True)
        self.visits.setObjectName("collectorVisits")
        self._add(self.tr("谁来领"), self.who, "collector")
        self._widen(self.who)
        self._add(self.tr("证件号码"), self.number, "id_number")
        self._add(self.tr("证件"), self.checked, "checked", beside=True)
        self._add(self.tr("代收人"), self.name, "name")
        self._add(self.tr("关系"), self.relation, "relation", beside=True)
        self._say_beside(self.tr("来过几次"), self.visits)
        self._end()
        self.who.changed.connect(self._on_kind)

    @property
    def kind(self) -> CollectorKind:
        """Who is chosen."""
        return CollectorKind((*self.who.chosen, CollectorKind.APPLICANT.value)[0])

    @property
    def collector(self) -> Collector:
        """Who collects, as typed; the rules look at it when the sheet is made."""
        proxy = self.kind is CollectorKind.PROXY
        return Collector(
            self.kind,
            self.name.text().strip() if proxy else "",
            self.relation.text().strip() if proxy else "",
            self.number.text().strip(),
            self.checked.text().strip(),
        )

    def show_person(self, found: PickUp, number: str = "") -> None:
        """Begin for a person; ``number``: of the document already read, when the person was found by it."""
        self.clear()
        options = [(CollectorKind.APPLICANT.value, found.himself)]
        if found.agent:
            options.append((CollectorKind.AGENT.value, self.tr("代理人 {0}（有委托）").format(found.agent)))
        options.append((CollectorKind.PROXY.value, self.tr("代收")))
        self.who.show_options(options, (CollectorKind.APPLICANT.value,))
        self.number.setText(number)
        self.checked.setText(self.tr("居民身份证"))
        self.visits.setText(_visits_words(self, found))
        self._show_proxy()

    def clear(self) -> None:
        """Nobody's document stays in the fields."""
        super().clear()
        self.visits.setText("")

    def take_scan(self, scan: Scan) -> None:
        """A document read while this card is worked at: the number of who collects, and a proxy's name."""
        self.number.setText(scan.number)
        if self.kind is CollectorKind.PROXY and scan.name:
            self.name.setText(scan.name)
        self.say("")
        self.changed.emit()

    def take_focus(self) -> None:
        """The cursor comes from the list of things."""
        self.who.take_focus()

    def _on_kind(self) -> None:
        self._show_proxy()
        self.number.clear()  # another person's document

    def _show_proxy(self) -> None:
        proxy = self.kind is CollectorKind.PROXY
        for part in (self.name, self.relation):
            part.setVisible(proxy)


def _visits_words(card: QWidget, found: PickUp) -> str:
    """Each kind of matter once: how often its applicant came, beside what the guide promised."""
    several = len(found.visits) > 1
    lines = []
    for one in found.visits:
        made = card.tr("第 {0} 次").format(one.made)
        promised = (
            card.tr("（指南没有写几次）")
            if one.promised is None
            else card.tr("（指南承诺 {0} 次）").format(one.promised)
        )
        lines.append((f"“{one.bundle_name}”：" if several else "") + made + promised)
    return "\n".join(dict.fromkeys(lines))
