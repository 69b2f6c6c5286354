"""Asking for another window's case at a desk without one."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.services.exchange.case_key_standing import CaseKeyStanding, KeyAskState
from counter.ui.facades.window import Clerk


class FakeCaseKeys:
    """Everything is here and can be read, and nobody asks."""

    def is_incomplete(self, case: Case) -> bool:
        return False

    def case_keys(self, case: str) -> CaseKeyStanding:
        return CaseKeyStanding(KeyAskState.NONE)

    def ask_case_key(self, case: str, why: str, clerk: Clerk) -> None:
        raise BadInput("这一件的资料在本窗口已经看得到。", field="case")

    def answer_case_key(self, request: str, refuse: str, by: Consent) -> None:
        raise BadInput("这个申请已经答复过了，或者不在这里。", field="request")
