"""Identity numbers, credit codes, phones and names: normalisation and checks.

A resident's number is checked by its check digit and date of birth only (GB 11643); the area code changes over a
lifetime and is a hint. Nothing here prevents receiving materials (DESIGN §2.3).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.text.check_digits import is_credit_code, is_resident_number, resident_digit
from counter.domain.text.printable import MARK, first_unprintable, is_letter, what_is


class IdType(StrEnum):
    """证件类型. NONE_YET: e.g. a newborn; never blocks taking materials in."""

    RESIDENT_ID = "resident_id"  # 居民身份证
    RESIDENCE_PERMIT_HMT = "hmt_permit"  # 港澳台居民居住证
    PERMANENT_RESIDENT = "permanent_resident"  # 外国人永久居留身份证
    PASSPORT = "passport"  # 护照
    HOUSEHOLD = "household"  # 户口簿
    BIRTH_CERT = "birth_certificate"  # 出生医学证明
    OTHER = "other"  # 其他
    NONE_YET = "none_yet"  # 暂无


ID_TYPE_WORDS = {
    IdType.RESIDENT_ID: "居民身份证",
    IdType.RESIDENCE_PERMIT_HMT: "港澳台居民居住证",
    IdType.PERMANENT_RESIDENT: "外国人永久居留身份证",
    IdType.PASSPORT: "护照",
    IdType.HOUSEHOLD: "户口簿",
    IdType.BIRTH_CERT: "出生医学证明",
    IdType.OTHER: "其他证件",
    IdType.NONE_YET: "暂无证件",
}
"""Official words of the identity papers."""

MOST_NAME = 60
"""Most characters of a name."""

_PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
    "21": "辽宁省", "22": "吉林省", "23": "黑龙江省", "31": "上海市", "32": "江苏省",
    "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省", "37": "山东省",
    "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区",
    "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省",
    "54": "西藏自治区", "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区", "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区",
    "83": "台湾地区",
}  # fmt: skip
_HMT = ("81", "82", "83")
_OTHER_FORMS = {
    IdType.PASSPORT: (re.compile(r"[A-Z0-9]{5,15}"), "护照号码一般是5到15位字母和数字"),
    IdType.BIRTH_CERT: (re.compile(r"[A-Z][0-9]{9}"), "出生医学证明编号一般是1个字母加9位数字"),
}


@dataclass(frozen=True, slots=True)
class CheckedField:
    """A normalised field. ``ok`` False: ``sentence`` says what is wrong; ``warning``: to be compared with the paper."""

    normalised: str
    ok: bool
    sentence: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class IdCheck:
    """A normalised and checked identity number; ``sex`` is 男 or 女; ``place_hint`` decides nothing."""

    normalised: str
    ok: bool
    sentence: str | None = None
    warning: str | None = None
    birth: date | None = None
    sex: str | None = None
    place_hint: str = ""


def normalise_id(text: str) -> str:
    """Half width, upper case, without spaces, line breaks, hyphens, dots and invisible characters (x → X)."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if c.isalnum())


def check_id(id_type: IdType, text: str, today: date | None = None) -> IdCheck:
    """Check an identity number of that type; a date of birth after ``today`` (where given) is refused."""
    number = normalise_id(text)
    if id_type is IdType.NONE_YET:
        return IdCheck(number, ok=True)
    if not number:
        return IdCheck(
            "", ok=False, sentence=f"还没有填{ID_TYPE_WORDS[id_type]}号码；现在没有证件的，证件类型选“暂无”。"
        )
    if id_type in (IdType.RESIDENT_ID, IdType.RESIDENCE_PERMIT_HMT):
        return _check_18(id_type, number, today)
    if id_type is IdType.PERMANENT_RESIDENT:
        if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):  # the card issued until 2023
            return IdCheck(number, ok=True)
        return _check_18(id_type, number, today)
    form = _OTHER_FORMS.get(id_type)
    warning = f"{form[1]}，请对照证件核对。" if form and not form[0].fullmatch(number) else None
    return IdCheck(number, ok=True, warning=warning)


