"""Make resources/pinyin/common.txt: the characters of the applicant's keyboard, and the order in which they are
offered.

Usage: python tools/pinyin_table.py [--check]     (needs apt-get and pip; writes only resources/pinyin)

Readings and the frequency of characters come from Unicode's Unihan (kHanyuPinlu, after 现代汉语频率词典; kXHC1983 and
kMandarin for readings it lacks), the frequency of two-character words from jieba's dictionary. Licences:
resources/pinyin/README.md.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "pinyin" / "common.txt"
COMMON = ROOT / "tests" / "data" / "common_3500.txt"
SURNAMES = ROOT / "resources" / "names" / "surnames.json"

UNIHAN = (
    "unicode-data=15.0.0-1",
    "usr/share/unicode/Unihan_Readings.txt.bz2",
    "7f4b628de153e639e5100fe3aa46e8869e332d6f9ed8acff5f3790642d7046c1",
)
JIEBA = (
    "jieba==0.42.1",
    "jieba-0.42.1/jieba/dict.txt",
    "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8",
)

MOST_WORDS = 3200
NOT_FOR_A_COUNTER = {"nr", "nrt", "nrfg", "ns", "nz", "nt", "t"}
"""jieba's classes of names and dates: its texts are newspapers and novels."""

PLACES = "淖敖鄂赉喀翁嘎磴扈讷莫旗杭浩胪苏尔图盟察哈套冀晋蒙诿沓"
"""Of toponyms here, and of two complaints."""
COUNTER_WORDS = Path(__file__).with_name("counter_words.txt")
"""Words of the service hall rank before those of newspapers. Our own list."""

_READING = re.compile(r"^[a-z]*[aeiouv][a-z]*$")


def fetch(work: Path) -> tuple[str, str]:
    """Unihan's readings and jieba's dictionary, each verified by digest."""
    subprocess.run(["apt-get", "download", "-qq", UNIHAN[0]], cwd=work, check=True)
    (archive,) = work.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", str(archive), str(work)], check=True)
    wanted = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation", JIEBA[0]]
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", *wanted], cwd=work, check=True)
    (archive,) = work.glob("jieba-*.tar.gz")
    with tarfile.open(archive) as packed:
        member = packed.extractfile(JIEBA[1])
        assert member is not None
        words = member.read()
    readings = bz2.decompress((work / UNIHAN[1]).read_bytes())
    for data, (name, _, known) in ((readings, UNIHAN), (words, JIEBA)):
        if hashlib.sha256(data).hexdigest() != known:
            sys.exit(f"{name} is not the file we know")
    return readings.decode(), words.decode()


def plain(reading: str) -> str:
    """Letters as they are typed: no tones, v for ü; "" for what is no syllable (ń, hm)."""
    marked = unicodedata.normalize("NFD", reading.lower()).replace("u\u0308", "v")
    typed = "".join(c for c in marked if not unicodedata.combining(c))
    return typed if _READING.match(typed) else ""


def wanted() -> set[str]:
    """The 3,500 common characters, those of surnames, and some of toponyms."""
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    common = "".join(line for line in lines if not line.startswith("#"))
    surnames = json.loads(SURNAMES.read_text(encoding="utf-8"))
    return set(common) | {name for name in surnames if len(name) == 1} | set(PLACES)


def readings_of(unihan: str, characters: set[str]) -> dict[str, dict[str, int]]:
    """How often each reading of a character occurs; 0 for readings that were never counted."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in unihan.splitlines():
        if not line.startswith("U+"):
            continue
        code, field, value = line.split("\t")
        character = chr(int(code.removeprefix("U+"), 16))
        if character not in characters:
            continue
        if field == "kHanyuPinlu":
            for part in value.split():
                reading, count = part.rstrip(")").split("(")
                found[character][plain(reading)] += int(count)
        elif field == "kXHC1983":
            for part in value.split():
                found[character][plain(part.split(":")[1])] += 0
        elif field == "kMandarin":
            found[character][plain(value.split()[0])] += 0
    return {character: {r: n for r, n in counted.items() if r} for character, counted in found.items()}


def in_order(readings: dict[str, dict[str, int]]) -> list[tuple[str, str]]:
    """Reading and character, the most frequent first; uncounted ones by code point."""
    all_of_them = [(-n, c, r) for c, counted in readings.items() for r, n in counted.items()]
    return [(reading, character) for _, character, reading in sorted(all_of_them)]


def words_in_order(jieba: str, characters: set[str]) -> list[str]:
    """Words of two of these characters: those of the service hall first, then the most frequent."""
    counted: dict[str, int] = {}
    for line in jieba.splitlines():
        word, count, kind = line.split(" ")
        if len(word) == 2 and set(word) <= characters and kind not in NOT_FOR_A_COUNTER:
            counted[word] = int(count)
    frequent = sorted(counted, key=lambda word: (-counted[word], word))
    listed = COUNTER_WORDS.read_text(encoding="utf-8").split()
    ours = sorted(dict.fromkeys(listed), key=lambda word: -counted.get(word, 0))
    return list(dict.fromkeys([*ours, *frequent]))[:MOST_WORDS]


def table(unihan: str, jieba: str) -> str:
    """The file: a line for each two hundred entries, so that a diff is readable."""
    readings = readings_of(unihan, wanted())
    entries = [reading + character for reading, character in in_order(readings)]
    words = words_in_order(jieba, set(readings))
    head = [
        "# Made by tools/pinyin_table.py: change nothing here. Sources and licences: README.md beside this file.",
        "# [characters]: reading and character, [words]: two characters each; the most frequent first.",
    ]
    lines = [*head, "[characters]"]
    lines += [" ".join(entries[at : at + 200]) for at in range(0, len(entries), 200)]
    lines += ["[words]"]
    lines += ["".join(words[at : at + 200]) for at in range(0, len(words), 200)]
    return "\n".join([*lines, ""])


def main() -> int:
    """Write the table, or with --check compare the committed one with what this tool makes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="compare with resources/pinyin and change nothing"
    )
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        made = table(*fetch(Path(folder)))
    if not check:
        OUT.write_text(made, encoding="utf-8")
        return 0
    fresh = OUT.read_text(encoding="utf-8") == made
    if not fresh:
        print("resources/pinyin/common.txt is not fresh: run python tools/pinyin_table.py", file=sys.stderr)
    return 0 if fresh else 1


if __name__ == "__main__":
    raise SystemExit(main())
