"""All checks with title and source: 24 indicators, the articles behind them, and rules of situations.

A check is computed from the guide (``judge``, ``rules``) or needs facts from outside it (需人工确认: neither).
Sources: 兴安盟政务服务标准化管理办法 (兴署发〔2021〕5号; here 办法), 标准化建设重点工作任务清单 (here 指标),
行政许可法, 国家政务服务事项实施清单.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.authoring.lint import element_checks as element
from counter.domain.authoring.lint import material_checks as material
from counter.domain.authoring.lint import question_checks as asking
from counter.domain.authoring.lint import reachability_checks as reach
from counter.domain.authoring.lint import rule_checks as rule
from counter.domain.authoring.lint import service_checks as hall
from counter.domain.authoring.lint import term_checks as term
from counter.domain.authoring.lint import text_checks as text
from counter.domain.authoring.lint.rule_checks import RuleJudge
from counter.domain.authoring.lint.subject import Judge
from counter.domain.guide.details import OnlineDepth


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``unit``: what its share counts. ``ask``: what a person has to find out where it is not computed.

    ``each``: every item has to meet it; else it asks for a share of all, which a single item cannot fail.
    """

    id: str
    title: str
    source: str
    unit: str = "个事项"
    judge: Judge | None = None
    rules: RuleJudge | None = None
    indicator: int | None = None
    ask: str = ""
    each: bool = True

    @property
    def computed(self) -> bool:
        """False: 需人工确认."""
        return self.judge is not None or self.rules is not None


_OF_ALL = (1, 2, 4, 5, 6, 11)
"""Indicators that ask for a share of days or items."""


def _of(number: int, title: str, judge: Judge, unit: str = "个事项", source: str = "") -> Check:
    return Check(
        f"i{number:02}",
        title,
        f"指标{number}{source and f'；{source}'}",
        unit,
        judge,
        indicator=number,
        each=number not in _OF_ALL,
    )


def _asked(number: int, title: str, ask: str, source: str = "") -> Check:
    return Check(f"i{number:02}", title, f"指标{number}{source and f'；{source}'}", indicator=number, ask=ask)


INDICATORS = (
    _of(1, "承诺时限比法定时限缩短", term.shortened, "天"),
    _of(2, "即办件占比", term.at_once),
    _asked(
        3, "办事指南在政务服务网发布", "在内蒙古政务服务网逐项查看是否发布（Ⅰ级 信息发布）。", "办法第七条"
    ),
    _of(4, "网办深度Ⅱ级及以上", hall.depth_of(OnlineDepth.CHECKED)),
    _of(5, "网办深度Ⅲ级及以上", hall.depth_of(OnlineDepth.VERIFIED)),
    _of(6, "网办深度Ⅳ级", hall.depth_of(OnlineDepth.WHOLLY)),
    _asked(
        7, "权责清单依申请事项的指南全部发布", "对照本级权责清单，逐项查看有没有发布办事指南。", "办法第七条"
    ),
    _asked(8, "公共服务事项指南发布数量", "统计本部门及所属单位已发布的公共服务事项办事指南数量。"),
    _asked(9, "指南与权责清单关联", "在政府网站权责清单页面逐项点开，看能否到对应的办事指南。"),
    _asked(
        10, "名称、编码、依据、类型三级统一", "与自治区、盟市事项库逐项比对基本要素。", "办法第九条第二款"
    ),
    _of(11, "按情形分类列材料", element.by_situation),
    _of(12, "法定办结时限", term.statutory, source="办法第九条；行政许可法第八十二条"),
    _of(13, "承诺办结时限", term.promised, source="办法第九条"),
    _of(14, "办理地点", hall.place, "个地点", "办法第九条"),
    _of(15, "办理时间", hall.hours, "个地点"),
    _of(16, "咨询方式", hall.telephone, source="办法第九条"),
    _of(17, "中介服务、特别程序", hall.intermediary, "项说明", "行政许可法第四十五条"),
    _of(18, "材料来源或出具单位", material.issuer, "样材料", "办法第十条（一）"),
    _of(19, "材料份数", material.copies, "样材料", "办法第十条"),
    _of(20, "材料类型和形式", material.form_and_medium, "样材料", "办法第十条"),
    _of(21, "办理流程", hall.steps, "个环节", "办法第八条、第九条"),
    _of(22, "到现场次数", hall.visits),
    _of(23, "空白表格", material.blank, "样表格", "办法第十条（二）"),
    _of(24, "样表", material.filled_sample, "样表格", "办法第十条（二）"),
)

_SHOWN = "在大厅、网站、移动端、自助端各查看一次，内容是否同一来源、能否扫码查看。"

