"""Papers of one case say the same: names, numbers, counts, days; and none in force contradicts how the case stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest

from counter.domain.case.acts import custody
from counter.domain.case.acts.acts import Decide, MovePapers, Reissue, Supplement
from counter.domain.case.acts.returning import to_give_back
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import ORGAN_DECISIONS, Document, PaperKind, Table, from_json
from counter.domain.papers.parts.brackets import full_width
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.domain.text.day_words import day_text
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from tests.paper_cases import RESTAURANT, tables, text
from tests.services.case.test_possible import walk
from tests.services.office import DEFERRED, MISSING, RECEIVED, Office, leaving, office_on, papers
from tests.services.visit.test_outcomes import GAP, lacking

K = PaperKind
WRONG = Brought(MaterialState.DEFECTIVE, copies=1, note="没有签名")
NUMBER = "[①-⑳㉑-㉟㊱-㊿]"
TO_BRING = {K.CORRECTION_NOTICE: "存在的问题", K.GAP_NOTICE: "补齐形式", K.SUPPLEMENT_RECEIPT: "还差什么"}
"""Which table of a paper lists what is still to be brought."""


@dataclass(frozen=True)
class Said:
    """One paper of a case as its reader has it."""

    paper: IssuedPaper

    @cached_property
    def document(self) -> Document:
        assert self.paper.content is not None
        return from_json(self.paper.content)

    @cached_property
    def words(self) -> str:
        return text(self.document)

    @property
    def kind(self) -> PaperKind:
        return PaperKind(self.paper.kind)

    def table(self, head: str) -> Table | None:
        return next((t for t in tables(self.document) if head in t.head), None)

    @property
    def to_bring(self) -> tuple[str, ...]:
        """Names of what it says is still to be brought, each once."""
        if self.kind is K.COVER_SHEET:
            return tuple(row[0] for t in tables(self.document) for row in t.rows)
        found = self.table(TO_BRING[self.kind]) if self.kind in TO_BRING else None
        return () if found is None else tuple(row[1] for row in found.rows if row[0])

    @property
    def received(self) -> dict[str, str]:
        """Material → how many sheets, of what the paper says was handed in."""
        found = self.table("来源和处理")
        rows = {} if found is None else {row[1]: row[3] for row in found.rows if row[3] != "—"}
        for named, copies in re.findall(
            rf"({NUMBER}.+?)（均?[^（）]*?收[^（）]*?(\d+)份[^（）]*?）", self.listed
        ):
            for name in re.split(f"、?{NUMBER}", named):
                if name:
                    rows[name] = copies
        return rows

    @property
    def listed(self) -> str:
        return next((line for line in self.words.splitlines() if line.startswith("已收和免交")), "")


def told(case: Case) -> list[Said]:
    return [Said(paper) for paper in case.papers]


def check_names_and_numbers(case: Case) -> None:
    every = told(case)
    assert {one.document.code for one in every} == {case.number}
    assert len({one.paper.number for one in every if one.paper.number}) == sum(
        bool(one.paper.number) for one in every
    )
    assert case.applicant is not None
    for one in every:
        draft = one.paper.kind in ORGAN_DECISIONS and not one.paper.number
        assert draft or one.document.number == one.paper.number
        assert case.applicant.name in one.document.addressee + one.words
        bundles = re.findall(r"就“(.+?)”[中提]", one.words)
        assert set(bundles) <= {full_width(case.opened.bundle_name)}
    identified = {line for one in every for line in one.words.splitlines() if line.startswith("申请人：")}
    assert len({line for line in identified if "居民身份证" in line}) <= 1


def check_counts(one: Said) -> None:
    words = one.words
    asked = [int(n) for n in re.findall(r"(?:下面|把)(?:“[^。]*?的)?(\d+)种材料", words)]
    if one.kind in (K.GAP_NOTICE, K.SUPPLEMENT_RECEIPT, K.COVER_SHEET):
        assert set(asked) <= {len(one.to_bring)}, words
        assert bool(asked) is bool(one.to_bring), words
    if one.kind is K.CORRECTION_NOTICE:
        assert asked, words
        assert max(asked) <= len(one.to_bring) <= sum(asked), words
    brought = one.table("核对结果")
    counted = re.search(r"补交下列(\d+)种材料", words)
    assert (int(counted[1]) if counted else 0) == (len(brought.rows) if brought else 0)
    unseen = re.search(r"其中(\d+)份原件尚未核对", words)
    if unseen:
        assert int(unseen[1]) == words.count("未核原件"), words
    moved = re.search(r"以上共(\d+)种：原件(\d+)份，复印件(\d+)份", words)
    if moved:
        sheets = one.table("点收")
        assert sheets is not None
        columns = [sum(int(row[n]) for row in sheets.rows if row[n] != "—") for n in (2, 3)]
        assert [int(n) for n in moved.groups()] == [len(sheets.rows), *columns]


def check_essentials(one: Said) -> None:
    if not one.document.qr:
        return
    said = read_essentials(one.document.qr)
    assert (said.kind, said.number, said.items) == (one.paper.kind, one.paper.number, len(one.paper.items))
    if said.deadline is not None:
        assert day_text(said.deadline) in one.words, (one.kind, said.deadline)
    table = one.table("来源和处理")
    if table is not None:
        assert said.materials == len(table.rows)
    if one.listed:
        assert said.materials == len(re.findall(NUMBER, one.listed))


def check_one_act(together: list[Said]) -> None:
    """Papers that left the same act agree on every sheet that was handed in, and ask for none of those as missing."""
    found: dict[str, set[str]] = {}
    for one in together:
        for name, copies in one.received.items():
            found.setdefault(name, set()).add(copies)
    assert {name: copies for name, copies in found.items() if len(copies) > 1} == {}
    for one in together:
        table = one.table(TO_BRING.get(one.kind, "")) if one.kind is K.CORRECTION_NOTICE else None
        missing = {row[1] for row in table.rows if row[2].startswith("未提交")} if table else set()
        assert missing & set(found) == set()


def check_in_force(case: Case) -> None:
    """What counts now is so now: what is to be brought, and by when."""
    binding = [one for one in told(case) if one.paper.stage.binding]
    for one in binding:
        if one.kind is K.COVER_SHEET:
            mine = [i for i in case.items if i.id in one.paper.items]
            assert all(not i.state.closed or i.state is ItemState.RETURNED for i in mine)
            days = set(re.findall(r"\d{4}年\d+月\d+日（含当日）前", one.words))
            notices = [o.words for o in binding if o.kind in (K.CORRECTION_NOTICE, K.PLEDGE, K.GAP_NOTICE)]
            assert all(any(day in words for words in notices) for day in days), days
    for item in case.items:
        newest = [o for o in binding if o.kind is K.CORRECTION_NOTICE and item.id in o.paper.items]
        due = item.told[-1].due if item.told else None
        if item.state is ItemState.TO_CORRECT and newest and due is not None:
            assert f"请在{day_text(due.day)}" in newest[-1].words
        accepted = [o for o in binding if o.kind is K.ACCEPTANCE_NOTICE and item.id in o.paper.items]
        if item.state is ItemState.ACCEPTED and accepted and item.due is not None and not item.paused:
            assert day_text(item.due.day) in accepted[-1].words


class Reader:
    """Somebody who keeps every paper of a case and reads them all again after each act."""

    def __init__(self) -> None:
        self.had: set[str] = set()

    def __call__(self, case: Case) -> None:
        check_names_and_numbers(case)
        for one in told(case):
            check_counts(one)
            check_essentials(one)
        check_one_act([one for one in told(case) if one.paper.id not in self.had])
        check_in_force(case)
        self.had = {paper.id for paper in case.papers}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def test_that_the_papers_of_a_visit_with_every_outcome_agree_until_the_end(office: Office) -> None:
    check = Reader()
    one = lacking(office, "si_employer")
    visit = office.visit(brought={GAP: DEFERRED, one: MISSING})
    unseen = {k: replace(b, original_seen=False) for k, b in visit.brought.items()}
    case = office.printed(office.file(replace(visit, brought=unseen)))
    check(case)
    case = office.sign(case)
    check(case)
    office.at("2026-11-23")
    case = office.do(case, Reissue(papers(case, K.CORRECTION_NOTICE)[0].id))
    check(case)
    case = office.do(case, Supplement({one: WRONG}, "其其格", "配偶"))
    check(case)
    case = office.do(case, Supplement({one: RECEIVED, GAP: RECEIVED}))
    check(case)
    case = office.do(case, leaving(("epidemic_cond",), "不养了"))
    held = [(line, custody.at_window(case, line)) for line in to_give_back(case)]
    moved = tuple(MovedPaper(x.id, x.name, h.originals, h.copies) for x, h in held)
    case = office.do(case, MovePapers("农牧局", Hands.TO_APPLICANT, moved, "阿木古郎", "巴图吉雅"))
    check(case)


def test_that_what_is_taken_in_first_and_told_later_agrees(office: Office) -> None:
    check = Reader()
    brought = {"floor_plan": WRONG, "health_certs": MISSING, "f_mkt_individual": MISSING}
    case = office.file(office.visit(8, brought, RESTAURANT), FilingMode.KEEP)
    check(case)
    case = office.do(case, Decide())
    check(case)
    case = office.do(case, Supplement({"floor_plan": WRONG, "health_certs": RECEIVED}))
    check(case)
    case = office.do(case, Supplement({"floor_plan": RECEIVED, "f_mkt_individual": RECEIVED}))
    check(case)


@pytest.mark.parametrize("seed", [0, 5, 7, 13])
def test_that_whatever_is_done_with_a_case_its_papers_agree(office: Office, seed: int) -> None:
    assert walk(office, seed, Reader())
