"""Parse a list of materials pasted from Word, WPS, Excel or a web page, line by line.

Nothing is guessed beyond the words: what was understood, assumed and left over is shown with each line before it is
added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counter.domain.authoring.pasted.table import Heads, cells_of, heads_of, in_columns
from counter.domain.authoring.pasted.wording import (
    ParsedLine,
    condition_in,
    copies_in,
    deferrable_in,
    form_in,
    issuer_in,
    medium_in,
    size_in,
)
from counter.domain.errors import BadInput

LONGEST, MOST, LONGEST_LINE = 100_000, 500, 500
"""Most characters and lines of one paste, most characters of a line."""

_HIDDEN = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f]"
)
_WIDE = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_SPACES = {0xA0: " ", 0x3000: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " ", 0x0B: "\n", 0x0C: "\n"}
_PARENS = {ord("("): "（", ord(")"): "）", 0xFF0E: "."}

_NUMBER = re.compile(
    r"""\s*(?:
        （\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])\s*）[、.]? |
        \d{1,3}(?:\.\d{1,2})+[、.]?\s |
        \d{1,3}\s*(?:[、）]|\.(?!\d)|\.(?=\d{1,2}[名个年份寸张类项人米种])) |
        [一二三四五六七八九十]{1,3}\s*[、.] |
        [a-zA-Z][）.、] |
        第[一二三四五六七八九十\d]{1,3}[、，：:项]\s* |
        [\u2460-\u24ff\u2776-\u2793] |
        [•·●○■□◆◇▪▫►▶★☆✓✔√☐☑➢※\uf000-\uf0ff] |
        [-—–*]\s+ |
        \d{1,3}\s+(?=[^\d\s份张个页寸年])
    )\s*""",
    re.VERBOSE,
)
_CHINESE_ENDS = re.compile(r"[\u3000-\u9fff]\s*$")
_VAGUE = re.compile(
    r"(?:法律|法规|行政|窗口|.{0,10}(?:认为|要求|规定))?.{0,8}的?(?:其他|其它).{0,12}(?:材料|资料|文件|证件|手续)"
)
_ALL_OF_THEM = re.compile(r"(以上|上述|所有|全部|前述|凡).{0,12}(材料|资料|复印件|文件|证件)[^、]*")
_NOT_ASKED = re.compile(r"免(于|予)?(提交|提供)|(无需|不需|不用|无须|不必)(申请人)?(提交|提供)")
_SEVERAL = re.compile(r"(?<=\S)\s*(?=[\u2460-\u2487])|[；;]\s*(?=\d{1,2}[.、])")
_PAGE = re.compile(
    r"第?\s*\d{1,4}\s*页(\s*[，,/共]*\s*共?\s*\d{1,4}\s*页)?|[-—–]\s*\d{1,4}\s*[-—–]|\d{1,4}(\s*/\s*\d{1,4})?"
)
_HEADING = re.compile(
    r".{0,20}?(申请|申报|所需|需要|需|应|提交|提供|办理|报送|受理|下列|以下|必备|如下)+(人|时|要|的)*(材料|资料|要件)"
    r"(清单|目录|列表|名称|一览表?|如下)?|.{0,20}?(材料|资料|要件)(清单|目录|列表|一览表?)|材料|资料|要件|名称|材料名称"
)
_ASIDE = re.compile(
    r"(备注|注意事项?|温馨提示|提示|说明|填表说明|联系(电话|方式|人|地址)|咨询电话|监督电话|投诉电话|电话|办理(时限|地点|时间|流程|程序|依据|条件|对象|窗口|机构|部门)"
    r"|法定时限|承诺时限|法律依据|设定依据|收费(标准|依据)?|受理(条件|时间|地点|部门|机构)|办公(时间|地址)|地址|附件|注)\d{0,2}\s*[：:。].*"
)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of the list. ``number``: from 1. ``text``: as pasted, without invisible characters.

    ``deferrable``: yes, no or "". ``skipped``: why it is no material ("" for one). ``understood``: what was read;
    ``assumed``: defaults for what the line does not state; ``left``: other words, kept with the material.
    """

    number: int
    text: str
    name: str = ""
    original_copy: str = "原件"
    copies: int = 1
    medium: str = ""
    issuer: str = ""
    form: bool = False
    deferrable: str = ""
    condition: str = ""
    size: str = ""
    understood: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    skipped: str = ""

    @property
    def taken(self) -> bool:
        """Whether it is a material."""
        return not self.skipped

    def passed_over(self, why: str) -> PastedLine:
        """The same line, skipped."""
        return replace(self, skipped=why)


