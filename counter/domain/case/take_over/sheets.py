"""The workbook of running cases: its sheets and columns, the words of its drop-downs, and the example to delete."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from counter.domain.case.item_state import ItemState
from counter.domain.guide.rows.columns import Column, Kind
from counter.domain.guide.rows.sheets import Shape, SheetForm
from counter.domain.people.applicant import ApplicantKind
from counter.domain.people.identity import ID_TYPE_WORDS
from counter.domain.visit.material import MaterialState
from counter.domain.visit.received import STATE_WORDS

CASES, ITEMS, MATERIALS, GAPS = "办件", "事项", "材料", "缺项"

EXAMPLE = "示例"
"""The earlier number of the template's example rows begins so; a file with one of them is refused."""

REST = "其余"
"""In the column of materials: every line of the case that no other row names."""


class Place(StrEnum):
    """Where a paper that was taken in is now (保管)."""

    WINDOW = "window"  # 在窗口
    ORGAN = "organ"  # 在部门
    RETURNED = "returned"  # 已退还申请人


PLACE_WORDS = {Place.WINDOW: "在窗口", Place.ORGAN: "在部门", Place.RETURNED: "已退还"}

SHORT = "short"
"""State of a gap: in, but in fewer copies than asked for."""

GAP_WORDS: Mapping[str | int, str] = {
    MaterialState.MISSING.value: "未交",
    MaterialState.DEFECTIVE.value: "不符合",
    SHORT: "份数不够",
    MaterialState.DEFERRED.value: "容缺",
}

KIND_WORDS = {
    ApplicantKind.PERSON: "个人",
    ApplicantKind.ORGANISATION: "单位",
    ApplicantKind.PLANNED: "拟设立",
}

STATES = (
    *(ItemState.RECEIVED, ItemState.WAITING, ItemState.TO_CORRECT, ItemState.ACCEPTED, ItemState.GAPPED),
    *(ItemState.DONE, ItemState.GRANTED, ItemState.REJECTED, ItemState.REFUSED, ItemState.REVOKED),
    *(ItemState.LAPSED, ItemState.WITHDRAWN, ItemState.DROPPED, ItemState.RETURNED),
)
"""States in which an item can be taken over."""

_SHORTER = {ItemState.RECEIVED: "已收件", ItemState.RETURNED: "已退件"}

PAUSED, EXTENDED, TO_PLEDGE, TO_REFUSE, DEEMED = "paused", "extended", "to_pledge", "to_refuse", "deemed"

NOT_TAKEN: Mapping[str, tuple[str, str]] = {
    PAUSED: (
        "特别程序中",
        "请先按“已受理”接转；接转以后在查件里用“特别程序”，照原告知书的文号和送达日期补记，计时从那天起停",
    ),
    TO_PLEDGE: (
        "待签容缺承诺",
        "没有签承诺就还没有受理：请按“已收件”接转，要容缺的在这里重新出承诺书，请申请人签",
    ),
    TO_REFUSE: (
        "待机关决定",
        "请按“已收件”接转，接转以后由机关书面决定；申请人坚持提交的话，请写在办件的备注里",
    ),
    DEEMED: ("视为受理", "请按“已收件”接转：程序按真实的交件日推算，过了法定时限会提示登记视为受理"),
}
"""States of an earlier system that cannot be taken over as they are: word, and what to do instead."""

STATE_CHOICES: Mapping[str | int, str] = {
    **{state.value: _SHORTER.get(state, state.label) for state in STATES},
    EXTENDED: "已延期",
    **{key: words for key, (words, _) in NOT_TAKEN.items()},
}

_MATERIAL_STATES = (
    *(MaterialState.RECEIVED, MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.SHARED),
    *(MaterialState.E_LICENCE, MaterialState.PLEDGED, MaterialState.LATER),
)


def _number() -> Column:
    return Column("number", "原编号", Kind.CODE, True, note="原系统的办件编号，四张表里写得一样")


def _day(key: str, head: str, note: str, *, required: bool = False) -> Column:
    return Column(key, head, Kind.DAY, required, note=f"{note}，例如 2026-11-20")


def _choice(
    key: str, head: str, words: Mapping[str | int, str], note: str = "", *, required: bool = False
) -> Column:
    return Column(key, head, Kind.CHOICE, required, words, note=note)


def _form(title: str, columns: tuple[Column, ...], note: str) -> SheetForm:
    return SheetForm(title, Shape.LIST, "", columns, note, keys=1)


_ID_TYPES: Mapping[str | int, str] = {kind.value: words for kind, words in ID_TYPE_WORDS.items()}
_YES_NOTE = "原系统登记过核对原件的写“是”"

