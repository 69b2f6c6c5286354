"""A small guide with nothing to find: one bundle, two items, every element said. Tests plant one fault in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from counter.domain.guide.condition import ALWAYS, OptionChosen
from counter.domain.guide.details import (
    Codes,
    ContactPoint,
    Fee,
    Fees,
    Handling,
    Intermediary,
    ItemDetails,
    MaterialDetails,
    OnlineDepth,
    ProcedureStep,
    PublishedAgreement,
    RemedyBody,
    ResultPaper,
    ServicePlace,
    SpecialProcedure,
    Visits,
)
from counter.domain.guide.model import (
    Bundle,
    BundleItem,
    BundleQuestion,
    Evidence,
    Guide,
    Item,
    LegalBasis,
    Material,
    Option,
    Paper,
    PaperUse,
    ProcedureClass,
    Question,
    TimeLimit,
    TimeUnit,
    Tri,
)

HOUSE = OptionChosen("q_house", ("rented",))
BASIS = LegalBasis("某某许可办法", "第十条", Evidence.FOUND)
BASIC = "150117051000"
IMPLEMENTATION = f"11152201MB2D06811W4{BASIC}"

PLACE = ServicePlace(
    name="政务服务中心",
    street="爱国北大路",
    number="88号",
    room="一楼大厅",
    window="12号窗口",
    hours="星期一至星期五，上午08:30-11:30，下午14:30-17:30（法定节假日除外）",
    phone="0482-1000000",
)
STEP = ProcedureStep(
    "受理", 1, TimeUnit.WORKING, standard="材料齐全、符合法定形式", result="受理通知书", who="窗口"
)

DETAILS = ItemDetails(
    codes=Codes(BASIC, IMPLEMENTATION, f"{IMPLEMENTATION}01"),
    version="1",
    sub_item="无",
    seal_name="某某局行政审批专用章",
    agreement=PublishedAgreement(Tri.NO),
    handling=Handling.PROMISED,
    fees=Fees(Tri.YES, (Fee("工本费", "10元/本", "某某收费办法第三条"),)),
    steps=(STEP, replace(STEP, name="决定", days=5, result="准予许可决定书")),
    channels=("窗口办理", "网上办理"),
    places=(PLACE,),
    visits=Visits(1, "核验原件"),
    online_depth=OnlineDepth.VERIFIED,
    results=(ResultPaper("某某许可证", "证照", "samples/licence.pdf"),),
    consultation=ContactPoint(phone="0482-1000000"),
    complaint=ContactPoint(phone="12345"),
    remedies=(RemedyBody("行政复议", "市人民政府", "爱国北大路1号", "0482-1000001"),),
    intermediary=Tri.YES,
    intermediaries=(Intermediary("房屋安全鉴定", "某某办法第五条", "乙级以上"),),
    special=Tri.YES,
    special_procedures=(SpecialProcedure("专家评审", "某某办法第六条", 10, TimeUnit.WORKING),),
    served=("自然人", "企业法人"),
    quantity_limit="无",
)
MATERIAL_DETAILS = MaterialDetails(
    source="申请人自备",
    size="A4",
    blank="forms/application.pdf",
    sample="samples/application.pdf",
    acceptance="填写完整、签名",
    basis=(BASIS,),
    by_intermediary=Tri.NO,
)


def material(number: int, item: str = "licence", **changes: Any) -> Material:
    """A material with everything said."""
    values: dict[str, Any] = {
        "key": f"{item}/{number}",
        "item": item,
        "name": f"第{number}号申请书",
        "papers": (PaperUse(f"{item}_{number}", ALWAYS),),
        "when": ALWAYS,
        "original_copy": "原件",
        "copies": 1,
        "medium": "纸质",
        "issuer": "申请人填写",
        "form": True,
        "evidence": Evidence.FOUND,
        "detail_evidence": Evidence.FOUND,
        "main": Tri.YES,
        "deferrable": Tri.NO,
        "details": MATERIAL_DETAILS,
    }
    return Material(**{**values, **changes})


def item(item_id: str = "licence", **changes: Any) -> Item:
    """An item with everything said: 20 working days by law, 10 promised, one material by situation."""
    values: dict[str, Any] = {
        "id": item_id,
        "name": f"某某许可（{item_id}）",
        "kind": "行政许可",
        "procedure": ProcedureClass.LICENCE,
        "organ": "市场监督管理局",
        "level": "旗县",
        "result": "某某许可证",
        "legal_basis": (BASIS,),
        "statutory": TimeLimit("受理之日起20个工作日", 20, TimeUnit.WORKING, Evidence.FOUND, "第四十二条"),
        "promised": TimeLimit("10个工作日", 10, TimeUnit.WORKING, Evidence.FOUND),
        "materials": (
            material(1, item_id),
            material(
                2,
                item_id,
                name="房屋租赁合同",
                issuer="出租人",
                original_copy="复印件",
                form=False,
                when=HOUSE,
                main=Tri.NO,
                deferrable=Tri.YES,
                details=replace(MATERIAL_DETAILS, defer_days=5),
            ),
        ),
        "conditions": "有固定的经营场所。",
        "details": DETAILS,
    }
    return Item(**{**values, **changes})


def bundle(number: int = 1, **changes: Any) -> Bundle:
    """A bundle that asks one question and holds both items in order."""
    values: dict[str, Any] = {
        "number": number,
        "name": f"我要开第{number}家店",
        "questions": (BundleQuestion("q_house", ALWAYS),),
        "items": (
            BundleItem("register", ALWAYS, 1, (), "先登记", Evidence.FOUND),
            BundleItem("licence", ALWAYS, 2, ("register",), "再许可", Evidence.FOUND),
        ),
    }
    return Bundle(**{**values, **changes})


def question(question_id: str = "q_house", **changes: Any) -> Question:
    """Own or rented."""
    values: dict[str, Any] = {
        "id": question_id,
        "text": "房屋是自有还是租的？",
        "options": (Option("rented", "租的"), Option("own", "自有", neutral=True)),
    }
    return Question(**{**values, **changes})


def guide(*items: Item, **changes: Any) -> Guide:
    """A guide with nothing to find, or with the items given instead of its own."""
    named = {one.id: one for one in (item("register"), item("licence"), *items)}
    values: dict[str, Any] = {
        "version": "Gtest",
        "bundles": {1: bundle()},
        "items": named,
        "papers": {
            use.paper: Paper(use.paper, f"{m.name}（{m.key}）", m.issuer, Evidence.FOUND, shareable=Tri.NO)
            for one in named.values()
            for m in one.materials
            for use in m.papers
        },
        "questions": {"q_house": question()},
        "switches": {},
        "common": (),
        "common_hints": (),
    }
    return Guide(**{**values, **changes})
