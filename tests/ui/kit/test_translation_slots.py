"""The slots for Mongolian: all words of the screen are there, all empty; what is filled is shown, the rest Chinese."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from counter.config import resources_folder
from counter.domain.screen import words as w
from counter.ui.kit.translation import APPLICANT, mirror_speech, speak_chinese
from tests.domain.papers.test_plain_words import SCREEN, translated

SLOTS = resources_folder() / "i18n" / "applicant_mn.ts"
RELEASE = Path(sys.executable).with_name("pyside6-lrelease")


def messages() -> list[tuple[str, str, str | None, str]]:
    """Context, Chinese, translation and its type."""
    return [
        (context.findtext("name", ""), m.findtext("source", ""), slot.text, slot.get("type", ""))
        for context in ElementTree.parse(SLOTS).getroot().iter("context")
        for m in context.iter("message")
        for slot in m.iter("translation")
    ]


def test_that_every_word_of_the_screen_has_a_slot() -> None:
    said = {text for path in SCREEN.glob("*.py") for _, text in translated(path)} | set(w.words())
    assert said - {chinese for _, chinese, _, _ in messages()} == set(), "run tools/translation_slots.py"


def test_that_nobody_but_a_translator_has_filled_one() -> None:
    assert {(text, kind) for _, _, text, kind in messages()} == {(None, "unfinished")}


def released(folder: Path, fill: dict[str, str]) -> Path:
    """The slots compiled into ``folder``, some filled with a test's own words (no language)."""
    tree = ElementTree.parse(SLOTS)
    for message in tree.getroot().iter("message"):
        slot = message.find("translation")
        other = fill.get(message.findtext("source", ""))
        if other is not None and slot is not None:
            slot.text = other
            del slot.attrib["type"]
    filled = folder / f"{APPLICANT}.ts"
    tree.write(filled, encoding="utf-8", xml_declaration=True)
    subprocess.run([RELEASE, "-silent", filled], check=True)
    return folder


def test_that_what_is_filled_is_shown_and_the_rest_stays_chinese(qapp: QApplication, tmp_path: Path) -> None:
    folder = released(tmp_path, {w.DONE_TODAY: "TODAY", w.BROUGHT: "HERE {n}"})
    translators = speak_chinese(folder)
    try:
        assert mirror_speech() == {w.DONE_TODAY: "TODAY", w.BROUGHT: "HERE {n}"}
        assert w.say(mirror_speech(), w.BROUGHT, n=3) == "HERE 3"
        assert w.say(mirror_speech(), w.NEXT) == "接下来"
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)


def test_that_empty_slots_leave_everything_chinese(qapp: QApplication, tmp_path: Path) -> None:
    translators = speak_chinese(released(tmp_path, {}))
    try:
        assert mirror_speech() == {}
        assert QCoreApplication.translate("MirrorView", "对") == "对"
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
