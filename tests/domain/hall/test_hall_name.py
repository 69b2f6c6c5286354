"""Names of halls: four forms, anything else is told and not refused."""

from __future__ import annotations

import pytest

from counter.domain.hall.hall_name import name_doubt


@pytest.mark.parametrize(
    "name",
    [
        "乌兰浩特市政务服务中心",
        "乌兰浩特市政务服务中心（演示）",
        "科尔沁右翼前旗居力很镇便民服务中心",
        "突泉县永安街道便民服务中心",
        "居力很镇红光嘎查便民服务站",
        "城郊街道和平社区便民服务站",
        "兴安盟政务服务中心医保分中心",
    ],
)
def test_that_the_four_forms_of_a_name_are_known(name: str) -> None:
    assert name_doubt(name) == ""


@pytest.mark.parametrize(
    "name", ["乌兰浩特市行政服务大厅", "政务服务中心", "红光嘎查便民服务站", "和平便民服务中心"]
)
def test_that_another_name_is_told_with_the_four_forms(name: str) -> None:
    doubt = name_doubt(name)
    assert name in doubt
    assert "第二十九条" in doubt
    assert "可以照用" in doubt
