"""Composite edits of a guide: a new bundle, item, question or material, with everything it needs.

Each is one edit, undone as a whole. What is not known yet is 待填 or unknown; nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.cell_writer import UNFILLED
from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    COMMON,
    COMMON_USE,
    ITEM,
    MATERIAL,
    OPTION,
    PAPER,
    PAPER_USE,
    PLACING,
    QUESTION,
    Node,
    children,
    name_of,
    text_of,
    value_of,
)
from counter.domain.authoring.editing.paper_matching import name_for, new_paper, of_every_office, paper_named
from counter.domain.authoring.editing.patch import Edit, apply
from counter.domain.authoring.editing.row_edits import add_row, set_cell, set_when
from counter.domain.authoring.pasted.materials import PastedLine
from counter.domain.authoring.used_ids import NO_USED_IDS, UsedIds
from counter.domain.errors import BadInput
from counter.domain.guide.condition import ALWAYS, AllOf, Condition, OptionChosen
from counter.domain.guide.condition_text import settled
from counter.domain.guide.rows.columns import Value
from counter.domain.guide.rows.sheets import PROCEDURE

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

NOTHING_MORE = "答这一项，不另外要材料"
"""Reason of an answer that adds nothing."""

_MEDIA = {"电子": "电子", "原件或电子": "纸质和电子"}


class _Act:
    """Collects several edits into one."""

    def __init__(self, library: Library, spent: UsedIds = NO_USED_IDS) -> None:
        self.library = library
        self._spent = spent
        self._done: list[Edit] = []

    def do(self, edit: Edit) -> None:
        self.library = apply(self.library, edit)
        self._done.append(edit)

    def add(self, sheet: str, parent: Node | None, **values: Value) -> Node:
        edit, node = add_row(self.library, sheet, parent, values, spent=self._spent)
        self.do(edit)
        return node

    def edit(self, words: str) -> Edit:
        return Edit(words, tuple(patch for edit in self._done for patch in edit.patches))


def _required(text: str, what: str, field: str = "name") -> str:
    if not text.strip():
        raise BadInput(f"请写{what}。", field=field)
    return text


def new_bundle(
    library: Library, number: int | None, name: str, *, spent: UsedIds = NO_USED_IDS
) -> tuple[Edit, Node]:
    """A new 一件事; without a number it gets the next one never used (``spent``, as in all functions here).

    Raises BadInput where the number is taken.
    """
    values = {"name": _required(name, "一件事的名称")} | ({} if number is None else {"id": number})
    edit, node = add_row(library, BUNDLE, None, values, spent=spent)
    return Edit(f"新建一件事“{name.strip()}”", edit.patches), node


def new_item(
    library: Library,
    name: str,
    organ: str,
    bundle: Node | None = None,
    *,
    procedure: str = "licence",
    spent: UsedIds = NO_USED_IDS,
) -> tuple[Edit, Node]:
    """A new 事项 of an organ, placed in the bundle where one is given; its terms and legal basis are left open."""
    act = _Act(library, spent)
    node = _new_item(act, name, organ, bundle, procedure=procedure)
    return act.edit(f"新建事项“{name.strip()}”"), node


def _new_item(act: _Act, name: str, organ: str, bundle: Node | None, *, procedure: str = "licence") -> Node:
    node = act.add(
        ITEM,
        None,
        name=_required(name, "事项的名称"),
        organ=organ.strip() or UNFILLED,
        kind=PROCEDURE[procedure],
        procedure=procedure,
    )
    if bundle is not None:
        act.do(place_item(act.library, bundle, node)[0])
    return node


def place_item(library: Library, bundle: Node, item: Node) -> tuple[Edit, Node]:
    """Place an item in a bundle, after the others. Raises BadInput where it is there already."""
    reason = f"“{text_of(library, bundle, 'name')}”包含这个事项"
    values: dict[str, Value] = {"item": str(item.key[0]), "when": ALWAYS, "why": reason}
    edit, node = add_row(library, PLACING, bundle, values)
    return Edit(f"把“{name_of(library, item)}”放进“{name_of(library, bundle)}”", edit.patches), node


def _new_question(act: _Act, bundle: Node, text: str, labels: Sequence[str]) -> tuple[Node, list[str]]:
    answers = [label.strip() for label in labels if label.strip()]
    if len(answers) < 2:
        raise BadInput("一道题至少要有两个选项，一行写一个。", field="labels")
    if len(set(answers)) < len(answers):
        raise BadInput("有两个选项的文字一样，请改成不同的。", field="labels")
    question = act.add(QUESTION, None, text=_required(text, "问题"))
    options = [act.add(OPTION, question, label=answer) for answer in answers]
    ids = [text_of(act.library, option, "id") for option in options]
    return act.add(ASKING, bundle, ask=str(question.key[0])), ids


def ask_question(library: Library, bundle: Node, question: Node) -> tuple[Edit, Node]:
    """Ask an existing question in this bundle too. Raises BadInput where it is asked already."""
    edit, node = add_row(library, ASKING, bundle, {"ask": str(question.key[0])})
    return Edit(f"在“{name_of(library, bundle)}”里问“{name_of(library, question)}”", edit.patches), node


def split_situations(
    library: Library,
    bundle: Node,
    text: str,
    labels: Sequence[str],
    only: Mapping[Node, Sequence[int]] | None = None,
    *,
    spent: UsedIds = NO_USED_IDS,
) -> tuple[Edit, Node]:
    """分情形: add a question with its answers, and restrict rows to some of them, in one edit.

    ``only``: items, materials … of the bundle → indexes of the answers (from 0) that they apply to, in addition to
    their former conditions.
    """
    act = _Act(library, spent)
    asking, ids = _new_question(act, bundle, text, labels)
    _explain_other_answers(act, asking, only or {})
    question = text_of(act.library, asking, "ask")
    for node, answers in (only or {}).items():
        chosen = tuple(ids[index] for index in sorted(set(answers)))
        act.do(only_for(act.library, node, OptionChosen(question, chosen)))
    return act.edit(f"分情形“{text.strip()}”"), asking


def _explain_other_answers(act: _Act, asking: Node, only: Mapping[Node, Sequence[int]]) -> None:
    """Set the reason of answers without rows of their own, where others have some, so that they do not look
    forgotten."""
    added = {index for answers in only.values() for index in answers}
    options = children(act.library, Node(QUESTION, (text_of(act.library, asking, "ask"),)), OPTION)
    for index, option in enumerate(options):
        if added and index not in added:
            act.do(set_cell(act.library, option, "neutral_reason", NOTHING_MORE))


def only_for(library: Library, node: Node, condition: Condition) -> Edit:
    """Restrict a row to this condition, in addition to its former one."""
    before = value_of(library, node, "when")
    if isinstance(before, Condition) and before != ALWAYS:
        condition = settled(AllOf((*_parts(before), *_parts(condition))))
    return set_when(library, node, "when", condition)


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, AllOf) else (condition,)


def new_material(
    library: Library,
    item: Node,
    name: str,
    original_copy: str = "原件",
    copies: int = 1,
    *,
    form: bool = False,
    issuer: str = "",
    medium: str = "",
    when: Condition = ALWAYS,
    spent: UsedIds = NO_USED_IDS,
) -> tuple[Edit, Node]:
    """A new material of an item, met by the paper of that name, which is created where there is none.

    A generic form (申请表) always gets a paper of its own.
    """
    act = _Act(library, spent)
    node = _new_material(
        act,
        item,
        name,
        form=form,
        issuer=issuer,
        original_copy=original_copy,
        copies=copies,
        medium=medium,
        when=when,
    )
    return act.edit(f"加材料“{name.strip()}”"), node


def _new_material(act: _Act, item: Node, name: str, *, form: bool, issuer: str, **more: Value) -> Node:
    name = _required(name, "材料的名称").strip()
    paper = None if of_every_office(name, form=form) else paper_named(act.library, name)
    issuer = issuer.strip() or (text_of(act.library, paper, "issuer") if paper else "")
    issuer = issuer or ("申请人填写" if form else UNFILLED)
    if paper is None:
        own = name_for(act.library, item, name)
        paper = paper_named(act.library, own) or act.add(
            PAPER, None, name=own, issuer=issuer, **new_paper(name, form=form)
        )
    more["medium"] = more.get("medium") or _MEDIA.get(str(more["original_copy"]), "纸质")
    node = act.add(MATERIAL, item, name=name, issuer=issuer, form=True if form else None, **more)
    act.add(PAPER_USE, node, paper=str(paper.key[0]))
    return node


def new_common(
    library: Library,
    name: str,
    original_copy: str,
    why: str,
    when: Condition = ALWAYS,
    *,
    spent: UsedIds = NO_USED_IDS,
) -> tuple[Edit, Node]:
    """A new 共用材料, asked for once a visit: met by the paper of that name, which is created where there is none.
    Raises BadInput without a name or a reason."""
    act = _Act(library, spent)
    name, why = _required(name, "材料的名称").strip(), _required(why, "为什么要交", "why")
    paper = paper_named(library, name) or act.add(
        PAPER, None, name=name, issuer=UNFILLED, **new_paper(name, form=False)
    )
    node = act.add(COMMON, None, why=why, when=when)
    act.add(COMMON_USE, node, paper=str(paper.key[0]), original_copy=original_copy)
    return act.edit(f"加共用材料“{name}”"), node


def known_marked(library: Library, item: Node, lines: Iterable[PastedLine]) -> tuple[PastedLine, ...]:
    """The lines, with those skipped whose material the item has already."""
    known = {text_of(library, one, "name") for one in children(library, item, MATERIAL)}
    return tuple(
        line.passed_over("这个事项已有同名的材料") if line.taken and line.name in known else line
        for line in lines
    )


def add_materials(
    library: Library, item: Node, lines: Iterable[PastedLine], *, spent: UsedIds = NO_USED_IDS
) -> Edit:
    """Add the materials of these lines, in order, in one edit."""
    act = _Act(library, spent)
    many = sum(_add_line(act, item, line) for line in lines if line.taken)
    return act.edit(f"粘贴{many}样材料")


def _add_line(act: _Act, item: Node, line: PastedLine) -> int:
    node = _new_material(
        act,
        item,
        line.name,
        form=line.form,
        issuer=line.issuer,
        original_copy=line.original_copy,
        copies=line.copies,
        medium=line.medium,
        condition=line.condition or None,
        deferrable=line.deferrable or None,
    )
    details = Node("材料要素", node.key)
    if line.size:
        act.do(set_cell(act.library, details, "size", line.size))
    for left in line.left:
        act.add("材料其他栏", node, head="清单上还写着", value=left)
    return 1
