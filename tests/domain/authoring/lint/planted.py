"""One planted fault for each check of items and materials: what is changed, and where it has to be found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from counter.domain.authoring.lint.finding import Severity
from counter.domain.guide.details import (
    Codes,
    ContactPoint,
    Fee,
    Fees,
    Handling,
    Intermediary,
    MaterialDetails,
    OnlineDepth,
    PublishedAgreement,
    RemedyBody,
    ResultPaper,
    SpecialProcedure,
    Visits,
)
from counter.domain.guide.model import Evidence, Guide, LegalBasis, TimeLimit, TimeUnit, Tri
from tests.domain.authoring.lint import clean

MUST, FACT, NOTE = Severity


@dataclass(frozen=True)
class Fault:
    """``words``: something its finding must say. ``material``: its key where the fault is in a material."""

    check: str
    severity: Severity
    words: str
    plant: Callable[[], Guide]
    material: str = ""

    def __str__(self) -> str:
        return f"{self.check} {self.words}"


def _item(check: str, severity: Severity, words: str, **changes: Any) -> Fault:
    return Fault(check, severity, words, lambda: clean.guide(clean.item(**changes)))


def _said(check: str, severity: Severity, words: str, **changes: Any) -> Fault:
    return _item(check, severity, words, details=replace(clean.DETAILS, **changes))


def _place(check: str, severity: Severity, words: str, **changes: Any) -> Fault:
    return _said(check, severity, words, places=(replace(clean.PLACE, **changes),))


def _step(words: str, **changes: Any) -> Fault:
    return _said("i21", MUST, words, steps=(replace(clean.STEP, **changes),))


def _material(check: str, severity: Severity, words: str, number: int = 1, **changes: Any) -> Fault:
    def plant() -> Guide:
        every = clean.item().materials
        changed = tuple(replace(m, **changes) if m.key == f"licence/{number}" else m for m in every)
        return clean.guide(clean.item(materials=changed))

    return Fault(check, severity, words, plant, f"licence/{number}")


def _paper(check: str, severity: Severity, words: str, number: int = 1, **changes: Any) -> Fault:
    about = clean.item().materials[number - 1].details
    assert about is not None
    return _material(check, severity, words, number, details=replace(about, **changes))


def _shared(shareable: Tri) -> Guide:
    made = clean.guide()
    papers = dict(made.papers)
    papers["licence_2"] = replace(papers["licence_2"], shareable=shareable)
    return replace(made, papers=papers)


def _days(text: str, days: int | None, unit: TimeUnit | None, grade: Evidence = Evidence.FOUND) -> TimeLimit:
    return TimeLimit(text, days, unit, grade, "第四十二条")


WORKING, NATURAL, AT_ONCE = TimeUnit
OTHER_BASIC = "150117051999"

FAULTS = (
    _item("i01", MUST, "还长", promised=_days("30个工作日", 30, WORKING)),
    _said("i02", FACT, "即办件还是承诺件", handling=Handling.UNKNOWN),
    _said("i02", MUST, "标为即办件", handling=Handling.AT_ONCE),
    _item("i02", MUST, "却标为承诺件", promised=_days("即时办结", None, AT_ONCE)),
    _said("i04", FACT, "网办深度", online_depth=None),
    _said("i04", MUST, "3次", online_depth=OnlineDepth.CHECKED, visits=Visits(3)),
    _said("i05", MUST, "2次", online_depth=OnlineDepth.VERIFIED, visits=Visits(2)),
    _said("i06", MUST, "1次", online_depth=OnlineDepth.WHOLLY, visits=Visits(1)),
    _item("i12", MUST, "工作日还是自然日", statutory=_days("20", 20, None)),
    _item("i12", MUST, "自相矛盾", statutory=_days("受理之日起15个工作日", 20, WORKING)),
    _item("i12", MUST, "不一致", statutory=_days("20个工作日", 20, NATURAL)),
    _item("i12", MUST, "自相矛盾", statutory=_days("受理之日起二十五日内", 20, WORKING)),
    _item("i12", FACT, "没有天数", statutory=_days("未查到", None, None)),
    _item("i12", FACT, "未在原文核对", statutory=_days("20个工作日", 20, WORKING, Evidence.KNOWN)),
    _item("i12", MUST, "又写", statutory=_days("即时办结", 3, AT_ONCE)),
    _item("i13", FACT, "没有承诺办结时限", promised=None),
    _item("i13", MUST, "工作日还是自然日", promised=_days("10", 10, None)),
    _said("i14", FACT, "没有办理地点", places=()),
    _place("i14", MUST, "街道", street=""),
    _place("i14", MUST, "门牌号", number=" "),
    _place("i14", MUST, "房间号", room=""),
    _place("i14", MUST, "窗口号", window=""),
    _place("i15", FACT, "没有办理时间", hours=""),
    _place("i15", MUST, "几点", hours="工作时间"),
    _place("i15", MUST, "几点", hours="星期一至星期五"),
    _said("i16", FACT, "没有咨询电话", places=(replace(clean.PLACE, phone=""),), consultation=ContactPoint()),
    _said("i16", MUST, "不是电话号码", consultation=ContactPoint(phone="见公示栏")),
    _said("i17", FACT, "有没有中介服务", intermediary=Tri.UNKNOWN, intermediaries=()),
    _said("i17", FACT, "有没有特别程序", special=Tri.UNKNOWN, special_procedures=()),
    _said("i17", MUST, "没有列出", intermediaries=()),
    _said("i17", MUST, "却列出了", intermediary=Tri.NO),
    _said("i17", MUST, "没有设定依据", intermediaries=(Intermediary("鉴定"),)),
    _said("i17", MUST, "没有设定依据", special_procedures=(SpecialProcedure("听证"),)),
    _material("i18", FACT, "出具单位", issuer="", details=MaterialDetails(basis=(clean.BASIS,))),
    _material("i18", MUST, "“有关”", issuer="有关部门"),
    _material("i18", MUST, "“等”", issuer="公安机关等"),
    _material("i19", FACT, "份数", copies=0),
    _material("i20", FACT, "材料类型", original_copy=""),
    _material("i20", FACT, "材料形式", medium=""),
    _material("i20", MUST, "不认识", original_copy="正本"),
    _material("i20", MUST, "不认识", medium="纸张"),
    _material("i20", MUST, "却是“电子”", medium="电子"),
    _material("i20", MUST, "却是“纸质”", original_copy="原件或电子"),
    _said("i21", FACT, "没有办理流程", steps=()),
    _step("办理时限", days=None, unit=None),
    _step("审批标准", standard=""),
    _step("办理结果", result=""),
    _step("环节名称", name=""),
    _step("工作日还是自然日", unit=None),
    _said("i22", FACT, "到现场几次", visits=Visits()),
    _said("i22", MUST, "-1", visits=Visits(-1)),
    _paper("i23", FACT, "空白表", blank=""),
    _material("i23", NOTE, "没有标为表格", form=False),
    _paper("i24", FACT, "样表", sample=""),
    _said("a07.codes", FACT, "没有事项编码", codes=Codes()),
    _said("a07.codes", FACT, "只填了一个", codes=Codes(clean.BASIC)),
    _said("a07.codes", MUST, "12位", codes=Codes("12345")),
    _said("a07.codes", MUST, "31位", codes=Codes(clean.BASIC, "11152201")),
    _said("a07.codes", MUST, "后12位", codes=Codes(OTHER_BASIC, clean.IMPLEMENTATION)),
    _said("a07.codes", NOTE, "前31位", codes=Codes(clean.BASIC, clean.IMPLEMENTATION, "9" * 33)),
    _item("a09.name", MUST, "事项名称", name=" "),
    _said("a09.sub_item", FACT, "子项", sub_item=""),
    _item("a09.kind", FACT, "没有事项类型", kind=""),
    _item("a09.kind", FACT, "没有定下来", kind="行政许可或备案"),
    _item("a09.kind", MUST, "不是规定的类型", kind="审批"),
    _item("a09.conditions", FACT, "没有受理条件", conditions=None),
    _item("a09.conditions", NOTE, "“其他”", conditions="有场所；其他条件。"),
    _item("a09.organ", FACT, "没有实施主体", organ=""),
    _item("a09.organ", FACT, "不是一个确定的机关", organ="文化和旅游部门"),
    _item("a09.organ", FACT, "不是一个确定的机关", organ="公安局、农牧局"),
    _said("a09.fees", FACT, "是否收费", fees=Fees()),
    _said("a09.fees", MUST, "没有收费项目", fees=Fees(Tri.YES)),
    _said("a09.fees", MUST, "没有写收费", fees=Fees(Tri.NO, (Fee("工本费", "10元", "第三条"),))),
    _said("a09.fees", MUST, "收费依据", fees=Fees(Tri.YES, (Fee("工本费", "10元"),))),
    _item("a09.materials", FACT, "没有所需材料", materials=()),
    _said("a09.channels", FACT, "办理形式", channels=()),
    _item("a09.result", FACT, "没有办理结果", result="—", details=replace(clean.DETAILS, results=())),
    _said("a09.complaint", FACT, "监督投诉", complaint=ContactPoint("监察室")),
    _said("a09.served", FACT, "服务对象", served=()),
    _paper("a10.size", FACT, "规格", size=""),
    _paper("a10.sample", FACT, "材料样本", 2, sample=""),
    _paper("a10.1.basis", FACT, "依据", basis=()),
    _paper("a10.1.basis", MUST, "没有写到条", basis=(LegalBasis("某某办法", None, Evidence.FOUND),)),
    _material("a10.1.words", MUST, "“其他”", name="其他材料申请书"),
    _material("a10.1.words", MUST, "“相关”", 2, name="相关证明"),
    _material("a10.1.words", MUST, "提交条件", 2, condition_text="必要时"),
    _material("a10.1.words", NOTE, "“等”", 2, name="治安、防火等安全制度"),
    _paper("a10.1.words", MUST, "受理标准", acceptance="符合有关规定"),
    _material("a10.3.maker", FACT, "资质要求", 2, issuer="检测机构", details=MaterialDetails()),
    _paper("a10.3.maker", MUST, "资质要求", 2, by_intermediary=Tri.YES),
    Fault("a10.4.share", MUST, "信息共享", lambda: _shared(Tri.YES), "licence/2"),
    Fault("a10.4.share", FACT, "信息共享", lambda: _shared(Tri.UNKNOWN), "licence/2"),
    _said("a11.sample", FACT, "没有结果文书样本", results=()),
    _said("a11.sample", FACT, "没有样本", results=(ResultPaper("某某许可证"),)),
    _said("a11.sample", MUST, "安全通用", results=(ResultPaper("证", "证照", "样本.docm"),)),
    _material("a16.defer", FACT, "能不能容缺", main=Tri.UNKNOWN),
    _material("a16.defer", MUST, "又写可以容缺", deferrable=Tri.YES),
    _paper("a16.defer", FACT, "天数", 2, defer_days=None),
    _said("a17.seal", FACT, "用章", seal_name=""),
    _said("a32.agreement", FACT, "协议委托", agreement=PublishedAgreement()),
    _said("a32.agreement", MUST, "哪份协议", agreement=PublishedAgreement(Tri.YES)),
    _item("l30.basis", FACT, "没有设定依据", legal_basis=()),
    _item("l30.basis", FACT, "没有写到条", legal_basis=(LegalBasis("某法", None, Evidence.FOUND),)),
    _item("l30.basis", FACT, "原文", legal_basis=(LegalBasis("某法", "第一条", Evidence.KNOWN),)),
    _item("l30.basis", MUST, "没有法律法规名称", legal_basis=(LegalBasis("", "第一条", Evidence.FOUND),)),
    _said("l30.quantity", FACT, "数量限制", quantity_limit=""),
    _said("l38.remedies", FACT, "行政复议", remedies=()),
    _said("l38.remedies", MUST, "部门和地址", remedies=(RemedyBody("行政复议", "市人民政府"),)),
)
