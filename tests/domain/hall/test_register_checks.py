"""What the register may name: organs of the guide, and the hall itself."""

from __future__ import annotations

from datetime import date

from counter.domain.hall.organ import HALL
from counter.domain.hall.register.checks import GuideNames, faults_of
from counter.domain.hall.register.records import RegisteredAgreement, RegisteredOrgan, RegisterRecord

DAY = date(2026, 11, 20)
NAMES = GuideNames({"公安局": frozenset()}, frozenset(), frozenset())


def fields(record: RegisterRecord) -> set[str]:
    return {fault.field for fault in faults_of([record], DAY, NAMES) if fault.section != "hall" and fault.key}


def test_that_the_hall_is_an_organ_of_the_register_but_entrusts_nothing() -> None:
    assert (
        fields(RegisteredOrgan(HALL, mark="某政", review_body="某某市人民政府", court="某某市人民法院"))
        == set()
    )
    assert fields(RegisteredOrgan("没有的局")) == {"guide_name"}
    assert fields(RegisteredAgreement("1号", HALL, ("accept",), DAY, DAY)) == {"organ"}


def test_that_a_code_of_an_organ_has_its_form_and_a_doubtful_one_is_told_and_kept() -> None:
    def found(code: str) -> list[bool]:
        faults = faults_of([RegisteredOrgan("公安局", code=code)], DAY, NAMES)
        return [fault.grave for fault in faults if fault.field == "code"]

    assert found("") == []
    assert found("11440232MB2D06811W") == []
    assert found("11440232MB2D06811X") == [False]
    assert found("11440232mb2d06811w") == [True]
    assert found("11440232MB2D0681") == [True]
    assert found("1144O232MB2D06811W") == [True]
