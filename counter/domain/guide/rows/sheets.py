"""Sheets of the guide workbook: columns, and where their values are in a library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from counter.domain.guide.rows.choices import EVIDENCE as EVIDENCE
from counter.domain.guide.rows.choices import PROCEDURE as PROCEDURE
from counter.domain.guide.rows.choices import REFUSAL as REFUSAL
from counter.domain.guide.rows.choices import UNIT as UNIT
from counter.domain.guide.rows.columns import Column, Kind

BUNDLE, QUESTION, OPTION, ITEM, MATERIAL = "一件事", "情形题", "选项", "事项", "材料"
PAPER, SWITCH, COMMON = "实物材料", "开关", "共用"

_T, _W, _Y, _TRI, _LINES = Kind.TEXT, Kind.WHEN, Kind.YES, Kind.TRI, Kind.LINES
_WHEN_NOTE = "例如 q_entity=individual|company 且 开关:sw_signboard；"


class Shape(Enum):
    """How rows are stored in the library."""

    MAP = "entries by id"
    LIST = "entries in order"
    INTO = "fields of one entry"


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One sheet. ``at``: its container in the library or in the parent's entry. ``keys``: how many leading columns
    name the parent; ``own``: how many name the row (0: nothing refers to it). ``optional``: groups of columns that
    are filled together or not at all. ``needs``: why a parent without any row here is incomplete."""

    title: str
    shape: Shape
    at: str
    columns: tuple[Column, ...]
    note: str
    parent: str = ""
    keys: int = 0
    own: int = 0
    optional: tuple[str, ...] = ()
    needs: str = ""

    def column(self, key: str) -> Column:
        """The column of that key."""
        return next(column for column in self.columns if column.key == key)


def evidence(head: str = "依据程度", key: str = "evidence") -> Column:
    """Column of the grade of evidence."""
    return Column(key, head, Kind.CHOICE, True, EVIDENCE, note="读到原文的才算正式；其余显示为“待部门核定”")


def when(
    head: str, note: str = "", *, key: str = "when", required: bool = False, may_lack: bool = False
) -> Column:
    """Column of a condition."""
    always = "总是这样就写“总是”" if required or may_lack else "总是这样就留空"
    return Column(key, head, _W, required, note=f"{note}{_WHEN_NOTE}{always}", may_lack=may_lack)


def bundle_no() -> Column:
    """Column of the bundle that a row belongs to."""
    return Column("bundle", "一件事序号", Kind.COUNT, True, to=BUNDLE, least=1)


def item_id(key: str = "item_id") -> Column:
    """Column of the item that a row belongs to."""
    return Column(key, "事项号", Kind.ID, True, to=ITEM)


def material_no() -> Column:
    """Column of the material that a row belongs to."""
    return Column("no", "材料序号", Kind.COUNT, True, least=1)


def _time(group: str, word: str, required: bool) -> tuple[Column, ...]:
    return (
        Column(f"{group}.text", f"{word}时限", required=required, note="原文的说法"),
        Column(f"{group}.days", f"{word}天数", Kind.COUNT, note="没有数字的留空"),
        Column(f"{group}.unit", f"{word}单位", Kind.CHOICE, words=UNIT),
        evidence(f"{word}时限依据程度", f"{group}.evidence"),
        Column(f"{group}.basis", f"{word}时限依据"),
    )


