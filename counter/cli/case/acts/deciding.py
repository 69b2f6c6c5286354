"""``counter case decide`` as data: the grounds of a further notice, and the 查无 of shareable papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from counter.cli.case.names_in_case import line_named
from counter.cli.case.shared_answer import WRITING_KEYS, day_in, writing_in
from counter.cli.io.answer import RefusedWithMore
from counter.cli.io.json_file import Fields
from counter.domain.case.acts import acts
from counter.domain.case.acts.correction import BySupervisor, NewFact, Reopening, fact_of_not_found
from counter.domain.case.acts.rejudge import may_be_judged, unseen_of
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.visit.looked_at import UNSEEN
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import gaps_in

DECIDE_KEYS = ("items", "materials", "settled", "papers_valid", "others", "new_fact", "not_found", "reason")
_FACT = ("document", "day", "what", "lines")
_MOST_WORDS = 500


def read_decide(
    given: Fields,
    case: Case,
    items: tuple[str, ...],
    consent: Consent | None,
    looked_at: Mapping[str, Brought],
) -> acts.Decide:
    """The act. A received paper that a new fact concerns is recorded as 不符合, with the fact's words.

    ``looked_at``: received papers reported as examined again; its words precede the fact's words. Raises BadInput for
    what is unknown, missing, or given twice.
    """
    unfound = _unfound(given, case)
    fact, reason = _fact(given, case), given.text("reason", most=_MOST_WORDS)
    if fact is not None and reason:
        raise BadInput(
            "再次告知的依据只写一个：新的事实（new_fact），或者负责人的理由（reason）。", field="reason"
        )
    if consent is not None and not reason:
        raise BadInput("值班负责人同意再次告知的，请用 --reason 写明理由。", field="reason")
    again: Reopening | None = fact or fact_of_not_found(case.checklist, {**unfound, **looked_at})
    if reason:
        again = BySupervisor(reason, consent or Consent("", ""))
    lines = {**unfound, **(_spoilt(case, fact, unfound) if fact is not None else {}), **looked_at}
    return acts.Decide(
        items,
        given.text("settled", most=_MOST_WORDS),
        given.flag("papers_valid"),
        again,
        lines,
        rest_missing=given.has("others") and bool(given.choice("others", (MaterialState.MISSING,))),
    )


def uncovered(case: Case, act: acts.Decide) -> RefusedWithMore:
    """The open points of a refused decision, line by line, with the commands that help (DESIGN §8).

    ``act``: an act refused because papers of its items were not examined.
    """
    open_items = [i.id for i in case.items if may_be_judged(i) and i.state is not ItemState.RETURNED]
    chosen = [i for i in open_items if not act.items or i in act.items]
    lines = unseen_of(case, chosen, act.lines)
    listed = "、".join(f"{line.id} {line.name}" for line in lines)
    return RefusedWithMore(
        f"有{len(lines)}份材料没有写明看过没有，不能决定：{listed}。带来的先用 counter case supplement 登记；"
        f"其余都没带的写 --others missing（这{len(lines)}份）；只办别的事项，就只写那些事项。",
        rule=UNSEEN,
        field="others",
        more={"uncovered": [{"id": x.id, "name": x.name, "items": list(x.items)} for x in lines]},
    )


def _fact(given: Fields, case: Case) -> NewFact | None:
    if not given.has("new_fact"):
        return None
    if isinstance(given.raw("new_fact"), str):
        raise BadInput(
            "新的事实要写明出自哪份文书、哪一天、什么变了、涉及哪份材料："
            "--fact-document 文书 --fact-day 日期 --fact 说明 --fact-line 材料"
            "（文件里写 new_fact: {document, day, what, lines}）。",
            field="new_fact",
        )
    one = Fields(given.raw("new_fact"), "new_fact", _FACT)
    lines = [line_named(case, name, "new_fact.lines").id for name in one.texts("lines")]
    document = one.text("document", required=True)
    what = one.text("what", most=_MOST_WORDS, required=True)
    return NewFact(document, day_in(one), what, tuple(dict.fromkeys(lines)))


def _spoilt(case: Case, fact: NewFact, unfound: Mapping[str, Brought]) -> dict[str, Brought]:
    """Good papers that the fact concerns, with what the fact says is wrong with them."""
    found = {}
    for line_id in fact.lines:
        line = case.checklist.line(line_id)
        assert line is not None
        if line_id in unfound or any(gaps_in(line, item, case.brought) for item in line.items):
            continue
        mine = case.brought_of(line)
        found[line_id] = replace(mine, state=MaterialState.DEFECTIVE, note=fact.what)
    return found


def _unfound(given: Fields, case: Case) -> dict[str, Brought]:
    """Shareable papers with an organ's written 查无; results already recorded stay."""
    found = {}
    for name, value in given.inner("not_found").items():
        where = f"not_found.{name}"
        line = line_named(case, name, where, [x.id for x in case.lines if x.shareable])
        answer = writing_in(Fields(value, where, WRITING_KEYS))
        brought = Brought(MaterialState.MISSING, shared=answer)
        found[line.id] = brought
    return found
