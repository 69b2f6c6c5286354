"""Each kind of paper has what its form needs (DOMAIN §2, DESIGN §7), whoever the applicant is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.case.paper_events import Way
from counter.domain.document.document import KIND_SPECS, TITLES, Document, PaperKind, Table
from counter.domain.papers.compose import compose
from counter.domain.papers.compose.delivery_receipt import Delivery, ServedPaper
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, Person
from counter.domain.people.identity import IdType
from tests import paper_cases
from tests.paper_cases import text
from tests.printing.every_paper import of_every_kind
from tests.settings import somebody

K = PaperKind

_FOR_THE_APPLICANT = ("投诉", "咨询", "查询进度", "依据")
REQUIRED: dict[PaperKind, tuple[str, ...]] = {
    K.INTAKE_RECEIPT: (
        *_FOR_THE_APPLICANT,
        "事项",
        "材料",
        "份数",
        "来源和处理",
        "最迟答复",
        "跟踪人",
        "不等于已经受理",
    ),
    K.ACCEPTANCE_NOTICE: (
        *_FOR_THE_APPLICANT,
        *("法定时限", "承诺时限", "最迟办结", "当日受理", "不计在内", "办理结果", "领取", "邮寄", "授权文件"),
    ),
    K.REGISTRATION_PROOF: (*_FOR_THE_APPLICANT, "办理结果", "办结日期", "授权文件"),
    K.CORRECTION_NOTICE: (
        *_FOR_THE_APPLICANT,
        *(
            "存在的问题",
            "补正要求",
            "（含当日）前",
            "到期没有补齐的",
            "不需要提交其他任何材料",
            "全部补齐之日为受理之日",
        ),
        *("一式两份", "送达时间"),
    ),
    K.COVER_SHEET: (
        "问题和要求",
        "部门",
        "（含当日）前",
        "到期没有补齐的",
        "以各部门的通知书、承诺书为准",
        "投诉",
    ),
    K.PLEDGE: (
        "补齐形式",
        "补交期限",
        "用于事项",
        "到期没有补齐",
        "自愿",
        "一式两份",
        "承诺人（签名",
        "签署人身份",
    ),
    K.GAP_NOTICE: (
        *_FOR_THE_APPLICANT,
        *(
            "补齐形式",
            "补交期限",
            "（含当日）前",
            "到期没有补齐",
            "不自动生效",
            "最迟办结",
            "承诺书",
            "一式两份",
        ),
    ),
    K.REFUSAL: (
        "理由",
        "依据",
        "联系",
        "电话",
        "60日内",
        "6个月内",
        "行政复议",
        "退还全部申请材料",
        "一式两份",
    ),
    K.REJECTION: ("理由", "依据", "联系", "电话", "60日内", "6个月内", "行政复议", "一式两份"),
    K.SUPPLEMENT_RECEIPT: ("补交", "份数", "核对结果", "接下来", "投诉", "咨询"),
    K.TRANSFER_SLIP: ("发件方", "收件方", "经办人", "电话", "原件（份）", "复印件（份）", "签名"),
    K.ROUND_SLIP: ("发件方", "收件方", "原件", "复印件", "签名"),
    K.PROOF_OF_DELIVERY: (
        *("受送达人", "事项名称", "联系电话", "送达方式", "送达地址", "文书编号", "份数", "代收人签名"),
        *("与申请人关系", "送达时间", "拒绝签收", "见证人"),
    ),
    K.GUIDE_SHEET: ("材料", "投诉", "咨询"),
    K.PROCEDURE_NOTICE: (
        "特别程序",
        "所需时间",
        "何时停止计时",
        "何时恢复计时",
        "最迟办结",
        "依据",
        "一式两份",
    ),
    K.PROCEDURE_END: ("停止计时", "不计入时限", "原最迟办结", "现最迟办结", "依据", "一式两份"),
    K.EXTENSION_NOTICE: (
        "延长的理由",
        "延长的期限",
        "原最迟办结",
        "现最迟办结",
        "批准的说明",
        "依据",
        "一式两份",
    ),
    K.ERRATUM: ("原来写的", "更正为", "凭什么更正", "仍然有效", "不用交回", "一式两份"),
    K.WITHDRAWAL: ("撤回的原因", "自愿", "签署人身份", "申请人（签名"),
}
"""What stands on a paper of the kind, word for word."""

LATER = {
    K.PROCEDURE_NOTICE: paper_cases.PROCEDURE_TOLD,
    K.PROCEDURE_END: paper_cases.PROCEDURE_OVER,
    K.EXTENSION_NOTICE: paper_cases.EXTENDED,
    K.WITHDRAWAL: paper_cases.WITHDRAWN,
    K.ERRATUM: paper_cases.CORRECTED,
}
OF_THE_HALL = {
    K.RECTIFICATION_ANSWER,
    K.PROBLEM_LETTER,
    K.DAY_SHEET,
    K.MONTHLY_REPORT,
    K.ARCHIVE_SHEET,
    K.CLOSING_LIST,
    K.FIGURE_SHEET,
}
"""Not handed to an applicant with a case: each has tests of its own words."""


def said(document: Document) -> str:
    """Every word of it."""
    lines = (document.title, document.number, document.addressee, text(document), *document.sign_lines)
    return "\n".join((*lines, document.seal_organ, document.date_text, *document.foot, *document.marks))


def made(kind: PaperKind) -> Document:
    context = LATER.get(kind)
    return of_every_kind("巴图吉雅")[kind] if context is None else compose(context)


def test_that_every_kind_has_a_row_of_required_words() -> None:
    assert set(REQUIRED) | OF_THE_HALL == set(KIND_SPECS)


@pytest.mark.parametrize("kind", list(REQUIRED))
def test_that_a_paper_has_what_its_form_needs(kind: PaperKind) -> None:
    words = said(made(kind))
    assert [one for one in REQUIRED[kind] if one not in words] == []


@pytest.mark.parametrize("kind", list(REQUIRED))
def test_that_number_seal_date_and_signature_are_where_the_kind_has_them(kind: PaperKind) -> None:
    document, spec = made(kind), KIND_SPECS[kind]
    sealed = spec.sealed and not spec.decision  # a draft is sealed by nobody (L8)
    assert document.title.startswith(TITLES[kind])
    assert bool(document.number) is bool(spec.mark)
    assert bool(document.seal_organ) is bool(document.date_text) is sealed
    if spec.served:
        signs = "首席代表签名" if spec.decision else "签收："
        assert any(signs in line for line in document.sign_lines)


@pytest.mark.parametrize("kind", list(REQUIRED))
def test_that_no_labelled_line_is_empty(kind: PaperKind) -> None:
    """A line with a name and nothing behind it is a question that nobody answers; room to sign in is taller."""
    rows = [
        row
        for block in made(kind).body
        if isinstance(block, Table) and not block.head and not block.least
        for row in block.rows
    ]
    assert [row for row in rows if len(row) == 2 and not row[1].strip()] == []


CHILD = replace(
    somebody(name="阿古拉", phone=""), guardian=Guardian(Person("乌日娜", phone="10000000004"), "母亲")
)
AGENT = Agent(Person("其其格", phone="10000000003"), "签收")
FIRM = Applicant(
    ApplicantKind.ORGANISATION, "示例合作社", Person("斯琴高娃", phone="10000000005"), note="换发"
)


def proof(applicant: Applicant, way: Way) -> Document:
    details = Delivery((ServedPaper("受理通知书", "1号"),), way, "某路1号")
    context = paper_cases.about_one(K.PROOF_OF_DELIVERY, details)
    return compose(replace(context, applicant=applicant))


@pytest.mark.parametrize(
    ("applicant", "phone"),
    [
        (somebody(), "10000005678"),
        (CHILD, "10000000004（法定代理人乌日娜）"),
        (replace(CHILD, agent=AGENT), "10000000003（代理人其其格）"),
        (replace(somebody(), agent=replace(AGENT, person=Person("其其格"))), "10000005678"),
        (FIRM, "10000000005（负责人斯琴高娃）"),
        (somebody(phone=""), "—"),
    ],
)
def test_that_a_proof_says_whose_telephone_it_gives(applicant: Applicant, phone: str) -> None:
    rows = dict(paper_cases.tables(proof(applicant, Way.POST))[0].rows)
    assert rows["联系电话"] == phone
    masked = dict(paper_cases.tables(proof(applicant, Way.WINDOW))[0].rows)["联系电话"]
    assert masked == "—" if phone == "—" else masked == f"{phone[:3]}****{phone[7:]}"


def test_that_who_has_no_paper_or_code_is_said_to_have_none() -> None:
    born = replace(CHILD, person=Person("阿古拉", IdType.NONE_YET))
    notice = next(iter(paper_cases.contexts(100, {"q_entity": ("individual",)})))
    assert "申请人：阿古拉　暂无证件" in text(compose(replace(notice, applicant=born)))
    assert "申请人：示例合作社　统一社会信用代码：暂无" in text(compose(replace(notice, applicant=FIRM)))
    unknown = text(compose(replace(notice, applicant=replace(FIRM, note=""))))
    assert "申请人：示例合作社（号码待核）\n" in unknown
