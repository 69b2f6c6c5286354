"""What the system says in English about a file is told in Chinese."""

from __future__ import annotations

import errno
import os

import pytest

from counter.domain.file_errors import error_reason, unreadable


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.ENOENT, errno.EACCES, errno.EISDIR, errno.EFBIG])
def test_that_a_usual_reason_is_told_without_the_systems_own_words(code: int) -> None:
    said = error_reason(OSError(code, os.strerror(code), "/home/somebody"))
    assert not any(letter.isascii() for letter in said)


def test_that_an_unusual_reason_keeps_its_number_for_whoever_looks_it_up() -> None:
    assert error_reason(OSError(errno.ESTALE, "said in English")) == "系统报 ESTALE"


def test_that_our_own_words_stay() -> None:
    assert error_reason(IsADirectoryError(0, "这是一个文件夹")) == "这是一个文件夹"


@pytest.mark.parametrize("code", [errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT])
def test_that_a_file_on_a_stick_that_was_pulled_out_is_told_with_what_to_do(code: int) -> None:
    said = unreadable("第4版.指南包", OSError(code, os.strerror(code)))
    assert said.startswith("读不了“第4版.指南包”：")
    assert "U盘" in said
    assert said.count("。") == 2  # what happened, what to do
    assert "系统报" not in said


@pytest.mark.parametrize("code", [errno.EACCES, errno.EISDIR, errno.ESTALE, errno.EFBIG, 0])
def test_that_every_reason_has_a_next_step(code: int) -> None:
    said = unreadable("名单.xlsx", OSError(code, "这是设备或管道，不是文件"))
    assert said.endswith("。")
    assert said.rindex("请") > said.index("：")
