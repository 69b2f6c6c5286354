"""待办 calls another window by its name; the code stays where nobody knows it."""

from __future__ import annotations

from counter.services.tasks.named_windows import in_names

NAMES = {"03": "03号窗口", "15220104": "综合窗口"}


def test_that_a_known_window_is_called_by_its_name() -> None:
    assert in_names("窗口 03 移交来的，请接收", NAMES) == "03号窗口移交来的，请接收"
    assert in_names("外窗口代收，待核对：身份证（窗口 03、15220104 收）", NAMES) == (
        "外窗口代收，待核对：身份证（03号窗口、综合窗口收）"
    )


def test_that_an_unknown_window_keeps_its_code() -> None:
    for words in ("窗口 09 移交来的，请接收", "（窗口 03、09 收）", "原件在窗口，等部门"):
        assert in_names(words, NAMES) == words
