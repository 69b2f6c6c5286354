"""Every form outside the acts says at the field what is wrong with it, all that cannot be read at once (0072). A form
that is not among them is found (0077).
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import counter
from counter.domain.calendar.workdays import CHINA
from counter.domain.case.results.events import CollectorKind
from counter.domain.errors import BadInput
from counter.domain.hall.register.sheets import SECTIONS
from counter.services.keys.slot_kinds import SlotKind
from counter.ui.case.case_finding_part import CaseFindingPart
from counter.ui.case.case_forget_part import CaseForgetPart
from counter.ui.case.case_lost_part import CaseLostPart
from counter.ui.case.slip_line import SlipLine
from counter.ui.checklist.reason_editor import ReasonEditor
from counter.ui.checklist.shared_editor import SharedEditor
from counter.ui.day.day_card import DayCard
from counter.ui.day.difference_card import DifferenceCard
from counter.ui.day.evidence_card import EvidenceCard
from counter.ui.day.shift_card import ShiftCard
from counter.ui.exchange.courier_page import CourierPage
from counter.ui.exchange.join_form import JoinForm
from counter.ui.exchange.waiting_form import WaitingForm
from counter.ui.exchange.waiting_kinds import files_again, held_batches, taken_files
from counter.ui.facades.window import Preferences
from counter.ui.frame.clock_panel import ClockPanel
from counter.ui.frame.new_pin import NewPinStep
from counter.ui.frame.one_time_code import OneTimeCodeStep
from counter.ui.frame.restoring_form import RestoringForm
from counter.ui.frame.sign_on import SignOnPage
from counter.ui.guide.answer_form import GuideAnswerForm
from counter.ui.guide.pack_panel import PackPanel
from counter.ui.guide.problem_form import GuideProblemForm
from counter.ui.hall.absence_panel import AbsencePanel
from counter.ui.hall.approval_form import ApprovalForm
from counter.ui.hall.archive_steps import FileStep, ForgetStep, HandOverStep, PackStep, UnarchiveStep
from counter.ui.hall.certificates_part import CertificatesPart
from counter.ui.hall.opening_part import OpeningPart
from counter.ui.hall.picture_field import PictureField
from counter.ui.hall.record_form import RecordForm
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.hall.ring_part import RingPart
from counter.ui.hall.sign_panel import SignPanel
from counter.ui.hall.takeover_page import TakeOverPage
from counter.ui.hall.trust_panel import TrustPanel
from counter.ui.help.settings_page import SettingsPage
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.day_field import ReadField
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.field_row import fields_of
from counter.ui.kit.controls.labels import ProblemLabel
from counter.ui.kit.controls.refusals import Refusals, tell_unreadable
from counter.ui.kit.theme import Look
from counter.ui.ledger.report_view import ReportView
from counter.ui.oversight.adding_row import AddingRow
from counter.ui.oversight.announce_form import AnnounceForm
from counter.ui.oversight.days_page import DaysPage
from counter.ui.oversight.findings_view import FindingsView
from counter.ui.oversight.judging_view import JudgingView
from counter.ui.oversight.reassign_part import ReassignPart
from counter.ui.oversight.room_cases import RoomCases
from counter.ui.papers.verify import VerifyPage
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.hall_step import HallStep
from counter.ui.profile.joining_steps import CardStep, RequestStep, SeatStep
from counter.ui.profile.opening_step import OpeningStep
from counter.ui.profile.organs_step import OrgansStep
from counter.ui.profile.people_step import PeopleStep
from counter.ui.profile.recovery_step import RecoveryStep
from counter.ui.profile.restore_steps import BackupStep
from counter.ui.profile.self_test_page import SelfTestPage
from counter.ui.profile.set_up_cover import CoverPage
from counter.ui.profile.step import SetUpStep
from counter.ui.profile.unlock_page import UnlockPage
from counter.ui.profile.window_step import WindowStep
from counter.ui.reminders.call_card import CallCard
from counter.ui.reminders.gateway_bar import GatewayBar
from counter.ui.results.collector_card import CollectorCard
from counter.ui.results.way_forms import FORMS as WAYS
from counter.ui.rounds.mismatch_card import MismatchCard
from counter.ui.rounds.signing_card import SigningCard
from counter.ui.screen.clerk_side.screen_panel import ScreenPanel
from counter.ui.tasks.record_detail import RecordDetail
from counter.ui.tasks.training_panel import TrainingPanel
from tests.settings import RESOURCES
from tests.ui.fake_facade import FakeFacade

TODAY = date(2026, 11, 27)
SENTENCE = "这里不对，请改。"


def _absence(look: Look) -> QWidget:
    holder = QWidget()
    panel = AbsencePanel(look, lambda _: (), lambda _code, _day: (), holder)
    panel.setParent(None)
    return panel


def _collector(look: Look) -> QWidget:
    card = CollectorCard(look)
    card.who.show_options([(one.value, one.value) for one in CollectorKind], (CollectorKind.PROXY.value,))
    return card


UNASKED: Any = None
"""Of a facade or a background: to be made no form asks one."""


NO_TEXTS: Any = SimpleNamespace(template=SimpleNamespace(report=SimpleNamespace(texts=())))


def _record(look: Look) -> QWidget:
    form = RecordForm(look, lambda *_: UNASKED)
    form.show_record(next(s for s in SECTIONS if s.tag == "staff"), None, {}, editable=True)
    return form


def _taker(_: Look) -> QWidget:
    holder = QWidget()
    taker = RegisterTaker(UNASKED, UNASKED, holder)
    taker.setParent(None)
    return taker


def _step(step: type[SetUpStep]) -> Callable[[Look], QWidget]:
    return lambda look: step(SetUpCourse(UNASKED, UNASKED, look))


STEPS = (
    HallStep,
    WindowStep,
    PeopleStep,
    OrgansStep,
    OpeningStep,
    CardStep,
    SeatStep,
    RequestStep,
    RecoveryStep,
    BackupStep,
)

FORMS: dict[str, Callable[[Look], QWidget]] = {
    **{step.__name__: _step(step) for step in STEPS},
    "sign on": lambda _: SignOnPage(UNASKED, UNASKED),
    "new pin": lambda _: NewPinStep(),
    "one-time code": lambda _: OneTimeCodeStep(),
    "restoring": lambda _: RestoringForm(UNASKED, UNASKED),
    "clock": lambda _: ClockPanel(UNASKED, UNASKED),
    "unlock": lambda look: UnlockPage(SimpleNamespace(kinds=(SlotKind.STICK,)), UNASKED, look),  # type: ignore[arg-type]
    "cover": lambda _: CoverPage("", ()),
    "opening": lambda look: OpeningPart(UNASKED, UNASKED, UNASKED, look),
    "settings": lambda look: SettingsPage(
        SimpleNamespace(
            kind="window", backups=None, locks_after=0, station=SimpleNamespace(hall="", window="")
        ),
        UNASKED,
        look,
        UNASKED,
    ),  # type: ignore[arg-type]
    "screen": lambda look: ScreenPanel(UNASKED, UNASKED, look),
    "record of the register": _record,
    "record of the day": lambda look: RecordDetail(UNASKED, UNASKED, look),
    "room": lambda look: RoomCases(FakeFacade(), UNASKED, look),  # type: ignore[arg-type]
    "days": lambda look: DaysPage(UNASKED, UNASKED, look),
    "adding": AddingRow,
    "judging": JudgingView,
    "findings": FindingsView,
    "reassign": lambda look: ReassignPart(UNASKED, UNASKED, look),
    "finding": lambda look: CaseFindingPart(UNASKED, UNASKED, look),
    "lost": lambda _: CaseLostPart(UNASKED, UNASKED),
    "forgetting": lambda look: CaseForgetPart(UNASKED, UNASKED, look),
    "slip": lambda _: SlipLine(),
    "gateway": lambda look: GatewayBar(UNASKED, UNASKED, look),
    "day": lambda _: DayCard(),
    "evidence": lambda _: EvidenceCard(),
    "shift": lambda look: ShiftCard(UNASKED, UNASKED, look),
    "guide pack": lambda _: PackPanel(UNASKED, UNASKED),
    "training": lambda look: TrainingPanel(UNASKED, UNASKED, look),
    "self-test": lambda look: SelfTestPage(UNASKED, UNASKED, look),
    "courier": lambda look: CourierPage(UNASKED, UNASKED, UNASKED, look),
    "reason": lambda _: ReasonEditor(),
    "verify": lambda look: VerifyPage(UNASKED, UNASKED, look),
    "report": lambda look: ReportView(NO_TEXTS, UNASKED, look),
    "thief": lambda look: TrustPanel(UNASKED, UNASKED, UNASKED, look),
    "taker": _taker,
    "certificates": lambda look: CertificatesPart(UNASKED, UNASKED, UNASKED, UNASKED, look),
    "takeover": lambda look: TakeOverPage(UNASKED, UNASKED, look),
    "collector": _collector,
    "signing": SigningCard,
    "mismatch": MismatchCard,
    **{way.__name__: way for way in WAYS},
    "file": FileStep,
    "pack": PackStep,
    "hand": HandOverStep,
    "forget": ForgetStep,
    "unarchive": UnarchiveStep,
    "approval": ApprovalForm,
    "ring": lambda look: RingPart(UNASKED, UNASKED, UNASKED, look),
    "parcel": lambda _: WaitingForm(taken_files()),
    "resend": lambda _: WaitingForm(files_again()),
    "let in": lambda _: WaitingForm(held_batches()),
    "join": lambda _: JoinForm(),
    "absence": _absence,
    "sign": SignPanel,
    "shared": lambda _: SharedEditor(),
    "difference": DifferenceCard,
    "problem": GuideProblemForm,
    "answer": lambda _: GuideAnswerForm(lambda: TODAY),
    "announce": AnnounceForm,
    "call": CallCard,
}


NO_FORM = {
    # parts of the forms above
    "CountFields": "of a day card and a shift card",
    "OpeningChoice": "of a set-up and the page of the keys",
    "SupervisorFields": "of most forms",
    "BodyField": "of act forms",
    # what is typed narrows a list or looks something up
    "EditorSide": "search",
    "FindCasePage": "search",
    "FindColumn": "search",
    "GuideChangesView": "search",
    "GuideOutline": "search",
    "GuidePage": "search",
    "HandOutPage": "search",
    "LintFilters": "search",
    "ManualPage": "search",
    "RecordFilters": "search",
    "RegisterPage": "search",
    "RoundsPage": "search",
    "SpanFilter": "tells its days itself",
    "VersionChanges": "search",
    # judged while it is typed, in tests/ui/visit and tests/ui/authoring
    "ApplicantForm": "live",
    "DuplicateNote": "live",
    "OrganisationFields": "live",
    "PersonFields": "live",
    "QuestionBox": "live",
    "FieldLine": "the guide's editor",
    "PaperName": "the guide's editor",
    "ImportTally": "the guide's editor",
    # panels of the guide's editor, which tell it at the field in a way of their own
    "MaterialPanel": "EditorPanel",
    "NewPanel": "EditorPanel",
    "NumberPanel": "EditorPanel",
    "SplitPanel": "EditorPanel",
    # an empty folder means the usual one; what cannot be written there is told of the file
    "SaveLine": "no refusal of its own",
}


def _made_with_fields() -> set[str]:
    """Classes of the interface that make a field somebody types into, but for act forms."""
    bases: dict[str, set[str]] = {}
    makes: dict[str, set[str]] = {}
    for file in (Path(counter.__file__).parent / "ui").rglob("*.py"):
        for one in ast.parse(file.read_text(encoding="utf-8")).body:
            if not isinstance(one, ast.ClassDef):
                continue
            named = (base.value if isinstance(base, ast.Subscript) else base for base in one.bases)
            bases[one.name] = {base.id for base in named if isinstance(base, ast.Name)}
            calls = (call.func for call in ast.walk(one) if isinstance(call, ast.Call))
            makes[one.name] = {call.id for call in calls if isinstance(call, ast.Name)}

    def kin(*roots: str) -> set[str]:
        found, more = set(roots), set(roots)
        while more := {name for name, of in bases.items() if of & found} - found:
            found |= more
        return found

    fields = kin("Field", "LongField")
    acts = kin("ActForm")
    return {name for name, calls in makes.items() if calls & fields} - fields - acts


def test_that_no_form_is_forgotten(qtbot: QtBot) -> None:
    look, seen = Look(RESOURCES, Preferences()), set()
    for make in FORMS.values():
        form = make(look)
        qtbot.addWidget(form)
        seen |= {kind.__name__ for kind in type(form).__mro__}
        assert _refusals(form).fields, type(form).__name__
    wanted = _made_with_fields()
    assert wanted - seen - set(NO_FORM) == set()
    assert set(NO_FORM) - wanted == set(), "gone since"


@pytest.fixture(params=FORMS, ids=str)
def form(request: pytest.FixtureRequest, qtbot: QtBot) -> QWidget:
    shown = FORMS[request.param](Look(RESOURCES, Preferences()))
    qtbot.addWidget(shown)
    shown.show()
    for control in _refusals(shown).fields.values():  # also those that only some matters need
        above: QWidget | None = control
        while above is not None and above is not shown:
            above.show()
            above = above.parentWidget()
        for field in fields_of(control):
            field.show()
        if isinstance(control, Choices) and not control.options:
            control.show_options([("one", "一"), ("two", "二")])
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def _refusals(form: QWidget) -> Refusals:
    found = form.refusals  # type: ignore[attr-defined]  # each of them has them
    assert isinstance(found, Refusals)
    return found


def told(form: QWidget) -> list[str]:
    return [one.text() for one in form.findChildren(ProblemLabel) if one.isVisible()]


def test_that_a_refusal_stands_at_its_field_and_goes_with_the_next_key(form: QWidget) -> None:
    refusals = _refusals(form)
    assert refusals.fields
    for name, control in refusals.fields.items():
        if refusals.target(name) is None:  # an answer above took it away, or two sign
            assert not (control.isVisible() and control.isEnabled()) or name in ("code", "pin")
            continue
        refusals.refuse(BadInput(SENTENCE, field=name))
        assert told(form) == [SENTENCE], name
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus is control or control.isAncestorOf(focus), name
        if isinstance(focus, Field | LongField):
            assert focus.property("problem") is True, name
            assert focus.accessibleDescription() == SENTENCE, name
            QTest.keyClick(focus, Qt.Key.Key_A)
            focus.clear()
        elif isinstance(control, PictureField):
            control.edited.emit()  # another picture was chosen
        else:
            assert isinstance(focus, Chip)
            focus.click()
        assert told(form) == [], name


def test_that_a_refusal_about_no_field_of_the_form_stands_at_the_form(form: QWidget) -> None:
    refusals = _refusals(form)
    refusals.refuse(BadInput(SENTENCE, field="nothing here"))
    assert told(form) == [SENTENCE]
    assert not any(one.property("problem") for one in form.findChildren(Field))


def test_that_all_that_cannot_be_read_is_told_at_one_press(form: QWidget) -> None:
    fields = [one for one in form.findChildren(ReadField) if one.isVisible() and one.isEnabled()]
    for field in fields:
        if hasattr(field, "begin_at"):
            from datetime import datetime

            field.begin_at(datetime(2026, 11, 27, 9, tzinfo=CHINA))
        if hasattr(field, "today"):
            field.today = TODAY
        field.setText("什么时候")
    assert tell_unreadable(form) is bool(fields)
    assert [one.objectName() for one in fields if not one.property("problem")] == []
    assert not fields or fields[0].hasFocus()
