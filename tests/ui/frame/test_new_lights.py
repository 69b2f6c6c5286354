"""What is wrong and has no light of its own before is said once by itself, and stays to be read at its light."""

from __future__ import annotations

from counter.ui.frame.top_bar import StatusLight
from tests.ui.hands import Hands

WATCHED = "自 10:03 起有程序一直在读数据文件，先不能请申请人在屏上评价。请告诉值班负责人查明。"


def asked(hands: Hands) -> None:
    hands.window.shell.lights.ask()
    hands.settle()


def test_that_a_kept_log_is_said_once_and_then_stays_a_light(hands: Hands) -> None:
    said: list[str] = []
    hands.window.shell.lights.announced.connect(lambda message: said.append(message.sentence))
    hands.facade.watched = WATCHED
    asked(hands)
    assert hands.message() == WATCHED
    asked(hands)
    assert said == [WATCHED]
    assert hands.see(StatusLight, "light_rating").toolTip() == WATCHED


def test_that_where_nothing_is_in_the_way_there_is_no_such_light(hands: Hands) -> None:
    asked(hands)
    assert not hands.shows("light_rating")


def test_that_an_older_key_card_is_said_once_and_its_light_turns_green_when_it_is_mended(
    hands: Hands,
) -> None:
    said: list[str] = []
    hands.window.shell.lights.announced.connect(lambda message: said.append(message.sentence))
    asked(hands)
    assert not hands.shows("light_keys")
    hands.facade.old_card = "密钥登记文件 keys.json 被换回了旧的。"
    asked(hands)
    asked(hands)
    assert hands.message() == hands.facade.old_card
    assert said == [hands.facade.old_card]
    hands.facade.old_card = ""
    asked(hands)
    assert "又一致了" in hands.see(StatusLight, "light_keys").toolTip()
