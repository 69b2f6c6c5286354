"""A stick pulled out while a file on it is read: it is told as that, with what to do, and not as a wrong file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counter.domain.errors import CounterError
from counter.ui.facades import applicant, bureau, hall, office, takeover, versions

READERS: dict[str, Callable[[Path], object]] = {
    "rating pack": office.given_pack,
    "published totals": applicant.given_totals,
    "guide workbook": lambda file: bureau.given_file(file, 1_000_000, "工作簿"),
    "guide pack": lambda file: versions.given_file(file, 1_000_000),
    "take-over workbook": takeover.given_workbook,
    "register": lambda file: hall.given_content(file, 1_000_000),
}


@pytest.fixture
def pulled() -> Path:
    """A file whose reading fails as that of a stick without its reader does: the first page of no program's memory."""
    return Path("/proc/self/mem")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
@pytest.mark.parametrize("reader", READERS)
def test_that_a_file_that_stops_being_readable_is_told_as_the_stick_it_is_on(
    reader: str, pulled: Path
) -> None:
    with pytest.raises(CounterError) as told:
        READERS[reader](pulled)
    assert told.value.sentence == (
        "读不了“mem”：磁盘读写出错。U盘松了、拔了的，请插好再试一次；还不行，请换一个U盘重新拷一份。"
    )


@pytest.mark.parametrize("reader", READERS)
def test_that_a_file_that_is_gone_is_told_with_the_stick_it_may_be_on(reader: str, tmp_path: Path) -> None:
    with pytest.raises(CounterError) as told:
        READERS[reader](tmp_path / "评价.评价包")
    assert told.value.sentence == (
        "读不了“评价.评价包”：没有这个文件或文件夹。文件在U盘上的，请看看U盘插好没有，再选一次。"
    )
