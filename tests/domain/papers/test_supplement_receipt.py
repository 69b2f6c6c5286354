"""A supplement receipt has one word for each paper, and its lists, items and sentences say the same of it (L3)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from counter.domain.document.document import TITLES, Document, PaperKind, Table
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.supplement_receipt import Supplemented
from counter.domain.papers.parts.context import DecidedItem, PaperContext, RecordedLine
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Gap, Outcome, gaps_in
from tests import builders
from tests.paper_cases import NOTICE, due, tables, text

ITEMS = (builders.item(), builders.item("sign", name="户外招牌设置"))
BOTH = ("food", "sign")
LINES = (
    builders.line("form", name="申请书", wanted="原件1份", originals=1, original=True),
    builders.line("card", name="身份证件", never_kept=True, original=True, wanted="核对原件，复印件1份"),
    builders.line("health", name="健康证明", wanted="复印件2份", needs=(builders.need(copies=2),)),
    builders.line(
        "plan", name="平面图", items=BOTH, wanted="原件1份", needs=tuple(builders.need(i) for i in BOTH)
    ),
)
DAY = due(date(2026, 12, 4))
STATES = st.sampled_from(
    [
        Brought(MaterialState.RECEIVED, copies=2),
        Brought(MaterialState.RECEIVED, copies=1),
        Brought(MaterialState.RECEIVED, original_seen=True, copies=1),
        Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名"),
        Brought(MaterialState.DEFERRED),
        Brought(MaterialState.SHARED),
    ]
)


@st.composite
def supplements(draw: st.DrawFn) -> tuple[PaperContext, Supplemented]:
    """What a window recorded now of a case of two items, any of them told or not, with any outcome."""
    now = draw(st.dictionaries(st.sampled_from([x.id for x in LINES]), STATES, min_size=1))
    brought = {
        x.id: now.get(x.id, draw(st.sampled_from([builders.MISSING, builders.RECEIVED]))) for x in LINES
    }
    told = tuple(i.id for i in ITEMS if draw(st.booleans()))
    gaps = {
        i.id: tuple(
            replace(g, due=DAY)
            for x in LINES
            for g in gaps_in(x, i.id, brought)
            if g.state != MaterialState.DEFERRED
        )
        for i in ITEMS
    }
    outcomes = [o for o in Outcome if o is not Outcome.ACCEPT_WITH_GAPS]
    verdicts = {
        i.id: builders.verdict(
            i.id, Outcome.CORRECT if gaps[i.id] and i.id in told else draw(st.sampled_from(outcomes))
        )
        for i in ITEMS
    }
    context = replace(
        NOTICE,
        kind=PaperKind.SUPPLEMENT_RECEIPT,
        title=TITLES[PaperKind.SUPPLEMENT_RECEIPT],
        decided_items=tuple(DecidedItem(i, verdicts[i.id]) for i in ITEMS),
        handed=tuple(RecordedLine(x, brought[x.id], x.needs) for x in LINES),
    )
    still: dict[str, Gap] = {}
    for item in ITEMS:
        for gap in gaps[item.id]:
            still.setdefault(gap.line, gap)
    whole = tuple(i.id for i in ITEMS if not gaps[i.id])
    lines = tuple((x.id, x.name, now[x.id]) for x in LINES if x.id in now)
    return context, Supplemented(lines, tuple(still.values()), whole, notified=told)


def _table(document: Document, head: str) -> Table | None:
    return next((t for t in tables(document) if head in t.head), None)


def _rows(document: Document, head: str, place: int) -> dict[str, str]:
    found = _table(document, head)
    return {} if found is None else {row[1]: row[place] for row in found.rows}


@given(supplements())
def test_that_what_is_still_to_be_brought_is_never_called_received_as_fit(
    case: tuple[PaperContext, Supplemented],
) -> None:
    context, details = case
    document = compose(replace(context, details=details))
    results, still = _rows(document, "核对结果", 3), _rows(document, "还差什么", 2)
    for name, result in results.items():
        assert ("见下表" in result) is (name in still), (name, result)
        assert ("收下" in result) + ("不符合" in result) + ("份数不足" in result) + ("免交" in result) == 1
        if name in still:
            assert "收下" not in result
    brought = {x.name: b for i, _, b in details.lines for x in LINES if x.id == i}
    health = brought.get("健康证明", builders.MISSING)  # two copies, for an item that was told of or was not
    if health.state is MaterialState.RECEIVED and health.copies < 2:
        assert "份数不足" in results["健康证明"]
    for name in brought:
        defective = brought[name].state is MaterialState.DEFECTIVE
        assert not (defective and "收下" in results[name])


@given(supplements())
def test_that_an_item_is_called_complete_only_where_none_of_its_papers_is_wrong(
    case: tuple[PaperContext, Supplemented],
) -> None:
    context, details = case
    document = compose(replace(context, details=details))
    wrong = {
        n for n, result in _rows(document, "核对结果", 3).items() if "另行" in result or "见下表" in result
    }
    items = _table(document, "材料情况")
    assert items is not None
    for row, item in zip(items.rows, ITEMS, strict=True):
        own = {x.name for x in LINES if x.items == (item.id,)}
        assert not (row[1] == "已补齐" and own & wrong)
        assert (row[1] == "已补齐") is (item.id in details.whole)


@given(supplements())
def test_that_the_numbers_in_its_sentences_are_the_numbers_of_its_rows(
    case: tuple[PaperContext, Supplemented],
) -> None:
    context, details = case
    document = compose(replace(context, details=details))
    said, results = text(document), _rows(document, "核对结果", 3)
    fit = [r for r in results.values() if "不符合" not in r and "份数不足" not in r]
    counted = re.search(r"补交下列(\d+)种材料", said)
    assert (int(counted[1]) if counted else 0) == len(results)
    split = re.search(r"其中(\d+)种已收下，(\d+)种还要补", said)
    if split:
        assert (int(split[1]), int(split[2])) == (len(fit), len(results) - len(fit))
    else:
        assert ("已收下。" in said) is (bool(results) and len(fit) == len(results))
    still = _rows(document, "还差什么", 2)
    asked = re.search(r"把下面(\d+)种材料补到|还差下面(\d+)种材料", said)
    assert (int(asked[1] or asked[2]) if asked else 0) == len(still)


def test_that_a_day_that_has_passed_is_asked_of_nobody() -> None:
    late = due(date(2026, 11, 1))
    gap = Gap("form", "申请书", "missing", "申请书未交", "原件1份", late)
    context = replace(
        NOTICE,
        decided_items=(DecidedItem(ITEMS[0], builders.verdict("food", Outcome.CORRECT)),),
        handed=(RecordedLine(LINES[0], builders.MISSING, LINES[0].needs),),
        kind=PaperKind.SUPPLEMENT_RECEIPT,
        details=Supplemented((), (gap,), ()),
    )
    said = text(compose(context))
    assert "请在2026年11月1日" not in said
    assert "还差下面1种材料，请补到本窗口。" in said
