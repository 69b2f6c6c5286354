"""What the system says in English about a file is told in Chinese."""

from __future__ import annotations

import errno
import os

import pytest

from counter.domain.file_errors import error_reason


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.ENOENT, errno.EACCES, errno.EISDIR, errno.EFBIG])
def test_that_a_usual_reason_is_told_without_the_systems_own_words(code: int) -> None:
    said = error_reason(OSError(code, os.strerror(code), "/home/somebody"))
    assert not any(letter.isascii() for letter in said)


def test_that_an_unusual_reason_keeps_its_number_for_whoever_looks_it_up() -> None:
    assert error_reason(OSError(errno.ESTALE, "said in English")) == "系统报 ESTALE"


def test_that_our_own_words_stay() -> None:
    assert error_reason(IsADirectoryError(0, "这是一个文件夹")) == "这是一个文件夹"
