"""What somebody scanned, typed or named where a code or a file is asked for."""

from __future__ import annotations

from counter.domain.papers.verify.day_code import is_day_qr, looks_like_short_code
from counter.domain.papers.verify.signed_code import is_paper_code


def is_given_code(text: str) -> bool:
    """Whether it is a code of a paper or a day's close, right or wrong; anything else may be the path of a file."""
    return is_day_qr(text) or is_paper_code(text) or looks_like_short_code(text)
