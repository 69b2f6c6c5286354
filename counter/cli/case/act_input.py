"""Read one act on a case from data (a JSON file, or options in its shape) into ``domain.case.acts.acts``.

Values are named as in the case: papers by number, kind or id; items and lines by id or exact name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.cli.case import result_input
from counter.cli.case.deciding import DECIDE_KEYS, read_decide
from counter.cli.case.names_in_case import item_named, line_named, name_of, paper_named, papers_named
from counter.cli.case.visit_file import MATERIAL_KEYS, brought_from
from counter.cli.io.dates_in_words import read_day
from counter.cli.io.json_file import Fields
from counter.domain.calendar.moment_input import read_moment
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
from counter.domain.case.organ_events import Extent, Ground
from counter.domain.case.paper_events import Way
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.hall.organ import Recourse
from counter.domain.people.applicant import Party
from counter.domain.people.identity import IdType
from counter.domain.visit.identified_party import blocking_findings, party_of
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


def read_act(name: str, given: Mapping[str, object], scene: Scene) -> CaseAct:
    """The act called ``name``. Raises BadInput for what is unknown, missing or not part of this case."""
    keys, reader = READERS[name]
    return reader(Fields(given, "", (*keys, *COMMON)), scene)


def _supplement(given: Fields, at: Scene) -> acts.Supplement:
    case = at.case
    open_lines = [
        x.id for x in case.lines if any(i.id in x.items and may_take(case, i, x.id) for i in case.items)
    ]
    return acts.Supplement(_lines(given, case, open_lines), given.text("brought_by"), given.text("relation"))


def _take_named(given: Fields, at: Scene) -> acts.TakeNamed:
    papers = tuple(
        acts.NamedPaper(name, *_sheets(name, value)) for name, value in given.inner("named").items()
    )
    return acts.TakeNamed(
        at.case.number,
        papers,
        given.text("applicant"),
        given.text("brought_by"),
        given.text("relation"),
        given.text("sheet"),
    )


def _sheets(name: str, value: object) -> tuple[int, bool]:
    """Number of sheets and whether the original was seen, of a number or an option's text."""
    count, _, seen = str(value).partition(",")
    if isinstance(value, bool) or not count.strip().isdecimal() or len(count) > 4 or seen not in ("", "seen"):
        raise BadInput(f"“{name[:40]}”的份数要写成整数，看过原件的写 份数,seen。", field="papers")
    return int(count), bool(seen)


def _check_taken(given: Fields, at: Scene) -> acts.CheckTaken:
    lines = [line for one in at.case.taken_elsewhere for line in one.lines]
    return acts.CheckTaken(_lines(given, at.case, lines) if given.has("materials") else {})


def _lines(given: Fields, case: Case, among: Iterable[str]) -> dict[str, Brought]:
    """What is recorded on each line. An unknown name is answered with the names of ``among``."""
    lines: dict[str, Brought] = {}
    for key, value in given.inner("materials").items():
        line = line_named(case, key, f"materials.{key}", among)
        if line.id in lines:
            raise BadInput(f"“{line.name}”写了两次，请只留一个。", field=f"materials.{key}")
        lines[line.id] = brought_from(Fields(value, f"materials.{key}", MATERIAL_KEYS), line)
    return lines


def _relieve(given: Fields, at: Scene) -> acts.Relieve:
    offered = [one.line.id for one in relievable(at.case, at.setting)]
    lines = [line_named(at.case, name, "lines", offered).id for name in given.texts("lines")] or offered
    return acts.Relieve(tuple(dict.fromkeys(lines)))


def _identify(given: Fields, at: Scene) -> acts.IdentifyParty:
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
        given.text("scope", most=_MOST_WORDS),
        given.text("relation"),
        given.text("reason", most=_MOST_WORDS),
    )


def _decide(given: Fields, at: Scene) -> acts.Decide:
    lines = _lines(given, at.case, ()) if given.has("materials") else {}
    return read_decide(given, at.case, _items(given, at), at.consent, lines)


def _pledge(given: Fields, at: Scene) -> acts.SignPledge:
    if given.flag("declined"):
        return acts.SignPledge(_pledge_paper(given, at.case), Signer.APPLICANT, "", declined=True)
    signer = Signer(given.choice("signer", tuple(Signer)))
    return acts.SignPledge(
        _pledge_paper(given, at.case),
        signer,
        given.text("name", required=True),
        given.text("authority", most=_MOST_WORDS),
        handed_over=given.flag(_HANDED),
    )


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


