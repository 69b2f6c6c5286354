"""Read one act on a case from data (a JSON file, or options in its shape) into ``domain.case.acts.acts``.

Values are named as in the case: papers by number, kind or id; items and lines by id or exact name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.cli.case.deciding import DECIDE_KEYS, read_decide
from counter.cli.case.names_in_case import item_named, line_named, name_of, paper_named, papers_named
from counter.cli.case.visit_input import MATERIAL_KEYS, brought_from
from counter.cli.io.dates_in_words import read_day
from counter.cli.io.json_file import Fields
from counter.domain.calendar.workdays import civil_date
from counter.domain.case import item_events
from counter.domain.case.acts import acts, proposal
from counter.domain.case.acts.acts import CaseAct
from counter.domain.case.acts.correction import may_take
from counter.domain.case.acts.ending import unsigned
from counter.domain.case.acts.offers import pledges_to_sign
from counter.domain.case.acts.relief import relievable
from counter.domain.case.case import Case
from counter.domain.case.item_events import Cause, Hands, Pause, Result, Signer
from counter.domain.case.organ_events import Ground
from counter.domain.case.paper_events import Way
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.hall.organ import Recourse
from counter.domain.people.applicant import Party
from counter.domain.people.identity import IdType
from counter.domain.visit.identified_party import blocking, party_of
from counter.domain.visit.material import Brought
from counter.domain.visit.visit import Setting

COMMON = ("clerk", "base")
"""Keys every act may have beside its own: the person acting, and the last entry seen."""

AGREED = "supervisor"
"""Key of acts that may need a supervisor's consent: the code. The PIN is asked for, and never in such a file."""

_HANDED = "handed_over"
"""Key of acts on a sheet not printed here: the clerk confirms that a paper made elsewhere was handed over."""

_SIGNATURE = ("signer", "name", "authority")
"""Keys of the signer of an applicant's document, with the authority."""

_MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Scene:
    """What an act is read against. ``consent``: code and PIN of the agreeing supervisor; the act's service checks it.

    ``pin``: of the organ's representative, not yet checked.
    """

    case: Case
    setting: Setting
    consent: Consent | None = None
    pin: str = field(default="", repr=False)

    @property
    def today(self) -> date:
        """Today's date in China."""
        return civil_date(self.setting.now)


Reader = Callable[[Fields, Scene], CaseAct]


def read_act(name: str, said: Mapping[str, object], scene: Scene) -> CaseAct:
    """The act called ``name``. Raises BadInput for what is unknown, missing or not part of this case."""
    keys, reader = READERS[name]
    return reader(Fields(said, "", (*keys, *COMMON)), scene)


def _supplement(said: Fields, at: Scene) -> CaseAct:
    case = at.case
    open_lines = [
        x.id for x in case.lines if any(i.id in x.items and may_take(case, i, x.id) for i in case.items)
    ]
    return acts.Supplement(_lines(said, case, open_lines), said.text("brought_by"), said.text("relation"))


def _lines(said: Fields, case: Case, among: Iterable[str]) -> dict[str, Brought]:
    """What is recorded on each line. An unknown name is answered with the names of ``among``."""
    lines: dict[str, Brought] = {}
    for key, value in said.inner("materials").items():
        line = line_named(case, key, f"materials.{key}", among)
        if line.id in lines:
            raise BadInput(f"“{line.name}”写了两次，请只留一个。", field=f"materials.{key}")
        lines[line.id] = brought_from(Fields(value, f"materials.{key}", MATERIAL_KEYS), line)
    return lines


def _relieve(said: Fields, at: Scene) -> CaseAct:
    offered = [one.line.id for one in relievable(at.case, at.setting)]
    lines = [line_named(at.case, name, "lines", offered).id for name in said.texts("lines")] or offered
    return acts.Relieve(tuple(dict.fromkeys(lines)))


