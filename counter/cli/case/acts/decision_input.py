"""Readers of acts on what is decided at the window, signed by the applicant, or taken back."""

from __future__ import annotations

from counter.cli.case.acts import scene
from counter.cli.case.acts.deciding import DECIDE_KEYS, read_decide
from counter.cli.case.acts.scene import AGREED, HANDED_OVER, MOST_WORDS
from counter.cli.case.names_in_case import name_of, paper_named
from counter.cli.io.json_file import Fields
from counter.domain.case.acts import acts
from counter.domain.case.acts.ending import unsigned
from counter.domain.case.acts.offers import pledges_to_sign
from counter.domain.case.case import Case
from counter.domain.case.item_events import Signer
from counter.domain.errors import BadInput
from counter.domain.people.applicant import Party
from counter.domain.people.identity import IdType
from counter.domain.visit.identified_party import blocking_findings, party_of

_SIGNATURE = ("signer", "name", "authority")
"""Keys of the signer of an applicant's document, with the authority."""


def _decide(given: Fields, at: scene.Scene) -> acts.Decide:
    lines = scene.lines(given, at.case, ()) if given.has("materials") else {}
    return read_decide(given, at.case, scene.items(given, at), at.consent, lines)


def _identify(given: Fields, at: scene.Scene) -> acts.IdentifyParty:
    doubtful = blocking_findings(at.case.applicant, at.today) if at.case.applicant is not None else ()
    found = tuple(dict.fromkeys(party_of(field) for field, _, _ in doubtful))
    if given.has("who") or len(found) != 1:
        who = Party(given.choice("who", tuple(Party)))
    else:
        who = found[0]
    return acts.IdentifyParty(
        who,
        given.text("id_number"),
        IdType(given.choice("id_type", tuple(IdType))) if given.has("id_type") else None,
        given.flag("confirmed"),
        given.text("name"),
        given.text("scope", most=MOST_WORDS),
        given.text("relation"),
        given.text("reason", most=MOST_WORDS),
    )


def _pledge(given: Fields, at: scene.Scene) -> acts.SignPledge:
    if given.flag("declined"):
        return acts.SignPledge(_pledge_paper(given, at.case), Signer.APPLICANT, "", declined=True)
    signer = Signer(given.choice("signer", tuple(Signer)))
    return acts.SignPledge(
        _pledge_paper(given, at.case),
        signer,
        given.text("name", required=True),
        given.text("authority", most=MOST_WORDS),
        handed_over=given.flag(HANDED_OVER),
    )


def _void(given: Fields, at: scene.Scene) -> acts.Void:
    back = scene.taken_back(given, at)
    return acts.Void(scene.items(given, at), given.text("reason", most=MOST_WORDS), back, at.consent)


def _withdraw(given: Fields, at: scene.Scene) -> acts.ApplyWithdrawal | acts.Withdraw:
    items, reason = scene.items(given, at), given.text("reason", most=MOST_WORDS)
    if not any(given.has(key) for key in ("written", *_SIGNATURE)):
        return acts.ApplyWithdrawal(items, reason)
    written = scene.day_if_given(given, "written")
    signer, name, authority = _signature(given)
    return acts.Withdraw(items, reason, written=written, signer=signer, name=name, authority=authority)


def _withdrawal(given: Fields, at: scene.Scene) -> acts.Withdraw:
    paper = _application(given, at.case)
    if given.flag("declined"):
        return acts.Withdraw(paper=paper, declined=True)
    handed_over = given.flag(HANDED_OVER)
    signer, name, authority = _signature(given)
    return acts.Withdraw(paper=paper, signer=signer, name=name, authority=authority, handed_over=handed_over)


def _drop(given: Fields, at: scene.Scene) -> acts.DropItems:
    return acts.DropItems(scene.items(given, at), given.text("reason", most=MOST_WORDS))


def _pledge_paper(given: Fields, case: Case) -> str:
    if given.has("paper"):
        return paper_named(case, given.text("paper"), "paper").id
    found = pledges_to_sign(case)
    if len(found) == 1:
        return found[0].id
    if not found:
        raise BadInput("这件办件没有等签字的容缺受理承诺书。", field="paper")
    have = "、".join(f"{name_of(p)} {p.organ}" for p in found)
    raise BadInput(f"有{len(found)}份承诺书等签字，请用 --paper 写明哪一份：{have}。", field="paper")


def _application(given: Fields, case: Case) -> str:
    if given.has("paper"):
        return paper_named(case, given.text("paper"), "paper").id
    found = unsigned(case)
    if not found:
        raise BadInput("这件办件没有等签字的撤回申请书。", field="paper")
    return found[-1].id


def _signature(given: Fields) -> tuple[Signer, str, str]:
    """Who signed, the name, and with what authority."""
    signer, name = Signer(given.choice("signer", tuple(Signer))), given.text("name", required=True)
    return signer, name, given.text("authority", most=MOST_WORDS)


READERS: scene.Readers = {
    "decide": ((*DECIDE_KEYS, AGREED), _decide),
    "identify": (
        ("who", "id_number", "id_type", "confirmed", "name", "scope", "relation", "reason"),
        _identify,
    ),
    "pledge": (("paper", "signer", "name", "authority", "declined", HANDED_OVER), _pledge),
    "void": (("items", "reason", "taken_back", AGREED), _void),
    "withdraw": (("items", "reason", "written", *_SIGNATURE), _withdraw),
    "withdrawal": (("paper", *_SIGNATURE, "declined", HANDED_OVER), _withdrawal),
    "drop": (("items", "reason"), _drop),
}
