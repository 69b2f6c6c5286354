"""A small guide library with every element filled in, and workbooks of it that a person has changed."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook

from counter.domain.guide.entries import Library
from counter.domain.guide.library import guide_of, library_of
from counter.services.authoring.files.workbook import guide_workbook

DETAILS = {
    "codes": {
        "basic": "000123456789",
        "implementation": "11150000MB0000000X0000123456789",
        "business_item": "01",
    },
    "version": "2",
    "sub_item": "无",
    "seal_name": "演示市场监督管理局行政审批专用章",
    "agreement": {"held": "no", "text": "没有协议"},
    "handling": "at_once",
    "fees": {"charged": "yes", "fees": [{"item": "工本费", "standard": "每本5元", "basis": "演示依据"}]},
    "steps": [
        {"name": "受理", "time": "15分钟", "standard": "材料齐全", "who": "窗口"},
        {"name": "审查", "days": 0, "unit": "working", "result": "通过"},
    ],
    "channels": ["窗口", "网上"],
    "places": [{"name": "演示大厅", "number": "008", "window": "3号窗口（东）", "phone": "0482-1000000"}],
    "visits": {"count": 0, "reason": "全程网办"},
    "online_depth": 4,
    "results": [{"name": "营业执照", "kind": "证照", "sample": "样本.pdf"}],
    "consultation": {"organ": "演示局", "phone": "04821000000"},
    "complaint": {"online": "https://example.invalid/tousu"},
    "remedies": [{"kind": "行政复议", "organ": "演示政府", "phone": "04821000001"}],
    "intermediary": "yes",
    "intermediaries": [{"name": "验资", "basis": "演示依据", "qualification": "会计师事务所"}],
    "special": "yes",
    "special_procedures": [{"name": "检验", "days": 10, "unit": "natural"}],
    "served": ["自然人", "企业法人"],
    "offered_in": "全盟",
    "quantity_limit": "无",
    "national": {
        "status": "在用",
        "valid_from": "2024-03-01",
        "organ_code": "00012",
        "joint_organs": ["甲局", "乙局"],
        "booking": "yes",
        "questions": [["要多久？", "当场。\n特殊情形三天。"]],
        "other": [["移动端", "支持"]],
    },
}
MATERIAL_DETAILS = {
    "source": "申请人自备",
    "size": "A4",
    "blank": "表.docx",
    "acceptance": "字迹清楚",
    "defer_days": 5,
    "basis": [{"law": "演示条例", "article": None, "evidence": "KNOWN"}],
    "by_intermediary": "no",
    "confirm_only": "yes",
    "other": [["页码", "双面"]],
}


def _material(no: int, name: str, *papers: Any, **more: Any) -> dict[str, Any]:
    facts = {"original_copy": "原件", "copies": 1, "medium": "纸质", "issuer": "申请人", "evidence": "FOUND"}
    return {"no": no, "name": name, "papers": list(papers), "detail": "KNOWN", **facts, **more}


def _item(name: str, *materials: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "kind": "行政许可",
        "procedure": "licence",
        "procedure_reason": "演示",
        "organ": "演示局",
        "level": "旗县",
        "result": "许可证",
        "basis": [["演示法", "第一条", "FOUND"], ["演示条例", None, "TITLE_SEEN"]],
        "statutory": {"text": "20个工作日", "days": 20, "unit": "working", "evidence": "FOUND"},
        "materials": list(materials),
        **more,
    }


_SHOP, _FIRM = {"q_entity": ["individual"]}, {"q_entity": ["company"]}
_RAW: Library = {
    "bundles": {
        "1": {
            "name": "我要开小店",
            "questions": [
                {"ask": "q_entity", "only": ["individual", "company"]},
                {"ask": "q_sign", "when": {"switch": "sw_sign"}, "text": "要挂牌子吗？"},
                {"ask": "q_scope", "when": {"any": [_FIRM, {"not": {"q_sign": ["no"]}}]}, "folded": True},
            ],
            "items": [
                {"item": "register", "order": 1, "why": "先登记", "evidence": "KNOWN"},
                {
                    "item": "sign_board",
                    "when": {"q_sign": ["yes"], "switch": "sw_sign"},
                    "order": 2,
                    "after": ["register"],
                    "why": "挂牌子要许可",
                    "evidence": "FOUND",
                },
            ],
            "given": {"q_agent": ["self"]},
            "refuse": [
                {"when": _FIRM, "kind": "elsewhere", "reason": "到盟里办", "evidence": "KNOWN", "item": "register"},
                {"when": {"q_scope": ["gas"]}, "kind": "barred", "reason": "禁止", "basis": "演示法第二条",
                 "evidence": "FOUND"},
            ],
            "hints": [{"when": _SHOP, "text": "可以网上办", "evidence": "KNOWN"}],
            "holds_licence": "always",
            "note": "=1+1 不是公式",
            "evidence": "KNOWN",
        },
        "2": {
            "name": "我要挂牌子",
            "questions": [{"ask": "q_sign"}],
            "items": [{"item": "sign_board", "order": 1, "why": "就这一项", "evidence": "KNOWN"}],
            "evidence": "UNKNOWN_LOCAL",
        },
    },
    "questions": {
        "q_entity": {
            "text": "以什么身份经营？",
            "help": "按营业执照",
            "options": [
                {"id": "individual", "label": "个体户"},
                {"id": "company", "label": "公司", "tip": "要章程"},
            ],
        },
        "q_sign": {
            "text": "挂不挂牌子？",
            "options": [
                {"id": "yes", "label": "挂"},
                {"id": "no", "label": "不挂", "neutral": True, "neutral_reason": "不加"},
                {"id": "unsure", "label": "不清楚", "pending": "由窗口认定"},
            ],
            "default": ["no"],
        },
        "q_scope": {
            "text": "卖什么？",
            "many": True,
            "default": ["food", "gas"],
            "options": [{"id": "food", "label": "食品"}, {"id": "gas", "label": "燃气", "exclusive": True}],
        },
        "q_agent": {
            "text": "谁来办？",
            "options": [{"id": "self", "label": "本人"}, {"id": "agent", "label": "代办"}],
        },
    },
    "items": {
        "register": _item(
            "设立登记",
            _material(1, "申请书", ["form_reg"], form=True, details=MATERIAL_DETAILS, main="yes", deferrable="no"),
            _material(
                2,
                "身份证件",
                ["id_card", {"all": [{"not": _FIRM}, {"any": [_SHOP, {"switch": "sw_sign"}]}]}],
                ["id_heads", _FIRM],
                when={"all": [{"q_scope": ["food"]}, _SHOP]},
                condition="卖食品的",
                deferrable="yes",
                defer_note="十日内补",
                later={"when": "always", "note": "领证时交"},
            ),
            promised={"text": "当场", "days": 0, "unit": "at_once", "evidence": "KNOWN", "basis": "承诺"},
            conditions="年满十八岁\n有场所",
            note="说明",
            risk="风险",
            material_source="演示",
            details=DETAILS,
        ),
        "sign_board": _item("门头招牌", _material(1, "执照", ["licence"]), _material(2, "效果图", ["drawing"])),
    },
    "papers": {
        "form_reg": {"name": "登记申请书", "issuer": "申请人", "evidence": "FOUND", "group": "申请书", "rank": 1},
        "id_card": {"name": "身份证", "issuer": "公安", "evidence": "FOUND", "group": "身份", "rank": 2,
                    "never_kept": True, "e_licence_name": "居民身份证", "e_licence": "yes", "shareable": "no"},
        "id_heads": {"name": "负责人身份证", "issuer": "公安", "evidence": "KNOWN", "group": "身份", "rank": 2},
        "licence": {"name": "营业执照", "issuer": "市监", "evidence": "KNOWN", "group": "证照", "pledge": "yes",
                    "produced_by": ["register"], "proves_subject": True, "form": "复印件"},
        "drawing": {"name": "效果图", "issuer": "申请人", "evidence": "KNOWN", "group": "其他"},
        "poa": {"name": "委托书", "issuer": "申请人", "evidence": "KNOWN", "group": "其他"},
    },
    "switches": {
        "sw_sign": {"text": "挂牌子要许可", "default": True, "evidence": "FOUND", "basis": "演示〔2024〕1号"}
    },
    "common": [
        {"papers": [["poa"], ["id_card", {"q_agent": ["agent"]}]], "original_copy": ["原件", "原件（查验）"],
         "when": {"q_agent": ["agent"]}, "why": "委托办理", "basis": "许可法", "evidence": "KNOWN", "main": "yes"},
    ],
    "common_hints": [{"text": "可以预约", "evidence": "KNOWN"}],
}  # fmt: skip


@cache
def _small() -> Library:
    return library_of(guide_of(_RAW))


def small() -> Library:
    """The library, in canonical form, for the caller to change."""
    return copy.deepcopy(_small())


@cache
def _small_workbook() -> bytes:
    return guide_workbook(_small())


def changed(change: Callable[[Workbook], object]) -> bytes:
    """The small library's workbook after a person's change."""
    book = load_workbook(io.BytesIO(_small_workbook()))
    change(book)
    return saved(book)


@cache
def _open_book() -> Workbook:
    book = load_workbook(io.BytesIO(_small_workbook()))
    for page in book:
        page.data_validations.dataValidation.clear()  # the reader asks for neither, and writing them takes its time
        for cell in page[1]:
            cell.comment = None
    return book


def retyped(change: Callable[[Workbook], object]) -> bytes:
    """As ``changed``, for a change of values only: the book is opened once and gets its values back."""
    book = _open_book()
    before = [
        (cell, cell.value, cell.data_type, cell.number_format)
        for page in book
        for row in page
        for cell in row
    ]
    change(book)
    content = saved(book)
    for cell, value, kind, number_format in before:
        if cell.value is not value or cell.data_type != kind:
            cell.value = value
            cell.data_type, cell.number_format = kind, number_format
    return content


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The archive's parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def small_workbook() -> bytes:
    """The small library as it is exported."""
    return _small_workbook()
