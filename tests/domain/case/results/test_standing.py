"""Where a result is, in one line: nothing of it is left out, its number is masked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import HandOutResults, TakeBackResult
from counter.domain.case.acts.sending import EndPosting, EndSending, PostResults, SendResults
from counter.domain.case.case import Case
from counter.domain.case.results.events import CollectorKind, Medium, Payer, ReadBy
from counter.domain.case.results.standing import standing_words
from counter.services.results import sending
from counter.ui.words.items import item_lines
from tests.services.office import Office, office_on
from tests.services.papers.test_receipt_counts import LICENCE
from tests.services.results.test_hand_out import granted

TODAY = date(2026, 11, 20)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def words(office: Office, case: Case) -> str:
    (one,) = office.now(case).certificates
    return standing_words(one)


def test_that_what_lies_here_says_what_it_is_where_and_until_when_it_is_valid(office: Office) -> None:
    case = granted(office, valid_from=TODAY, valid_until=date(2031, 11, 19))
    said = words(office, case)
    for part in (
        "动物防疫条件合格证",
        "（正本1份、副本1份）",
        "有效期2026-11-20至2031-11-19",
        "在柜A-03，2026年11月20日到",
    ):
        assert part in said
    (one,) = office.now(case).certificates
    assert one.number
    assert one.number not in said
    item = office.now(case).item(LICENCE)
    assert item is not None
    assert said in item_lines(office.now(case), item)  # 查件 shows the same line


def test_that_each_way_out_is_told_with_its_days(office: Office) -> None:
    case = granted(office)
    ids, today = tuple(one.id for one in case.certificates), office.clock.at.date()
    parcel = PostResults(ids, today, Payer.HALL, "EA123456789CN", "某路1号", "巴图吉雅", "本人同意")
    sending.post_results(office.app, case.id, parcel, office.clerk)
    assert words(office, case).endswith("2026年11月20日寄出 EA123456789CN · 还没有登记签收")
    end = EndPosting("EA123456789CN", today, True, "没人在", "B-2")
    sending.end_posting(office.app, case.id, end, office.clerk)
    assert words(office, case).endswith("2026年11月20日邮件退回，在柜B-2")
    office.do(office.now(case), HandOutResults(ids, today, CollectorKind.APPLICANT, "巴图吉雅", "居民身份证"))
    assert words(office, case).endswith("2026年11月20日领取")


def test_that_what_was_sent_says_when_and_whether_it_was_read(office: Office) -> None:
    case = granted(office, medium=Medium.ELECTRONIC, originals=0, duplicates=0, place="")
    assert words(office, case).endswith("2026年11月20日登记，等推送")
    ids, now = tuple(one.id for one in case.certificates), office.clock.at
    sending.send_results(office.app, case.id, SendResults(ids, "蒙速办", "F-1", now), office.clerk)
    assert "推送到蒙速办 · 还没有登记阅看" in words(office, case)
    office.later(days=1)
    read = EndSending("F-1", now + timedelta(hours=1), ReadBy.SYSTEM)
    sending.end_sending(office.app, case.id, read, office.clerk)
    assert words(office, case).endswith("到达申请人的系统")


def test_that_what_the_organ_took_back_says_why(office: Office) -> None:
    case = granted(office)
    (one,) = case.certificates
    office.do(case, TakeBackResult(one.id, TODAY, "名称印错", "乌农更〔2026〕1号", "那顺"))
    assert "2026年11月20日机关收回：名称印错" in words(office, case)
