"""What a window says when no connection comes about, in words that lead to what can be done."""

from __future__ import annotations

import psycopg
import pytest

from counter.db.hub import errors
from counter.db.hub.errors import not_connected


@pytest.mark.parametrize("word", ["certificate verify failed", "certificate has expired"])
def test_that_a_certificate_that_is_not_believed_names_the_day_of_this_clock(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that is a year off lets no certificate be valid: the window says which day it takes for today."""

    class Wrong(errors.datetime):
        @classmethod
        def now(cls, tz: object = None) -> errors.datetime:
            return cls(2015, 1, 1, 20, tzinfo=errors.UTC)

    monkeypatch.setattr(errors, "datetime", Wrong)
    said = not_connected(psycopg.OperationalError(f"SSL error: {word}"), "hub.example").sentence
    assert "2015年1月2日" in said  # in China
    assert "请先核对日期" in said
    assert "办件不受影响" in said
