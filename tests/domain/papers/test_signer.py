"""Papers read as whoever signs them would: nothing stated that nobody knows, nothing said twice or against itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind, Paragraph
from counter.domain.guide.citation import in_book_marks, without_citation
from counter.domain.hall.jurisdiction import HALL
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.delivery_receipt import Delivery, ServedPaper
from counter.domain.papers.compose.supplement_receipt import Supplemented
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Outcome
from tests.paper_cases import about_one, contexts, one, tables, text

FARM = {"q_entity": ("individual",)}
DOUBTED = [
    *contexts(100, FARM, untimely=True),
    *contexts(100, FARM, untimely=True, keep=True),
    one(PaperKind.CORRECTION_NOTICE, brought={"floor_plan": Brought(MaterialState.MISSING)}, untimely=True),
    one(
        PaperKind.PLEDGE,
        29,
        {},
        brought={"food_small_workshop_5": Brought(MaterialState.DEFERRED)},
        untimely=True,
    ),
]
SERVED = (ServedPaper("受理通知书", "乌市监受综03〔2026〕118号"),)


@pytest.mark.parametrize("context", DOUBTED, ids=lambda c: f"{c.title}-{c.organ}")
def test_that_no_day_of_a_doubtful_clock_is_printed_as_a_fact(context: object) -> None:
    document = compose(context)  # type: ignore[arg-type]
    assert "2026年11月20日" not in text(document)
    assert "时间待核" in document.marks
    assert document.date_text in ("", "2026年11月20日（时间待核）")
    assert any(line.endswith("出具（时间待核）") for line in document.foot)


def test_that_nobody_is_asked_to_sign_a_pledge_whose_day_nobody_can_say() -> None:
    document = compose(DOUBTED[-1])
    assert document.sign_lines == ()
    assert "这一份现在不签" in text(document)


def test_that_what_is_done_has_nothing_left_to_check() -> None:
    for context in contexts(100, FARM):
        said = text(compose(context))
        assert context.kind is not PaperKind.REGISTRATION_PROOF or "待核验" not in said
    assert any("共享获取，待核验" in text(compose(c)) for c in contexts(100, FARM, keep=True))


def test_that_what_is_done_on_the_spot_has_no_time_to_count() -> None:
    done = about_one(PaperKind.SUPPLEMENT_RECEIPT, Supplemented((), (), ()))
    decided = done.decided_items[0]
    whole = Supplemented((), (), (decided.item.id,))
    for outcome, counted in ((Outcome.DONE, False), (Outcome.ACCEPT, True)):
        now = replace(decided, verdict=replace(decided.verdict, outcome=outcome, gaps=()))
        said = text(compose(replace(done, decided_items=(now,), details=whole)))
        assert ("计算办结时限" in said) is counted


def test_that_a_clerks_full_stop_does_not_stand_before_the_papers_own_mark() -> None:
    wrong = Brought(MaterialState.DEFECTIVE, copies=1, note="第3页没有签名。")
    notice = one(PaperKind.CORRECTION_NOTICE, brought={"floor_plan": wrong})
    assert "第3页没有签名" in tables(compose(notice))[0].rows[0]


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("乳品质量安全监督管理条例第二十条", "《乳品质量安全监督管理条例》第二十条"),
        (
            "税收征收管理法第十五条、发票管理办法第十五条",
            "《税收征收管理法》第十五条、《发票管理办法》第十五条",
        ),
        ("《动物防疫法》第二十四条、第二十五条", "《动物防疫法》第二十四条、第二十五条"),
        ("外地办理指南与江苏实施意见", "外地办理指南与江苏实施意见"),
    ],
)
def test_that_a_law_stands_in_book_marks(written: str, cited: str) -> None:
    assert in_book_marks(written) == cited
    assert in_book_marks(cited) == cited


def test_that_the_reason_does_not_cite_what_the_basis_cites() -> None:
    basis = "《乳品质量安全监督管理条例》第二十条"
    reason = "个体工商户不能申请。（乳品质量安全监督管理条例第二十条）"
    assert without_citation(reason, basis) == "个体工商户不能申请。"
    assert without_citation(reason, "《畜牧法》第二条") == reason


@pytest.mark.parametrize(("way", "phone"), [(Way.POST, "10000005678"), (Way.WINDOW, "100****5678")])
def test_that_who_brings_it_by_post_can_call(way: Way, phone: str) -> None:
    context = about_one(PaperKind.PROOF_OF_DELIVERY, Delivery(SERVED, way, "某路1号"))
    document = compose(context)
    assert dict(tables(document)[0].rows)["联系电话"] == phone
    assert not any("查询进度" in line or "投诉" in line for line in document.foot)


def test_that_a_receipt_gives_one_day_for_an_answer_and_shows_it() -> None:
    for context in contexts(100, FARM, keep=True):
        document = compose(context)
        dated = [n for n, row in enumerate(tables(document)[0].rows) if "含当日" in row[2]]
        assert tables(document)[0].strong == tuple((n, 2) for n in dated)
        words = [b.text for b in document.body if isinstance(b, Paragraph) and "事项：" in b.text]
        assert not any("规定答复" in w for w in words)
        assert all("上表“最迟答复”" in w for w in words if "受理后按" in w or "当场登记" in w)


def test_that_the_mark_names_what_is_to_be_confirmed() -> None:
    context = next(iter(contexts(100, FARM)))
    (mark,) = compose(context).marks
    assert mark.startswith("待部门核定：")
    decided_items = tuple(replace(d, item=replace(d.item, promised=None)) for d in context.decided_items)
    assert "时限" in compose(replace(context, decided_items=decided_items)).marks[0]


def test_that_each_paper_is_receipted_by_the_notice_that_asked_for_it() -> None:
    context = about_one(PaperKind.SUPPLEMENT_RECEIPT, Supplemented((), (), ()))
    came = [
        h.line for h in context.handed if any(n.item == context.decided_items[0].item.id for n in h.needs)
    ][:2]
    lines = tuple((x.id, x.name, Brought(MaterialState.RECEIVED, copies=x.copies)) for x in came)
    numbers = {came[0].id: "乌市监补综03〔2026〕1号", came[1].id: "乌市监补综03〔2026〕2号"}
    whole = Supplemented(lines, (), (context.decided_items[0].item.id,), notice="乌市监补综03〔2026〕2号")
    both = compose(replace(context, details=replace(whole, asked_by=numbers)))
    assert "按乌市监补综03〔2026〕1号、乌市监补综03〔2026〕2号通知书" in text(both)
    assert {row[1]: row[4] for row in tables(both)[0].rows} == {x.name: numbers[x.id] for x in came}
    one_only = compose(replace(context, details=replace(whole, asked_by=dict.fromkeys(numbers, "甲1号"))))
    assert "按甲1号通知书" in text(one_only)
    assert len(tables(one_only)[0].head) == 4


def test_that_nothing_is_said_to_be_accepted_a_second_time() -> None:
    """A paper for later of an item accepted before: no second day of acceptance, and no notice goes with it."""
    context = about_one(PaperKind.SUPPLEMENT_RECEIPT, Supplemented((), (), ()))
    decided = context.decided_items[0]
    whole = Supplemented((), (), (decided.item.id,))
    for rule, said in (("standing", "此前已经受理，审查继续"), ("all", "受理通知书随附")):
        now = replace(decided, verdict=replace(decided.verdict, outcome=Outcome.ACCEPT, rule=rule, gaps=()))
        words = text(compose(replace(context, decided_items=(now,), details=whole)))
        assert said in words
        assert ("受理日为" in words) is (rule == "all")


def test_that_the_hall_orders_no_correction_for_an_organ_that_has_not_entrusted_it() -> None:
    context = next(iter(contexts(keep=True)))
    wrong = tuple(
        replace(h, brought=Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名"))
        for h in context.handed
    )
    assert "须更正" in text(compose(replace(context, handed=wrong)))
    assert "须更正" not in text(compose(replace(context, handed=wrong, organ=HALL)))
