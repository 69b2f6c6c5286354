"""L10: every bad rating has an owner who is not the rated, a finding, a measure, an answer; nothing closes without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.db.journal.journal import SqlJournal
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, CounterError, RuleRefused, StaleBase
from counter.domain.ratings.office.acts import (
    Assign,
    CallBack,
    Close,
    ConfirmProxy,
    Contact,
    Find,
    Measure,
    MeasureKind,
    RectifyAct,
    Reply,
)
from counter.domain.ratings.office.events import Finding, Reached
from counter.domain.ratings.office.offers import offers
from counter.domain.ratings.office.rated import Rated
from counter.domain.ratings.rating import Channel, Grade, Stage
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.copy_answer import answer_document, copy_answer
from counter.services.ratings.office.ledger import office_of
from counter.services.ratings.office.rectify import perform_rectify
from counter.services.ratings.office.reveal_rater import reveal_rater
from tests.db.pages import in_file, in_log
from tests.services.rating_office import (
    ANSWER,
    AT_ONCE,
    BAD,
    CALLED,
    OWNED,
    SATISFIED,
    TRUE,
    RatingOffice,
    anonymous,
    named,
    rating_office_on,
)

CODE = "23456789ABCDEFGHK"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RatingOffice]:
    with rating_office_on(tmp_path / "office") as opened:
        yield opened
        journal = opened.app.journal
        assert isinstance(journal, SqlJournal)
        assert check(journal).faults == ()
        before = journal.ratings(RatingFilter())
        rebuild_rows(journal)
        assert journal.ratings(RatingFilter()) == before


def refused(office: RatingOffice, rated: Rated, act: RectifyAct, why: str, by: str = "C03") -> None:
    """The act is refused with these words and leaves nothing behind."""
    with pytest.raises(CounterError, match=why) as no:
        office.do(rated, act, by=by)
    assert no.value.exit_code in (1, 2)
    assert office.see(rated.id) == rated


def next_of(office: RatingOffice, rated: Rated) -> type | None:
    """What is urgent now."""
    urgent = [o.kind for o in offers(rated, office_of(office.app, "C03")) if o.urgent]
    return urgent[0] if urgent else None


def test_that_a_named_bad_rating_goes_its_whole_way(office: RatingOffice) -> None:
    rated, seen = office.rating(named()), []
    for act in (OWNED, CALLED, TRUE, AT_ONCE, ANSWER, SATISFIED, Close()):
        seen.append((next_of(office, rated), type(act)))
        rated = office.do(rated, act)
    assert all(urgent is done for urgent, done in seen)
    assert next_of(office, rated) is None
    assert (rated.loop, rated.standing) == ("closed", "counted")
    assert [line.text for line in rated.history][-3:] == [
        "出具差评整改反馈单 乌政服改综90A〔2026〕1号",
        "回访：联系上，第二次评价：满意",
        "整改办结",
    ]


def test_that_an_anonymous_one_is_put_right_without_calling_anybody(office: RatingOffice) -> None:
    rated = office.do(office.rating(anonymous()), OWNED)
    refused(office, rated, CALLED, "匿名")
    rated = office.do(rated, TRUE, AT_ONCE, ANSWER)
    refused(office, rated, SATISFIED, "匿名")
    assert office.do(rated, Close()).loop == "closed"


def test_that_the_rated_clerk_has_no_part_in_it(office: RatingOffice) -> None:
    by_code = office.rating(named(clerk="C03", clerk_name="别人"))
    refused(office, by_code, Assign("C03"), "被评价", by="C01")
    refused(office, by_code, Assign("C01"), "被评价", by="C03")
    by_name = office.rating(named(clerk="W77", clerk_name="陶格斯", case=""))
    refused(office, by_name, Assign("C03"), "被评价", by="C01")
    rated = office.do(by_name, Assign("C02"), CALLED, by="C02")
    reviewed = named(clerk="C01", clerk_name="", case="15220103A26112000089")
    own = office.do(office.rating(reviewed), OWNED, CALLED)
    refused(office, own, Find(Finding.MALICIOUS, "查过", "C01"), "被评价")
    assert rated.rectification is not None


def test_that_an_owner_is_staff_and_a_change_says_why(office: RatingOffice) -> None:
    rated = office.rating(named())
    refused(office, rated, Assign("W99"), "没有工号")
    refused(office, rated, CALLED, "先定由谁承办")
    rated = office.do(rated, OWNED)
    refused(office, rated, OWNED, "已经由")
    refused(office, rated, Assign("C02"), "原因")
    assert office.do(rated, Assign("C02", "休假")).rectification.owner == "C02"  # type: ignore[union-attr]


def test_that_nothing_is_found_before_the_rater_was_asked_and_never_without_facts(
    office: RatingOffice,
) -> None:
    rated = office.do(office.rating(named()), OWNED)
    refused(office, rated, TRUE, "先联系")
    rated = office.do(rated, Contact(Reached.NO_ANSWER, "电话"))
    refused(office, rated, Find(Finding.TRUE, "  "), "事实")
    assert office.do(rated, TRUE).rectification.finding is not None  # type: ignore[union-attr]


def test_that_setting_a_rating_aside_takes_a_second_person_and_deletes_nothing(office: RatingOffice) -> None:
    rated = office.do(office.rating(named()), Assign("C01"), CALLED)
    aside = [Find(Finding.MISTAKEN, "评价人说点错了。", who) for who in ("", "C03", "C01", "C09")]
    for act, why in zip(aside, ("复核", "负责人", "不能是承办人", "负责人"), strict=True):
        refused(office, rated, act, why)
    own = Find(Finding.MISTAKEN, "评价人说点错了。", "C02")
    refused(office, rated, own, "登记结论的人", by="C02")
    refused(office, rated, Find(Finding.TRUE, "有事实", "C02"), "复核人")
    rated = office.do(rated, own)
    assert rated.standing == "set_aside"
    assert rated.registered.grade is Grade.DISSATISFIED
    refused(office, rated, Close(), "没有答复")
    rated = office.do(rated, ANSWER, CallBack(Reached.DECLINED), Close())
    assert (rated.loop, rated.standing) == ("closed", "set_aside")
    row = office.app.journal.ratings(RatingFilter(standing="set_aside"))[0]
    assert (row.grade, row.finding) == ("不满意", "误评")


def test_that_a_rating_set_aside_and_bad_again_is_explained_before_it_is_answered_again(
    office: RatingOffice,
) -> None:
    rated = office.do(
        office.rating(named()), OWNED, CALLED, Find(Finding.MISTAKEN, "说点错了。", "C01"), ANSWER
    )
    rated = office.do(rated, CallBack(Reached.YES, "没有点错。", Grade.DISSATISFIED))
    refused(office, rated, ANSWER, "解释说明")
    rated = office.do(rated, Measure(MeasureKind.EXPLAIN, "录像里两次都点了这一项。"), ANSWER, Close())
    assert (rated.loop, rated.standing) == ("closed", "set_aside")


MISFITS = {
    Finding.TRUE: MeasureKind.EXPLAIN,
    Finding.PARTLY: MeasureKind.EXPLAIN,
    Finding.UNTRUE: MeasureKind.AT_ONCE,
}


@pytest.mark.parametrize("finding", MISFITS)
def test_that_the_measure_fits_the_finding(office: RatingOffice, finding: Finding) -> None:
    rated = office.do(office.rating(anonymous()), OWNED)
    refused(office, rated, AT_ONCE, "先登记核实结论")
    rated = office.do(rated, Find(finding, "查过了。"))
    refused(office, rated, Measure(MISFITS[finding], "话"), "要登记")
    refused(office, rated, ANSWER, "先登记")


def test_that_a_term_has_its_day_and_only_a_term(office: RatingOffice) -> None:
    rated = office.do(office.rating(anonymous()), OWNED, TRUE)
    refused(office, rated, Measure(MeasureKind.BY_DAY, "装叫号屏"), "哪一天")
    refused(office, rated, Measure(MeasureKind.BY_DAY, "装叫号屏", date(2026, 11, 19)), "早于今天")
    refused(office, rated, Measure(MeasureKind.AT_ONCE, "马上改", date(2026, 11, 25)), "完成日期")
    refused(office, rated, Measure(MeasureKind.AT_ONCE, " "), "内容")
    assert (
        office.do(rated, Measure(MeasureKind.BY_DAY, "装叫号屏", date(2026, 12, 5)), ANSWER).loop
        == "answered"
    )


def test_that_a_finding_changed_later_needs_its_own_measure(office: RatingOffice) -> None:
    rated = office.do(office.rating(anonymous()), OWNED, TRUE, AT_ONCE, Find(Finding.UNTRUE, "另有录像。"))
    refused(office, rated, ANSWER, "解释说明")
    office.do(rated, Measure(MeasureKind.EXPLAIN, "当天有清单，张贴在取号机旁。"), ANSWER)


def test_that_a_named_one_closes_only_after_three_days_of_trying(office: RatingOffice) -> None:
    rated = office.do(office.rating(named()), OWNED, CALLED, TRUE, AT_ONCE)
    refused(office, rated, SATISFIED, "先答复")
    rated = office.do(rated, ANSWER)
    silent = CallBack(Reached.NO_ANSWER)
    for day in ("2026-11-23", "2026-11-23", "2026-11-24"):
        office.at(day)
        rated = office.do(rated, silent)
        refused(office, rated, Close(), "3天")
    office.at("2026-11-25")
    assert office.do(rated, silent, Close()).loop == "closed"


def test_that_a_second_rating_stands_beside_the_first_and_a_bad_one_keeps_it_open(
    office: RatingOffice,
) -> None:
    rated = office.do(office.rating(named()), OWNED, CALLED, TRUE, AT_ONCE, ANSWER)
    refused(office, rated, CallBack(Reached.NO_ANSWER, "", Grade.SATISFIED), "没有联系上")
    worse = CallBack(Reached.YES, "还是没有清单。", Grade.VERY_DISSATISFIED)
    rated = office.do(rated, worse)
    assert rated.loop == "open"
    refused(office, rated, Close(), "第二次评价还是差评")
    refused(office, rated, ANSWER, "第二次评价还是差评")
    rated = office.do(rated, Measure(MeasureKind.AT_ONCE, "换了打印机。"), ANSWER)
    refused(office, rated, CallBack(Reached.YES, "好了。", Grade.SATISFIED), "只有一次")
    rated = office.do(rated, Close())
    assert rated.registered.grade is Grade.DISSATISFIED
    row = office.app.journal.ratings(RatingFilter())[0]
    assert (row.grade, row.again, row.loop) == ("不满意", "非常不满意", "closed")


def test_that_closed_is_closed_and_answered_is_answered(office: RatingOffice) -> None:
    rated = office.do(office.rating(anonymous()), OWNED, TRUE, AT_ONCE, ANSWER)
    answered: tuple[RectifyAct, ...] = (TRUE, AT_ONCE, ANSWER)
    for act in answered:
        refused(office, rated, act, "已经")
    rated = office.do(rated, Close())
    for act in (OWNED, *answered, Close()):
        refused(office, rated, act, "已经办结")


def test_that_a_good_rating_has_nothing_to_put_right(office: RatingOffice) -> None:
    rated = office.rating(named(grade=Grade.SATISFIED, reasons=("413",)))
    refused(office, rated, OWNED, "不是差评")
    assert offers(rated, office_of(office.app, "C01")) == ()


def test_that_a_proxy_rating_counts_when_its_rater_says_so_and_not_before(office: RatingOffice) -> None:
    for same, standing in ((True, "counted"), (False, "set_aside")):
        rated = office.rating(named(channel=Channel.PROXY, code=CODE, grade=Grade.SATISFIED, case=""))
        assert rated.standing in ("proxy", "doubtful")
        refused(office, rated, ConfirmProxy(Reached.NO_ANSWER, same=True), "没有联系上")
        before = rated.standing
        rated = office.do(rated, ConfirmProxy(Reached.NO_ANSWER))
        assert rated.standing == before
        rated = office.do(rated, ConfirmProxy(Reached.YES, same))
        assert rated.standing == standing
        refused(office, rated, ConfirmProxy(Reached.YES, not same), "不再改动")


def test_that_an_anonymous_proxy_rating_stays_outside_the_rate(office: RatingOffice) -> None:
    rated = office.rating(anonymous(channel=Channel.PROXY, code=CODE, grade=Grade.SATISFIED))
    refused(office, rated, ConfirmProxy(Reached.YES, same=True), "匿名")
    refused(office, office.rating(named(case="")), ConfirmProxy(Reached.YES, same=True), "不用")


def test_that_every_answer_takes_the_next_number_and_a_refused_one_none(office: RatingOffice) -> None:
    for n in (1, 2):
        rated = office.do(office.rating(anonymous()), OWNED)
        refused(office, rated, ANSWER, "先登记核实结论")
        rated = office.do(rated, TRUE, AT_ONCE)
        refused(office, rated, Reply(" "), "答复的内容")
        refused(office, rated, Reply("已改\u202e正"), r"文字方向控制符（U\+202E）")
        rated = office.do(rated, ANSWER)
        assert answer_document(rated).number == f"乌政服改综90A〔2026〕{n}号"


def test_that_the_answer_names_the_window_but_no_clerk_and_no_number_of_a_person(
    office: RatingOffice,
) -> None:
    rated = office.do(office.rating(named()), OWNED, CALLED, TRUE, AT_ONCE, ANSWER)
    paper = answer_document(rated)
    text = str(paper)
    assert (paper.kind, paper.addressee, paper.watermark) == (
        PaperKind.RECTIFICATION_ANSWER,
        "巴图吉雅：",
        "演示 无效",
    )
    assert all(
        words in text
        for words in (
            "03号窗口",
            "没有提供材料清单；窗口人员业务不熟练",
            "属实",
            "立行立改",
            "第三十八条第三项",
        )
    )
    assert not any(
        words in text
        for words in ("阿木古郎", "W01", "10000005678", "999999199001011238", "跑了两趟", "陶格斯")
    )


def test_that_the_answer_to_an_anonymous_one_leads_to_nobody(office: RatingOffice) -> None:
    rated = office.do(office.rating(anonymous(words="三号窗口那位")), OWNED, TRUE, AT_ONCE, ANSWER)
    paper = answer_document(rated)
    assert paper.addressee == "匿名评价人（公示于大厅）："
    assert "三号窗口" not in str(paper)
    assert "办件编号" not in str(paper)


def test_that_every_copy_of_an_answer_is_counted(office: RatingOffice, tmp_path: Path) -> None:
    rated = office.rating(anonymous())
    with pytest.raises(BadInput, match="还没有反馈单"):
        copy_answer(office.app, rated.id, office.who("C03"), keep=lambda _: None)
    office.do(rated, OWNED, TRUE, AT_ONCE, ANSWER)
    out = tmp_path / "answer.pdf"
    serials = [copy_answer(office.app, rated.id, office.who("C03"), keep=out.write_bytes) for _ in "123"]
    assert serials == [1, 2, 3]
    assert out.read_bytes().startswith(b"%PDF")
    assert office.see(rated.id).history[-1].text == "反馈单出了第3份"


def test_that_an_act_on_what_changed_meanwhile_is_refused(office: RatingOffice) -> None:
    rated = office.rating(named())
    office.do(rated, OWNED)
    with pytest.raises(StaleBase):
        perform_rectify(office.app, rated.id, Assign("C02", "换"), office.who("C01"), rated.base)
    with pytest.raises(BadInput, match="没有这条评价"):
        perform_rectify(office.app, "office", OWNED, office.who("C01"))


def test_that_a_forgotten_rater_is_gone_and_the_rating_still_counts(office: RatingOffice) -> None:
    rated = office.do(office.rating(named()), OWNED, CALLED)
    office.app.journal.forget(rated.id, actor="C01", reason="评价人要求")
    after = office.see(rated.id)
    assert after.personal is None
    assert office.app.journal.ratings(RatingFilter())[0].grade == "不满意"
    with pytest.raises(RuleRefused, match="清除"):
        office.do(after, TRUE)


def test_that_nothing_is_rectified_at_a_window(app: AppContext) -> None:
    with pytest.raises(RuleRefused, match="差评处理室"):
        perform_rectify(app, "x", OWNED, app.journal.staff()[0])


def test_that_nothing_anybody_wrote_is_left_of_a_forgotten_rater(office: RatingOffice) -> None:
    """Words that staff typed may name the rater as well: why the owner changed, what was said, found and answered."""
    rated = office.do(office.rating(named(words="评价人的话")), OWNED, CALLED, TRUE, AT_ONCE, ANSWER)
    rated = office.do(rated, CallBack(Reached.YES, "回访的话", BAD), Assign("C01", "巴图吉雅要求换人"))
    assert rated.history[-1].text == "由C01承办，原因：巴图吉雅要求换人"
    journal = office.app.journal
    assert isinstance(journal, SqlJournal)
    journal.forget(rated.id, actor="C01", reason="保管期满")
    lies = b"".join((*in_file(journal), *in_log(journal)))
    for words in (
        "巴图吉雅",
        "评价人的话",
        CALLED.words,
        TRUE.facts,
        AT_ONCE.words,
        ANSWER.words,
        "回访的话",
    ):
        assert words.encode() not in lies
    assert "巴图吉雅" not in str(office.see(rated.id))
    with pytest.raises(RuleRefused, match="清除"):
        office.do(office.see(rated.id), AT_ONCE)
    assert check(journal).clean


def test_that_whom_was_rated_is_never_shown_who_rated(office: RatingOffice) -> None:
    """Neither by code nor by name, on screen or on a sheet (51号: 评价人信息保护); others' looks are logged."""
    for mine in (named(clerk="C02"), named(clerk_name=office.who("C02").name, stage=Stage.COMPLETION)):
        rated = office.do(office.rating(mine), OWNED, CALLED, TRUE, AT_ONCE, ANSWER)
        before = len(office.see(rated.id).history)
        with pytest.raises(RuleRefused, match="被评价的窗口人员"):
            reveal_rater(office.app, rated.id, "C02")
        with pytest.raises(RuleRefused, match="被评价的窗口人员"):
            copy_answer(office.app, rated.id, office.who("C02"), keep=lambda _: pytest.fail("it left"))
        assert len(office.see(rated.id).history) == before
        assert reveal_rater(office.app, rated.id, "C03").history[-1].text == "查看了评价人的个人信息"