def _identify(said: Fields, at: Scene) -> CaseAct:
    doubtful = blocking(at.case.applicant, at.today) if at.case.applicant is not None else ()
    found = tuple(dict.fromkeys(party_of(field) for field, _, _ in doubtful))
    if said.has("who") or len(found) != 1:
        who = Party(said.choice("who", tuple(Party)))
    else:
        who = found[0]
    return acts.IdentifyParty(
        who,
        said.text("id_number"),
        IdType(said.choice("id_type", tuple(IdType))) if said.has("id_type") else None,
        said.flag("confirmed"),
        said.text("name"),
        said.text("scope", most=_MOST_WORDS),
        said.text("relation"),
        said.text("reason", most=_MOST_WORDS),
    )


def _decide(said: Fields, at: Scene) -> CaseAct:
    lines = _lines(said, at.case, ()) if said.has("materials") else {}
    return read_decide(said, at.case, _items(said, at), at.consent, lines)


def _pledge(said: Fields, at: Scene) -> CaseAct:
    if said.flag("declined"):
        return acts.SignPledge(_pledge_paper(said, at.case), Signer.APPLICANT, "", declined=True)
    signer = Signer(said.choice("signer", tuple(Signer)))
    return acts.SignPledge(
        _pledge_paper(said, at.case),
        signer,
        said.text("name", required=True),
        said.text("authority", most=_MOST_WORDS),
        handed_over=said.flag(_HANDED),
    )


def _pledge_paper(said: Fields, case: Case) -> str:
    if said.has("paper"):
        return paper_named(case, said.text("paper"), "paper").id
    found = pledges_to_sign(case)
    if len(found) == 1:
        return found[0].id
    if not found:
        raise BadInput("这件办件没有等签字的容缺受理承诺书。", field="paper")
    have = "、".join(f"{name_of(p)} {p.organ}" for p in found)
    raise BadInput(f"有{len(found)}份承诺书等签字，请用 --paper 写明哪一份：{have}。", field="paper")


def _void(said: Fields, at: Scene) -> CaseAct:
    back = tuple(p.id for name in said.texts("taken_back") for p in papers_named(at.case, name, "taken_back"))
    return acts.Void(_items(said, at), said.text("reason", most=_MOST_WORDS), back, at.consent)


def _withdraw(said: Fields, at: Scene) -> CaseAct:
    items, reason = _items(said, at), said.text("reason", most=_MOST_WORDS)
    if not any(said.has(key) for key in ("written", *_SIGNATURE)):
        return acts.ApplyWithdrawal(items, reason)
    written = _day(said, "written") if said.has("written") else None
    signer, name, authority = _signature(said)
    return acts.Withdraw(items, reason, written=written, signer=signer, name=name, authority=authority)


def _withdrawal(said: Fields, at: Scene) -> CaseAct:
    paper = _application(said, at.case)
    if said.flag("declined"):
        return acts.Withdraw(paper=paper, declined=True)
    handed_over = said.flag(_HANDED)
    signer, name, authority = _signature(said)
    return acts.Withdraw(paper=paper, signer=signer, name=name, authority=authority, handed_over=handed_over)


def _application(said: Fields, case: Case) -> str:
    if said.has("paper"):
        return paper_named(case, said.text("paper"), "paper").id
    found = unsigned(case)
    if not found:
        raise BadInput("这件办件没有等签字的撤回申请书。", field="paper")
    return found[-1].id


def _signature(said: Fields) -> tuple[Signer, str, str]:
    """Who signed, the name, and with what authority."""
    signer, name = Signer(said.choice("signer", tuple(Signer))), said.text("name", required=True)
    return signer, name, said.text("authority", most=_MOST_WORDS)


def _drop(said: Fields, at: Scene) -> CaseAct:
    return acts.DropItems(_items(said, at), said.text("reason", most=_MOST_WORDS))


def _propose(said: Fields, at: Scene) -> CaseAct:
    item = _item(said, at)
    known = at.case.item(item)
    assert known is not None
    if said.has("cause"):
        cause = Cause(said.choice("cause", tuple(Cause)))
    else:
        found = proposal.causes(at.case, known, at.today)
        if len(found) > 1:
            have = "、".join(found)
            raise BadInput(f"可以为几种原因拟稿，请用 --cause 写明哪一种：{have}。", field="cause")
        cause = found[0] if found else Cause.NEGATIVE_RESULT  # the rule gives the reason
    return acts.Propose(
        item, cause, said.text("reason", most=_MOST_WORDS), said.text("basis", most=_MOST_WORDS)
    )


