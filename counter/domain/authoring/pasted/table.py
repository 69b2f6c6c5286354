"""Columns of a pasted table, recognised by a heading row or by their content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from counter.domain.authoring.pasted.wording import (
    ParsedLine,
    condition_in,
    copies_in,
    deferrable_in,
    form_in,
    issuer_in,
    number,
    size_in,
)

Heads = tuple[tuple[str, str], ...]
"""(kind, heading) of each column; kind "" where unknown."""

_HEADS: Mapping[str, str] = {
    "no": r"序号|编号|№|No\.?|排序",
    "name": r"(申请|申报|提交|所需|办理)?(材料|资料|要件)(的)?(名称|目录|清单)?|名称",
    "originals": r"原件(份数|数量|（份）|/份)?|纸质原件(份数)?",
    "only_copies": r"复印件(份数|数量|（份）|/份)?|纸质复印件(份数)?",
    "count": r"(纸质)?(材料|提交)?(份数|数量)(（份）)?|份数（?.{0,6}）?",
    "form_of": r"(材料)?(形式|形态|类型|种类|性质|要求形式)|原件/?、?或?和?及?复印件|原/复印件|材料形式（?.{0,12}）?",
    "medium": r"(材料)?(介质|载体)(要求)?|纸质/?、?或?电子(版|化)?",
    "issuer": r"(材料)?来源(渠道)?说明|(材料)?(来源|出具)(渠道|单位|部门|机关|方)?|发证机关|核发机关|"
    r"出具(单位|部门|机构)|提供单位",
    "size": r"(纸质)?(材料|纸张)?(规格|规格要求)",
    "defer": r"(是否|可否)?(可|支持|允许)?容缺(受理|办理)?",
    "when": r"(适用|提交|所需)?情形|提交条件|适用(范围|对象)|(材料)?(是否)?必[要须需交](性)?(及描述)?",
    "blank": r"(空白|样)?表格?(下载)?|空白表格?|材料下载|(空白)?样表|示范文本",
    "note": r"备注|说明|要求|(材料|填报|受理|提交)?(要求|须知|标准|说明)|描述|其他(要求|说明)?",
}
_KNOWN = {kind: re.compile(pattern) for kind, pattern in _HEADS.items()}

_MARKED = ("√", "✓", "✔", "是", "有", "1")
_NOTHING = ("", "/", "\\", "-", "—", "--", "——", "无", "×", "否", "0", "不需要", "不收")
_PLAIN = ("", "备注", "说明", "其他")
_BLANK = ("", "/", "-", "—", "——", "无")
_FORM_OF = re.compile(r"[^。；;]{0,30}(原件|复印件|影印件|正本|电子|扫描)[^。；;]{0,30}")
_COUNTED = re.compile(r"(一式)?(\d{1,2}|[一二三四五六七八九十两]{1,2})\s*[份张套本联]?")
_ISSUED = re.compile(
    r"(申请人|政府部门|其他|本人|企业)(自备|核发|提供|填写)|.{2,20}(局|委|委员会|部门|公安机关|派出所|医院|银行|机构|中心)(核发|出具)?"
)


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a line, separated by tabs, bars, or gaps of several blanks (at least three cells)."""
    if "\t" in line:
        cells = line.split("\t")
    elif line.startswith("|") or line.count("|") >= 2:
        cells = line.strip("| ").split("|")
    else:
        cells = re.split(r" {2,}", line)
        if len(cells) < 3:
            return (line,)
    return tuple(cell.strip().strip('"').replace('""', '"').strip() for cell in cells)


def heads_of(cells: Sequence[str]) -> Heads | None:
    """The columns of a heading row; None where it is none."""
    if len(cells) < 2:
        return None
    kinds = [_kind(re.sub(r"[\s*＊]", "", cell)) for cell in cells]
    known = [kind for kind in kinds if kind]
    filled = sum(1 for cell in cells if cell)
    if "name" not in known or len(known) < 2 or len(known) * 2 < filled:
        return None
    first = kinds.index("name")
    own = ["" if kind == "name" and index != first else kind for index, kind in enumerate(kinds)]
    return tuple(zip(own, cells, strict=True))


def _kind(head: str) -> str:
    return next((kind for kind, pattern in _KNOWN.items() if head and pattern.fullmatch(head)), "")


def in_columns(cells: Sequence[str], heads: Heads | None, parsed: ParsedLine) -> str:
    """The material's name; the other cells are added to ``parsed``."""
    known = heads if heads is not None and len(heads) == len(cells) else ()
    if known and not _has_letters(
        next(c for (kind, _), c in zip(known, cells, strict=True) if kind == "name")
    ):
        known = ()
    columns = known or tuple((kind, "") for kind in _by_content(cells))
    name = ""
    for (kind, head), cell in sorted(
        zip(columns, cells, strict=True), key=lambda one: one[0][0] in ("note", "")
    ):
        if kind == "name":
            name = cell
        elif cell and kind != "no":
            _cell(kind, head, cell, parsed)
    return name


