"""Sheets of the guide's details (``guide/details``)."""

from __future__ import annotations

from counter.domain.guide.rows.columns import Column, Kind
from counter.domain.guide.rows.sheets import (
    CORE,
    ITEM,
    ITEMS,
    MATERIAL,
    UNIT,
    Shape,
    SheetForm,
    evidence,
    item_id,
    material_no,
)

_TRI, _LINES, _CODE = Kind.TRI, Kind.LINES, Kind.CODE


def _contact(group: str, word: str) -> tuple[Column, ...]:
    return (
        Column(f"{group}.organ", f"{word}机构"),
        Column(f"{group}.phone", f"{word}电话", _CODE),
        Column(f"{group}.address", f"{word}地址"),
        Column(f"{group}.online", f"{word}网址"),
    )


def _pairs(title: str, at: str, heads: tuple[str, str], note: str, of_material: bool = False) -> SheetForm:
    first, second = heads
    columns = (Column("head", first, required=True), Column("value", second, required=True))
    if of_material:
        return SheetForm(title, Shape.LIST, at, (item_id(), material_no(), *columns), note, MATERIAL, 2)
    return SheetForm(title, Shape.LIST, at, (item_id(), *columns), note, ITEM, 1)


def _of_item(title: str, at: str, note: str, *columns: Column) -> SheetForm:
    return SheetForm(title, Shape.LIST, at, (item_id(), *columns), note, ITEM, 1)


_DAYS = (
    Column("days", "天数", Kind.COUNT),
    Column("unit", "单位", Kind.CHOICE, words=UNIT),
)