def _result(said: Fields, at: Scene) -> CaseAct:
    confirms, item = said.text("confirms"), _item(said, at)
    return acts.Conclude(
        item,
        Result(said.choice("result", tuple(Result))),
        _day(said, "day"),
        document=said.text("document"),
        by=said.text("by"),
        certificate=said.text("certificate"),
        note=said.text("note", most=_MOST_WORDS),
        confirms=paper_named(at.case, confirms, "confirms", item).id if confirms else "",
        ground=Ground(said.choice("ground", tuple(Ground))) if said.has("ground") else None,
        basis=said.text("basis", most=_MOST_WORDS),
        signer=said.text("signer"),
        signed_on=_day(said, "signed_on") if said.has("signed_on") else None,
        representative=said.text("representative"),
        pin=at.pin,
        as_issued=said.flag("as_issued"),
        recourse=Recourse(*(said.text(key) for key in _TOLD)),
    )


def _organ_accepted(said: Fields, at: Scene) -> CaseAct:
    item, day = _item(said, at), _day(said, "day")
    return acts.RecordAcceptance(item, day, said.text("document"), said.text("by"))


def _note(said: Fields, at: Scene) -> CaseAct:
    return acts.TakeNote(_item(said, at), said.text("words", most=_MOST_WORDS), at.consent or Consent("", ""))


def _pause(said: Fields, at: Scene) -> CaseAct:
    return acts.PauseClock(
        _item(said, at),
        Pause(said.choice("procedure", tuple(p for p in Pause if p is not Pause.EXTENSION))),
        said.text("notice"),
        _day(said, "served") if said.has("served") else None,
        said.integer("days") if said.has("days") else None,
        said.text("what", most=_MOST_WORDS),
        said.text("basis", most=_MOST_WORDS),
        _day(said, "until") if said.has("until") else None,
    )


def _extend(said: Fields, at: Scene) -> CaseAct:
    return acts.Extend(
        _item(said, at),
        said.integer("days") if said.has("days") else 0,
        said.text("reason", most=_MOST_WORDS),
        document=said.text("document"),
        signer=said.text("signer"),
        signed_on=_day(said, "signed_on") if said.has("signed_on") else None,
        representative=said.text("representative"),
        pin=at.pin,
    )


def _resume(said: Fields, at: Scene) -> CaseAct:
    return acts.ResumeClock(_item(said, at), _day(said, "day"))


def _transfer(said: Fields, at: Scene) -> CaseAct:
    named = said.inner("moved")
    moved = []
    for key, value in named.items():
        where = f"moved.{key}"
        line = line_named(at.case, key, where)
        sheets = Fields(value, where, ("originals", "copies"))
        counts = [sheets.integer(k) if sheets.has(k) else 0 for k in ("originals", "copies")]
        moved.append(item_events.MovedPaper(line.id, line.name, counts[0], counts[1]))
    return acts.MovePapers(
        _organ(said, at.case),
        Hands(said.choice("to", tuple(Hands))),
        tuple(moved),
        said.text("given_by"),
        said.text("taken_by"),
        said.text("note", most=_MOST_WORDS),
    )


def _organ(said: Fields, case: Case) -> str:
    organs = tuple(dict.fromkeys(i.asked.organ for i in case.items))
    wanted = said.text("organ")
    if not wanted and len(organs) == 1:
        return organs[0]
    if wanted not in organs:
        what = f"没有“{wanted[:40]}”的事项" if wanted else "有几个部门的事项，请写明哪一个"
        raise BadInput(f"这件办件{what}：{'、'.join(organs)}。", field="organ")
    return wanted


def _printed(said: Fields, at: Scene) -> CaseAct:
    if said.has("failed"):
        return acts.MarkFailed(_papers(said, at), said.text("failed", most=_MOST_WORDS))
    return acts.MarkPrinted(_papers(said, at))


def _stamped(said: Fields, at: Scene) -> CaseAct:
    return acts.Stamp(_papers(said, at), said.flag(_HANDED))


