"""Results as things: where each lies, whether it reached the applicant, whoever wrote it and in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain.case.case import Case, CaseState
from counter.domain.case.item_events import Result
from counter.domain.case.organ_events import HandsOver
from counter.domain.case.paper_events import PaperServed, Way
from counter.domain.case.results import events as results
from counter.domain.case.results.certificate import CertificateState, PresenceReason
from counter.domain.case.results.events import CollectorKind, Medium, Payer, ReadBy
from counter.domain.journal.kinds import Slot
from counter.domain.tasks.delivery import delivered
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from tests.settings import calendar, jurisdiction
from tests.windows import Windows, accepted, concluded, folded, issued

DAY = date(2026, 12, 2)


def arrived(
    certificate: str = "k1", medium: Medium = Medium.PAPER, replaces: str = ""
) -> results.ResultArrived:
    return results.ResultArrived(
        certificate=certificate,
        item="food",
        organ="市场监督管理局",
        name="食品经营许可证",
        issuer="市场监督管理局",
        medium=medium,
        arrived=DAY,
        originals=1 if medium.on_paper else 0,
        place="A-03",
        replaces=replaces,
    )


def handed(hand_out: str = "h1", *certificates: str, day: date = DAY) -> results.ResultHandedOut:
    return results.ResultHandedOut(
        hand_out, certificates or ("k1",), Way.WINDOW, day, CollectorKind.APPLICANT, visit=True
    )


def withdrawn(certificate: str = "k1") -> results.ResultWithdrawn:
    return results.ResultWithdrawn(certificate, "食品经营许可证", DAY)


def after(*events: object) -> Case:
    windows = Windows()
    for event in events:
        windows.at("A", event)
    return windows.case()


def told_once(case: Case) -> bool:
    """Whether the result of the item reached the applicant."""
    item = case.item("food")
    assert item is not None
    return delivered(case, item)


GRANTED = replace(concluded(Result.GRANTED), hands_over=HandsOver.THING)


def test_that_a_result_lies_here_until_it_is_collected() -> None:
    here = after(accepted(), GRANTED, arrived())
    (one,) = here.certificates
    assert (one.state, one.ready, one.place) == (CertificateState.HERE, True, "A-03")
    assert not told_once(here)
    gone = after(accepted(), GRANTED, arrived(), handed())
    (one,) = gone.certificates
    assert (one.state, one.hand_out, one.delivered_on, one.place) == (CertificateState.HANDED, "h1", DAY, "")
    assert told_once(gone)
    assert [line.text for line in gone.history[-2:]] == [
        "证照到柜：食品经营许可证（正本1份），放在A-03",
        "申请人领取：办理结果1件",
    ]


def test_that_an_item_is_not_delivered_while_one_of_its_results_is_still_here() -> None:
    assert not told_once(after(accepted(), GRANTED, arrived("k1"), arrived("k2"), handed("h1", "k1")))


def test_that_a_wrong_result_has_to_be_called_in_and_the_right_one_counts_anew() -> None:
    events = [accepted(), GRANTED, arrived(), handed(), withdrawn()]
    case = after(*events)
    (wrong,) = case.certificates
    assert (wrong.state, wrong.to_call_in, told_once(case)) == (CertificateState.WITHDRAWN, True, False)
    events += [results.ResultCalledIn("k1", "食品经营许可证", DAY), arrived("k2", replaces="k1")]
    case = after(*events)
    assert [c.to_call_in for c in case.certificates] == [False, False]
    assert (case.certificates[0].replaced_by, told_once(case)) == ("k2", False)
    assert told_once(after(*events, handed("h2", "k2")))


def test_that_what_was_never_given_out_need_not_be_called_in() -> None:
    (one,) = after(accepted(), GRANTED, arrived(), withdrawn()).certificates
    assert not one.to_call_in


def test_that_post_reaches_the_applicant_only_when_it_is_signed() -> None:
    posted = results.ResultPosted("m1", ("k1",), DAY, Payer.HALL)
    sent = [accepted(), GRANTED, arrived(), posted]
    assert not told_once(after(*sent))
    assert told_once(after(*sent, results.ResultPostSigned("m1", ("k1",), DAY)))
    back = after(*sent, results.ResultPostReturned("m1", ("k1",), DAY, "B-01"))
    (one,) = back.certificates
    assert (one.state, one.ready, one.place) == (CertificateState.RETURNED, True, "B-01")


def test_that_a_file_reaches_the_applicant_when_it_was_read() -> None:
    at = datetime(2026, 12, 3, 2, tzinfo=UTC)
    sent = [
        *(accepted(), GRANTED, arrived(medium=Medium.ELECTRONIC)),
        results.ResultSent("e1", ("k1",), "蒙速办", at),
    ]
    assert after(*sent).certificates[0].state is CertificateState.SENT
    assert not told_once(after(*sent))
    assert told_once(after(*sent, results.ResultRead("e1", ("k1",), at, ReadBy.READ)))


def test_that_the_file_of_a_paper_does_not_take_the_paper_from_the_shelf() -> None:
    at = datetime(2026, 12, 3, 2, tzinfo=UTC)
    sent = [
        *(accepted(), GRANTED, arrived(medium=Medium.BOTH)),
        results.ResultSent("e1", ("k1",), "蒙速办", at),
        results.ResultRead("e1", ("k1",), at, ReadBy.READ),
    ]
    (one,) = after(*sent).certificates
    assert (one.ready, one.delivered) == (True, False)


def test_that_what_hands_over_nothing_needs_no_delivery() -> None:
    nothing = replace(concluded(Result.GRANTED), hands_over=HandsOver.NOTHING)
    assert told_once(after(accepted(), nothing))
    assert not told_once(after(accepted(), GRANTED))


def test_that_a_decision_is_delivered_by_serving_that_very_paper() -> None:
    decision = replace(concluded(Result.GRANTED), hands_over=HandsOver.DECISION, document="1号")
    served = PaperServed("p1", "1号", Way.WINDOW, DAY)
    of_item = replace(issued("p1"), number="1号")
    assert not told_once(after(accepted(), of_item, decision))
    assert told_once(after(accepted(), of_item, decision, served))
    other = replace(of_item, number="2号")
    assert not told_once(after(accepted(), other, decision, served))


def test_that_coming_to_collect_is_a_visit_and_one_day_counts_once() -> None:
    case = after(accepted(), GRANTED, arrived(), arrived("k2"), handed(), handed("h2", "k2"))
    assert [p.reason for p in case.presences] == [
        PresenceReason.INTAKE,
        PresenceReason.PICK_UP,
        PresenceReason.PICK_UP,
    ]
    assert case.visits_made == 2


def test_that_two_windows_that_hand_out_one_result_contradict_each_other_and_hold_nothing_else_up() -> None:
    windows = Windows()
    for event in (accepted(), GRANTED, arrived()):
        windows.at("A", event)
    windows.tell_all()
    windows.at("A", handed("h1", day=DAY))
    windows.at("B", handed("h2", day=date(2026, 12, 3)))
    case = windows.case()
    (conflict,) = case.conflicts
    assert (conflict.slot, conflict.key, conflict.soft) == (Slot.CERTIFICATE, "k1", True)
    assert case.state is not CaseState.CONFLICT
    assert case.certificates[0].hand_out == "h2"  # the later day holds meanwhile
    assert [h.certificates for h in case.hand_outs] == [(), ("k1",)]
    found = tasks(case, jurisdiction(), calendar())
    assert [t.words for t in found if t.kind is TaskKind.CONFLICT] != []
    assert {repr(folded(order)) for order in permutations(windows.entries)} == {repr(case)}


def test_that_what_the_organ_took_back_stays_so_for_who_had_not_heard_of_it() -> None:
    windows = Windows()
    for event in (accepted(), GRANTED, arrived()):
        windows.at("A", event)
    windows.tell_all()
    windows.at("A", withdrawn())
    windows.at("B", handed())
    case = windows.case()
    (one,) = case.certificates
    assert (one.state, one.to_call_in, case.conflicts) == (CertificateState.WITHDRAWN, True, ())


STEPS = st.lists(
    st.tuples(
        st.sampled_from("ABC"), st.sampled_from(("arrive", "hand", "withdraw", "tell")), st.integers(1, 3)
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_that_no_more_is_ever_handed_out_than_arrived(
    steps: list[tuple[str, str, int]], random: object
) -> None:
    windows = Windows()
    windows.tell_all()
    for number, (name, what, which) in enumerate(steps):
        key = f"k{which}"
        known = windows.case(name)
        one = known.certificate(key)
        if what == "tell":
            windows.tell_all()
        elif what == "arrive" and one is None and name == "A":
            windows.at(name, arrived(key))
        elif what == "hand" and one is not None and one.ready:
            windows.at(name, handed(f"h{number}", key))
        elif what == "withdraw" and one is not None and one.holds:
            windows.at(name, withdrawn(key))
    case = windows.case()
    given_out = [key for h in case.hand_outs for key in h.certificates]
    assert len(given_out) == len(set(given_out)) <= len(case.certificates)
    assert {c.id for c in case.certificates if c.hand_out} == set(given_out)
    entries = list(windows.entries)
    random.shuffle(entries)  # type: ignore[attr-defined]
    assert folded(entries) == case
