"""Checks of an item's elements: name, kind, organ, seal, conditions, fees, results, codes, remedies (Art. 7–9, 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counter.domain.authoring.lint.finding import GOOD, LintVerdict, Tally, missing, note, wrong
from counter.domain.authoring.lint.subject import Subject
from counter.domain.authoring.lint.vague_words import vague_in
from counter.domain.guide.condition import questions_in
from counter.domain.guide.details import Fees
from counter.domain.guide.model import ProcedureClass, Tri

ITEM_KINDS = ("行政许可", "行政确认", "行政奖励", "行政给付", "行政裁决", "其他行政权力", "公共服务")
"""事项类型 (办法第六条)."""

SAFE_FORMATS = (".pdf", ".ofd", ".png", ".jpg", ".jpeg")
"""Formats that open everywhere and run no code (办法第十一条: 安全通用的文件格式)."""

_NO_ORGAN = re.compile(r"部门|[/／、]|或者?|(?:企业|机构|单位)$")
_BASIC, _IMPLEMENTATION, _BUSINESS = (re.compile(rf"[0-9A-Z]{{{n}}}") for n in (12, 31, 33))


def name(s: Subject) -> Iterator[LintVerdict]:
    """事项名称 (办法第九条)."""
    yield GOOD if s.item.name.strip() else wrong("没有事项名称", "按事项目录填写名称。")


def sub_item(s: Subject) -> Iterator[LintVerdict]:
    """子项名称, or that there is none (办法第九条)."""
    yield (
        GOOD
        if s.details.sub_item.strip()
        else missing("没有写子项名称", "按事项目录填写；没有子项的写“无”。")
    )


def kind(s: Subject) -> Iterator[LintVerdict]:
    """事项类型: one of those of 办法第六条 (办法第六条、第九条)."""
    stated = s.item.kind.strip()
    if not stated:
        yield missing("没有事项类型", f"填写其中一种：{'、'.join(ITEM_KINDS)}。")
    elif stated in ITEM_KINDS:
        yield GOOD
    elif any(one in stated for one in ITEM_KINDS):
        yield missing(
            f"事项类型“{stated}”没有定下来是哪一种", f"由部门核定为其中一种：{'、'.join(ITEM_KINDS)}。"
        )
    else:
        yield wrong(f"事项类型“{stated}”不是规定的类型", f"改为其中一种：{'、'.join(ITEM_KINDS)}。")


def organ(s: Subject) -> Iterator[LintVerdict]:
    """实施主体: one organ by its name (办法第八条、第九条)."""
    stated = s.item.organ.strip()
    if not stated:
        yield missing("没有实施主体", "填写实施机关的名称。")
    elif _NO_ORGAN.search(re.sub(r"（[^（）]*）", "", stated)):
        yield missing(f"实施主体“{stated}”不是一个确定的机关", "由当地按职责分工核定，写一个机关的名称。")
    else:
        yield GOOD


def seal(s: Subject) -> Iterator[LintVerdict]:
    """用章名称 of the decision (办法第十七条（二）)."""
    if s.details.seal_name.strip():
        yield GOOD
    else:
        yield missing("没有用章名称", "由部门填写审批业务专用章或部门公章的全称。")


def agreement(s: Subject) -> Iterator[LintVerdict]:
    """Whether receiving, acceptance or delivery is entrusted by agreement, and by which (办法第三十二条)."""
    stated = s.details.agreement
    if stated.held is Tri.UNKNOWN:
        yield missing("没有说明是否协议委托窗口收件、受理、送达", "由部门核定；有协议的写明协议名称和日期。")
    elif stated.held is Tri.YES and not stated.text.strip():
        yield wrong("写了协议委托，却没有写是哪份协议", "写明协议名称和日期。")
    else:
        yield GOOD


def conditions(s: Subject) -> Iterator[LintVerdict]:
    """受理条件, without catch-all words (办法第八条、第九条)."""
    stated = (s.item.conditions or "").strip()
    if not stated:
        yield missing("没有受理条件", "由部门填写受理条件；没有特别条件的也要写明。")
        return
    words = [vague.word for vague in vague_in(stated) if not vague.word.startswith("等")]
    if words:
        yield note(f"受理条件里有“{'”“'.join(words)}”", "能写明的写明是哪些，或者注明条款。")
    else:
        yield GOOD


def fees(s: Subject) -> Iterator[LintVerdict]:
    """收费标准及收费依据 (办法第九条；行政许可法第五十八条、第五十九条)."""
    stated: Fees = s.details.fees
    if stated.charged is Tri.UNKNOWN and not stated.fees:
        yield missing("没有说明是否收费", "由部门核定：不收费的写“不收费”，收费的写项目、标准、依据。")
    elif stated.charged is not Tri.YES and stated.fees:
        yield wrong("没有写收费，却列出了收费项目", "核对是否收费，两处改成一致。")
    elif stated.charged is Tri.YES and not stated.fees:
        yield wrong("写了收费，却没有收费项目、标准和依据", "逐项补上收费项目、标准、依据。")
    for fee in stated.fees if stated.charged is Tri.YES else ():
        parts = (("收费项目", fee.item), ("收费标准", fee.standard), ("收费依据", fee.basis))
        lacking = [what for what, value in parts if not value.strip()]
        if lacking:
            yield wrong(f"收费“{fee.item or '（没有名称）'}”没有{'、'.join(lacking)}", "补齐后再公布。")
        else:
            yield GOOD
    if stated.charged is Tri.NO and not stated.fees:
        yield GOOD


def materials(s: Subject) -> Iterator[LintVerdict]:
    """所需材料 (办法第九条)."""
    yield GOOD if s.materials else missing("没有所需材料", "填写材料；不需要材料的由部门书面说明。")


def result(s: Subject) -> Iterator[LintVerdict]:
    """办理结果 (办法第八条、第九条)."""
    if s.item.result.strip(" —－-/无") or any(r.name.strip() for r in s.details.results):
        yield GOOD
    else:
        yield missing("没有办理结果", "由部门填写结果文书或证照的名称。")


def result_sample(s: Subject) -> Iterator[LintVerdict]:
    """结果文书样本, in a safe common format (办法第十一条)."""
    if not s.details.results:
        yield missing("没有结果文书样本", "由部门提供批文或证照样本，隐去不宜公开的信息。")
    for one in s.details.results:
        if not one.sample.strip():
            yield missing(f"结果“{one.name}”没有样本", "由部门提供批文或证照样本，隐去不宜公开的信息。")
        elif not one.sample.lower().endswith(SAFE_FORMATS):
            yield wrong(
                f"结果“{one.name}”的样本{one.sample}不是安全通用的格式",
                f"另存为{'、'.join(f.removeprefix('.').upper() for f in SAFE_FORMATS[:3])}。",
            )
        else:
            yield GOOD


def served(s: Subject) -> Iterator[LintVerdict]:
    """服务对象 (办法第九条第二款)."""
    yield GOOD if s.details.served else missing("没有服务对象", "填写自然人、企业法人、事业法人等。")


def codes(s: Subject) -> Iterator[LintVerdict]:
    """事项编码: present, of the right length, one contained in the other (办法第七条；指标10；DOMAIN §4)."""
    stated = s.details.codes
    if not stated.basic and not stated.implementation:
        yield missing("没有事项编码", "按自治区事项库填写基本编码（12位）和实施编码（31位）。")
        return
    for what, value, form, length in (
        ("基本编码", stated.basic, _BASIC, 12),
        ("实施编码", stated.implementation, _IMPLEMENTATION, 31),
        ("业务办理项编码", stated.business_item, _BUSINESS, 33),
    ):
        if value and not form.fullmatch(value):
            yield wrong(f"{what}“{value}”不是{length}位大写字母和数字", "照事项库原样填写。")
            return
    if stated.basic and stated.implementation and not stated.implementation.endswith(stated.basic):
        yield wrong("实施编码的后12位不是基本编码", "照事项库核对两个编码。")
    elif stated.business_item and not stated.business_item.startswith(stated.implementation):
        yield note("业务办理项编码的前31位不是实施编码", "通常是实施编码加2位；照事项库核对。")
    elif stated.basic and stated.implementation:
        yield GOOD
    else:
        yield missing("只填了一个事项编码", "按自治区事项库把基本编码（12位）和实施编码（31位）都填上。")


def item_basis(s: Subject) -> Iterator[LintVerdict]:
    """设定依据 down to the article (指标10；行政许可法第三十条；国家实施清单“设定依据”)."""
    if not s.item.legal_basis:
        yield missing("没有设定依据", "由部门填写法律法规名称和条款。")
    for basis in s.item.legal_basis:
        if not basis.law.strip():
            yield wrong("设定依据没有法律法规名称", "补上名称。")
        elif not (basis.article or "").strip():
            yield missing(f"设定依据“{basis.law}”没有写到条", "由部门对照原文写明第几条。")
        elif not basis.evidence.official:
            yield missing(f"设定依据“{basis.law}”{basis.article}未在原文核对", "由部门对照原文核定。")
        else:
            yield GOOD


def quantity(s: Subject) -> Iterator[LintVerdict]:
    """数量限制 of a licence, or that there is none (行政许可法第三十条)."""
    if s.item.procedure is not ProcedureClass.LICENCE:
        return
    if s.details.quantity_limit.strip():
        yield GOOD
    else:
        yield missing("没有说明数量限制", "由部门填写；没有限制的写“无”。")


def remedies(s: Subject) -> Iterator[LintVerdict]:
    """复议、诉讼 with organ and address (行政许可法第三十八条第二款；国家实施清单)."""
    if s.item.procedure is ProcedureClass.ENTERPRISE_SERVICE:
        return  # a company's service is no act of an organ
    if not s.details.remedies:
        yield missing("没有行政复议、行政诉讼的部门和地址", "由部门填写复议机关、管辖法院及其地址、电话。")
    for one in s.details.remedies:
        if one.kind.strip() and one.organ.strip() and one.address.strip():
            yield GOOD
        else:
            yield wrong(f"救济途径“{one.kind or one.organ}”没有写全部门和地址", "补上部门和地址。")


def by_situation(s: Subject) -> Iterator[LintVerdict]:
    """Materials by situation: what is asked for depends on an answer (指标11: 占比30%以上)."""
    if not s.materials:
        return
    split = any(
        questions_in(condition)
        for material, _ in s.materials
        for condition in (material.when, *(use.when for use in material.papers))
    )
    yield GOOD if split else LintVerdict(Tally(unmet=1))
