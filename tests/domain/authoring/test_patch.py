"""An edit changes what it says and nothing else, is taken back without a trace, and is done again the same."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from counter.domain.authoring.editing.patch import (
    ABSENT,
    Edit,
    EditSession,
    Inserted,
    Patch,
    apply,
    at,
    edit_of,
    revert,
)
from tests.guide_files import small

SMALL = small()


def _places(held: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    return [one for key, inner in steps for one in ((*path, key), *_places(inner, (*path, key)))]


def _drawn(library: dict[str, Any], data: st.DataObject) -> Edit:
    """An edit of one to three places, each drawn from the library as the ones before leave it."""
    wanted: list[tuple[tuple[str | int, ...], Any]] = []
    now = library
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(_places(now)))
        new = data.draw(st.sampled_from([ABSENT, "新", 7, {"a": [1]}, "insert", "append", "key"]))
        if new == "insert":
            new = Inserted("put in") if isinstance(path[-1], int) else "over"
        elif new == "append" and isinstance(at(now, path), list):
            path, new = (*path, len(at(now, path))), Inserted("last")
        elif new == "key" and isinstance(at(now, path), dict):
            path, new = (*path, "fresh"), 1
        wanted.append((path, new))
        now = apply(library, edit_of(library, "", wanted))
    return edit_of(library, "改一改", wanted)


@given(st.data())
def test_that_edits_are_undone_and_done_again_without_a_trace(data: st.DataObject) -> None:
    before = copy.deepcopy(SMALL)
    session, states = EditSession(SMALL), [SMALL]
    for _ in range(data.draw(st.integers(1, 4))):
        session.do(_drawn(session.library, data))
        states.append(session.library)
    for state in reversed(states[:-1]):
        assert session.undo() is not None
        assert session.library == state
    assert session.undo() is None
    assert session.undo_words == ""
    for state in states[1:]:
        assert session.redo() is not None
        assert session.library == state
    assert session.redo() is None
    assert before == SMALL  # nobody who reads an older state sees it change


@given(st.data())
def test_that_nothing_beside_the_way_to_the_place_is_copied(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_places(SMALL)))
    after = apply(SMALL, edit_of(SMALL, "", [(path, "新")]))
    assert at(after, path) == "新"
    for part in SMALL:
        assert (after[part] is SMALL[part]) == (part != path[0])
    if len(path) > 2:
        others = set(SMALL[str(path[0])]) - {path[1]} if isinstance(path[1], str) else set()
        assert all(after[str(path[0])][one] is SMALL[str(path[0])][one] for one in others)


def test_that_a_new_edit_forgets_what_was_undone() -> None:
    session = EditSession({"items": {"a": 1}})
    session.do(edit_of(session.library, "先", [(("items", "a"), 2)]))
    session.undo()
    assert session.redo_words == "先"
    session.do(edit_of(session.library, "后", [(("items", "b"), 3)]))
    assert (session.redo_words, session.undo_words) == ("", "后")
    assert session.library == {"items": {"a": 1, "b": 3}}


def test_that_an_edit_of_nothing_is_not_kept() -> None:
    session = EditSession({})
    session.do(Edit("没改", ()))
    assert session.undo() is None


def test_that_a_list_gives_up_and_takes_in_elements_at_their_place() -> None:
    library = {"common": ["a", "b", "c"]}
    edit = edit_of(library, "", [(("common", 1), ABSENT), (("common", 0), Inserted("b"))])
    assert edit.patches == (Patch(("common", 1), "b", ABSENT), Patch(("common", 0), ABSENT, "b"))
    assert apply(library, edit) == {"common": ["b", "a", "c"]}
    assert revert(apply(library, edit), edit) == library
    assert at(library, ("common", 3)) is ABSENT
    assert at(library, ("common", 0, "x")) is ABSENT


def test_that_nothing_stands_at_a_place_that_is_none() -> None:
    for path in (
        ("items", "gone"),
        ("common", -1),
        ("common", 99),
        ("common", "first"),
        ("bundles", "1", "name", 0),
    ):
        assert at(SMALL, path) is ABSENT
