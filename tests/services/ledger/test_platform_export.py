"""Cases in the platform's tables: what has no code stays out and is named; nothing is made up; on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Conclude, PauseClock, RecordAcceptance, Withdraw
from counter.domain.case.case import Case
from counter.domain.case.item_events import Pause, Result, Signer
from counter.domain.errors import RuleRefused
from counter.domain.guide.details import Codes, ItemDetails
from counter.domain.guide.model import Item
from counter.domain.hall.organ import OrganNames
from counter.domain.ledger.events import FILES
from counter.domain.ledger.platform_party import party_kind
from counter.domain.ledger.platform_tables import TABLES, PlatformItem, with_numbers_used_twice
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.deem_accepted import deem_overdue
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.ledger.platform_export import export_for_platform
from tests.services.case.test_event_clock import LAST, accepted_last
from tests.services.ledger.test_as_it_stood import granted
from tests.services.office import FRIDAY, Office, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE
from tests.settings import somebody
from tests.sheet_flaws import sheet_flaws

SPAN = LedgerSpan(FRIDAY.date(), FRIDAY.date())
CODE = "11150000MB0000000X0000123456789"
ORGAN_CODE = CODE[:18]


def organisation(name: str, begins: str) -> Applicant:
    """An organisation with a code of that registrar and category; its check character is not asked for."""
    return Applicant(ApplicantKind.ORGANISATION, name, uscc=f"{begins}000000MA0000000X")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("platform") / "profile") as opened:
        opened.file(opened.visit())
        yield opened


def lead(app: AppContext) -> StaffRow:
    return next(row for row in app.journal.staff() if row.role == "supervisor")


def coded(app: AppContext, *items: str) -> AppContext:
    """The guide with an implementation code for these items."""
    known = dict(app.guide.items)
    for item in items:
        details = known[item].details or ItemDetails()
        known[item] = replace(known[item], details=replace(details, codes=Codes("", CODE, "")))
    return replace(app, guide=replace(app.guide, items=known))


def registered(app: AppContext, organ: str, code: str) -> AppContext:
    """The hall whose register gives this organ's code."""
    return replace(app, hall=replace(app.hall, organ_names={organ: OrganNames(code=code)}))


def sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Rows under the head, by the sheet's name without the demo's mark."""
    book = load_workbook(BytesIO(content))
    return {
        page.title.partition("（")[0]: [
            tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2)
        ]
        for page in book
    }


def test_that_an_item_without_its_code_is_not_exported_and_is_named(office: Office) -> None:
    file, found = export_for_platform(office.app, lead(office.app), SPAN)
    assert found
    assert all(one.kept_back for one in found)
    pages = sheets(file.content)
    assert all(pages[table] == [] for table in TABLES)
    named = {row[1] for row in pages["没有的和不能导出的"] if row[2] == "不导出"}
    assert named == {one.name for one in found}


def test_that_a_number_of_the_platform_in_two_cases_is_named_in_both_and_in_one_case_is_not() -> None:
    def item(case: str, number: str) -> PlatformItem:
        rows = dict.fromkeys(TABLES, ()) | {"up_pro_accept": ({"project_no": number},)}
        return PlatformItem(case, "小餐饮店登记", rows, (), kept_back=False)

    one, same_case, other, empty, also_empty = with_numbers_used_twice(
        [item("A1", "N"), item("A1", "N"), item("B2", "N"), item("C3", ""), item("D4", "")]
    )
    assert [len(i.lacks) for i in (one, same_case, other, empty, also_empty)] == [1, 1, 1, 0, 0]
    assert "B2" in one.lacks[0]
    assert "A1" in other.lacks[0]
    assert "请核对后更正" in other.lacks[0]


def test_that_an_item_with_its_code_is_in_every_table_it_has_rows_for(office: Office) -> None:
    plain, found = export_for_platform(office.app, lead(office.app), SPAN)
    accepted = [one for one in found if one.rows["up_pro_accept"]]
    item = next(i for i in office.app.guide.items.values() if i.name == accepted[0].name)
    app = coded(office.app, item.id)
    file, again = export_for_platform(app, lead(app), SPAN)
    flaws = sheet_flaws(file.content)  # the platform takes a number as it was issued
    assert [one for one in flaws if "runs the groups" not in one] == []
    pages = sheets(file.content)
    heads = list(TABLES["up_pro_accept"])
    (row,) = [row for row in pages["up_pro_accept"] if row[heads.index("task_name")] == item.name]
    assert row[heads.index("task_code")] == CODE
    assert row[heads.index("project_no")] in ("", None)
    assert isinstance(row[heads.index("party_number")], str)
    steps = [row[list(TABLES["up_pro_process"]).index("step")] for row in pages["up_pro_process"]]
    assert steps[:2] == ["申请", "受理"]
    assert len(again) == len(found)
    assert [one.kept_back for one in again].count(False) == 1
    assert any("官方办件编号" in what for one in again for what in one.lacks)
    assert plain.content != file.content


def accepted_item(office: Office) -> tuple[AppContext, Item]:
    """The guide with the code of an item that was accepted, and that item."""
    _, found = export_for_platform(office.app, lead(office.app), SPAN)
    name = next(one.name for one in found if one.rows["up_pro_accept"])
    item = next(i for i in office.app.guide.items.values() if i.name == name)
    return coded(office.app, item.id), item


def exported(app: AppContext, name: str) -> PlatformItem:
    """The item as the platform's tables have it."""
    _, found = export_for_platform(app, lead(app), SPAN)
    return next(one for one in found if one.name == name)