DETAILS = (
    SheetForm(
        "事项要素",
        Shape.INTO,
        "details",
        (
            item_id(),
            Column("codes.basic", "基本编码", _CODE, note="12位"),
            Column("codes.implementation", "实施编码", _CODE, note="31位"),
            Column("codes.business_item", "业务办理项编码", _CODE, note="33位"),
            Column("version", "清单版本"),
            Column("sub_item", "子项名称", note="没有子项写“无”"),
            Column("seal_name", "印章名称"),
            Column("agreement.held", "有委托协议", _TRI),
            Column("agreement.text", "委托协议说明"),
            Column(
                "handling",
                "办件类型",
                Kind.CHOICE,
                words={"at_once": "即办件", "promised": "承诺件", "other": "其他"},
            ),
            Column("fees.charged", "收费", _TRI),
            Column("channels", "办理形式", _LINES),
            Column("visits.count", "到现场次数", Kind.COUNT),
            Column("visits.reason", "必须到现场的原因"),
            Column(
                "online_depth",
                "网办深度",
                Kind.CHOICE,
                words={1: "Ⅰ级 信息发布", 2: "Ⅱ级 材料预审", 3: "Ⅲ级 材料核验", 4: "Ⅳ级 全程网办"},
            ),
            *_contact("consultation", "咨询"),
            *_contact("complaint", "监督投诉"),
            Column("intermediary", "有中介服务", _TRI),
            Column("special", "有特别程序", _TRI),
            Column("served", "服务对象", _LINES),
            Column("offered_in", "通办范围"),
            Column("quantity_limit", "数量限制", note="没有限制写“无”"),
            Column("national.status", "事项状态"),
            Column("national.valid_from", "生效日期", Kind.DAY),
            Column("national.valid_until", "失效日期", Kind.DAY),
            Column("national.source_of_power", "权力来源"),
            Column("national.level_of_power", "行使层级"),
            Column("national.organ_code", "实施主体编码", _CODE),
            Column("national.organ_nature", "实施主体性质"),
            Column("national.entrusted_organ", "委托部门"),
            Column("national.joint_organs", "联办机构", _LINES),
            Column("national.themes", "主题分类", _LINES),
            Column("national.booking", "可以预约", _TRI),
            Column("national.online_payment", "网上支付", _TRI),
            Column("national.delivery", "物流快递", _TRI),
            Column("national.self_service", "自助终端", _TRI),
            Column("national.rights", "申请人权利"),
            Column("national.duties", "申请人义务"),
        ),
        "事项的其他要素，一个事项一行；没有人定过的就留空，不要猜。",
        ITEM,
        1,
        1,
    ),
    _of_item(
        "收费",
        "details.fees.fees",
        "收费项目，一项一行。",
        Column("item", "收费项目", required=True),
        Column("standard", "标准"),
        Column("basis", "依据"),
        Column("reduction", "减免"),
    ),
    _of_item(
        "办理环节",
        "details.steps",
        "办理环节，按先后一步一行。",
        Column("name", "环节", required=True),
        *_DAYS,
        Column("time", "时限的说法", note="不是天数的，例如 15分钟"),
        Column("standard", "审查标准"),
        Column("result", "环节结果"),
        Column("who", "办理人员"),
    ),
    _of_item(
        "办理地点",
        "details.places",
        "办理地点，一处一行，写到窗口。",
        Column("name", "名称"),
        Column("street", "街道"),
        Column("number", "门牌号", _CODE),
        Column("room", "楼层房间", _CODE),
        Column("window", "窗口", _CODE),
        Column("hours", "办公时间"),
        Column("phone", "电话", _CODE),
        Column("route", "交通"),
    ),
    _of_item(
        "办理结果",
        "details.results",
        "办理结果，一种一行。",
        Column("name", "结果名称", required=True),
        Column("kind", "结果类型"),
        Column("sample", "样本文件"),
    ),
    _of_item(
        "救济途径",
        "details.remedies",
        "复议和诉讼，一条一行。",
        Column("kind", "途径", required=True, note="行政复议、行政诉讼"),
        Column("organ", "受理机关", required=True),
        Column("address", "地址"),
        Column("phone", "电话", _CODE),
    ),
    _of_item(
        "中介服务",
        "details.intermediaries",
        "法定的中介服务，一项一行。",
        Column("name", "服务名称", required=True),
        Column("basis", "依据"),
        Column("qualification", "资质要求"),
    ),
    _of_item(
        "特别程序",
        "details.special_procedures",
        "听证、检验、专家评审等，一项一行。",
        Column("name", "程序", required=True),
        Column("basis", "依据"),
        *_DAYS,
    ),
    _pairs("常见问题", "details.national.questions", ("问", "答"), "常见问题，一问一行。"),
    _pairs("事项其他栏", "details.national.other", ("栏目", "内容"), "国家清单里没有专门位置的栏目。"),
    SheetForm(
        "材料要素",
        Shape.INTO,
        "details",
        (
            item_id(),
            material_no(),
            Column("source", "来源渠道"),
            Column("size", "规格"),
            Column("blank", "空白表格文件"),
            Column("sample", "样表文件"),
            Column("acceptance", "受理标准"),
            Column("necessity", "必要性"),
            Column("defer_days", "容缺补交天数", Kind.COUNT, note="工作日"),
            Column("by_intermediary", "由中介出具", _TRI),
            Column("maker", "中介机构类别"),
            Column("qualification", "中介机构资质"),
            Column("confirm_only", "只需确认", _TRI, note="能共享的，申请人只确认"),
            Column("filling_notes", "填报须知"),
        ),
        "材料的其他要素，一样材料一行；没有人定过的就留空，不要猜。",
        MATERIAL,
        2,
        2,
    ),
    SheetForm(
        "材料依据",
        Shape.LIST,
        "details.basis",
        (
            item_id(),
            material_no(),
            Column("law", "法律法规", required=True),
            Column("article", "条款"),
            evidence(),
        ),
        "要这样材料的依据，一条一行。",
        MATERIAL,
        2,
    ),
    _pairs("材料其他栏", "details.other", ("栏目", "内容"), "没有专门位置的栏目。", of_material=True),
)

SHEETS = (*CORE, *ITEMS, *DETAILS)
"""Every sheet, parents before children, in the order of the workbook."""

BY_TITLE = {form.title: form for form in SHEETS}