def _deliver(said: Fields, at: Scene) -> CaseAct:
    papers, way = _papers(said, at), Way(said.choice("way", tuple(Way)))
    receiver, relation, handed = said.text("receiver"), said.text("relation"), said.flag(_HANDED)
    if said.flag("proof"):
        for key in ("day", "declined", "note"):
            if said.has(key):
                raise BadInput(f"出送达回证时还没有送达，不用写“{key}”。", field=key)
        return acts.PrepareDelivery(papers, way, said.text("address"), receiver, relation, handed)
    if said.has("address"):
        raise BadInput("送达地址写在送达回证上，和 --proof 一起用。", field="address")
    day = _day(said, "day") if said.has("day") else at.today
    note = said.text("note", most=_MOST_WORDS)
    return acts.Serve(papers, way, day, receiver, relation, said.flag("declined"), note, handed)


def _reissue(said: Fields, at: Scene) -> CaseAct:
    return acts.Reissue(paper_named(at.case, said.text("paper", required=True), "paper").id)


def _deem(_said: Fields, _at: Scene) -> CaseAct:
    return acts.Deem()


def _dates(said: Fields, at: Scene) -> CaseAct:
    return acts.SetDates(_day(said, "day"), at.consent or Consent("", ""))


def _items(said: Fields, at: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item_named(at.case, name, "items").id for name in said.texts("items")))


def _item(said: Fields, at: Scene) -> str:
    return item_named(at.case, said.text("item", required=True), "item").id


def _papers(said: Fields, at: Scene) -> tuple[str, ...]:
    found = [p.id for name in said.texts("papers") for p in papers_named(at.case, name, "papers")]
    if not found:
        raise BadInput("哪些文书？请写文号、种类或者名称。", field="papers")
    return tuple(dict.fromkeys(found))


def _day(said: Fields, key: str) -> date:
    try:
        return read_day(said.text(key, required=True))
    except BadInput as wrong:
        raise BadInput(wrong.sentence, field=key) from wrong


_DELIVERY = ("papers", "way", "receiver", "relation", "day", "declined", "note", _HANDED)

_TOLD = ("review_body", "court", "phone")

_RESULT = (
    *("item", "result", "day", "document", "by", "certificate", "note", "confirms"),
    *("ground", "basis", "signer", "signed_on", "representative", "as_issued", *_TOLD),
)

READERS: Mapping[str, tuple[tuple[str, ...], Reader]] = {
    "supplement": (("materials", "brought_by", "relation"), _supplement),
    "relieve": (("lines",), _relieve),
    "identify": (
        ("who", "id_number", "id_type", "confirmed", "name", "scope", "relation", "reason"),
        _identify,
    ),
    "decide": ((*DECIDE_KEYS, AGREED), _decide),
    "pledge": (("paper", "signer", "name", "authority", "declined", _HANDED), _pledge),
    "void": (("items", "reason", "taken_back", AGREED), _void),
    "withdraw": (("items", "reason", "written", *_SIGNATURE), _withdraw),
    "withdrawal": (("paper", *_SIGNATURE, "declined", _HANDED), _withdrawal),
    "drop": (("items", "reason"), _drop),
    "propose": (("item", "cause", "reason", "basis"), _propose),
    "result": (_RESULT, _result),
    "note": (("item", "words", AGREED), _note),
    "pause": (("item", "procedure", "notice", "served", "days", "what", "basis", "until"), _pause),
    "extend": (("item", "days", "reason", "document", "signer", "signed_on", "representative"), _extend),
    "organ-accepted": (("item", "day", "document", "by"), _organ_accepted),
    "resume": (("item", "day"), _resume),
    "transfer": (("organ", "to", "moved", "given_by", "taken_by", "note"), _transfer),
    "printed": (("papers", "failed"), _printed),
    "stamped": (("papers", _HANDED), _stamped),
    "deliver": ((*_DELIVERY, "proof", "address"), _deliver),
    "served": (_DELIVERY, _deliver),
    "reissue": (("paper",), _reissue),
    "deem": ((), _deem),
    "dates": (("day", AGREED), _dates),
}
"""Name of the command → the keys its file may have, and its reader."""
