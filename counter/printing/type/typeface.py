"""Which font sets which character: the roles of text and the fallback chain of each.

A machine's own 仿宋 and 小标宋 are used where installed (they may not be bundled); characters missing in them, and
everything where they are absent, come from the bundled faces, last of all the whole Noto Serif SC.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reportlab.pdfbase import pdfmetrics

from counter.domain.errors import WorldTrouble
from counter.printing.type import machine_fonts, to_unicode
from counter.printing.type.whole_runs import WholeRunFont

to_unicode.install()


class Role(StrEnum):
    """The role of a text on the paper."""

    BODY = "body"
    TITLE = "title"
    HEAD = "head"
    HEI = "hei"
    KAI = "kai"


_BUNDLED = {
    Role.BODY: ("NotoSerifSC-Regular.ttf",),
    Role.TITLE: ("NotoSerifSC-Bold.ttf",),
    Role.HEAD: ("NotoSerifSC-Bold.ttf",),
    Role.HEI: ("CounterSans-Medium.ttf", "NotoSansSC-Regular.ttf"),
    Role.KAI: ("CounterKai-Regular.ttf",),
}
_MACHINE = {Role.BODY: machine_fonts.FANGSONG, Role.TITLE: machine_fonts.XIAOBIAOSONG}
_WHOLE = ("NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf")


@dataclass(frozen=True, slots=True)
class Glyph:
    """Font and advance of one character, as a fraction of its size."""

    font: str
    advance: float


class Face:
    """One font file known to reportlab under ``name``."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        font = WholeRunFont(name, str(path), asciiReadable=False, shapable=False)
        pdfmetrics.registerFont(font)
        self._glyphs = font.face.charToGlyph
        self._width = font.face.getCharWidth

    def glyph(self, char: str) -> Glyph | None:
        """The glyph of ``char``, or None where this font has none."""
        code = ord(char)
        if self._glyphs.get(code, 0) == 0:
            return None
        return Glyph(self.name, self._width(code) / 1000)


_faces: dict[Path, Face] = {}
_faces_lock = threading.Lock()


def load_face(path: Path) -> Face:
    """The face of a font file, read once per process. Its name appears in the PDF; the path must not."""
    path = path.resolve()
    with _faces_lock:
        if path not in _faces:
            taken = {face.name for face in _faces.values()}
            name = path.stem
            while name in taken:
                name += "x"
            _faces[path] = Face(name, path)
        return _faces[path]


class FontChain(dict[str, Glyph]):
    """Character → glyph for one role: the first font of the chain that has it, cached per character."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._paths = paths
        self._faces: dict[Path, Face] = {}

    def __missing__(self, char: str) -> Glyph:
        for face in self._candidates(char):
            glyph = face.glyph(char)
            if glyph is not None:
                self[char] = glyph
                return glyph
        raise MissingGlyph(char)

    def _candidates(self, char: str) -> Iterator[Face]:
        for path in self._paths:
            yield self._face(path)
        if ord(char) > 0xFF:
            for path in machine_fonts.last_resorts():
                yield self._face(path)

    def _face(self, path: Path) -> Face:
        if path not in self._faces:  # the disk is not asked for every character where a font file lies
            self._faces[path] = load_face(path)
        return self._faces[path]


class MissingGlyph(Exception):
    """No font has this character; ``glyphs`` reports it before anything is drawn."""

    def __init__(self, char: str) -> None:
        super().__init__(f"U+{ord(char):04X}")
        self.char = char


class Typefaces:
    """The fonts of one folder, by role, each read when first needed."""

    def __init__(self, fonts: Path, *, own: bool = True) -> None:
        """``own`` = False ignores the machine's own fonts, so that a page is the same everywhere."""
        self._fonts = fonts
        self._own = own
        self._chains: dict[Role, FontChain] = {}

    @property
    def folder(self) -> Path:
        """Folder of the bundled fonts."""
        return self._fonts

    def chain(self, role: Role) -> FontChain:
        """The fallback chain of a role."""
        if role not in self._chains:
            self._chains[role] = FontChain(self._paths(role))
        return self._chains[role]

    def _paths(self, role: Role) -> list[Path]:
        own = machine_fonts.find(_MACHINE[role]) if self._own and role in _MACHINE else None
        bundled = [self._fonts / name for name in (*_BUNDLED[role], *_WHOLE)]
        there = [path for path in dict.fromkeys(bundled) if path.is_file()]
        if not there:
            raise WorldTrouble("程序自带的字体不见了，出不了文书。请重新安装程序，再打印。")
        return [own, *there] if own else there
