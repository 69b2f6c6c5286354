"""The forms of 上报, each made when it is first asked for (decision 0073)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.exchange.join_form import JoinForm
from counter.ui.exchange.waiting_form import One, WaitingForm, WaitingKind
from counter.ui.exchange.waiting_kinds import files_again, held_batches, taken_files
from counter.ui.kit.acts.unfinished_input import KeepingPage
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.reading_order import read_as_laid_out, tab_through
from counter.ui.kit.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter.services.exchange.let_in_held import RevokedBatch
    from counter.services.parcels.parcel_lines import ParcelLine


class ReportingForms(KeepingPage):
    """A page with ``_forms``, the place of its forms in ``_inside``, and ``rows_area``, where Tab goes after them; it
    says what each of them does. Signals: ``announced(message)``.
    """

    announced = Signal(Message)
    rows_area: QWidget
    _inside: QWidget

    def __init__(self) -> None:
        super().__init__()
        self._code = ""  # of who acts
        self._forms = QVBoxLayout()
        self._form = LazyPart(self._make_join, self)
        self._files = LazyPart(lambda: self._make_form(taken_files(), self._on_file), self)
        self._let_in = LazyPart(lambda: self._make_form(held_batches(), lambda _: self._admit()), self)
        self._resend = LazyPart(lambda: self._make_form(files_again(), lambda _: self._send_again()), self)

    @property
    def half_done(self) -> str:
        """Name of what would be lost; else empty."""
        begun = next((form.accessibleName() for form in self._waiting if form.begun), "")
        joins = self._form.made is not None and self.form.begun
        return begun or (self.tr("接汇聚库") if joins else "")

    @property
    def form(self) -> JoinForm:
        """What joins the hub."""
        return self._form()

    @property
    def files(self) -> WaitingForm[ParcelLine]:
        """What takes files in."""
        return self._files()

    @property
    def let_in(self) -> WaitingForm[RevokedBatch]:
        """What lets batches in."""
        return self._let_in()

    @property
    def resend(self) -> WaitingForm[ParcelLine]:
        """What sends a file once more."""
        return self._resend()

    def _join(self) -> None:
        raise NotImplementedError

    def _on_file(self, act: str) -> None:
        raise NotImplementedError

    def _admit(self) -> None:
        raise NotImplementedError

    def _send_again(self) -> None:
        raise NotImplementedError

    def _work_for(self, code: str) -> None:
        self._code = code
        for form in self._waiting:
            form.clerk = code

    def _put_away(self) -> None:
        if self._form.made is not None:
            self.form.dismiss()
        for form in self._waiting:
            form.dismiss()

    @property
    def _waiting(self) -> list[WaitingForm[Any]]:
        """Those that are made."""
        parts = (self._files.made, self._let_in.made, self._resend.made)
        return [form for form in parts if form is not None]

    def _make_join(self) -> JoinForm:
        form = JoinForm()
        form.signed.connect(self._join)
        self._place(form)
        return form

    def _make_form(self, kind: WaitingKind[One], act: Callable[[str], None]) -> WaitingForm[One]:
        form = WaitingForm(kind)
        form.clerk = self._code
        form.signed.connect(act)
        form.announced.connect(self.announced)
        self.keeping = (*self.keeping, form.kept)
        self._place(form)
        return form

    def _place(self, form: QWidget) -> None:
        self._forms.addWidget(form)
        read_as_laid_out(self._inside)
        tab_through(form, self.rows_area)