def _check_18(id_type: IdType, number: str, today: date | None) -> IdCheck:
    word = ID_TYPE_WORDS[id_type]
    note = None
    if id_type is IdType.RESIDENT_ID and re.fullmatch(r"[0-9]{15}", number):
        body = f"{number[:6]}19{number[6:]}"
        number = body + resident_digit(body)
        note = "这是15位旧号码，已换算成18位，请与现用证件核对。"
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        if len(number) != 18:
            return IdCheck(number, ok=False, sentence=f"{word}号码应是18位，现在是{len(number)}位，请核对。")
        return IdCheck(number, ok=False, sentence=f"{word}号码只能是数字，末位可以是X，请核对。")
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return IdCheck(number, ok=False, sentence=f"{word}号码里的出生日期不存在，请对照证件核对。")
    if today is not None and birth > today:
        return IdCheck(number, ok=False, sentence=f"{word}号码里的出生日期在今天以后，请对照证件核对。")
    if not is_resident_number(number):
        return IdCheck(
            number, ok=False, sentence=f"{word}号码的校验位不对，多半有一位读错了，请对照证件核对。"
        )
    return IdCheck(
        number,
        ok=True,
        warning=note or _other_card(id_type, number),
        birth=birth,
        sex="男" if int(number[16]) % 2 else "女",
        place_hint=_PROVINCES.get(number[:2], ""),
    )


def _other_card(id_type: IdType, number: str) -> str | None:
    hmt = number.startswith(_HMT)
    if id_type is IdType.RESIDENT_ID and hmt:
        return "这是港澳台居民居住证的号码，请把证件类型改过来。"
    if id_type is IdType.RESIDENCE_PERMIT_HMT and not hmt:
        return "港澳台居民居住证号码一般以81、82、83开头，请核对证件类型。"
    return None


def check_uscc(text: str) -> CheckedField:
    """Check a 统一社会信用代码 (GB 32100). A wrong check character only warns: such codes have been issued."""
    code = normalise_id(text)
    if not code:
        return CheckedField("", ok=False, sentence="还没有填统一社会信用代码；没有的请说明原因。")
    if len(code) != 18:
        return CheckedField(
            code, ok=False, sentence=f"统一社会信用代码应是18位，现在是{len(code)}位，请对照执照核对。"
        )
    if is_credit_code(code):
        return CheckedField(code, ok=True)
    return CheckedField(
        code, ok=True, warning="统一社会信用代码的校验位对不上，请对照执照核对，无误可以继续。"
    )


_ONE_PHONE = 15
"""Digits of the longest number there is; more are two, and stay apart as they were written."""


def check_phone(text: str) -> CheckedField:
    """A normalised phone number: mobile (+86 removed), landline, 400, extension, or a foreign one with its +."""
    plain = unicodedata.normalize("NFKC", text)
    digits = re.sub(r"[^0-9+]", "", re.split(r"[转#*]|EXT", plain.upper())[0])
    extension = re.sub(r"[^0-9]", "", "".join(re.split(r"[转#*]|EXT", plain.upper())[1:2]))
    if not digits:
        if plain.strip():
            return CheckedField("", ok=False, sentence="联系电话里没有数字，记不下来。没有电话就空着。")
        return CheckedField("", ok=False, sentence="还没有填联系电话。")
    home = re.sub(r"^(\+|00)86", "", digits)
    if home != digits and not home.startswith(("0", "1")):  # a landline behind +86 loses its 0
        home = "0" + home
    tail = f"转{extension}" if extension else ""
    if re.fullmatch(r"1[0-9]{10}", home):
        return CheckedField(home, ok=True)
    if re.fullmatch(r"0[0-9]{9,11}|[2-9][0-9]{6,7}|400[0-9]{7}", home):
        return CheckedField(home + tail, ok=True)
    if re.fullmatch(r"\+[0-9]{8,15}", digits):
        return CheckedField(digits, ok=True)
    if len(digits) > _ONE_PHONE:
        sentence = "联系电话只写一个，手机是11位，固定电话请带区号。"
        return CheckedField(" ".join(plain.split()), ok=False, sentence=sentence)
    return CheckedField(digits, ok=False, sentence="联系电话位数不对，手机是11位，固定电话请带区号。")


