"""撤回申请书: the applicant's own word: to the organs, without a seal, and what his signature does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.document.document import from_json, to_json
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.withdrawal import Leaving, Withdrawal
from counter.domain.people.applicant import Applicant
from counter.printing.type.glyphs import missing_glyphs
from tests.domain.papers.test_later_papers import CHILD, FIRM, PARTIES
from tests.paper_cases import WITHDRAWN, text
from tests.printing.pages import TYPEFACES


def said(**changes: object) -> Withdrawal:
    assert isinstance(WITHDRAWN.details, Withdrawal)
    return replace(WITHDRAWN.details, **changes)  # type: ignore[arg-type]


def test_that_it_speaks_to_every_organ_once_and_bears_no_seal() -> None:
    both = (Leaving("甲", "市场监督管理局", "已受理"), Leaving("乙", "农牧局", "已受理"))
    document = compose(replace(WITHDRAWN, details=said(items=(*both, both[0]))))
    assert document.addressee == "乌兰浩特市市场监督管理局、乌兰浩特市农牧局："
    assert (document.seal_organ, document.date_text) == ("", "")
    assert "受" not in "".join(p for p in text(document).splitlines() if p.startswith("承办人"))


def test_that_it_ends_nothing_by_itself_and_says_what_goes_on() -> None:
    assert "签字并由窗口登记以后，上列事项才终止办理" in text(compose(WITHDRAWN))
    assert "其他事项照常办理" in text(compose(WITHDRAWN))
    assert "其他事项" not in text(compose(replace(WITHDRAWN, details=said(others=False))))


@pytest.mark.parametrize("reason", ["改在别处办", "改在别处办。"])
def test_that_the_reason_is_a_sentence_of_its_own(reason: str) -> None:
    assert "撤回的原因：改在别处办。\n" in text(compose(replace(WITHDRAWN, details=said(reason=reason))))


def test_that_what_goes_back_is_counted_originals_apart() -> None:
    words = text(compose(WITHDRAWN))
    assert "小餐饮经营许可（登记）申请书 1 —" in words
    assert "从业人员健康证明 — 2" in words
    nothing = text(compose(replace(WITHDRAWN, details=said(back=()))))
    assert "窗口没有为上列事项单独收存的材料" in nothing


@pytest.mark.parametrize("applicant", PARTIES)
def test_that_whoever_may_sign_finds_his_box(applicant: Applicant) -> None:
    document = compose(replace(WITHDRAWN, applicant=applicant))
    who = {CHILD: "□法定代理人", FIRM: "□法定代表人（负责人）"}.get(applicant, "□本人")
    assert who in document.sign_lines[1]
    assert "□委托代理人（附授权撤回申请的委托书）" in document.sign_lines[1]
    assert from_json(to_json(document)) == document
    assert missing_glyphs(document, TYPEFACES) == []


def test_that_it_is_not_written_without_its_facts() -> None:
    with pytest.raises(ValueError, match="withdrawn"):
        compose(replace(WITHDRAWN, details=None))