FORMS = (
    _form(
        CASES,
        (
            _number(),
            Column("source", "接转自", required=True, note="原系统的名称，例如：旧综窗系统"),
            Column("bundle", "一件事", required=True, note="清单上的名称或序号"),
            Column(
                "answers",
                "情形",
                note="一题一行写“问题：回答”，几个回答用“、”隔开；问题和回答照办事指南写，有默认答案的可以不写",
            ),
            _day("received", "交件日期", "申请人真正交件的那一天，时限从这天起算", required=True),
            _choice(
                "kind",
                "申请人类型",
                {kind.value: words for kind, words in KIND_WORDS.items()},
                required=True,
            ),
            Column("name", "申请人", required=True, note="个人写姓名，单位写名称，拟设立的写拟用名称"),
            _choice("id_type", "证件类型", _ID_TYPES, "个人，或者单位的负责人、投资人；留空是居民身份证"),
            Column("id_number", "证件号码", Kind.CODE),
            Column("uscc", "统一社会信用代码", Kind.CODE, note="单位才写"),
            Column("person", "负责人或投资人", note="单位写法定代表人（负责人），拟设立的写投资人或指定代表"),
            Column("phone", "电话", Kind.CODE),
            Column("guardian", "法定代理人", note="未成年人等由法定代理人办理的才写"),
            Column("guardian_id", "法定代理人身份证号", Kind.CODE),
            Column("relation", "与申请人关系"),
            Column("agent", "委托代理人", note="委托他人办理的才写"),
            Column("agent_id", "代理人身份证号", Kind.CODE),
            Column("agent_phone", "代理人电话", Kind.CODE),
            Column("scope", "委托范围", note="照授权委托书写"),
            Column("note", "备注"),
        ),
        "一件一行：谁、办什么、哪天交的件。",
    ),
    _form(
        ITEMS,
        (
            _number(),
            Column("item", "事项", required=True, note="照办事指南的事项名称写"),
            Column("organ", "部门", note="写了的要和办事指南一致，可以留空"),
            _choice("state", "现在的状态", STATE_CHOICES, required=True),
            _day(
                "day",
                "这个状态的日期",
                "受理日（已延期的也写受理日）、告知补正日、决定日等；已收件、待前序的留空",
            ),
            Column("paper", "文号", note="原系统这一步出具的文书的文号"),
            _day(
                "due",
                "原文书写的办结日期",
                "受理通知书上写明的最迟办结日期，没有写的留空，按指南推算；已延期的写延期以后的日期",
            ),
            Column("certificate", "证照编号", note="已办结的才写"),
            _day("delivered", "送达日期", "已办结、当场办结并且送达了的才写"),
        ),
        "这件办件的每个事项一行：到了哪一步、真实的日期、原文号。",
    ),
    _form(
        MATERIALS,
        (
            _number(),
            Column(
                "material", "材料", required=True, note=f"照办事指南的材料名称写；“{REST}”指没有点名的各份"
            ),
            _choice(
                "state",
                "状态",
                {state.value: STATE_WORDS[state] for state in _MATERIAL_STATES},
                required=True,
            ),
            Column("copies", "份数", Kind.COUNT, note="收下的总份数，留空按指南要求的份数"),
            Column("seen", "原件核对过", Kind.YES, note=_YES_NOTE),
            _choice(
                "place",
                "现在在哪里",
                {place.value: words for place, words in PLACE_WORDS.items()},
                "收下的材料才写",
            ),
            Column("organ", "在哪个部门", note="在部门的，材料归几个部门的事项用时要写"),
            Column("note", "说明", note="不符合的写明哪里不符合"),
        ),
        "每份材料一行：收没收、几份、现在在哪里；身份证件当场退还，不写在窗口。",
    ),
    _form(
        GAPS,
        (
            _number(),
            Column("item", "事项", required=True),
            Column("material", "材料", required=True),
            _choice("state", "缺什么", GAP_WORDS, required=True),
            Column("text", "原文书的说法", note="原通知书上怎么写的"),
            Column("standard", "要求", note="要交成什么样，留空照办事指南"),
            _day("due", "最迟日期", "原通知书上写明的最迟补交日期，留空按本地规定从告知日推算"),
            _day("brought", "补来日期", "已经补来的写哪天补来，没有补来的留空"),
        ),
        "待补正、容缺受理的事项：原通知书告知的每一项，一项一行，已经补来的也要写。",
    ),
)
"""The sheets, in the order of filling in."""

BY_TITLE = {form.title: form for form in FORMS}

EXAMPLES: Mapping[str, tuple[Mapping[str, str | int], ...]] = {
    CASES: (
        {
            "number": f"{EXAMPLE}-2026-0118",
            "source": "旧综窗系统",
            "bundle": "我要开小餐馆",
            "answers": "您打算办哪一种营业执照：个体工商户\n经营面积在不在本地小餐饮店界线以内：超过",
            "received": "2026-11-02",
            "kind": ApplicantKind.PERSON.value,
            "name": "演示人",
            "id_type": "resident_id",
            "id_number": "999999199001011238",
            "phone": "10000000001",
        },
    ),
    ITEMS: (
        {
            "number": f"{EXAMPLE}-2026-0118",
            "item": "食品经营许可",
            "state": ItemState.TO_CORRECT.value,
            "day": "2026-11-03",
            "paper": "旧补〔2026〕56号",
        },
    ),
    MATERIALS: (
        {
            "number": f"{EXAMPLE}-2026-0118",
            "material": REST,
            "state": MaterialState.RECEIVED.value,
            "seen": True,
            "place": Place.WINDOW.value,
        },
    ),
    GAPS: (
        {
            "number": f"{EXAMPLE}-2026-0118",
            "item": "食品经营许可",
            "material": "经营场所使用证明",
            "state": MaterialState.MISSING.value,
            "text": "没有交租赁合同",
            "due": "2026-12-01",
        },
    ),
}
"""One invented case, to show how rows are filled in."""