def normalise_name(text: str) -> str:
    """A name as it is printed: control and invisible characters out, one kind of middle dot, no stray spaces.

    No Unicode folding: it would change brackets of companies and rare characters of people.
    """
    kept = []
    for c in text:
        kind = unicodedata.category(c)
        if c.isspace() or kind == "Cc":
            kept.append(" ")
        elif kind not in ("Cf", "Cs") or c == _MONGOLIAN_VOWEL_SEPARATOR:
            kept.append("·" if c in _DOTS else c)
    plain = re.sub(r" +", " ", "".join(kept)).strip()
    close = re.sub(rf"(?<={_IDEOGRAPH}) | (?={_IDEOGRAPH})", "", plain)
    # The dot as it is typed: no such name has a full stop.
    return re.sub(rf"(?<={_IDEOGRAPH})\.(?={_IDEOGRAPH})", "·", close)


_IDEOGRAPH = "[·\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_MONGOLIAN_VOWEL_SEPARATOR = "\u180e"
_DOTS = "•‧∙⋅●・･．᛫⸱"


_NO_LETTERS = ("So", "Sk")
"""Unicode categories that no name has: emoji and modifier symbols."""


def check_name(text: str, what: str = "姓名", most: int = MOST_NAME) -> CheckedField:
    """Check a name: not empty, at most ``most`` characters, never cut. Digits and unprintable characters only warn:
    registers have characters that no standard font has."""
    name = normalise_name(text)
    if not name:
        return CheckedField("", ok=False, sentence=f"{what}没有填写。")
    if len(name) > most:
        return CheckedField(
            name, ok=False, sentence=f"{what}有{len(name)}个字，最多{most}个，请核对是不是粘贴了别的内容。"
        )
    strange = next((c for c in name if unicodedata.category(c) in _NO_LETTERS), None)
    if strange is not None:
        return CheckedField(name, ok=False, sentence=f"{what}里的“{strange}”不是文字，请照证件写。")
    if all(unicodedata.category(c)[0] in "PSZ" for c in name):
        return CheckedField(name, ok=False, sentence=f"{what}里没有一个字，请照证件写。")
    if what == "姓名" and any(c.isdigit() for c in name):
        return CheckedField(name, ok=True, warning="姓名里有数字，请对照证件核对。")
    if not _COMMON.fullmatch(name) and (lacking := first_unprintable(name)):
        shown = f"“{lacking}”" if is_letter(lacking) else what_is(lacking)
        words = f"{what}里的{shown}（U+{ord(lacking):04X}）文书上可能印作{MARK}，请手写补上，以手写为准。"
        return CheckedField(name, ok=True, warning=words)
    return CheckedField(name, ok=True)


_COMMON = re.compile("[\u4e00-\u9fea·A-Za-z0-9（）() .]*")
"""Characters that every font has: such names need no lookup."""


@dataclass(frozen=True, slots=True)
class Mask:
    """How many characters stay readable at either end."""

    head: int
    tail: int


ID_MASK = Mask(6, 4)
PHONE_MASK = Mask(3, 4)


def mask_text(text: str, mask: Mask) -> str:
    """``text`` with its middle as stars; what is too short for the mask keeps a third at most."""
    head, tail = mask.head, mask.tail
    if len(text) < head + tail + 4:
        head = tail = len(text) // 6
    stars = "*" * (len(text) - head - tail)
    return text[:head] + stars + text[len(text) - tail :]


def mask_id(number: str, mask: Mask = ID_MASK) -> str:
    """``152201********1234``: the date of birth hidden (国办函〔2016〕108号)."""
    return mask_text(number, mask)


def mask_phone(phone: str, mask: Mask = PHONE_MASK) -> str:
    """``138****5678``."""
    return mask_text(phone, mask)


def mask_name(name: str) -> str:
    """A person's name for the applicant's screen: 张*, 巴**雅."""
    if len(name) < 2:
        return name
    return name[0] + "*" * (len(name) - 1) if len(name) == 2 else name[0] + "*" * (len(name) - 2) + name[-1]