ARTICLES = (
    Check(
        "a07.catalogue",
        "事项在目录之内",
        "办法第七条",
        ask="对照公布的政务服务事项目录，确认没有目录外的事项。",
    ),
    Check("a07.codes", "事项编码", "办法第七条；指标10", judge=element.codes),
    Check(
        "a08.no_more", "不提指南以外的要求", "办法第八条", ask="抽查办件和窗口，确认没有要求指南以外的材料。"
    ),
    Check("a09.name", "事项名称", "办法第九条", judge=element.name),
    Check("a09.sub_item", "子项名称", "办法第九条", judge=element.sub_item),
    Check("a09.kind", "事项类型", "办法第六条、第九条", judge=element.kind),
    Check("a09.conditions", "受理条件", "办法第八条、第九条", judge=element.conditions),
    Check("a09.organ", "实施主体", "办法第八条、第九条", judge=element.organ),
    Check("a09.fees", "收费标准及依据", "办法第九条；行政许可法第五十八条", "项说明", element.fees),
    Check("a09.materials", "所需材料", "办法第九条", judge=element.materials),
    Check("a09.channels", "办理形式", "办法第九条", judge=hall.channels),
    Check("a09.result", "办理结果", "办法第八条、第九条", judge=element.result),
    Check("a09.complaint", "监督投诉方式", "办法第九条、第三十七条", judge=hall.complaint),
    Check("a09.served", "服务对象", "办法第九条第二款", judge=element.served),
    Check("a10.size", "材料规格", "办法第十条", "样材料", material.size),
    Check("a10.sample", "材料样本（表格以外）", "办法第十条", "样材料", material.plain_sample),
    Check("a10.1.basis", "要求材料的依据", "办法第十条（一）", "项依据", material.basis),
    Check("a10.1.words", "没有“其他、有关”等模糊字样", "办法第十条（一）", "样材料", material.clear_words),
    Check(
        "a10.1.papers",
        "收件材料名称没有模糊字样",
        "办法第十条（一）",
        "样收件材料",
        rules=material.clear_paper_words,
    ),
    Check("a10.3.maker", "中介机构类别和资质", "办法第十条（三）", "样材料", material.maker),
    Check("a10.4.share", "能共享的不要求提供", "办法第十条（四）", "样材料", material.not_shareable),
    Check("a11.sample", "结果文书样本", "办法第十一条", "个结果", element.result_sample),
    Check(
        "a11.hidden",
        "样本已隐去不宜公开的信息",
        "办法第十一条",
        ask="逐个打开样本，确认没有真实个人和企业信息。",
    ),
    Check("a11.shown", "多渠道展示、同源发布", "办法第十一条", ask=_SHOWN),
    Check(
        "a12.revised", "随法律法规修改及时调整", "办法第十二条", ask="对照法律法规的修改，确认指南已调整。"
    ),
    Check("a16.defer", "主要材料、容缺", "办法第十六条（三）", "样材料", material.deferring),
    Check("a17.seal", "用章名称", "办法第十七条（二）", judge=element.seal),
    Check("a32.agreement", "协议委托收件、受理、送达", "办法第三十二条", judge=element.agreement),
    Check("l30.basis", "设定依据", "行政许可法第三十条；指标10", "项依据", element.item_basis),
    Check("l30.quantity", "数量限制", "行政许可法第三十条", judge=element.quantity),
    Check("l38.remedies", "复议、诉讼", "行政许可法第三十八条；国家实施清单", "条途径", element.remedies),
)

RULES = (
    Check("r.unknown", "规则里的编号都存在", "办法第八条", "处", rules=rule.unknown),
    Check("r.late", "题排在它依赖的题之后", "办法第八条", "个问题", rules=rule.late_question),
    Check("r.order", "事项排在前序之后", "办法第八条", "个事项", rules=rule.order),
    Check("r.unreachable", "条件有可能成立", "办法第八条；指标11", "个条件", rules=reach.unreachable),
    Check("r.never_asked", "材料有时会收", "办法第八条、第十条", "样材料", rules=reach.never_asked),
    Check("r.refused", "没有总也办不了的事项", "办法第八条", rules=reach.always_refused),
    Check("r.unused", "事项有一件事用到", "办法第八条", rules=rule.unused_item),
    Check("r.idle", "选项有作用", "办法第八条；指标11", "个选项", rules=rule.idle_option),
    Check("r.judged", "法律判断没有默认", "办法第八条", "个问题", rules=asking.judged),
    Check("r.counted", "每人一份的按问到的人数交", "办法第八条、第十条", "处", rules=asking.counted),
    Check("r.twice", "没有重名", "办法第九条、第十条", "个名称", rules=rule.duplicates),
    Check("r.unfilled", "没有只写着“待填”的", "办法第九条、第十条", "处", rules=text.unfilled),
    Check("r.printable", "每个字都印得出来", "办法第八条", "段文字", rules=text.all_printable),
)

CHECKS = (*INDICATORS, *ARTICLES, *RULES)
BY_ID = {check.id: check for check in CHECKS}
CONFIRMED = tuple(check.id for check in CHECKS if not check.computed)
"""Checks that a person confirms (需人工确认)."""
