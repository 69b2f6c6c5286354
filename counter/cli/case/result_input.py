"""Acts on results as things and an organ's own notice, read from their options or JSON form."""

from __future__ import annotations

from datetime import date

from counter.cli.io.dates_in_words import read_day
from counter.cli.io.json_file import Fields
from counter.domain.case.acts import acts
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.case import Case, CaseItem
from counter.domain.case.results.events import CollectorKind, Medium, ResultForm
from counter.domain.errors import BadInput

_THING = ("name", "number", "issuer", "medium", "form", "issued_on", "valid_from", "valid_until")
ARRIVED = ("item", *_THING, "originals", "duplicates", "place", "day", "brought_by", "note", "replaces")
HANDED = ("certificates", "day", "collector", "name", "checked", "relation", "id_number", "note")
TAKEN_BACK = ("certificate", "day", "reason", "document", "taken_by")
CALLED_IN = ("certificate", "day")
ORGAN_TOLD = ("item", "day", "document", "until", "lines", "what")


def arrived(given: Fields, item: CaseItem, case: Case, today: date) -> acts.RegisterResult:
    """A result that arrived. The issuer is the item's organ where none is given."""
    medium = Medium(given.choice("medium", tuple(Medium), Medium.PAPER.value))
    thing = GivenResult(
        name=given.text("name", required=True),
        number=given.text("number"),
        issuer=given.text("issuer") or item.asked.organ,
        medium=medium,
        form=ResultForm(given.choice("form", tuple(ResultForm), ResultForm.CERTIFICATE.value)),
        issued_on=_day(given, "issued_on"),
        valid_from=_day(given, "valid_from"),
        valid_until=_day(given, "valid_until"),
        originals=_count(given, "originals", 1 if medium.on_paper else 0),
        duplicates=_count(given, "duplicates", 0),
        place=given.text("place"),
    )
    replaces = given.text("replaces")
    return acts.RegisterResult(
        item.id,
        thing,
        _day(given, "day") or today,
        given.text("brought_by"),
        given.text("note", most=2_000),
        certificate_named(case, replaces, "replaces") if replaces else "",
    )


def handed(given: Fields, case: Case, today: date) -> acts.HandOutResults:
    """A hand-out of the named results, of all that lie here where none is named."""
    names = given.texts("certificates") if given.has("certificates") else ()
    here = tuple(one.id for one in case.certificates if one.ready and one.medium.on_paper)
    found = tuple(certificate_named(case, name, "certificates") for name in names)
    return acts.HandOutResults(
        certificates=found or here,
        day=_day(given, "day") or today,
        collector=CollectorKind(given.choice("collector", tuple(CollectorKind), "applicant")),
        name=given.text("name"),
        checked=given.text("checked"),
        relation=given.text("relation"),
        id_number=given.text("id_number"),
        note=given.text("note", most=2_000),
    )


def taken_back(given: Fields, case: Case, today: date) -> acts.TakeBackResult:
    """What the organ takes back."""
    return acts.TakeBackResult(
        certificate_named(case, given.text("certificate", required=True), "certificate"),
        _day(given, "day") or today,
        given.text("reason", most=2_000),
        given.text("document"),
        given.text("taken_by"),
    )


def called_in(given: Fields, case: Case, today: date) -> acts.CallInResult:
    """What came back from the applicant."""
    name = given.text("certificate", required=True)
    return acts.CallInResult(certificate_named(case, name, "certificate"), _day(given, "day") or today)


def organ_told(given: Fields, item: str, lines: tuple[str, ...], today: date) -> acts.RecordOrganNotice:
    """An organ's own notice of correction."""
    until = _day(given, "until")
    if until is None:
        raise BadInput("请写明最迟哪天补来（--until）。", field="until")
    return acts.RecordOrganNotice(
        item,
        _day(given, "day") or today,
        given.text("document"),
        until,
        lines,
        given.text("what", most=2_000),
    )


def certificate_named(case: Case, name: str, field: str) -> str:
    """Id of a result named by its id, number or name; the only one so named. Raises BadInput."""
    wanted = name.strip()
    every = case.certificates
    found = [c.id for c in every if wanted in (c.id, c.number)] or [c.id for c in every if c.name == wanted]
    if len(found) != 1:
        known = "、".join(f"{c.name} {c.number or ''}".strip() for c in case.certificates) or "一张都没有"
        how = "不止一张，请写编号" if found else "没有"
        raise BadInput(f"“{wanted[:40]}”{how}；这件办件登记的有：{known}。", field=field)
    return found[0]


def _day(given: Fields, key: str) -> date | None:
    text = given.text(key)
    if not text:
        return None
    try:
        return read_day(text)
    except BadInput as wrong:
        raise BadInput(wrong.sentence, field=key) from wrong


def _count(given: Fields, key: str, otherwise: int) -> int:
    text = given.text(key) if given.has(key) else ""
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise BadInput("份数请写数字。", field=key)
    return int(text)
