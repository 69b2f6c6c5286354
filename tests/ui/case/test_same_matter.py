"""What a case's page says where another window took in the same matter while the two were apart."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from counter.services.exchange.case_standing import CaseStanding
from counter.services.exchange.same_matter import SameMatter
from counter.ui.words.case import standing_words


def test_that_the_later_case_names_the_earlier_one_and_asks_to_agree(qtbot: QtBot) -> None:
    early = SameMatter("15220103A26112000013", "15220103", earlier=True)
    words, warns = standing_words(CaseStanding(same=(early,)))
    assert words.startswith("窗口 15220103 更早收了这位申请人的同一件事，编号 15220103")
    assert words.endswith("请和那边商量留哪一件。")
    assert warns
    late = SameMatter("15220104A26112000014", "15220104", earlier=False)
    assert "后来也收了" in standing_words(CaseStanding(same=(late,)))[0]
    assert standing_words(CaseStanding()) == ("", False)