def read_lines(text: str) -> tuple[PastedLine, ...]:
    """Every line of the pasted text, in order. Raises BadInput where it is too long for a list of one item."""
    if len(text) > LONGEST:
        raise BadInput(f"粘贴的文字太长（最多{LONGEST}字），请只粘贴一个事项的材料清单。", field="text")
    lines = list(_lines(text))
    if len(lines) > MOST:
        raise BadInput(f"粘贴的行太多（最多{MOST}行），请只粘贴一个事项的材料清单。", field="text")
    found: list[PastedLine] = []
    heads: Heads | None = None
    for number, line in enumerate(lines, 1):
        cells = cells_of(line[: LONGEST_LINE * 2])
        new = heads_of(cells)
        if new is not None:
            heads = new
            found.append(PastedLine(number, _shown(line), skipped="表头"))
        else:
            found.append(_read(number, line, cells, heads))
    return tuple(_once(list(_continued(list(_headed(found))))))


def _lines(text: str) -> Iterator[str]:
    """Lines without invisible characters; a spreadsheet cell with a line break stays one line."""
    clean = _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_SPACES)
    clean = clean.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n").translate(_WIDE)
    held = ""
    lines = clean.split("\n")
    for n, line in enumerate(lines):
        held = f"{held}{'' if _CHINESE_ENDS.search(held) else ' '}{line}" if held else line
        if "\t" in held and held.count('"') % 2 and n < len(lines) - 1 and len(held) < MOST * 4:
            continue
        yield from _split_numbered(held.strip(" ").translate(_PARENS))
        held = ""


def _split_numbered(line: str) -> Iterator[str]:
    """Split several numbered materials in one line."""
    parts = _SEVERAL.split(line) if "\t" not in line and len(line) <= LONGEST_LINE else [line]
    numbered = all(_NUMBER.match(part) for part in parts)
    yield from parts if numbered else [line]


def _shown(line: str) -> str:
    return " ".join(line.split())


def _read(number: int, line: str, cells: Sequence[str], heads: Heads | None) -> PastedLine:
    shown = _shown(line)
    if why := _no_material(shown, cells):
        return PastedLine(number, shown, skipped=why)
    parsed = ParsedLine()
    if len(cells) > 1:
        name = in_columns(cells, heads, parsed)
    else:
        name = shown
    name = _numberless(name)
    name = _taken_from_name(name, parsed)
    if not _named(name):
        return PastedLine(number, shown, skipped="没有材料名称")
    return _line_of(number, shown, name, parsed)


def _no_material(shown: str, cells: Sequence[str]) -> str:
    if not shown:
        return "空行"
    if len(shown) > LONGEST_LINE:
        return "太长，像一段文章，请分成几行"
    if _PAGE.fullmatch(shown):
        return "页码"
    bare = _numberless(shown)
    if _NOT_ASKED.search(bare) and len(cells) == 1:
        return "写着不用提交"
    if _ASIDE.fullmatch(bare) or _ALL_OF_THEM.fullmatch(bare):
        return "不是材料，是说明"
    if _VAGUE.fullmatch(bare.rstrip("。；;")):
        return "笼统的说法，要写明是什么材料"
    title = bare.rstrip("：: 。")
    if _HEADING.fullmatch(title) and (title != bare or len(title) <= 12) and len(cells) == 1:
        return "小标题"
    if bare.endswith(("：", ":")) and len(cells) == 1:
        return "小标题"
    return ""


