"""Readers of acts on results as things: arrived, handed out, taken back, called in."""

from __future__ import annotations

from counter.cli.case.acts import scene
from counter.cli.io.json_file import Fields
from counter.domain.case.acts import acts
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.case import Case
from counter.domain.case.results.events import CollectorKind, Medium, ResultForm
from counter.domain.errors import BadInput

_THING = ("name", "number", "issuer", "medium", "form", "issued_on", "valid_from", "valid_until")
_MOST_WORDS = 2_000
_ARRIVED = ("item", *_THING, "originals", "duplicates", "place", "day", "brought_by", "note", "replaces")
_HANDED = ("certificates", "day", "collector", "name", "checked", "relation", "id_number", "note")
_TAKEN_BACK = ("certificate", "day", "reason", "document", "taken_by")
_CALLED_IN = ("certificate", "day")


def _arrived(given: Fields, at: scene.Scene) -> acts.RegisterResult:
    """A result that arrived. The issuer is the item's organ where none is given."""
    item = at.case.item(scene.item(given, at))
    assert item is not None
    medium = Medium(given.choice("medium", tuple(Medium), Medium.PAPER.value))
    thing = GivenResult(
        name=given.text("name", required=True),
        number=given.text("number"),
        issuer=given.text("issuer") or item.asked.organ,
        medium=medium,
        form=ResultForm(given.choice("form", tuple(ResultForm), ResultForm.CERTIFICATE.value)),
        issued_on=scene.day_or_none(given, "issued_on"),
        valid_from=scene.day_or_none(given, "valid_from"),
        valid_until=scene.day_or_none(given, "valid_until"),
        originals=_count(given, "originals", 1 if medium.on_paper else 0),
        duplicates=_count(given, "duplicates", 0),
        place=given.text("place"),
    )
    replaces = given.text("replaces")
    return acts.RegisterResult(
        item.id,
        thing,
        scene.day_or_none(given, "day") or at.today,
        given.text("brought_by"),
        given.text("note", most=_MOST_WORDS),
        _certificate_named(at.case, replaces, "replaces") if replaces else "",
    )


def _handed(given: Fields, at: scene.Scene) -> acts.HandOutResults:
    """A hand-out of the named results, of all that lie here where none is named."""
    names = given.texts("certificates") if given.has("certificates") else ()
    here = tuple(one.id for one in at.case.certificates if one.ready and one.medium.on_paper)
    found = tuple(_certificate_named(at.case, name, "certificates") for name in names)
    return acts.HandOutResults(
        certificates=found or here,
        day=scene.day_or_none(given, "day") or at.today,
        collector=CollectorKind(given.choice("collector", tuple(CollectorKind), "applicant")),
        name=given.text("name"),
        checked=given.text("checked"),
        relation=given.text("relation"),
        id_number=given.text("id_number"),
        note=given.text("note", most=_MOST_WORDS),
    )


def _taken_back(given: Fields, at: scene.Scene) -> acts.TakeBackResult:
    """What the organ takes back."""
    return acts.TakeBackResult(
        _certificate_named(at.case, given.text("certificate", required=True), "certificate"),
        scene.day_or_none(given, "day") or at.today,
        given.text("reason", most=_MOST_WORDS),
        given.text("document"),
        given.text("taken_by"),
    )


def _called_in(given: Fields, at: scene.Scene) -> acts.CallInResult:
    """What came back from the applicant."""
    certificate = _certificate_named(at.case, given.text("certificate", required=True), "certificate")
    return acts.CallInResult(certificate, scene.day_or_none(given, "day") or at.today)


def _certificate_named(case: Case, name: str, field: str) -> str:
    """Id of a result named by its id, number or name; the only one so named. Raises BadInput."""
    wanted = name.strip()
    every = case.certificates
    found = [c.id for c in every if wanted in (c.id, c.number)] or [c.id for c in every if c.name == wanted]
    if len(found) != 1:
        known = "、".join(f"{c.name} {c.number or ''}".strip() for c in case.certificates) or "一张都没有"
        how = "不止一张，请写编号" if found else "没有"
        raise BadInput(f"“{wanted[:40]}”{how}；这件办件登记的有：{known}。", field=field)
    return found[0]


def _count(given: Fields, key: str, otherwise: int) -> int:
    text = given.text(key) if given.has(key) else ""
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise BadInput("份数请写数字。", field=key)
    return int(text)


READERS: scene.Readers = {
    "arrived": (_ARRIVED, _arrived),
    "handed": (_HANDED, _handed),
    "taken-back": (_TAKEN_BACK, _taken_back),
    "called-in": (_CALLED_IN, _called_in),
}
