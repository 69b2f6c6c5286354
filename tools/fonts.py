"""Make resources/fonts/ from its published sources, byte for byte the same each time.

Usage: python tools/fonts.py [--check]        (needs npm and apt-get; writes only resources/fonts)

The two regular Noto faces stay whole, because the names of people may use any character. The bold, kai and screen
faces keep GB 2312, signs and a few dozen characters frequent in names; characters missing there are drawn from the
whole faces. On the screen that saves 4 MB of every window's memory: a face is mapped whole once one glyph is drawn.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"

RARE_IN_NAMES = (
    "㛃䶮𬭊喆镕堃犇瑄玥珺琋垚昇祎翀骉羴鱻猋燚赟頔旸暐晞昉烔璟瑀媖婳姮嫕彧弢琇珅珮玘曌瀞瑢璠槑奭堉硚"
)
SIGNS = "·—–−…‘’“”‰′″※€№℃㎡㎏㎎㎜㎝㎞①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳↔←↑→↓√×÷≈≠≤≥□■◇◆○●△▲☆★〇￥¥"


def gb2312() -> set[str]:
    """All 7,445 characters of GB 2312: both levels of Chinese characters and the signs."""
    characters: set[str] = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            characters.update(bytes([row, cell]).decode("gb2312", errors="ignore"))
    return characters


def wanted() -> set[int]:
    """The code points of a subset face."""
    ascii_and_latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    cjk_signs = set(range(0x3000, 0x3040)) | set(range(0xFF01, 0xFF5F)) | set(range(0xFFE0, 0xFFE7))
    return ascii_and_latin | cjk_signs | {ord(c) for c in gb2312() | set(RARE_IN_NAMES) | set(SIGNS)}


@dataclass(frozen=True)
class Source:
    """A published package: how its client finds it, the file in it, and the file's digest."""

    client: str  # npm or apt
    package: str
    version: str
    member: str
    sha256: str


@dataclass(frozen=True)
class Face:
    """One file of resources/fonts."""

    file: str
    source: Source
    subset: bool = False
    rename: tuple[str, str] | None = None
    """(old, new) family: the licence reserves the old one, or the whole face is installed under that name."""
    also: str = ""  # signs beyond those of every subset
    layout: tuple[str, ...] = ()  # used by Qt itself on the screen: — — joined to one dash, kerned letters


SERIF = "@expo-google-fonts/noto-serif-sc"
SANS = "@expo-google-fonts/noto-sans-sc"
KAI = "fonts-lxgw-wenkai"
SCREEN = ("Noto Sans SC", "Counter Sans")
SCREEN_SIGNS = "✓▼›•"
SCREEN_LAYOUT = ("ccmp", "kern", "liga", "locl", "mark")
FACES = (
    Face(
        "NotoSerifSC-Regular.ttf",
        Source(
            "npm",
            SERIF,
            "0.4.3",
            "package/400Regular/NotoSerifSC_400Regular.ttf",
            "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
        ),
    ),
    Face(
        "NotoSansSC-Regular.ttf",
        Source(
            "npm",
            SANS,
            "0.4.3",
            "package/400Regular/NotoSansSC_400Regular.ttf",
            "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        ),
    ),
    Face(
        "NotoSerifSC-Bold.ttf",
        Source(
            "npm",
            SERIF,
            "0.4.3",
            "package/700Bold/NotoSerifSC_700Bold.ttf",
            "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        ),
        subset=True,
    ),
    Face(
        "CounterSans-Regular.ttf",
        Source(
            "npm",
            SANS,
            "0.4.3",
            "package/400Regular/NotoSansSC_400Regular.ttf",
            "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        ),
        subset=True,
        rename=SCREEN,
        also=SCREEN_SIGNS,
        layout=SCREEN_LAYOUT,
    ),
    Face(
        "CounterSans-Medium.ttf",
        Source(
            "npm",
            SANS,
            "0.4.3",
            "package/500Medium/NotoSansSC_500Medium.ttf",
            "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
        ),
        subset=True,
        rename=SCREEN,
        also=SCREEN_SIGNS,
        layout=SCREEN_LAYOUT,
    ),
    Face(
        "CounterKai-Regular.ttf",
        Source(
            "apt",
            KAI,
            "1.250+repack-1",
            "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
            "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
        ),
        subset=True,
        rename=("LXGW WenKai", "Counter Kai"),
    ),
)


def sha256(path: Path) -> str:
    """The digest of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch_npm(source: Source, into: Path) -> None:
    """Unpack one npm package."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{source.package}@{source.version}"],
        cwd=into,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = into.glob("*.tgz")
    shutil.unpack_archive(archive, into)


def fetch_apt(source: Source, into: Path) -> None:
    """Unpack one Debian package without installing it."""
    subprocess.run(["apt-get", "download", "-qq", f"{source.package}={source.version}"], cwd=into, check=True)
    (archive,) = into.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", str(archive), str(into)], check=True)


FETCH: dict[str, Callable[[Source, Path], None]] = {"npm": fetch_npm, "apt": fetch_apt}


def rename_family(font: TTFont, old: str, new: str) -> None:
    """Give a modified font a name of its own, as the Open Font License requires; credits and licence stay."""
    squeezed = (old.replace(" ", ""), new.replace(" ", ""))
    names = font["name"]
    names.names = [n for n in names.names if not (n.nameID in (1, 4, 16) and n.langID in (33, 2052))]
    for record in names.names:
        if record.nameID in (1, 3, 4, 6, 16):
            text = str(record).replace(old, new).replace(*squeezed)
            names.setName(text, record.nameID, record.platformID, record.platEncID, record.langID)


def subset(path: Path, out: Path, face: Face) -> None:
    """Keep the wanted characters; drop hinting, and layout tables except those the face names."""
    options = Options()
    options.hinting = False
    options.layout_features = list(face.layout)
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx"]
    options.drop_tables += [] if face.layout else ["GSUB", "GPOS", "GDEF"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    font = load_font(str(path), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted() | {ord(sign) for sign in face.also})
    subsetter.subset(font)
    if face.rename:
        rename_family(font, *face.rename)
    font.recalcTimestamp = False
    save_font(font, str(out), options)


def make(out: Path, work: Path) -> None:
    """Fetch every source once, verify it, and write the faces."""
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    for face in FACES:
        source = face.source
        into = work / hashlib.sha256(source.package.encode()).hexdigest()[:8]
        if not into.exists():
            into.mkdir()
            FETCH[source.client](source, into)
        original = into / source.member
        if sha256(original) != source.sha256:
            sys.exit(f"{source.package} {source.version}: {source.member} is not the file we know")
        if face.subset:
            subset(original, out / face.file, face)
        else:
            shutil.copyfile(original, out / face.file)


def main() -> None:
    """Write the fonts, or with --check compare the committed ones with what this tool makes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="compare with resources/fonts and change nothing"
    )
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        out = work / "made" if check else OUT
        out.mkdir(exist_ok=True)
        make(out, work)
        for face in FACES:
            same = "" if not check or sha256(out / face.file) == sha256(OUT / face.file) else "  DIFFERS"
            print(f"{sha256(out / face.file)}  {(out / face.file).stat().st_size:>10,}  {face.file}{same}")
            if same:
                sys.exit(1)


if __name__ == "__main__":
    main()
