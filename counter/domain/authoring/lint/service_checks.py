"""Checks of the service: place, hours, telephone, visits, online depth, steps, intermediaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counter.domain.authoring.lint.finding import GOOD, UNKNOWN_UNIT, LintVerdict, Tally, missing, wrong
from counter.domain.authoring.lint.subject import Judge, Subject
from counter.domain.guide.details import DEPTH_WORDS, OnlineDepth, ProcedureStep
from counter.domain.guide.model import Tri

_DAYS = re.compile(r"星期|周[一二三四五六日至]|工作日|每日|每天|全天")
_TIMES = re.compile(r"\d{1,2}\s*[:：时点]\s*\d{0,2}.*?[-—–~～至到]+.*?\d{1,2}\s*[:：时点]|24\s*小时|全天")
_PHONE = re.compile(r"\d{3,}")
_MOST_VISITS = {OnlineDepth.CHECKED: 2, OnlineDepth.VERIFIED: 1, OnlineDepth.WHOLLY: 0}
"""到现场不超过几次 (指标4–6)."""


def depth_of(least: OnlineDepth) -> Judge:
    """A check that the item has at least that depth and its number of visits fits (指标4–6)."""

    def judge(s: Subject) -> Iterator[LintVerdict]:
        depth, visits = s.details.online_depth, s.details.visits.count
        most = _MOST_VISITS[least]
        if depth is None:
            if least is OnlineDepth.CHECKED:
                yield missing("没有标明网办深度", "由部门核定是Ⅰ、Ⅱ、Ⅲ、Ⅳ级中的哪一级。")
            else:
                yield UNKNOWN_UNIT
        elif depth < least:
            yield LintVerdict(Tally(unmet=1))
        elif depth is least and visits is not None and visits > most:
            yield wrong(
                f"标为{DEPTH_WORDS[depth]}，却要到现场{visits}次（该级不超过{most}次）",
                "改网办深度或到现场次数。",
            )
        else:
            yield GOOD

    return judge


def place(s: Subject) -> Iterator[LintVerdict]:
    """办理地点 with street, number, room and window (办法第九条；指标14)."""
    if not s.details.places:
        yield missing("没有办理地点", "由大厅填写街道、门牌号、房间号、窗口号。")
        return
    for one in s.details.places:
        parts = (("街道", one.street), ("门牌号", one.number), ("房间号", one.room), ("窗口号", one.window))
        lacking = [name for name, value in parts if not value.strip()]
        if lacking:
            shown = one.name or one.street or "办理地点"
            yield wrong(f"“{shown}”没有{'、'.join(lacking)}", f"补上{'、'.join(lacking)}。")
        else:
            yield GOOD


def hours(s: Subject) -> Iterator[LintVerdict]:
    """办理时间: days of the week and hours (指标15)."""
    stated = [one.hours.strip() for one in s.details.places if one.hours.strip()]
    if not stated:
        yield missing("没有办理时间", "由大厅填写，如：星期一至星期五，上午08:30-11:30，下午14:30-17:30。")
    for text in stated:
        if _DAYS.search(text) and _TIMES.search(text):
            yield GOOD
        else:
            yield wrong(f"办理时间“{text}”没有写清星期几、几点到几点", "写明星期几至星期几、几点至几点。")


def telephone(s: Subject) -> Iterator[LintVerdict]:
    """咨询方式: the telephone of the accepting organ (办法第九条；指标16)."""
    stated = s.details.consultation.phone.strip() or next(
        (p.phone for p in s.details.places if p.phone.strip()), ""
    )
    if not stated:
        yield missing("没有咨询电话", "由受理部门填写咨询电话。")
    elif not _PHONE.search(stated):
        yield wrong(f"咨询电话“{stated}”不是电话号码", "填写完整的电话号码。")
    else:
        yield GOOD


def complaint(s: Subject) -> Iterator[LintVerdict]:
    """监督投诉方式 (办法第九条、第三十七条)."""
    if s.details.complaint.empty:
        yield missing("没有监督投诉方式", "填写监督投诉电话或网上投诉入口。")
    else:
        yield GOOD


def channels(s: Subject) -> Iterator[LintVerdict]:
    """办理形式: window, computer, telephone, post (办法第九条)."""
    if any(channel.strip() for channel in s.details.channels):
        yield GOOD
    else:
        yield missing("没有办理形式", "填写窗口办理、网上办理、快递申请等可用的形式。")


def intermediary(s: Subject) -> Iterator[LintVerdict]:
    """中介服务 and 特别程序 are listed with their basis, or stated not to exist (指标17；行政许可法第四十五条)."""
    details = s.details
    for kind, there, named in (
        ("中介服务", details.intermediary, [(i.name, i.basis) for i in details.intermediaries]),
        ("特别程序", details.special, [(p.name, p.basis) for p in details.special_procedures]),
    ):
        if there is Tri.UNKNOWN and not named:
            yield missing(f"没有说明有没有{kind}", "由部门核定：没有的写“无”，有的列出名称和设定依据。")
        elif there is Tri.YES and not named:
            yield wrong(f"说有{kind}，却没有列出是哪一项", f"列出{kind}的名称和设定依据。")
        elif there is Tri.NO and named:
            yield wrong(f"说没有{kind}，却列出了“{named[0][0]}”", "两处改成一致。")
        elif without := [name for name, basis in named if not basis.strip()]:
            yield wrong(f"{kind}“{without[0]}”没有设定依据", "补上法律法规名称和条款。")
        else:
            yield GOOD


def steps(s: Subject) -> Iterator[LintVerdict]:
    """办理流程: every step with time, standard and result (办法第八条、第九条；指标21)."""
    if not s.details.steps:
        yield missing("没有办理流程", "由部门填写各环节的名称、时限、审批标准、办理结果。")
    for number, step in enumerate(s.details.steps, 1):
        shown = f"环节“{step.name}”" if step.name.strip() else f"第{number}个环节"
        lacking = _lacking(step)
        if lacking:
            yield wrong(f"{shown}没有{'、'.join(lacking)}", f"补上{'、'.join(lacking)}。")
        elif step.days is not None and step.unit is None:
            yield wrong(f"{shown}的时限{step.days}天没有说明是工作日还是自然日", "补上单位：工作日或自然日。")
        else:
            yield GOOD


def _lacking(step: ProcedureStep) -> list[str]:
    parts = (
        ("环节名称", bool(step.name.strip())),
        ("办理时限", step.days is not None or step.unit is not None or bool(step.time.strip())),
        ("审批标准", bool(step.standard.strip())),
        ("办理结果", bool(step.result.strip())),
    )
    return [name for name, there in parts if not there]


def visits(s: Subject) -> Iterator[LintVerdict]:
    """到办事现场次数 (指标22)."""
    stated = s.details.visits
    if stated.count is None:
        yield missing("没有写明要到现场几次", "由部门核定到现场次数，0次也要写明。")
    elif stated.count < 0:
        yield wrong(f"到现场次数是{stated.count}", "改为实际次数。")
    else:
        yield GOOD