CORE = (
    SheetForm(
        BUNDLE,
        Shape.MAP,
        "bundles",
        (
            Column("id", "序号", Kind.COUNT, True, least=1, note="清单上的序号"),
            Column("name", "名称", required=True, note="与清单一字不差"),
            when(
                "已有主体资格的情形",
                "这时已有证照，本次不办登记；没有这种情形就留空。",
                key="holds_licence",
                may_lack=True,
            ),
            Column("note", "说明"),
            evidence(),
        ),
        "每件“一件事”一行。",
        own=1,
    ),
    SheetForm(
        "一件事情形题",
        Shape.LIST,
        "questions",
        (
            bundle_no(),
            Column("ask", "题号", Kind.ID, True, to=QUESTION),
            when("什么时候问"),
            Column("only", "只列哪些选项", Kind.IDS, options="ask", note="全列就留空"),
            Column("text", "本件事的问法", note="与情形题相同就留空"),
            Column("folded", "平时折叠", _Y, note="少见的情形，有默认答案，需要时展开"),
        ),
        "一件事里依次问哪些题，一题一行，按提问的先后排。",
        BUNDLE,
        1,
        2,
    ),
    SheetForm(
        "已定回答",
        Shape.LIST,
        "given",
        (
            bundle_no(),
            Column("question", "题号", Kind.ID, True, to=QUESTION),
            Column("options", "选项号", Kind.IDS, True, options="question"),
        ),
        "这件事本身已经定了、不再问的题。",
        BUNDLE,
        1,
        2,
    ),
    SheetForm(
        QUESTION,
        Shape.MAP,
        "questions",
        (
            Column("id", "题号", Kind.ID, True, note="英文字母、数字、下划线，例如 q_entity"),
            Column("text", "问题", required=True),
            Column("help", "解释", note="给申请人的一句解释"),
            Column("many", "可多选", _Y),
            Column("default", "默认选项", Kind.IDS, options="id", note="没有默认就留空"),
            Column(
                "judgement", "法律判断", _Y, note="答案决定依法要不要办的题：不设默认，不折叠，不答不受理"
            ),
            Column("most", "最多几人", Kind.COUNT, least=1, note="问人数的题才填，这种题没有选项"),
            Column("least", "最少几人", Kind.COUNT, note="问人数的题才填，留空是0"),
        ),
        "情形题，一题一行；选项在“选项”表，问人数的题没有选项。",
        own=1,
    ),
    SheetForm(
        OPTION,
        Shape.LIST,
        "options",
        (
            Column("question", "题号", Kind.ID, True, to=QUESTION),
            Column("id", "选项号", Kind.ID, True, note="例如 yes、individual"),
            Column("label", "选项", required=True, note="给申请人看的话"),
            Column("tip", "选中后告诉申请人"),
            Column("pending", "受理前须认定", note="选“不清楚”的，写明由窗口认定什么"),
            Column("neutral", "不加任何事项材料", _Y),
            Column("exclusive", "与其他选项互斥", _Y, note="可多选的题才用"),
            Column("neutral_reason", "不加的理由"),
        ),
        "每个选项一行，按显示的先后排。",
        QUESTION,
        1,
        2,
        needs="这道题没有选项，请在“选项”表里加上",
    ),
    SheetForm(
        "一件事事项",
        Shape.LIST,
        "items",
        (
            bundle_no(),
            Column("item", "事项号", Kind.ID, True, to=ITEM),
            when("什么时候办"),
            Column("order", "办理先后", Kind.COUNT, True, least=1),
            Column("after", "须在哪些事项之后", Kind.IDS, to=ITEM),
            Column("why", "为什么要办", required=True),
            evidence(),
        ),
        "一件事里有哪些事项，一项一行。",
        BUNDLE,
        1,
        2,
        needs="这件事一个事项也没有，请在“一件事事项”表里加上",
    ),
    SheetForm(
        "不能办",
        Shape.LIST,
        "refuse",
        (
            bundle_no(),
            Column("item", "事项号", Kind.ID, to=ITEM, note="只去掉一项时写；整件事不能办就留空"),
            when("什么情形", required=True),
            Column("kind", "种类", Kind.CHOICE, True, REFUSAL),
            Column("reason", "理由", required=True),
            Column("basis", "依据"),
            evidence(),
        ),
        "依法不能办、不用办、不在这里办的情形。",
        BUNDLE,
        1,
    ),
    SheetForm(
        "提示",
        Shape.LIST,
        "hints",
        (bundle_no(), when("什么情形"), Column("text", "提示", required=True), evidence()),
        "某件事里给窗口人员的提示。",
        BUNDLE,
        1,
    ),
    SheetForm(
        "共用提示",
        Shape.LIST,
        "common_hints",
        (when("什么情形"), Column("text", "提示", required=True), evidence()),
        "不论哪件事都适用的提示。",
    ),
)

