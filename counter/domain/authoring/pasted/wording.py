"""Parse the wording of a pasted list: original or copy, how many, issuer, form, condition."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_DIGITS = {one: n for n, one in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
}
_N = r"(\d{1,3}|[一二三四五六七八九十两壹贰叁肆伍]{1,3})"
_ORIGINAL = r"(?:原件|正本|原本)"
_COPY = r"(?:复印件|影印件|复本)"
_MOST_COPIES = 100


@dataclass(slots=True)
class ParsedLine:
    """Attributes of a line parsed so far."""

    original_copy: str = ""
    copies: int = 0
    medium: str = ""
    issuer: str = ""
    form: bool = False
    deferrable: str = ""
    condition: str = ""
    size: str = ""
    understood: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def wants(self, wording: str, copies: int, words: str) -> None:
        """Set original or copy; an earlier value stays, unless this one includes it."""
        if not self.original_copy or (wording == "原件和复印件" and self.original_copy in ("原件", "复印件")):
            self.original_copy = wording
            self.understood.append(f"“{words}”记作{wording}")
        elif self.original_copy != wording:
            self.left.append(words)
        self.counts(copies, words)

    def counts(self, copies: int, words: str) -> None:
        """Set the number of copies; an earlier value stays."""
        if copies and not self.copies:
            self.copies = copies
            self.understood.append(f"“{words}”记作{copies}份")
        elif copies and copies != self.copies:
            self.left.append(words)


def number(text: str | None) -> int:
    """``3``, ``三``, ``十二``; 0 for none or an implausible number."""
    if not text:
        return 0
    if text.isdecimal():
        return int(text) if int(text) <= _MOST_COPIES else 0
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return _DIGITS.get(tens or "一", 0) * 10 + _DIGITS.get(ones, 0)


Made = Callable[["re.Match[str]"], tuple[str, int]]


def _both(found: re.Match[str]) -> tuple[str, int]:
    return "原件和复印件", number(next((one for one in reversed(found.groups()) if one), None))


def _both_first(found: re.Match[str]) -> tuple[str, int]:
    return "原件和复印件", number(found.group(2) or found.group(1))


def _single(wording: str) -> Made:
    return lambda found: (wording, number(next((one for one in found.groups() if one), None)))


_JOIN = r"\s*[、，,和及与以/\\＋+；;]*(?:及|和|与)?\s*(?:加盖公章的?|盖章的?)?"
_COUNT = rf"\s*(?:各|[一1]式)?\s*(?:{_N}\s*[份张套本册页])?"
_LOOK = r"(?:核验|查验|核对|验证|审核|校验|备查|现场核验|当场核对|用于核对|供核对|仅查验|验看|交验|出示)"
_BACK = r"(?:\s*[，,、]?\s*(?:当场|即时|核对|核验|查验|审核|验)?后?(?:当场)?(?:退还|退回|返还|当场退))?"
_KEPT = r"(?:留存|存档|备案|收存)?"
_TAKES = r"(?:收|留存|留|提交|交|收取|存)"

_COPIES: tuple[tuple[re.Pattern[str], Made], ...] = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (rf"{_ORIGINAL}\s*或者?\s*{_COPY}{_COUNT}", _single("原件或复印件")),
        (
            rf"{_ORIGINAL}\s*或者?\s*(?:电子(?:版|件|证照|档|文档|材料)?|扫描件){_COUNT}",
            _single("原件或电子"),
        ),
        (rf"{_ORIGINAL}{_COUNT}{_JOIN}{_COPY}{_COUNT}{_JOIN}{_ORIGINAL}\s*{_LOOK}{_BACK}", _both_first),
        (
            rf"(?:验|核验|查验|核对|审){_ORIGINAL}{_BACK}{_JOIN}{_TAKES}{_COPY}{_COUNT}|"
            rf"{_ORIGINAL}\s*{_LOOK}{_BACK}{_JOIN}(?:{_TAKES}\s*)?{_COPY}{_COUNT}{_KEPT}",
            _both,
        ),
        (
            rf"{_COPY}{_COUNT}{_JOIN}[（]?\s*(?:{_LOOK}\s*{_ORIGINAL}|{_ORIGINAL}\s*{_LOOK}){_BACK}\s*[）]?",
            _both,
        ),
        (
            rf"{_COPY}\s*（\s*(?:{_N}\s*份\s*[，,、]\s*)?(?:需|须|应)?\s*(?:{_LOOK}\s*{_ORIGINAL}|{_ORIGINAL}\s*{_LOOK}){_BACK}\s*）{_COUNT}",
            _both,
        ),
        (rf"{_ORIGINAL}{_COUNT}{_JOIN}{_COPY}{_COUNT}", _both),
        (rf"{_COPY}{_COUNT}{_JOIN}{_ORIGINAL}{_COUNT}", _both),
        (
            rf"(?:{_LOOK}\s*{_ORIGINAL}|{_ORIGINAL}\s*[（，,、]?\s*(?:仅供|只|供|仅)?{_LOOK}){_BACK}\s*[）]?",
            _single("原件（查验）"),
        ),
        (r"(?:原件|正本)?(?:扫描件?(?:后)?上传|的?扫描件)" + _COUNT, _single("电子")),
        (rf"{_COPY}{_COUNT}", _single("复印件")),
        (rf"{_ORIGINAL}{_COUNT}", _single("原件")),
        (r"(?:电子(?:版|件|档|文档|文件)|扫描件)" + _COUNT, _single("电子")),
    )
)
_PLAIN_COUNT = re.compile(rf"[一1]式{_N}\s*[份联]|(?<![\d第]){_N}\s*份|(?<=[照相]片)\s*{_N}\s*张")
_OPEN = "（（[【"


def copies_in(name: str, parsed: ParsedLine) -> str:
    """Parse originals, copies and their number; returns the name without these words."""
    for pattern, made in _COPIES:
        found = pattern.search(name)
        if not found or _is_name(name, found):
            continue
        wording, copies = made(found)
        words = found.group().strip(" （）、，,；;")
        parsed.wants(wording, copies, words)
        name = _without(name, found)
        break
    for found in list(_PLAIN_COUNT.finditer(name)):
        copies = number(next((one for one in found.groups() if one), None))
        if copies:
            parsed.counts(copies, found.group().strip())
            name = name.replace(found.group(), "", 1)
    return name


def _is_name(name: str, found: re.Match[str]) -> bool:
    """Whether the words are the whole name."""
    return not re.search(r"[^\W\d_]", name[: found.start()] + name[found.end() :])


def _without(name: str, found: re.Match[str]) -> str:
    """The text without the match; the other half of a bracket that it opened or closed goes too."""
    before, taken, behind = name[: found.start()], found.group(), name[found.end() :]
    if taken.count("）") > taken.count("（"):
        index = before.rfind("（")
        before = before[:index] + before[index + 1 :] if index >= 0 else before
    elif taken.count("（") > taken.count("）"):
        behind = behind.replace("）", "", 1)
    return re.sub(r"(?:的)?\s*$", "", before) + behind if not behind.strip() else before + behind


_FORM = re.compile(
    r"（[^（）]*(?:空白表格?|表格|样表|样本|模板|格式文本|见附件|附件|可下载|网上下载|窗口领取|现场领取|现场填写|到窗口填写|由申请人填写)[^（）]*）"
)
_FORM_NAME = re.compile(
    r"(?:申请|登记|审批|备案|申报|信息|情况|采集|报告|变更|注销|审核|核定|认定|报名|汇总|呈报)(?:表|书|单)$"
)


def form_in(name: str, parsed: ParsedLine) -> str:
    """Parse whether it is a form, by its words or its name."""
    found = _FORM.search(name)
    if found:
        parsed.form = True
        parsed.understood.append(f"“{found.group().strip('（）')}”记作要填的表")
        return name[: found.start()] + name[found.end() :]
    if _FORM_NAME.search(re.sub(r"（[^（）]*）|[，,；;。\s]", "", name)):
        parsed.form = True
        parsed.understood.append("名称是表或书，记作要填的表")
    return name


_DEFER = re.compile(
    r"[（，,；;、]?\s*(?:此项|该项|本项|该材料)?\s*(?:可以?|允许|可予)\s*容缺(?:受理|办理|后补|补交|提交)?\s*[）]?"
)
_NOT_DEFER = re.compile(
    r"[（，,；;、]?\s*不(?:可|得|予|能|允许|可以)以?容缺(?:受理|办理|后补|补交|提交)?\s*[）]?"
)


def deferrable_in(name: str, parsed: ParsedLine) -> str:
    """可容缺, 不可容缺."""
    found = _NOT_DEFER.search(name) or _DEFER.search(name)
    if not found:
        return name
    parsed.deferrable = "no" if found.re is _NOT_DEFER else "yes"
    parsed.understood.append("不可以容缺" if parsed.deferrable == "no" else "可以容缺")
    return _without(name, found)


_ISSUER = re.compile(
    r"[（，,；;]?\s*(?:(?:由|须由|需由)\s*([^（）（，,；;。、\s]{2,20}?)\s*(?:统一|负责)?\s*(?:出具|核发|开具|提供|颁发|签发|盖章)(?:的)?"
    r"|(?:出具单位|出具部门|出具机关|来源|发证机关|核发机关|提供单位|来源渠道)\s*[：:]\s*([^（）（，,；;。\s]{2,30}))\s*[）]?$"
)
_ISSUER_INSIDE = re.compile(_ISSUER.pattern.rstrip("$") + r"(?=）|$)")


def issuer_in(name: str, parsed: ParsedLine) -> str:
    """Parse the issuer."""
    found = _ISSUER.search(name) or _ISSUER_INSIDE.search(name)
    if not found:
        return name
    parsed.issuer = next(one for one in found.groups() if one)
    parsed.understood.append(f"由{parsed.issuer}出具")
    return _without(name, found)


_SIZE = re.compile(
    r"[（，,；;、]?\s*(?:用|使用)?\s*(A[345]|16开|8开|[一二两1-9]\s*寸)(?:规格|大小)?(?:的?纸)?(?:张|打印|装订|规格|大小)*的?\s*[）]?"
)


def size_in(name: str, parsed: ParsedLine) -> str:
    """Parse the size (A4, 2寸); in the name of a photograph it also stays."""
    found = _SIZE.search(name)
    if not found or parsed.size:
        return name
    parsed.size = re.sub(r"\s", "", found.group(1))
    parsed.understood.append(f"规格{parsed.size}")
    return name if "寸" in parsed.size else _without(name, found)


_PAPERLESS = re.compile(
    r"[（，,；;、]\s*(纸质和?电子|纸质|电子|纸质版|电子版)(?:材料|形式)?\s*[）]?(?=$|[，,；;、）])"
)
_MEDIA = {
    "纸质和电子": "纸质和电子",
    "纸质电子": "纸质和电子",
    "纸质": "纸质",
    "纸质版": "纸质",
    "电子": "电子",
    "电子版": "电子",
}


def medium_in(name: str, parsed: ParsedLine) -> str:
    """纸质, 电子."""
    found = _PAPERLESS.search(name)
    if not found:
        return name
    parsed.medium = parsed.medium or _MEDIA[found.group(1)]
    parsed.understood.append(f"介质{parsed.medium}")
    return _without(name, found)


_CONDITION = re.compile(r"（([^（）]*)）[\s。；;，,]*$")
_CONDITION_BEFORE = re.compile(
    r"^((?:委托|属于|涉及|如|若|租赁|自有|由?代理人|非本人|法人|企业|个体)[^，,：:（）]{1,30}(?:的|时))[，,：:]\s*|"
    r"^([^，,：:（）]{2,40}(?:的|时))[，,：:]\s*[^，,（）]{0,8}?(?:还?(?:应当?|[须需]要?|可以?)\s*)?(?:提交|提供|出具)"
)
_VERB = re.compile(r"^还?(?:应当?|[须需]要?)?(?:提交|提供|出具)")
_IS_CONDITION = re.compile(
    r"(?:的|时|提供|提交|适用|情形|需要|除外|如有|如需|必要时)$|^(?:如|若|仅|限|委托|属于|涉及|非本人)"
)


def condition_in(name: str, parsed: ParsedLine) -> str:
    """Parse the condition in the list's own words; a person makes the rule of it."""
    found = _CONDITION_BEFORE.search(name)
    if found and len(name) > found.end() + 1:
        _conditional(found.group(1) or found.group(2), parsed)
        return _VERB.sub("", name[found.end() :])
    found = _CONDITION.search(name)
    if found and _IS_CONDITION.search(found.group(1)) and found.start() > 1:
        _conditional(found.group(1), parsed)
        return name[: found.start()]
    return name


def _conditional(words: str, parsed: ParsedLine) -> None:
    parsed.condition = f"{parsed.condition}；{words}" if parsed.condition else words
    parsed.understood.append(f"“{words}”记作情形的说法")
