"""What the first row that somebody picks in the tree would wait for, made while nobody types (decision 0100)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from counter.ui.authoring.editor.sections import sections_of

if TYPE_CHECKING:
    from counter.ui.authoring.editor.draft import CurrentDraft
    from counter.ui.authoring.editor.form import EditorForm
    from counter.ui.authoring.editor.preview_pane import PreviewPane
    from counter.ui.authoring.editor.side import EditorSide
    from counter.ui.frame.preloading import Step


def first_pick(
    draft: CurrentDraft, side: EditorSide, form: EditorForm, preview: PreviewPane
) -> Iterator[Step]:
    """The form of the first row of the tree, and its questions in the preview. Nothing is picked, and nothing in sight
    changes.
    """
    if not draft.is_open or side.node is not None:
        return
    node = side.model.node(side.model.index(0, 0))
    if node is not None:
        yield partial(form.make_ready, sections_of(draft.library, node), node)
        yield partial(preview.make_ready, node)