def test_that_an_organ_s_code_comes_from_the_register_and_one_that_lacks_or_differs_is_named(
    office: Office,
) -> None:
    app, item = accepted_item(office)
    lacking = exported(app, item.name)
    assert lacking.rows["up_pro_accept"][0]["dept_code"] == ""
    (named,) = [what for what in lacking.lacks if what.startswith("受理部门编码")]
    assert item.organ in named
    assert ORGAN_CODE in named  # to be compared, not filled in
    given = exported(registered(app, item.organ, ORGAN_CODE), item.name)
    assert given.rows["up_pro_accept"][0]["dept_code"] == ORGAN_CODE
    assert not [what for what in given.lacks if what.startswith("受理部门编码")]
    other = exported(registered(app, item.organ, "11152201MB0000000Y"), item.name)
    assert any("不一样，请核对" in what for what in other.lacks)


def test_that_who_accepted_and_who_filed_stand_in_the_tables_by_name(office: Office) -> None:
    app, item = accepted_item(office)
    one = exported(app, item.name)
    clerk = office.clerk.name
    assert one.rows["up_pro_accept"][0]["accepted_by"] == clerk
    assert [row["handled_by"] for row in one.rows["up_pro_process"]][:2] == [clerk, clerk]


@pytest.mark.parametrize(
    ("applicant", "code", "lacks"),
    [
        (Applicant(ApplicantKind.PERSON, "张三"), "1", ""),
        (organisation("某某商贸有限公司", "91"), "2", ""),
        (organisation("某某商贸有限公司乌兰浩特分公司", "91"), "", "看不出是不是法人"),
        (organisation("某某商店（普通合伙）", "91"), "", "看不出是不是法人"),
        (organisation("某某幼儿园", "12"), "3", ""),
        (organisation("某某商会", "51"), "4", ""),
        (organisation("某某合作社", "93"), "", "农民专业合作社"),
        (organisation("某某局", "11"), "", "机关"),
        (organisation("某某", "77"), "", "看不出"),
        (Applicant(ApplicantKind.ORGANISATION, "某某公司", note="证照在办"), "", "没有统一社会信用代码"),
        (Applicant(ApplicantKind.PLANNED, "某某有限公司"), "", "拟设立"),
    ],
)
def test_that_the_kind_of_an_applicant_is_read_from_its_code_and_never_guessed(
    applicant: Applicant, code: str, lacks: str
) -> None:
    kind = party_kind(applicant)
    assert kind.code == code
    assert lacks in kind.lacks
    assert bool(kind.code) != bool(kind.lacks)


def test_that_only_who_may_see_all_names_exports_and_it_is_on_record(office: Office) -> None:
    before = len(office.app.journal.entries(FILES))
    with pytest.raises(RuleRefused):
        export_for_platform(office.app, office.clerk, SPAN)
    assert len(office.app.journal.entries(FILES)) == before
    export_for_platform(office.app, lead(office.app), SPAN)
    assert len(office.app.journal.entries(FILES)) == before + 1