def _numberless(text: str) -> str:
    """Without a leading number or bullet."""
    for _ in range(2):
        found = _NUMBER.match(text)
        if not found or found.end() == len(text):
            break
        text = text[found.end() :]
    return text.strip()


def _taken_from_name(name: str, parsed: ParsedLine) -> str:
    """Move the attributes in or after the material's name to ``parsed``; returns the name."""
    for read in (copies_in, form_in, deferrable_in, issuer_in, size_in, medium_in, condition_in):
        name = read(name, parsed)
    return _tidy(name)


def _tidy(name: str) -> str:
    name = re.sub(r"（[\s，,；;、。]*）|\[\s*\]|【\s*】", "", name)
    name = re.sub(r"[（，,；;、]\s*(?=）)", "", name)
    name = re.sub(r"（[\s，,；;、]+", "（", name)
    name = re.sub(r"([，,；;、])(\s*[，,；;、。])+", r"\1", name)
    name = name.strip(" ，,；;、。.：:")
    return name[1:-1] if re.fullmatch(r"《[^《》]*》", name) else name


_NO_BRACKETS = re.compile(r"（[^（）]*）")


def _named(name: str) -> bool:
    return bool(re.search(r"[^\W\d_]", name))


def _line_of(number: int, shown: str, name: str, parsed: ParsedLine) -> PastedLine:
    assumed = []
    if not parsed.original_copy:
        assumed.append("没有写原件还是复印件，先按原件")
    if not parsed.copies and parsed.original_copy not in ("电子", "原件（查验）"):
        assumed.append("没有写份数，先按1份")
    if re.search(r"各\s*[一1]", shown) and re.search(r"[、和及与]", _NO_BRACKETS.sub("", name)):
        assumed.append("像是几样材料写在一行，请看要不要分开")
    return PastedLine(
        number,
        shown,
        name=name,
        original_copy=parsed.original_copy or "原件",
        copies=parsed.copies or 1,
        medium=parsed.medium,
        issuer=parsed.issuer,
        form=parsed.form,
        deferrable=parsed.deferrable,
        condition=parsed.condition,
        size=parsed.size,
        understood=tuple(parsed.understood),
        assumed=tuple(assumed),
        left=tuple(dict.fromkeys(parsed.left)),
    )


_FIRST = re.compile(r"\s*(?:（\s*[1一]\s*）|[1一]\s*(?:[.、）]|\s(?=\D))|①|⑴|⒈)")


def _headed(lines: Sequence[PastedLine]) -> Iterator[PastedLine]:
    """Skip lines without a number above the material numbered 1 as heading; they can still be selected."""
    numbered = [line for line in lines if line.taken and _NUMBER.match(line.text)]
    first = numbered[0].number if len(numbered) > 2 and _FIRST.match(numbered[0].text) else 0
    for line in lines:
        yield line.passed_over("在第1样的前面，像是标题") if line.taken and line.number < first else line


def _continued(lines: Sequence[PastedLine]) -> Iterator[PastedLine]:
    """Mark a line without number in a numbered list, which may continue the line above."""
    taken = [line for line in lines if line.taken]
    numbered = {line.number for line in taken if _NUMBER.match(line.text)}
    places = {line.number for line in taken}
    for line in lines:
        if (
            line.taken
            and line.number - 1 in places
            and line.number not in numbered
            and len(numbered) * 2 > len(taken) > 2
        ):
            yield replace(line, assumed=(*line.assumed, "前面没有序号，也许是上一行没写完的"))
        else:
            yield line


def _once(lines: Sequence[PastedLine]) -> Iterator[PastedLine]:
    """Skip repetitions of a material with the same condition."""
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        if line.taken:
            first = seen.setdefault((line.name, line.condition), line.number)
            if first != line.number:
                yield line.passed_over(f"与第{first}行是同一样材料")
                continue
        yield line
