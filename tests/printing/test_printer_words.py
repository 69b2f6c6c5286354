"""What a printer reports becomes one sentence that says what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.printing.spool.printer_words import STOPPED, judge
from counter.services.context.print_queue import PrinterState

IDLE = 3


def told(
    *reasons: str, state: int = IDLE, accepting: bool = True, message: str = ""
) -> tuple[PrinterState, str]:
    return judge(state, reasons, accepting=accepting, message=message)


@pytest.mark.parametrize("degree", ["", "-error", "-warning", "-report"])
@pytest.mark.parametrize(
    ("reason", "means", "words"),
    [
        ("media-empty", PrinterState.TROUBLE, "缺纸"),
        ("media-jam", PrinterState.TROUBLE, "卡纸"),
        ("door-open", PrinterState.TROUBLE, "门开着"),
        ("cover-open", PrinterState.TROUBLE, "盖子开着"),
        ("toner-empty", PrinterState.TROUBLE, "碳粉用完"),
        ("offline", PrinterState.OFFLINE, "没有开机"),
        ("connecting-to-device", PrinterState.OFFLINE, "正在连接"),
        ("spool-area-full", PrinterState.TROUBLE, "磁盘满了"),
        ("cups-missing-filter", PrinterState.TROUBLE, "驱动不完整"),
    ],
)
def test_that_every_degree_of_a_known_reason_says_what_to_do(
    reason: str, degree: str, means: PrinterState, words: str
) -> None:
    state, said = told(reason + degree)
    assert state is means
    assert words in said
    assert said.endswith("。")


def test_that_what_keeps_it_from_printing_speaks_before_a_low_tray() -> None:
    assert told("media-low-warning", "media-jam-error")[0] is PrinterState.TROUBLE
    assert told("media-low-warning") == (PrinterState.READY, "快没有纸了，请准备加纸。")


def test_that_a_printer_that_is_off_is_not_asked_for_paper() -> None:
    assert "没有开机" in told("media-empty-error", "offline-report")[1]


def test_that_a_stopped_queue_is_paused_with_or_without_a_reason() -> None:
    assert told(state=STOPPED, message="Backend failed") == (
        PrinterState.PAUSED,
        "打印机停下了：请在系统打印设置里恢复（系统的话：Backend failed）。",
    )
    assert told("paused", state=STOPPED)[0] is PrinterState.PAUSED
    assert told("media-empty-error", "paused", state=STOPPED)[1].startswith("缺纸")


def test_that_a_queue_that_takes_nothing_is_not_ready() -> None:
    assert told(accepting=False)[0] is PrinterState.PAUSED


def test_that_an_unknown_error_is_told_as_it_is_and_an_unknown_remark_is_not() -> None:
    assert told("laser-at-eol-error") == (
        PrinterState.TROUBLE,
        "打印机报告了故障（laser-at-eol）：请到打印机前看它的提示。",
    )
    assert told("wifi-not-configured-report") == (PrinterState.READY, "")
    assert told("none") == (PrinterState.READY, "")


@given(st.lists(st.text(max_size=30), max_size=4), st.integers(0, 9), st.booleans(), st.text(max_size=200))
def test_that_whatever_a_printer_says_there_is_one_answer(
    reasons: list[str], state: int, accepting: bool, message: str
) -> None:
    means, words = judge(state, reasons, accepting=accepting, message=message)
    assert means is PrinterState.READY or words
    assert "\n\n" not in words
