"""Fee, visits promised, place and telephone of each item on the applicant's screen, as the guide publishes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counter.domain.guide.details import Fee, Fees, ServicePlace
from counter.domain.guide.published_elements import ItemElements, PublishedElements
from counter.domain.guide.terms import Tri
from counter.domain.screen import words as w
from counter.domain.screen.mirror import Mark, MirrorLine, MirrorPart

MOST = 80
"""Most characters of a published text on the screen; the sheet has the whole of it."""


def terms_part(items: Iterable[tuple[str, str]], elements: PublishedElements, speech: w.Speech) -> MirrorPart:
    """One line for items (id and name) alike; an empty element says that the department has to state it.

    Without lines where nothing is published of any of them.
    """
    alike: dict[str, list[str]] = {}
    for item_id, name in items if elements.items else ():
        words = "".join(_sentences(elements.item(item_id), speech))
        alike.setdefault(words, []).append(name)
    lines = (MirrorLine(Mark.NONE, "、".join(names), words) for words, names in alike.items())
    return MirrorPart(w.say(speech, w.TERMS), tuple(lines))


def _sentences(one: ItemElements, speech: w.Speech) -> Iterator[str]:
    yield from _fee(one.fees, speech)
    if one.visits.count is None:
        yield w.say(speech, w.VISITS_OPEN)
    else:
        yield w.say(speech, w.VISITS, n=one.visits.count)
    places = _short("；".join(filter(None, map(_place, one.places))))
    yield w.say(speech, w.PLACE, place=places) if places else w.say(speech, w.PLACE_OPEN)
    phones = (one.consultation.phone, *(place.phone for place in one.places))
    if phone := next((p.strip() for p in phones if p.strip()), ""):
        yield w.say(speech, w.ASK, phone=phone)


def _fee(fees: Fees, speech: w.Speech) -> Iterator[str]:
    if fees.charged is Tri.NO:
        yield w.say(speech, w.FREE)
    elif fees.fees:
        yield w.say(speech, w.FEE, fee=_short("；".join(_charge(fee, speech) for fee in fees.fees)))
    else:
        yield w.say(speech, w.FEE_OPEN)


def _charge(fee: Fee, speech: w.Speech) -> str:
    standard = fee.standard.rstrip("。；") or w.say(speech, w.AMOUNT_OPEN)
    relief = f"（{fee.reduction.rstrip('。；')}）" if fee.reduction else ""
    return f"{fee.item} {standard}{relief}"


def _place(place: ServicePlace) -> str:
    return "，".join(part for part in (place.address, place.hours) if part)


def _short(words: str) -> str:
    """In one line, and no longer than a column of the screen can show whole."""
    line = " ".join(words.split())
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"