ITEMS = (
    SheetForm(
        ITEM,
        Shape.MAP,
        "items",
        (
            Column("id", "事项号", Kind.ID, True, note="英文字母、数字、下划线，例如 food_business"),
            Column("name", "名称", required=True),
            Column("kind", "事项类型", required=True),
            Column("procedure", "程序类别", Kind.CHOICE, True, PROCEDURE, note="决定用什么文书、怎样计时"),
            Column("procedure_reason", "归入该类的理由", required=True),
            Column("organ", "实施机关", required=True),
            Column("level", "实施层级", required=True),
            Column("result", "办理结果", required=True),
            *_time("statutory", "法定", True),
            *_time("promised", "承诺", True),
            Column("conditions", "办理条件"),
            Column("note", "说明"),
            Column("risk", "风险提示"),
            Column("material_source", "材料清单出处"),
        ),
        "每个事项一行。承诺时限没有就五格都留空。",
        own=1,
        optional=("promised",),
    ),
    SheetForm(
        "法律依据",
        Shape.LIST,
        "basis",
        (
            item_id(),
            Column("law", "法律法规", required=True),
            Column("article", "条款"),
            evidence(),
        ),
        "事项的设定依据，一条一行。",
        ITEM,
        1,
    ),
    SheetForm(
        MATERIAL,
        Shape.LIST,
        "materials",
        (
            item_id(),
            Column("no", "序号", Kind.COUNT, True, least=1, note="在本事项里的序号"),
            Column("name", "名称", required=True),
            when("什么时候交"),
            Column("condition", "情形的说法", note="指南原话"),
            Column("original_copy", "原件复印件", required=True, note="例如 原件、复印件、原件（查验）"),
            Column("copies", "份数", Kind.COUNT, True),
            Column("medium", "介质", required=True),
            Column("issuer", "由谁出具", required=True),
            Column("form", "要填的表", _Y),
            evidence(),
            evidence("细节依据程度", "detail"),
            Column("main", "主要材料", _TRI),
            Column("deferrable", "可以容缺", _TRI),
            Column("defer_note", "容缺说明"),
            when("什么时候以后再交", "与下一格一起填。", key="later.when", required=True),
            Column("later.note", "以后交的说明", required=True),
        ),
        "每个事项的每样材料一行；对应哪份实物材料写在“材料对应”表。",
        ITEM,
        1,
        2,
        optional=("later",),
    ),
    SheetForm(
        "材料对应",
        Shape.LIST,
        "papers",
        (
            item_id(),
            material_no(),
            Column("paper", "实物材料号", Kind.ID, True, to=PAPER),
            when("什么时候用这一份"),
            Column("per", "按哪题的人数", Kind.ID, to=QUESTION, note="每人一份的，写问人数的题号；一般留空"),
        ),
        "一样材料由哪些实物材料满足，一份一行。",
        MATERIAL,
        2,
        needs="这样材料没有对应的实物材料，请在“材料对应”表里加上",
    ),
    SheetForm(
        PAPER,
        Shape.MAP,
        "papers",
        (
            Column("id", "实物材料号", Kind.ID, True, note="英文字母、数字、下划线，例如 business_licence"),
            Column("name", "名称", required=True),
            Column("issuer", "由谁出具", required=True),
            Column("group", "归入哪一组", required=True, note="材料清单上的小标题"),
            Column("rank", "组的先后", Kind.COUNT, note="数小的在前，留空是0"),
            Column("e_licence_name", "电子证照名称"),
            Column("e_licence", "可用电子证照", _TRI),
            Column("shareable", "可以共享", _TRI, note="能共享的不得向申请人要"),
            Column("pledge", "可以承诺代替", _TRI),
            Column("never_kept", "查验后当场退还", _Y),
            Column("produced_by", "由哪些事项产生", Kind.IDS, to=ITEM),
            Column("form", "固定的原件复印件", note="不论材料怎样写都按这个收；一般留空"),
            Column("proves_subject", "证明主体资格", _Y),
            evidence(),
        ),
        "同一份实物材料只写一次，几个事项共用。",
        own=1,
    ),
    SheetForm(
        COMMON,
        Shape.LIST,
        "common",
        (
            Column("no", "序号", Kind.COUNT, True, least=1),
            when("什么情形"),
            Column("why", "为什么要交", required=True),
            Column("basis", "依据"),
            Column("main", "主要材料", _TRI),
            Column("deferrable", "可以容缺", _TRI),
            evidence(),
        ),
        "一次来访只收一份、与事项无关的材料。",
        own=1,
    ),
    SheetForm(
        "共用对应",
        Shape.LIST,
        "papers",
        (
            Column("common", "序号", Kind.COUNT, True, to=COMMON, least=1),
            Column("paper", "实物材料号", Kind.ID, True, to=PAPER),
            Column("original_copy", "原件复印件", required=True),
            when("什么时候用这一份"),
        ),
        "共用材料由哪些实物材料满足，一份一行。",
        COMMON,
        1,
        needs="没有对应的实物材料，请在“共用对应”表里加上",
    ),
    SheetForm(
        SWITCH,
        Shape.MAP,
        "switches",
        (
            Column("id", "开关号", Kind.ID, True, note="英文字母、数字、下划线，例如 sw_signboard"),
            Column("text", "本地规定", required=True),
            Column("default", "默认打开", _Y),
            evidence(),
            Column("basis", "依据"),
        ),
        "各地不同的规定，由大厅设定，不问申请人。",
        own=1,
    ),
)