def _void(given: Fields, at: Scene) -> acts.Void:
    back = tuple(
        p.id for name in given.texts("taken_back") for p in papers_named(at.case, name, "taken_back")
    )
    return acts.Void(_items(given, at), given.text("reason", most=_MOST_WORDS), back, at.consent)


def _withdraw(given: Fields, at: Scene) -> acts.ApplyWithdrawal | acts.Withdraw:
    items, reason = _items(given, at), given.text("reason", most=_MOST_WORDS)
    if not any(given.has(key) for key in ("written", *_SIGNATURE)):
        return acts.ApplyWithdrawal(items, reason)
    written = _day(given, "written") if given.has("written") else None
    signer, name, authority = _signature(given)
    return acts.Withdraw(items, reason, written=written, signer=signer, name=name, authority=authority)


def _withdrawal(given: Fields, at: Scene) -> acts.Withdraw:
    paper = _application(given, at.case)
    if given.flag("declined"):
        return acts.Withdraw(paper=paper, declined=True)
    handed_over = given.flag(_HANDED)
    signer, name, authority = _signature(given)
    return acts.Withdraw(paper=paper, signer=signer, name=name, authority=authority, handed_over=handed_over)


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
    return signer, name, given.text("authority", most=_MOST_WORDS)


def _drop(given: Fields, at: Scene) -> acts.DropItems:
    return acts.DropItems(_items(given, at), given.text("reason", most=_MOST_WORDS))


def _propose(given: Fields, at: Scene) -> acts.Propose:
    item = _item(given, at)
    known = at.case.item(item)
    assert known is not None
    if given.has("cause"):
        cause = Cause(given.choice("cause", tuple(Cause)))
    else:
        found = proposal.causes(at.case, known, at.today)
        if len(found) > 1:
            have = "、".join(found)
            raise BadInput(f"可以为几种原因拟稿，请用 --cause 写明哪一种：{have}。", field="cause")
        cause = found[0] if found else Cause.NEGATIVE_RESULT  # the rule gives the reason
    return acts.Propose(
        item, cause, given.text("reason", most=_MOST_WORDS), given.text("basis", most=_MOST_WORDS)
    )


def _result(given: Fields, at: Scene) -> acts.Conclude:
    confirms, item = given.text("confirms"), _item(given, at)
    return acts.Conclude(
        item,
        Result(given.choice("result", tuple(Result))),
        _day(given, "day"),
        document=given.text("document"),
        by=given.text("by"),
        certificate=given.text("certificate"),
        note=given.text("note", most=_MOST_WORDS),
        confirms=paper_named(at.case, confirms, "confirms", item).id if confirms else "",
        ground=Ground(given.choice("ground", tuple(Ground))) if given.has("ground") else None,
        basis=given.text("basis", most=_MOST_WORDS),
        signer=given.text("signer"),
        signed_on=_day(given, "signed_on") if given.has("signed_on") else None,
        representative=given.text("representative"),
        pin=at.pin,
        as_issued=given.flag("as_issued"),
        recourse=Recourse(*(given.text(key) for key in _NOTIFIED)),
        extent=Extent(given.choice("extent", tuple(Extent))) if given.has("extent") else None,
        extent_words=given.text("extent_words", most=_MOST_WORDS),
        nothing=given.flag("nothing"),
    )


def _organ_accepted(given: Fields, at: Scene) -> acts.RecordAcceptance:
    item, day = _item(given, at), _day(given, "day")
    return acts.RecordAcceptance(item, day, given.text("document"), given.text("by"))


def _arrived(given: Fields, at: Scene) -> acts.RegisterResult:
    item = at.case.item(_item(given, at))
    assert item is not None
    return result_input.arrived(given, item, at.case, at.today)


def _handed(given: Fields, at: Scene) -> acts.HandOutResults:
    return result_input.handed(given, at.case, at.today)


def _taken_back(given: Fields, at: Scene) -> acts.TakeBackResult:
    return result_input.taken_back(given, at.case, at.today)


def _called_in(given: Fields, at: Scene) -> acts.CallInResult:
    return result_input.called_in(given, at.case, at.today)


def _organ_told(given: Fields, at: Scene) -> acts.RecordOrganNotice:
    names = given.texts("lines") if given.has("lines") else ()
    lines = tuple(line_named(at.case, name, "lines").id for name in names)
    return result_input.organ_told(given, _item(given, at), lines, at.today)


