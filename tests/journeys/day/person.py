"""A person at a window of the day: whole acts by keys, scans and touches, and what the window shows afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QWidget,
)

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.choices import Choices
from counter.ui.papers.paper_list import PaperList
from tests.journeys.day.carrier import Carrier
from tests.journeys.day.seat import Said
from tests.ui.hands import Key

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Person(Carrier):
    """Acts that the driver may ask for; each returns what the window shows of it."""

    # -- 受理 --
    def take_in(
        self,
        name: str,
        number: str,
        folder: str,
        *,
        lines: Mapping[str, str] | None = None,
        keep: bool = False,
        rating: str = "",
        **answers: str,
    ) -> Said:
        """A small restaurant from the first key to 下一位. ``lines``: row of the list → key of what is not simply there
        (2 missing, 3 wrong, 4 follows later); ``keep``: only taken in; ``rating``: the words of the button at the pad.
        """
        self._to_visit()
        self.begin("xcg")
        self.answer_typed(**answers)
        self.keys("A")
        for row, state in (lines or {}).items():
            self._mark(int(row), state)
        self.name_visitor(name, number)
        if self.shows("duplicateNote"):
            raise AssertionError(f"duplicate: {name} {number}")
        key, button = (Key.Key_F9, "keepButton" if keep else "decideButton")
        held = SHIFT if keep else Qt.KeyboardModifier.NoModifier
        self.key(key, held)
        self.armed(button)
        self.key(key, held)
        self.qtbot.waitUntil(lambda: self.shows("resultPanel"))
        self.settle()
        said: Said = {
            "number": self.text("caseNumber").replace(" ", ""),
            "sentence": self.text("resultSentence"),
            "papers": self.save_papers(folder),
        }
        if rating:
            said["rated"] = self.rate(rating)
        self._next_applicant()
        return said

    def _next_applicant(self) -> None:
        """What is unfinished is said first, each thing by an Esc of its own."""
        for _ in range(8):
            if not self.shows("resultPanel"):
                break
            said = self.message()
            self.key(Key.Key_Escape)
            if not said and self.shows("resultPanel") and not self.message():
                self.qtbot.waitUntil(
                    lambda: (
                        self.button("nextVisit").property("armed") is True or not self.shows("resultPanel")
                    )
                )
        self.qtbot.waitUntil(lambda: self.focus().objectName() == "findBox")

    def _to_visit(self) -> None:
        if self.message():
            self.key(Key.Key_Escape)
        self.key(Key.Key_F1)
        if self.shows("resultPanel"):
            self._next_applicant()

    def _mark(self, row: int, key: str) -> None:
        listed = self.see(ChecklistView, "checklist")
        listed.setFocus()
        self.key(Key.Key_Home)
        for _ in range(row):
            self.key(Key.Key_Down)
        self.keys(key)
        if key == "3":
            self.write("复印件看不清")
            self.key(Key.Key_Return)

    def name_visitor(self, name: str, number: str) -> None:
        """The applicant's card is scanned and the telephone written in."""
        self.scan(f"{name},{number}")
        self.key(Key.Key_F7)
        self.qtbot.waitUntil(lambda: self.focus().objectName() == "person_phone")
        self.write("10000005678")
        for _ in range(2):  # also past the question whether reminders are wanted
            self.key(Key.Key_Return)

    def ask_only(self) -> Said:
        """Somebody only asks: the list of what to bring is seen, and nothing is taken in."""
        self._to_visit()
        self.begin("xcg")
        self.answer_typed()
        seen = self.text_within("page")
        self.key(Key.Key_N, self.CONTROL)
        self.qtbot.waitUntil(lambda: self.focus().objectName() == "findBox")
        return {"seen": len(seen)}

    # -- the applicant's side --
    def rate(self, words: str) -> str:
        """The clerk invites, the applicant rates at the pad."""
        if not self.shows("inviteRating"):
            return "not offered"
        if not self._pad():
            self.key(Key.Key_D, self.CONTROL)
            self.qtbot.waitUntil(lambda: self._pad() is not None)
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
        self.key(Key.Key_E, self.CONTROL)
        for press in (words, "下一步", "不留姓名", "就这样"):
            there = partial(self._pad_button, press)
            self.qtbot.waitUntil(lambda there=there: bool(there()) or "上一位" in self.message())  # type: ignore[misc]
            if "上一位" in self.message():
                self.key(Key.Key_Escape)
                return "the one before may still rate"
            button = self._pad_button(press)
            assert button is not None
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            self.settle()
        return "rated"

    def _pad(self) -> QWidget | None:
        return next(
            (
                w
                for w in QApplication.topLevelWidgets()
                if w.objectName() == "applicantScreen" and w.isVisible()
            ),
            None,
        )

    def _pad_button(self, words: str) -> QAbstractButton | None:
        pad = self._pad()
        if pad is None:
            return None
        buttons = pad.findChildren(QAbstractButton)
        return next((b for b in buttons if b.text() == words and b.isVisible() and b.isEnabled()), None)

    # -- 查件 --
    def open_case(self, number: str) -> bool:
        """Open a case by its number; False where this window does not know it."""
        self.put_form_away()
        self.key(Key.Key_F3)
        if self.shows("caseDetail"):
            self.key(Key.Key_Escape)
        self.qtbot.waitUntil(lambda: self.focus().objectName() == "caseFindBox")
        self.key(Key.Key_A, self.CONTROL)
        self.write(number)
        self.key(Key.Key_Return)
        self.qtbot.waitUntil(
            lambda: (
                (self.shows("caseDetail") and self.text("detailNumber").replace(" ", "") == number)
                or (self.shows("noCases") and number in self.text("noCases"))
            )
        )
        self.settle()
        return self.shows("caseDetail")

    def case_papers(self) -> PaperList:
        """The list of papers of the case in sight, also while a form lies over it."""
        found = self.see(QWidget, "caseDetail").findChild(PaperList, "paperList")
        assert isinstance(found, PaperList)
        return found

    def scan_case(self, code: str) -> None:
        """The applicant's sheet is scanned in 查件."""
        self.put_form_away()
        self.key(Key.Key_F3)
        if self.shows("caseDetail"):
            self.key(Key.Key_Escape)
        self.scan(code)
        self.qtbot.waitUntil(lambda: self.shows("caseDetail"))
        self.settle()

    def offers(self) -> list[str]:
        """Acts that the case in sight offers, by the words of their buttons."""
        return [
            str(b.property("words") or b.objectName())
            for b in self.window.findChildren(QWidget)
            if b.isVisible() and b.objectName().startswith("act") and b.objectName()[3:4].isupper()
        ]

    def supplement(self, case: str, name: str, folder: str, *, wrong: bool = False) -> Said:
        """The first thing that is missing is brought; ``case``: its number, or the code of a sheet. At a window that
        does not know the case: what is on the sheet is taken in by its name.
        """
        if case.isascii() and case.isalnum() and len(case) < 30:
            if not self.open_case(case):
                return {"refused": "not known here"}
            self.alt("B")
        else:
            self.scan_case(case)
        self.qtbot.waitUntil(
            lambda: self.shows("supplementForm") or self.shows("takeNamedForm"), timeout=60_000
        )
        before = self.case_papers().count() if not self.shows("takeNamedForm") else 0
        if self.shows("takeNamedForm"):
            self.focus()
            self.write("租赁合同")
            self.see(QLineEdit, "takeNamedApplicant").setFocus()
            self.write(name)
            form = "takeNamedForm"
        else:
            form = "supplementForm"
            if wrong:
                self.keys("3")
                self.write("复印件看不清")
                self.key(Key.Key_Return)
            else:
                self.keys("1")
            by = self.see(QLineEdit, "supplementBy")
            if by.isVisible() and not by.text():
                by.setFocus()
                self.write(name)
        self.confirm(form)
        listed = self.case_papers()
        self.qtbot.waitUntil(lambda: listed.count() > before or "没" in self.problem(), timeout=150_000)
        if self.problem():
            raise AssertionError(self.problem())
        return {
            "number": self.text("detailNumber").replace(" ", ""),
            "form": form,
            "papers": self.save_papers(folder, newest=max(1, listed.count() - before)),
        }

    def act(self, case: str, letter: str, form: str, folder: str = "", **fields: str) -> Said:
        """An act on a case: its key, its fields by name (``name=#2``: the second answer), twice F9."""
        if not self.open_case(case):
            return {"refused": "not known here"}
        before = self.case_papers().count()
        self.alt(letter)
        self.qtbot.waitUntil(lambda: self.shows(form) or bool(self.message()), timeout=60_000)
        if not self.shows(form):
            return {"refused": self.message()}
        for field, words in fields.items():
            if words.startswith("#"):
                choices = self.see(Choices, field)
                choices.take_focus()
                for digit in words[1:]:  # of a single item the form has chosen it already
                    if choices.options[int(digit) - 1] not in choices.chosen:
                        self.keys(digit)
            else:
                self.see(QLineEdit, field).setFocus()
                self.see(QLineEdit, field).selectAll()
                self.write(words)
        self.confirm(form)
        self.qtbot.waitUntil(lambda: not self.shows(form) or bool(self.problem()), timeout=150_000)
        if self.shows(form):
            words = self.problem()
            self.put_form_away()
            return {"refused": words}
        listed = self.case_papers()
        new = listed.count() - before
        papers = self.save_papers(folder, newest=new) if folder and new > 0 else []
        return {"done": self.message(), "papers": papers, "state": self.text("detailState")}

    # -- 验真 --
    def verify(self, codes: Sequence[str]) -> list[str]:
        """What the window says of each code."""
        self.put_form_away()
        self.key(Key.Key_F6)
        found = []
        for code in codes:
            if self.shows("proofCard"):
                self.key(Key.Key_Escape)
            self.scan(code)
            self.qtbot.waitUntil(lambda: self.shows("proofCard"))
            self.settle()
            found.append(self.text("proofSentence"))
        return found

    def list_cases(self) -> list[str]:
        """查件 without a word: number, bundle, state, opening and day of each case. The applicant and whose it is are
        told in each window's own way.
        """
        self.put_form_away()
        self.key(Key.Key_F3)
        self.qtbot.waitUntil(lambda: self.focus().objectName() == "caseFindBox")
        self.write("。")
        self.qtbot.waitUntil(lambda: self.shows("noCases"))
        self.key(Key.Key_A, self.CONTROL)
        self.key(Key.Key_Backspace)
        self.qtbot.waitUntil(lambda: not self.shows("noCases") or "还没有" in self.text("noCases"))
        self.settle()
        model = self.see(QAbstractItemView, "caseTable").model()
        return [
            "｜".join(str(model.index(row, column).data()) for column in (0, 2, 3, 4, 5))
            for row in range(model.rowCount())
        ]

    def tasks(self) -> Said:
        """待办."""
        self.put_form_away()
        self.key(Key.Key_F2)
        self.settle()
        return {"summary": self.text("todoSummary"), "none": self.text("noTasks"), "rows": self._task_rows()}

    def _task_rows(self) -> list[str]:
        return self.rows("taskList") if self.shows("taskList") else []

    def _item_states(self) -> list[str]:
        """Name and state of each item; nothing of a case whose items are not known here."""
        rows = self.rows("resultItems") if self.shows("resultItems") else []
        return ["，".join(row.split("，")[:2]) for row in rows]

    def tell(self, numbers: Sequence[str]) -> Mapping[str, Said]:
        """What the screen says of each case."""
        told: dict[str, Said] = {}
        for number in numbers:
            self.open_case(number)
            told[number] = {
                "state": self.text("detailState"),
                "owner": self.text("detailOwner"),
                "incomplete": self.text_within("caseIncomplete"),
                "papers": self.rows("paperList"),
                "items": self._item_states(),
            }
            self.key(Key.Key_Left, ALT)  # what is known of it, where the paper was
            told[number] |= {
                "applicant": self.text("caseApplicantLine0"),
                "story": self.text_within("caseStoryRows"),
            }
            self.key(Key.Key_Left, ALT)
        return told
