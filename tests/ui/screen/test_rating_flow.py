"""The way through a rating, without a widget: what is kept, what is dropped, what goes out and how often."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counter.domain.ratings.rating import LONGEST_WORDS, Choice, Grade, Mode, check_choice
from counter.ui.screen.rating.rating_flow import RatingFlow, RatingStep
from tests.ui.screen.touching import reasons

LIST = reasons()
PRESSES = st.one_of(
    st.tuples(st.just("grade"), st.sampled_from(Grade)),
    st.tuples(
        st.just("reason"), st.sampled_from(sorted(code for group in LIST.of.values() for code in group))
    ),
    st.tuples(st.just("mode"), st.sampled_from(Mode)),
    st.tuples(st.sampled_from(["on", "back", "decline", "confirm", "open_words"]), st.none()),
    st.tuples(st.just("write"), st.text("字", max_size=LONGEST_WORDS + 2)),
)


def offered(flow: RatingFlow) -> tuple[str, ...]:
    """The reasons of the grade in hand."""
    return tuple(LIST.of[flow.grade]) if flow.grade else ()


def press(flow: RatingFlow, what: str, which: object) -> tuple[Choice | None] | None:
    """One press; what went out, if it did."""
    if what == "confirm":
        return flow.confirm(offered(flow))
    if what == "grade":
        flow.choose_grade(Grade(str(which)))
    elif what == "reason" and which in offered(flow):
        flow.toggle_reason(str(which))
    elif what == "mode":
        flow.choose_mode(Mode(str(which)))
    elif what == "write":
        flow.write(str(which))
    elif what in ("on", "back", "decline", "open_words"):
        ways = {
            "on": flow.go_on,
            "back": flow.go_back,
            "decline": flow.decline,
            "open_words": flow.open_words,
        }
        ways[what]()
    return None


def test_that_nothing_is_chosen_at_the_beginning() -> None:
    flow = RatingFlow()
    assert (flow.step, flow.grade, flow.mode, flow.reasons, flow.declined) == (
        RatingStep.GRADE,
        None,
        None,
        frozenset(),
        False,
    )


@given(st.lists(PRESSES, max_size=40))
def test_that_whatever_is_pressed_one_valid_choice_goes_out_at_most(
    presses: list[tuple[str, object]],
) -> None:
    flow = RatingFlow()
    out = [done for what, which in presses if (done := press(flow, what, which)) is not None]
    assert len(out) <= 1
    assert (flow.step is RatingStep.OVER) == bool(out)
    for (choice,) in out:
        if choice is not None:
            check_choice(choice, LIST)


def test_that_reasons_of_another_grade_are_dropped() -> None:
    flow = RatingFlow()
    flow.choose_grade(Grade.DISSATISFIED)
    flow.toggle_reason("213")
    flow.go_back()
    flow.choose_grade(Grade.SATISFIED)
    assert flow.reasons == frozenset()


def test_that_the_same_grade_again_keeps_its_reasons() -> None:
    flow = RatingFlow()
    flow.choose_grade(Grade.DISSATISFIED)
    flow.toggle_reason("213")
    flow.go_back()
    flow.choose_grade(Grade.DISSATISFIED)
    assert flow.reasons == {"213"}


def test_that_declining_after_a_grade_keeps_nothing_of_it() -> None:
    flow = RatingFlow()
    flow.choose_grade(Grade.VERY_DISSATISFIED)
    flow.toggle_reason("113")
    flow.go_on()
    flow.decline()
    assert (flow.grade, flow.reasons) == (None, frozenset())
    assert flow.confirm(()) == (None,)


def test_that_changing_ones_mind_begins_anew_with_nothing_selected() -> None:
    flow = RatingFlow()
    flow.choose_grade(Grade.DISSATISFIED)
    flow.go_on()
    flow.choose_mode(Mode.NAMED)
    flow.go_back()
    assert flow == RatingFlow()


def test_that_reasons_go_out_in_the_order_of_the_list() -> None:
    flow = RatingFlow()
    flow.choose_grade(Grade.DISSATISFIED)
    for code in ("214", "207", "213"):
        flow.toggle_reason(code)
    flow.go_on()
    flow.choose_mode(Mode.ANONYMOUS)
    done = flow.confirm(offered(flow))
    assert done == (Choice(Grade.DISSATISFIED, Mode.ANONYMOUS, ("207", "213", "214")),)
    assert flow.grade is None, "what was chosen is forgotten at once"


def test_that_words_go_out_with_the_choice_and_are_asked_of_nobody() -> None:
    flow = RatingFlow()
    flow.write("早了")
    flow.choose_grade(Grade.SATISFIED)
    flow.write("早了")
    flow.open_words()
    flow.write("等了很久。")
    flow.go_on()
    flow.write("晚了")
    flow.choose_mode(Mode.ANONYMOUS)
    assert flow.confirm(offered(flow)) == (Choice(Grade.SATISFIED, Mode.ANONYMOUS, (), "等了很久。"),)
    assert flow.words == ""


def test_that_going_back_finds_the_words_again_and_another_grade_drops_them() -> None:
    flow = RatingFlow()
    flow.choose_grade(Grade.SATISFIED)
    flow.open_words()
    flow.write("很好")
    flow.go_on()
    flow.go_back()
    assert (flow.step, flow.words) == (RatingStep.WORDS, "很好")
    flow.go_back()
    flow.go_back()
    assert (flow.step, flow.words) == (RatingStep.GRADE, "很好")
    flow.choose_grade(Grade.DISSATISFIED)
    assert flow.words == ""


def test_that_not_rating_and_changing_ones_mind_forget_the_words() -> None:
    for forget in (RatingFlow.decline, lambda flow: (flow.choose_mode(Mode.NAMED), flow.go_back())):
        flow = RatingFlow()
        flow.choose_grade(Grade.SATISFIED)
        flow.open_words()
        flow.write("很好")
        flow.go_on()
        forget(flow)
        assert flow.words == ""
