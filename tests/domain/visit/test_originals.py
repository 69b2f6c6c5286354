"""Originals that have to be looked at: when acceptance waits for them, and what is said of those nobody saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.document.document import PaperKind
from counter.domain.hall.authority import Agreement, Authority
from counter.domain.papers.compose import compose
from counter.domain.papers.parts.context import PaperContext
from counter.domain.visit.assess import assess
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer
from counter.domain.visit.originals import seen, unseen
from counter.domain.visit.received import all_received
from counter.domain.visit.verdict import Outcome, judge
from counter.domain.visit.visit import Assessment, Setting, Visit
from tests.builders import RECEIVED, bench, line, need
from tests.paper_cases import RECEIPT, answered, contexts, one, text
from tests.paper_cases import seen as all_shown
from tests.settings import consenting, published, setting, somebody

SEEN = replace(RECEIVED, original_seen=True)
SHOWN = need(original_copy="原件和复印件")
CARD = line("card", original=True, name="身份证件", needs=(SHOWN,))
SOURCED = replace(CARD, seen_for=("food",))
SHOP, COMPANY = 8, 1
"""Bundles of the demo guide: in the first no source names an original, in the second 公司登记 names two."""


def brought_all(bundle: int, at: Setting, *, seen: bool = False) -> Assessment:
    visit = Visit(bundle, answered(bundle, {}, at), {}, somebody(), begun_at=at.now)
    lines = all_received(assess(at, visit).checklist, {})
    brought = {i: replace(b, original_seen=seen) for i, b in lines.items()}
    return assess(at, replace(visit, brought=brought))


def outcomes(found: Assessment) -> dict[str, tuple[Outcome, str]]:
    return {v.item: (v.outcome, v.rule) for v in found.verdicts}


def test_that_an_original_its_source_wants_seen_is_a_condition_of_acceptance() -> None:
    found = judge(bench(lines=(SOURCED,), brought={"card": RECEIVED}))
    assert (found.outcome, found.rule) == (Outcome.RECEIVED, "originals")
    assert "1份原件还没核对：身份证件" in found.reason
    assert judge(bench(lines=(SOURCED,), brought={"card": SEEN})).outcome is Outcome.ACCEPT


def test_that_a_default_nobody_read_at_a_source_stops_no_acceptance_but_is_said() -> None:
    found = judge(bench(lines=(CARD,), brought={"card": RECEIVED}))
    assert found.outcome is Outcome.ACCEPT
    assert "1份原件未核" in found.reason
    assert "齐全" not in found.reason
    assert "法定形式" not in found.reason


def test_that_a_published_guide_makes_every_original_it_wants_seen_a_condition() -> None:
    mine = bench(lines=(CARD,), brought={"card": RECEIVED})
    assert judge(replace(mine, published=True)).rule == "originals"


def test_that_nothing_waits_for_the_original_of_what_is_had_by_sharing() -> None:
    shareable = (MaterialState.SHARED, MaterialState.RECEIVED)
    deed = replace(SOURCED, allowed=shareable, initial=MaterialState.SHARED)
    mine = replace(bench(lines=(deed,), brought={"card": RECEIVED}), published=True)
    assert judge(mine).outcome is Outcome.ACCEPT
    written = SharedAnswer(Shared.NOT_FOUND, "自然资源局", "3号", date(2026, 11, 2))
    owed = replace(mine, brought={"card": replace(RECEIVED, shared=written)})
    assert judge(owed).rule == "originals"


@pytest.mark.parametrize("wording", ["复印件", "原件或复印件", "原件或电子"])
def test_that_only_a_need_that_has_the_original_looked_at_waits_for_it(wording: str) -> None:
    other = replace(CARD, needs=(need(original_copy=wording), need("other", original_copy="原件和复印件")))
    for one_line in (other, replace(other, never_kept=True)):
        mine = bench(lines=(one_line,), brought={"card": RECEIVED})
        assert judge(replace(mine, published=True)).outcome is Outcome.ACCEPT


def test_that_what_is_due_later_is_not_waited_for_now() -> None:
    later = replace(CARD, needs=(need(original_copy="原件和复印件", later="发证前核对"),))
    mine = bench(lines=(later,), brought={"card": RECEIVED})
    assert judge(replace(mine, published=True)).outcome is Outcome.ACCEPT


def test_that_the_organs_written_consent_lets_acceptance_go_on_and_is_said() -> None:
    mine = bench(lines=(SOURCED,), brought={"card": RECEIVED})
    found = judge(replace(mine, published=True, consented=True))
    assert found.outcome is Outcome.ACCEPT
    assert "机关同意先受理" in found.reason


@pytest.mark.parametrize("state", [MaterialState.E_LICENCE, MaterialState.SHARED, MaterialState.PLEDGED])
def test_that_what_was_proved_without_paper_has_no_original_to_look_at(state: MaterialState) -> None:
    mine = bench(lines=(SOURCED,), brought={"card": Brought(state)})
    assert judge(replace(mine, published=True)).outcome is Outcome.ACCEPT


def test_that_what_is_missing_is_told_before_an_original_is_waited_for() -> None:
    found = judge(bench(lines=(SOURCED, line("form")), brought={"card": RECEIVED, "form": Brought()}))
    assert found.outcome is Outcome.CORRECT


@given(
    seen=st.lists(st.booleans(), min_size=3, max_size=3),
    sourced=st.lists(st.booleans(), min_size=3, max_size=3),
    by_bureau=st.booleans(),
)
def test_that_nothing_is_accepted_or_called_complete_over_an_original_that_is_a_condition(
    seen: list[bool], sourced: list[bool], by_bureau: bool
) -> None:
    lines = tuple(
        replace(CARD, id=f"card{n}", seen_for=("food",) if wanted else ()) for n, wanted in enumerate(sourced)
    )
    brought = {x.id: SEEN if was else RECEIVED for x, was in zip(lines, seen, strict=True)}
    found = judge(replace(bench(lines=lines, brought=brought), published=by_bureau))
    waited = [not was and (wanted or by_bureau) for was, wanted in zip(seen, sourced, strict=True)]
    assert (found.outcome is Outcome.ACCEPT) is not any(waited)
    assert ("材料齐全、符合法定形式" in found.reason) is all(seen)


def test_that_the_shipped_guide_waits_where_its_source_says_so_and_nowhere_else() -> None:
    at = setting()
    assert outcomes(brought_all(COMPANY, at))["mkt_company"] == (Outcome.RECEIVED, "originals")
    assert outcomes(brought_all(COMPANY, at, seen=True))["mkt_company"][0] is Outcome.DONE
    assert "originals" not in [rule for _, rule in outcomes(brought_all(SHOP, at)).values()]


def test_that_the_window_is_led_to_the_first_original_before_anything_is_decided() -> None:
    found = brought_all(COMPANY, setting())
    (first,) = found.originals_obstacles
    assert first.field == "materials.id_card_operator"
    assert "2份原件还没核对" in first.sentence
    assert not brought_all(COMPANY, setting(), seen=True).originals_obstacles
    assert not brought_all(COMPANY, consenting(setting())).originals_obstacles


def test_that_a_correction_too_waits_at_the_window_for_originals_so_that_all_is_told_at_once() -> None:
    found = brought_all(COMPANY, setting())
    form = next(x.id for x in found.checklist.lines_of("mkt_company") if x.originals)
    missing = replace(found.visit, brought={**found.visit.brought, form: Brought()})
    again = assess(setting(), missing)
    assert outcomes(again)["mkt_company"][0] is Outcome.CORRECT
    assert again.originals_obstacles
    assert not assess(consenting(setting()), missing).originals_obstacles


def test_that_a_published_guide_is_gone_by_from_the_moment_it_is_in_force() -> None:
    rules = outcomes(brought_all(SHOP, published(setting())))
    assert (Outcome.RECEIVED, "originals") in rules.values()
    seen = outcomes(brought_all(SHOP, published(setting()), seen=True))
    assert "originals" not in [rule for _, rule in seen.values()]


def test_that_a_version_counts_as_published_only_by_its_own_publication() -> None:
    at = published(setting())
    assert at.published(at.guide.version)
    assert not at.published("G000000-另一版")
    assert not setting().published(setting().guide.version)


def test_that_what_is_left_for_the_organ_may_be_counted_at_the_first_press() -> None:
    found = brought_all(SHOP, setting())
    assert found.unseen_originals == unseen(found.checklist.lines, found.visit.brought) != ()


def test_that_a_consent_speaks_only_for_its_own_organ_items_and_days() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    mine = Agreement("税务局", frozenset(), "协议1", first, last, ("tax_new",), unseen_originals=True)
    silent = replace(mine, number="协议2", unseen_originals=False)
    agreed = Authority((mine, silent))
    assert agreed.consents_unseen("税务局", "tax_new", first) == ("协议1",)
    assert not agreed.consents_unseen("税务局", "deed_tax", first)
    assert not agreed.consents_unseen("市场监督管理局", "tax_new", first)
    assert not agreed.consents_unseen("税务局", "tax_new", date(2027, 1, 1))


# -- papers --

COMPLETE = "齐全、符合"
CALLED = "未核原件"


def every_paper(at: Setting) -> Iterator[PaperContext]:
    for bundle in (SHOP, COMPANY, 78):
        yield from contexts(bundle, {}, at=at)
        yield from contexts(bundle, {}, at=at, keep=True)


@pytest.mark.parametrize(
    "at", [setting(), consenting(setting()), published(setting())], ids=["demo", "consent", "bureau"]
)
def test_that_no_paper_says_complete_over_a_row_it_calls_not_seen(at: Setting) -> None:
    papers = [text(compose(context)) for context in every_paper(at)]
    assert any(CALLED in said for said in papers)
    for said in papers:
        assert not (CALLED in said and COMPLETE in said)
        assert "已核原件" not in said
        assert "取回" not in said


def test_that_the_acceptance_counts_what_nobody_saw_and_asks_for_nothing_new() -> None:
    said = text(compose(one(PaperKind.ACCEPTANCE_NOTICE)))
    assert "份原件尚未核对" in said
    assert "不需要提交其他任何材料。未核的原件，需要时通知出示。" in said


def test_that_an_acceptance_with_every_original_seen_says_complete() -> None:
    at = setting()
    found = brought_all(SHOP, at, seen=True)
    (context, *_) = contexts(SHOP, {}, at=at, brought=found.visit.brought)
    assert context.kind is not PaperKind.INTAKE_RECEIPT
    assert "材料齐全、符合规定形式" in text(compose(context))


def test_that_a_consent_is_named_by_its_agreement_on_the_paper() -> None:
    papers = [text(compose(c)) for c in contexts(COMPANY, {}, at=consenting(setting()))]
    said = next(p for p in papers if "当场办结" in p)
    assert "同意先受理（演示授权〔2026〕1号）" in said
    assert "同意先受理" not in text(compose(one(PaperKind.ACCEPTANCE_NOTICE)))


def test_that_the_receipt_names_the_originals_acceptance_waits_for() -> None:
    held = next(
        c for c in contexts(COMPANY, {}) if any(d.verdict.rule == "originals" for d in c.decided_items)
    )
    said = text(compose(held))
    assert "原件核对后决定是否受理" in said
    assert "请带下列材料的原件到窗口核对，核对后才能受理：经营者（法定代表人、负责人）身份证件" in said
    assert "核对后才能受理" not in text(compose(RECEIPT))


def test_that_a_card_is_handed_back_only_where_it_was_shown() -> None:
    card = next(h for h in RECEIPT.handed if h.line.never_kept)

    def said(brought: Brought) -> str:
        handed = tuple(replace(h, brought=brought) if h is card else h for h in RECEIPT.handed)
        return text(compose(replace(RECEIPT, handed=handed)))

    assert "请当场取回身份证件等原件" in said(replace(card.brought, original_seen=True))
    assert "取回" not in said(card.brought)
    assert "取回" not in said(Brought(MaterialState.E_LICENCE))
    wrong = Brought(MaterialState.DEFECTIVE, original_seen=True, copies=1, note="已过有效期")
    assert "请当场取回身份证件等原件" in said(wrong)


def test_that_a_correction_says_which_originals_to_bring_along() -> None:
    at = setting()
    found = brought_all(COMPANY, at)
    form = next(x.id for x in found.checklist.lines_of("mkt_company") if x.originals)
    kind = PaperKind.CORRECTION_NOTICE
    papers = contexts(COMPANY, {}, at=at, brought={form: Brought()})
    said = text(compose(next(c for c in papers if c.kind is kind)))
    assert "请带下列材料的原件到窗口核对" in said
    agreed = contexts(COMPANY, {}, at=consenting(at), brought={form: Brought()})
    assert "请带下列材料的原件" not in text(compose(next(c for c in agreed if c.kind is kind)))


def test_that_a_pledge_says_handed_in_whole_only_where_every_original_was_seen() -> None:
    pledge = one(PaperKind.PLEDGE, 74, {}, brought={"photo_doctor": Brought(MaterialState.DEFERRED)})
    assert "主要申请材料已经提交" in text(compose(pledge))
    assert "主要申请材料已经交齐" in text(compose(all_shown(pledge)))


@pytest.mark.parametrize("state", [s for s in MaterialState if s is not MaterialState.RECEIVED])
def test_that_saying_all_originals_seen_says_nothing_of_what_is_not_here(state: MaterialState) -> None:
    brought = {"card": Brought(state), "lease": RECEIVED}
    assert seen(brought, ("card", "lease")) == {"card": Brought(state), "lease": SEEN}
    assert seen(brought, ("card",)) == brought


def test_that_an_original_that_is_handed_in_is_no_original_to_be_shown() -> None:
    handed_in = replace(CARD, originals=1)
    assert unseen((handed_in,), {"card": RECEIVED}) == ()
    assert unseen((CARD,), {"card": RECEIVED}) == (CARD,)