def _has_letters(name: str) -> bool:
    return bool(re.search(r"[^\W\d_]", name))


def _by_content(cells: Sequence[str]) -> tuple[str, ...]:
    kinds: list[str] = []
    for index, cell in enumerate(cells):
        if index == 0 and re.fullmatch(
            r"（?\d{1,3}）?[.、]?|[一二三四五六七八九十]{1,3}|[\u2460-\u24ff]", cell
        ):
            kinds.append("no")
        elif "name" in kinds and _COUNTED.fullmatch(cell):
            kinds.append("count")
        elif "name" in kinds and _FORM_OF.fullmatch(cell) and "form_of" not in kinds:
            kinds.append("form_of")
        elif "name" in kinds and _ISSUED.fullmatch(cell) and "issuer" not in kinds:
            kinds.append("issuer")
        elif "name" not in kinds and cell:
            kinds.append("name")
        else:
            kinds.append("note")
    return tuple(kinds)


def _cell(kind: str, head: str, cell: str, parsed: ParsedLine) -> None:
    match kind:
        case "originals" | "only_copies":
            _counted(kind, cell, parsed)
        case "count":
            _copies(cell, parsed)
        case "defer":
            _deferred(cell, parsed)
        case "when":
            _when(head, cell, parsed)
        case _ if cell in _NOTHING:
            return
        case "issuer":
            parsed.issuer = cell if head.endswith("说明") or not parsed.issuer else parsed.issuer
            parsed.understood.append(f"由{cell}出具")
        case "size":
            parsed.size = parsed.size or cell.removesuffix("纸")
            parsed.understood.append(f"规格{parsed.size}")
        case "blank":
            parsed.form = True
            parsed.understood.append("有空白表，记作要填的表")
        case _:
            _free(cell, parsed, "" if head in _PLAIN else f"{head}：")


def _copies(cell: str, parsed: ParsedLine) -> None:
    if "件" in cell:
        remaining = copies_in(f"份{cell}", parsed).strip("份 ")
        parsed.left += [remaining] if remaining else []
    elif found := _COUNTED.search(cell):
        parsed.counts(number(found.group(2)), cell)
    elif cell not in _NOTHING:
        parsed.left.append(cell)


def _deferred(cell: str, parsed: ParsedLine) -> None:
    if cell in ("是", "可", "可以", "√", "✓", "可容缺", "支持"):
        parsed.deferrable = "yes"
    elif cell in ("否", "不可", "不可以", "×", "不可容缺", "不支持"):
        parsed.deferrable = "no"
    else:
        return
    parsed.understood.append("可以容缺" if parsed.deferrable == "yes" else "不可以容缺")


def _counted(kind: str, cell: str, parsed: ParsedLine) -> None:
    if cell in _NOTHING:
        return
    found = _COUNTED.fullmatch(cell)
    copies = number(found.group(2)) if found else 0
    if not copies and cell not in _MARKED:
        parsed.left.append(cell)
        return
    own = "原件" if kind == "originals" else "复印件"
    words = f"{own}{cell}"
    if parsed.original_copy and parsed.original_copy != own:
        parsed.original_copy = ""
        parsed.copies = 0 if kind == "only_copies" else parsed.copies
        parsed.wants("原件和复印件", copies if kind == "only_copies" else 0, words)
    else:
        parsed.wants(own, copies or 1, words)


def _is_medium(cell: str, parsed: ParsedLine) -> bool:
    bare = re.sub(r"[版件化材料、和/或及\s]|（.*）", "", cell)
    if bare not in ("纸质", "电子", "纸质电子", "电子纸质"):
        return False
    parsed.medium = "纸质和电子" if len(bare) > 2 else bare
    parsed.understood.append(f"介质{parsed.medium}")
    return True


def _when(head: str, cell: str, parsed: ParsedLine) -> None:
    if cell in ("必要", "必须", "必交", "必需", "必备", "是", "全部情形", "所有情形", *_BLANK):
        return
    if re.fullmatch(r"非必[要须需交备]|否|可选|选[报交]", cell):
        parsed.left.append(f"{head}：{cell}" if head else cell)
        return
    parsed.condition = parsed.condition or cell
    parsed.understood.append(f"“{cell}”记作情形的说法")


def _free(cell: str, parsed: ParsedLine, head: str = "") -> None:
    """A cell of notes: known attributes are parsed, other words are kept with the column's heading."""
    if _is_medium(cell, parsed):
        return
    remaining = f"材{cell}"
    for read in (copies_in, deferrable_in, issuer_in, size_in):
        remaining = read(remaining, parsed)
    if form_in(f"材（{remaining[1:]}）", parsed) == "材":
        return
    bare = remaining[1:].strip(" ，,；;、。（）")
    if bare:
        if condition_in(f"材料（{bare}）", parsed) == "材料":
            return
        parsed.left.append(f"{head}{bare}")
