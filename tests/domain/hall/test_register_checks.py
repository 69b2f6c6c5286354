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
