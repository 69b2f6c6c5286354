"""What ``doctor`` can only learn from the inner rooms: where the keys lie, and whether the fonts print every name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from counter import config
from counter.cli.doors import Health, Probe
from counter.domain.errors import CounterError
from counter.printing.typeface import Chain, MissingGlyph, Role, Typefaces

RARE = "䶮㛃喆𬭊镕堃"
"""Characters of real names that common fonts lack (TECH §2.1)."""


def probes(profile: Path) -> Iterator[Probe]:
    """One line each; nothing here ends the look-round."""
    yield _keys(profile)
    yield _fonts()


def _keys(profile: Path) -> Probe:
    from counter.db.key_room import load_keys
    from counter.db.profile import exists

    if not exists(profile):
        return Probe("keys", "密钥", Health.ABSENT, "还没有设置窗口")
    try:
        load_keys(profile)
    except CounterError as wrong:
        return Probe("keys", "密钥", Health.BAD, wrong.sentence, "用恢复密钥运行 counter recover。")
    return Probe("keys", "密钥", Health.GOOD, "读得到")


def _fonts() -> Probe:
    try:
        chain = Typefaces(config.resources_folder() / "fonts").chain(Role.BODY)
        missing = [char for char in RARE if not _has(chain, char)]
    except (OSError, MissingGlyph, CounterError):
        return Probe("glyphs", "字体", Health.BAD, "程序自带的字体读不了", "请重新安装程序。")
    if missing:
        return Probe("glyphs", "字体", Health.BAD, f"打不出 {''.join(missing)}", "请重新安装程序自带的字体。")
    return Probe("glyphs", "字体", Health.GOOD, f"{RARE} 等生僻字都能打印")


def _has(chain: Chain, char: str) -> bool:
    try:
        chain[char]
    except MissingGlyph:
        return False
    return True
