"""Fields that are read together stand in one line: what a form asks last is in sight on a usual screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLineEdit, QWidget

from counter.domain.case.acts.acts import Possible, Serve
from counter.ui.case.acts.delivery_form import DeliveryForm
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import ProblemLabel
from counter.ui.kit.messages import Message, Tone
from tests.ui.case.acts.conftest import LATER_HERE, At

THIRTEEN = 13


def open_for_thirteen_papers(at: At) -> DeliveryForm:
    """登记送达 on a usual screen, for as many papers as a visit of five items with gaps and a withdrawal leads to."""
    at.window.resize(1366, 768)
    case = at.filed(at.visit())
    at.opened(case)
    papers = tuple(replace(case.papers[0], id=f"paper-{n}") for n in range(THIRTEEN))
    assert at.window.find_case is not None
    detail = at.window.find_case.detail
    detail.show_case(replace(at.now(case), papers=papers))
    detail.acts.open_form(Possible(Serve, (), tuple(paper.id for paper in papers), (), why="在这里记。"))
    at.settle()
    return at.see(DeliveryForm, "serveForm")


def place(at: At, part: QWidget) -> QRect:
    return QRect(part.mapTo(at.window, QPoint()), part.size())


def test_that_who_signed_for_thirteen_papers_is_whole_without_scrolling(at: At) -> None:
    open_for_thirteen_papers(at)
    for name in ("serveFormReceiver", "serveFormRelation"):
        field = at.see(QLineEdit, name)
        assert field.visibleRegion().boundingRect() == field.rect(), name


def test_that_what_is_wrong_with_one_of_two_fields_moves_the_other_nowhere(at: At) -> None:
    form = open_for_thirteen_papers(at)
    receiver, relation = at.see(QLineEdit, "serveFormReceiver"), at.see(QLineEdit, "serveFormRelation")
    before = place(at, relation)
    assert place(at, receiver).top() == before.top()
    form.refuse(Message(Tone.REFUSED, "请写签收人。", field="receiver"))
    at.settle()
    said = next(one for one in form.findChildren(ProblemLabel) if one.isVisible())
    assert said.text() == "请写签收人。"
    assert place(at, said).left() == place(at, receiver).left() < before.left()
    assert place(at, receiver).top() == place(at, relation).top()
    assert place(at, relation).height() == before.height()


def test_that_a_sheet_that_never_came_out_is_confirmed_beside_the_printing_without_scrolling(at: At) -> None:
    at.window.resize(1366, 768)
    at.opened(at.filed(at.visit(deferred=(LATER_HERE,))))
    at.open_act("Q", "pledgeForm")
    at.settle()
    handed = at.see(Choices, "pledgeHandedOver")
    assert handed.visibleRegion().boundingRect() == handed.rect()
    signer, name = at.see(Choices, "pledgeSigner"), at.see(QLineEdit, "pledgeName")
    assert place(at, signer).right() < place(at, name).left()
    assert abs(place(at, signer).center().y() - place(at, name).center().y()) <= 4
    signer.take_focus()
    at.keys("2")  # the applicant does not sign: nobody's name is asked
    at.settle()
    assert not name.isVisible()