def _note(given: Fields, at: Scene) -> acts.TakeNote:
    return acts.TakeNote(
        _item(given, at), given.text("words", most=_MOST_WORDS), at.consent or Consent("", "")
    )


def _settle(given: Fields, at: Scene) -> acts.Settle:
    claims = [claim.entry for one in at.case.conflicts for claim in one.claims]
    number = given.integer("stands")
    if not 1 <= number <= len(claims):
        raise BadInput(f"没有第{number}份有矛盾的记录；counter case show 里列出。", field="stands")
    back = tuple(
        p.id for name in given.texts("taken_back") for p in papers_named(at.case, name, "taken_back")
    )
    return acts.Settle(claims[number - 1], given.text("reason", most=_MOST_WORDS), back, at.consent)


def _hand_over(given: Fields, at: Scene) -> acts.HandOver:
    if at.consent is None:
        raise BadInput("移交要两个人签名：请写同意的值班负责人。", field=AGREED)
    return acts.HandOver(given.text("to").strip(), given.text("reason", most=_MOST_WORDS), at.consent)


def _receive(given: Fields, at: Scene) -> acts.ReceiveCase:
    handed = at.case.handed
    along = [one.line for one in handed.originals] if handed is not None else []
    missing = (line_named(at.case, name, "missing", along).id for name in given.texts("missing"))
    return acts.ReceiveCase(tuple(dict.fromkeys(missing)), given.text("note", most=_MOST_WORDS))


def _pause(given: Fields, at: Scene) -> acts.PauseClock:
    return acts.PauseClock(
        _item(given, at),
        Pause(given.choice("procedure", tuple(p for p in Pause if p is not Pause.EXTENSION))),
        given.text("notice"),
        _day(given, "served") if given.has("served") else None,
        given.integer("days") if given.has("days") else None,
        given.text("what", most=_MOST_WORDS),
        given.text("basis", most=_MOST_WORDS),
        _day(given, "until") if given.has("until") else None,
    )


def _extend(given: Fields, at: Scene) -> acts.Extend:
    return acts.Extend(
        _item(given, at),
        given.integer("days") if given.has("days") else 0,
        given.text("reason", most=_MOST_WORDS),
        document=given.text("document"),
        signer=given.text("signer"),
        signed_on=_day(given, "signed_on") if given.has("signed_on") else None,
        representative=given.text("representative"),
        pin=at.pin,
    )


def _resume(given: Fields, at: Scene) -> acts.ResumeClock:
    return acts.ResumeClock(_item(given, at), _day(given, "day"))


def _transfer(given: Fields, at: Scene) -> acts.MovePapers:
    named = given.inner("moved")
    moved = []
    for key, value in named.items():
        where = f"moved.{key}"
        line = line_named(at.case, key, where)
        sheets = Fields(value, where, ("originals", "copies"))
        counts = [sheets.integer(k) if sheets.has(k) else 0 for k in ("originals", "copies")]
        moved.append(item_events.MovedPaper(line.id, line.name, counts[0], counts[1]))
    return acts.MovePapers(
        _organ(given, at.case),
        Hands(given.choice("to", tuple(Hands))),
        tuple(moved),
        given.text("given_by"),
        given.text("taken_by"),
        given.text("note", most=_MOST_WORDS),
    )


def _organ(given: Fields, case: Case) -> str:
    organs = tuple(dict.fromkeys(i.asked.organ for i in case.items))
    wanted = given.text("organ")
    if not wanted and len(organs) == 1:
        return organs[0]
    if wanted not in organs:
        what = f"没有“{wanted[:40]}”的事项" if wanted else "有几个部门的事项，请写明哪一个"
        raise BadInput(f"这件办件{what}：{'、'.join(organs)}。", field="organ")
    return wanted


def _printed(given: Fields, at: Scene) -> acts.MarkFailed | acts.MarkPrinted:
    if given.has("failed"):
        return acts.MarkFailed(_papers(given, at), given.text("failed", most=_MOST_WORDS))
    return acts.MarkPrinted(_papers(given, at))


def _stamped(given: Fields, at: Scene) -> acts.Stamp:
    return acts.Stamp(_papers(given, at), given.flag(_HANDED))


