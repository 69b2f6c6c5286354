"""Pinyin tables for finding bundles and people, made by pypinyin at build time; the program never imports it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PINYIN_DICT

# True polyphones of the guide's words: people type both readings (车 is never ju here).
POLYPHONES = {
    "行": ("hang", "xing"),
    "长": ("chang", "zhang"),
    "乐": ("le", "yue"),
    "重": ("zhong", "chong"),
    "调": ("diao", "tiao"),
    "给": ("gei", "ji"),
    "单": ("dan", "shan"),
    "会": ("hui", "kuai"),
    "传": ("chuan", "zhuan"),
    "种": ("zhong", "chong"),
    "畜": ("chu", "xu"),
    "药": ("yao",),
    "熟": ("shu", "shou"),
    "着": ("zhuo", "zhe"),
    "率": ("lv", "shuai"),
    "绿": ("lv", "lu"),
    "女": ("nv",),
    "旅": ("lv",),
    "处": ("chu",),
    "参": ("can", "shen"),
    "厦": ("sha", "xia"),
    "便": ("bian", "pian"),
    "干": ("gan",),
    "校": ("xiao", "jiao"),
    "教": ("jiao",),
    "差": ("cha",),
    "服": ("fu",),
    "省": ("sheng", "xing"),
    "宿": ("su", "xiu"),
    "模": ("mo", "mu"),
    "供": ("gong",),
    "相": ("xiang",),
    "应": ("ying",),
    "中": ("zhong",),
    "发": ("fa",),
    "打": ("da",),
}

# Surnames read otherwise than pypinyin's first reading, or in pairs (TECH §0.3).
SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "区": "ou",
    "覃": "qin tan",
    "朴": "piao pu",
    "盖": "ge gai",
    "折": "she",
    "种": "chong",
    "翟": "zhai di",
    "缪": "miao",
    "召": "shao",
    "繁": "po",
    "黑": "he",
    "句": "gou",
    "乜": "nie",
    "员": "yun",
    "贠": "yun",
    "佴": "nai",
    "卜": "bu",
    "乐": "yue le",
    "洗": "xian",
    "秘": "bi",
    "薄": "bo",
    "重": "chong",
    "郇": "xun huan",
    "隗": "wei kui",
    "祭": "zhai",
    "谌": "chen shen",
    "不": "fou",
    "郗": "xi chi",
    "藏": "zang",
    "牟": "mu mou",
    "适": "kuo",
    "能": "nai",
    "长": "chang",
    "粘": "nian",
    "都": "du",
    "僪": "yu",
}

DOUBLE_SURNAMES = {
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "万俟": "mo qi",
    "澹台": "tan tai",
    "单于": "chan yu",
    "宇文": "yu wen",
    "欧阳": "ou yang",
    "司马": "si ma",
    "上官": "shang guan",
    "诸葛": "zhu ge",
    "东方": "dong fang",
    "皇甫": "huang fu",
    "慕容": "mu rong",
    "令狐": "ling hu",
    "司徒": "si tu",
    "司空": "si kong",
    "公孙": "gong sun",
    "轩辕": "xuan yuan",
    "呼延": "hu yan",
    "端木": "duan mu",
    "赫连": "he lian",
    "独孤": "du gu",
    "拓跋": "tuo ba",
    "夏侯": "xia hou",
    "南宫": "nan gong",
    "西门": "xi men",
    "公冶": "gong ye",
    "太史": "tai shi",
    "申屠": "shen tu",
    "钟离": "zhong li",
    "闻人": "wen ren",
    "濮阳": "pu yang",
    "淳于": "chun yu",
    "鲜于": "xian yu",
    "百里": "bai li",
    "东郭": "dong guo",
    "南门": "nan men",
    "羊舌": "yang she",
    "微生": "wei sheng",
    "梁丘": "liang qiu",
    "左丘": "zuo qiu",
    "东门": "dong men",
    "第五": "di wu",
    "公羊": "gong yang",
    "谷梁": "gu liang",
    "宗政": "zong zheng",
    "仲孙": "zhong sun",
    "子车": "zi ju",
    "颛孙": "zhuan sun",
    "巫马": "wu ma",
    "公西": "gong xi",
    "漆雕": "qi diao",
    "乐正": "yue zheng",
    "壤驷": "rang si",
    "公良": "gong liang",
    "夹谷": "jia gu",
    "宰父": "zai fu",
    "段干": "duan gan",
    "呼和": "hu he",
    "纳兰": "na lan",
    "完颜": "wan yan",
    "耶律": "ye lv",
    "叶赫": "ye he",
}

# Characters of names that pypinyin lacks or reads wrongly.
EXTRA = {
    "䶮": ["yan"],
    "㛃": ["jie"],
    "喆": ["zhe"],
    "𬭊": ["du"],
    "昇": ["sheng"],
    "堃": ["kun"],
    "啰": ["luo"],
}

MOST_READINGS = 4


def index(bundles: dict[str, Any], items: dict[str, Any], words: dict[str, list[str]]) -> dict[str, Any]:
    """The search index: names, items of a bundle, synonyms, and the readings of all their characters."""
    names = {key: bundle["name"] for key, bundle in bundles.items()}
    item_names = {key: item["name"] for key, item in items.items()}
    own = {key: [placed["item"] for placed in bundle["items"]] for key, bundle in bundles.items()}
    return {
        "names": names,
        "items": item_names,
        "own": own,
        "readings": _readings((*names.values(), *item_names.values(), *words)),
        "words": words,
    }


def _readings(texts: Iterable[str]) -> dict[str, str]:
    """Character → its readings in these words, most usual first, joined by blanks."""
    found: dict[str, list[str]] = {}
    for text in texts:
        words = "".join(char if _is_han(char) else " " for char in text).split()
        for word in words:
            for char, reading in zip(word, lazy_pinyin(word), strict=True):
                if reading not in found.setdefault(char, []):
                    found[char].append(reading)
    for char, extra in POLYPHONES.items():
        if char in found:
            found[char] += [reading for reading in extra if reading not in found[char]]
    return {char: " ".join(found[char]) for char in sorted(found)}


def people() -> dict[str, dict[str, Any]]:
    """Tables for people's names: syllable combinations → characters, and surnames with a special reading."""
    by_reading: dict[str, list[str]] = {}
    for char in _han_characters():
        by_reading.setdefault(" ".join(_char_readings(char)), []).append(char)
    characters = {reading: "".join(chars) for reading, chars in sorted(by_reading.items()) if reading}
    return {"characters.json": characters, "surnames.json": {**SURNAMES, **DOUBLE_SURNAMES}}


def _char_readings(char: str) -> list[str]:
    if char in EXTRA:
        return EXTRA[char]
    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = [_plain(reading) for reading in (found[0] if found else [])]
    return list(dict.fromkeys(reading for reading in plain if reading.isascii() and reading.isalpha()))[
        :MOST_READINGS
    ]


def _plain(reading: str) -> str:
    bare = unicodedata.normalize("NFKD", reading.replace("ü", "v").replace("ê", "e"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def _han_characters() -> Iterator[str]:
    """Every character of pypinyin, and ours."""
    points = {point for point in PINYIN_DICT if _is_han(chr(point))}
    yield from sorted({chr(point) for point in points} | set(EXTRA))


def _is_han(char: str) -> bool:
    return char == "〇" or "㐀" <= char <= "鿿" or "\U00020000" <= char <= "\U000323af"