def test_that_a_special_procedure_has_ended_where_its_item_has(office: Office) -> None:
    case = office.file(replace(office.visit(), duplicate_reason="另一处场地"))
    day = FRIDAY.date()
    case = office.do(case, PauseClock("epidemic_cond", Pause.TESTING, "乌农检〔2026〕1号", day))
    office.do(case, Conclude("epidemic_cond", Result.GRANTED, day, "许〔2026〕9号"))
    _, found = export_for_platform(coded(office.app, "epidemic_cond"), lead(office.app), SPAN)
    (row,) = (row for one in found for row in one.rows["up_pro_special_procedure"])
    assert (row["ended_on"], row["result"]) == (day, "已结束")


def row_of(office: Office, case: Case, item: str) -> Mapping[str, object]:
    """The row of an accepted item for the platform."""
    app = coded(office.app, item)
    span = LedgerSpan(FRIDAY.date(), civil_date(office.clock.at))
    _, found = export_for_platform(app, lead(app), span)
    rows = [row for one in found if one.number == case.number for row in one.rows["up_pro_accept"]]
    (row,) = (row for row in rows if row["task_code"] == CODE)
    return row


def acts_of(office: Office, case: Case, item: str) -> list[object]:
    """What was done at each step of it, for the platform."""
    app = coded(office.app, item)
    _, found = export_for_platform(app, lead(app), LedgerSpan(FRIDAY.date(), civil_date(office.clock.at)))
    rows = [row for one in found if one.number == case.number for row in one.rows["up_pro_process"]]
    return [row["act"] for row in rows if row["task_code"] == CODE]


def test_that_silence_accepted_on_the_day_of_receipt_and_an_organ_on_its_own(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        silent = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
        elsewhere = replace(office, app=replace(office.app, hall=replace(office.app.hall, agreements=())))
        sent_on = elsewhere.file(replace(office.visit(answers=EXISTING), duplicate_reason="另一处场地"))
        office.at("2026-12-02")
        deem_overdue(office.app)
        accepted = RecordAcceptance(LICENCE, date(2026, 11, 25), "乌农受〔2026〕1号", "王科长")
        elsewhere.do(sent_on, accepted)
        silent = office.do(silent, Conclude(LICENCE, Result.GRANTED, date(2026, 12, 2), "许〔2026〕9号"))
        assert row_of(office, silent, LICENCE)["accepted_at"] == FRIDAY.date()
        assert "视为受理" in acts_of(office, silent, LICENCE)
        assert row_of(office, sent_on, LICENCE)["accepted_at"] == date(2026, 11, 25)


def test_that_the_last_day_does_not_go_when_the_item_is_decided(tmp_path: Path) -> None:
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit())
        before = row_of(office, case, LICENCE)["promised_on"]
        assert before is not None
        office.do(case, Conclude(LICENCE, Result.GRANTED, FRIDAY.date(), "许〔2026〕9号"))
        assert row_of(office, case, LICENCE)["promised_on"] == before


def test_that_what_the_applicant_took_back_ended_on_that_day_not_on_the_day_it_was_accepted(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit())
        office.at("2026-11-25")
        written = date(2026, 11, 25)
        taken_back = Withdraw(
            (LICENCE,), "不办了", written=written, signer=Signer.APPLICANT, name=somebody().name
        )
        office.do(case, taken_back)
        app = coded(office.app, LICENCE)
        _, found = export_for_platform(app, lead(app), LedgerSpan(FRIDAY.date(), written))
        (row,) = (row for one in found for row in one.rows["up_pro_result"] if row["task_code"] == CODE)
        assert (row["result"], row["decided_on"]) == ("申请人撤回", written)


def test_that_the_platform_is_told_the_day_that_the_notice_says_where_the_common_one_binds(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        case = accepted_last(office)
        common = case.event_due
        assert common is not None
        assert row_of(office, case, LAST)["promised_on"] == common.day
        office.at("2027-01-12")
        case = granted(office, case, LAST, "2027-01-12")
        assert row_of(office, case, LAST)["promised_on"] == common.day
