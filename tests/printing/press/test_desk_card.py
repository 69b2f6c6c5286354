"""The desk card: A6 or A4 with marks, a demo says so, and the longest content stays on the card."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pypdfium2
import pytest

from counter.domain.document.emblem import DottedEmblem, emblem_text
from counter.domain.hall.desk_card import DeskCard
from counter.domain.hall.roles import DUTIES
from counter.printing.press.desk_card import desk_card_pdf
from tests.drawn_pictures import face_file
from tests.settings import RESOURCES

LONGEST = DeskCard(
    "内蒙古自治区兴安盟科尔沁右翼前旗政务服务中心（便民服务大厅）",
    "03",
    "阿拉坦其其格·孟和巴雅尔䶮㛃𬭊",
    "W01",
    "、".join(DUTIES),
    "10000000011",
    "0482-0000009",
)


EMBLEM = emblem_text(DottedEmblem(432, 144, bytes([3]) * 432 * 144))
PICTURES = {"emblem": EMBLEM, "photo": b64encode(face_file()).decode()}
"""The widest emblem that there is, and a photo (S001 Art. 29, 37)."""


@pytest.mark.parametrize("pictures", [{}, PICTURES], ids=["plain", "pictures"])
@pytest.mark.parametrize(("page", "banner"), [("A6", ""), ("A6", "演示 无效"), ("A4", "培训 无效")])
def test_that_the_longest_card_is_whole_and_bears_its_banner(
    page: str, banner: str, pictures: dict[str, str]
) -> None:
    pdf = desk_card_pdf(replace(LONGEST, page=page, banner=banner, **pictures), RESOURCES / "fonts")
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        sheet = document[0]
        width, height = (round(side / 72 * 25.4) for side in sheet.get_size())
        assert (width, height) == {"A6": (148, 105), "A4": (210, 297)}[page]
        text = sheet.get_textpage()
        said = text.get_text_range().replace("\r\n", "").replace("\n", "")
        assert LONGEST.name in said
        assert LONGEST.duty in said
        assert ("无效" in said) is bool(banner)
        below = (height - 105) / 2 / 25.4 * 72
        lowest = min(text.get_charbox(at)[1] for at in range(text.count_chars()) if said)
        assert lowest > below + 8


def test_that_what_the_hall_did_not_publish_is_left_out() -> None:
    bare = DeskCard("乌兰浩特市政务服务中心", "综合窗口", "苏日娜", "S01", "", "", "12345")
    with pypdfium2.PdfDocument(desk_card_pdf(bare, RESOURCES / "fonts")) as document:
        said = document[0].get_textpage().get_text_range()
    assert "咨询电话" not in said
    assert "职" not in said
    assert "综合窗口" in said
    assert "号窗口" not in said