def _deliver(given: Fields, at: Scene) -> acts.PrepareDelivery | acts.Serve:
    papers, way = _papers(given, at), Way(given.choice("way", tuple(Way)))
    receiver, relation, handed = given.text("receiver"), given.text("relation"), given.flag(_HANDED)
    if given.flag("proof"):
        for key in ("day", "at", "declined", "note"):
            if given.has(key):
                raise BadInput(f"出送达回证时还没有送达，不用写“{key}”。", field=key)
        return acts.PrepareDelivery(papers, way, given.text("address"), receiver, relation, handed)
    if given.has("address"):
        raise BadInput("送达地址写在送达回证上，和 --proof 一起用。", field="address")
    moment = read_moment(given.text("at"), at.setting.now) if given.has("at") else None
    if moment is not None and given.has("day"):
        raise BadInput("写了几点几分送达的，就不用再写日期。", field="day")
    day = civil_date(moment) if moment else _day(given, "day") if given.has("day") else at.today
    note = given.text("note", most=_MOST_WORDS)
    return acts.Serve(papers, way, day, receiver, relation, given.flag("declined"), note, handed, moment)


def _official(given: Fields, at: Scene) -> acts.RecordOfficialNumber:
    name = given.text("item")
    item = item_named(at.case, name, "item").id if name else ""
    if not name and len(at.case.items) == 1:
        item = at.case.items[0].id
    return acts.RecordOfficialNumber(given.text("official"), item, given.text("reason"))


def _pass_on(given: Fields, at: Scene) -> acts.PassOn:
    return acts.PassOn(given.text("to", required=True), given.text("reason", required=True))


def _reminders(given: Fields, at: Scene) -> acts.AgreeReminders:
    no_more, phone = given.flag("no_more"), given.text("phone")
    if no_more == bool(phone):
        raise BadInput("写提醒用的电话（phone），或者写不要提醒（no_more），二者只写一样。", field="phone")
    return acts.AgreeReminders(not no_more, phone)


def _reissue(given: Fields, at: Scene) -> acts.Reissue:
    return acts.Reissue(paper_named(at.case, given.text("paper", required=True), "paper").id)


def _deem(_said: Fields, _at: Scene) -> acts.Deem:
    return acts.Deem()


def _dates(given: Fields, at: Scene) -> acts.SetDates:
    return acts.SetDates(_day(given, "day"), at.consent or Consent("", ""))


def _items(given: Fields, at: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item_named(at.case, name, "items").id for name in given.texts("items")))


def _item(given: Fields, at: Scene) -> str:
    return item_named(at.case, given.text("item", required=True), "item").id


def _papers(given: Fields, at: Scene) -> tuple[str, ...]:
    found = [p.id for name in given.texts("papers") for p in papers_named(at.case, name, "papers")]
    if not found:
        raise BadInput("哪些文书？请写文号、种类或者名称。", field="papers")
    return tuple(dict.fromkeys(found))


def _day(given: Fields, key: str) -> date:
    try:
        return read_day(given.text(key, required=True))
    except BadInput as wrong:
        raise BadInput(wrong.sentence, field=key) from wrong


_DELIVERY = ("papers", "way", "receiver", "relation", "day", "at", "declined", "note", _HANDED)

_NOTIFIED = ("review_body", "court", "phone")

_RESULT = (
    *("item", "result", "day", "document", "by", "certificate", "note", "confirms"),
    *("ground", "basis", "signer", "signed_on", "representative", "as_issued", *_NOTIFIED),
    *("extent", "extent_words", "nothing"),
)

READERS: Mapping[str, tuple[tuple[str, ...], Reader]] = {
    "supplement": (("materials", "brought_by", "relation"), _supplement),
    "take-named": (("named", "applicant", "brought_by", "relation", "sheet"), _take_named),
    "check-taken": (("materials",), _check_taken),
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
    "settle": (("stands", "reason", "taken_back", AGREED), _settle),
    "hand-over": (("to", "reason", AGREED), _hand_over),
    "receive": (("missing", "note"), _receive),
    "official": (("official", "item", "reason"), _official),
    "pass-on": (("to", "reason"), _pass_on),
    "reminders": (("phone", "no_more"), _reminders),
    "pause": (("item", "procedure", "notice", "served", "days", "what", "basis", "until"), _pause),
    "extend": (("item", "days", "reason", "document", "signer", "signed_on", "representative"), _extend),
    "organ-accepted": (("item", "day", "document", "by"), _organ_accepted),
    "organ-told": (result_input.ORGAN_TOLD, _organ_told),
    "arrived": (result_input.ARRIVED, _arrived),
    "handed": (result_input.HANDED, _handed),
    "taken-back": (result_input.TAKEN_BACK, _taken_back),
    "called-in": (result_input.CALLED_IN, _called_in),
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
