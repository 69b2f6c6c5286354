"""Who collects: 本人, 代理人 or 代收, and the document that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from counter.domain.case.acts.hand_out import Collector
from counter.domain.case.results.events import CollectorKind
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.papers.verify.scan import Scan
    from counter.services.results.shelf import PickUp


class CollectorCard(QFrame):
    """Signals: ``changed`` after a person chose or typed."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("collectorCard")
        self.setProperty("role", "card")
        self.who = Choices(look, "collector", self.tr("谁来领"))
        self.number = Field(
            "collectorNumber", self.tr("领取人的证件号码"), self.tr("扫身份证，或者照证件输入")
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
        self._problem = ProblemLabel()
        self._problem.setObjectName("collectorProblem")
        self._name_label = TextLabel(self.tr("代收人"), "second")
        self._relation_label = TextLabel(self.tr("关系"), "second")
        self.who.changed.connect(self._on_kind)
        self.who.left.connect(self._go_on)
        for field in (self.number, self.checked, self.name, self.relation):
            field.textEdited.connect(lambda _: self._on_edited())
        self._arrange()

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

    @property
    def half_done(self) -> bool:
        """True while something typed would be lost."""
        return any(field.text().strip() for field in (self.number, self.name, self.relation))

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
        for field in (self.number, self.name, self.relation):
            field.clear()
        self.visits.setText("")
        self.say("")

    def take_scan(self, scan: Scan) -> None:
        """A document read while this card is worked at: the number of who collects, and a proxy's name."""
        self.number.setText(scan.number)
        if self.kind is CollectorKind.PROXY and scan.name:
            self.name.setText(scan.name)
        self.say("")
        self.changed.emit()

    def say(self, sentence: str) -> None:
        """What is wrong with it."""
        self._problem.say(sentence)

    def refuse(self, sentence: str, field: str) -> None:
        """Show the sentence, and put the cursor where it can be mended."""
        self.say(sentence)
        fields = {
            "id_number": self.number,
            "checked": self.checked,
            "name": self.name,
            "relation": self.relation,
        }
        target = fields.get(field)
        if target is not None and target.isVisibleTo(self):
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        elif field == "collector":
            self.who.take_focus()

    def take_focus(self) -> None:
        """The cursor comes from the list of things."""
        self.who.take_focus()

    def _on_kind(self) -> None:
        self._show_proxy()
        self.number.clear()  # another person's document
        self.say("")
        self.changed.emit()

    def _on_edited(self) -> None:
        self.say("")
        self.changed.emit()

    def _show_proxy(self) -> None:
        proxy = self.kind is CollectorKind.PROXY
        for part in (self.name, self.relation, self._name_label, self._relation_label):
            part.setVisible(proxy)

    def _go_on(self) -> None:
        self.number.setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        grid.addWidget(TextLabel(self.tr("谁来领"), "second"), 0, 0)
        grid.addWidget(self.who, 0, 1, 1, 3)
        grid.addWidget(TextLabel(self.tr("证件号码"), "second"), 1, 0)
        grid.addWidget(self.number, 1, 1)
        grid.addWidget(TextLabel(self.tr("证件"), "second"), 1, 2)
        grid.addWidget(self.checked, 1, 3)
        grid.addWidget(self._name_label, 2, 0)
        grid.addWidget(self.name, 2, 1)
        grid.addWidget(self._relation_label, 2, 2)
        grid.addWidget(self.relation, 2, 3)
        grid.addWidget(TextLabel(self.tr("来过几次"), "second"), 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.visits, 3, 1, 1, 3)
        grid.addWidget(self._problem, 4, 0, 1, 4)


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
