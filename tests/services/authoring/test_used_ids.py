"""Ids that the bureau's draft ever gave stay with it: over a save, a publication, another program and a lost file."""

from __future__ import annotations

from pathlib import Path

import msgspec

from counter.domain.authoring.editing.edits import new_item
from counter.domain.authoring.editing.node import Node
from counter.domain.authoring.editing.patch import apply
from counter.domain.authoring.used_ids import NO_USED_IDS
from counter.services.authoring.draft import load_draft, save_draft
from tests.services.bureau import EDITOR, bureau_on
from tests.services.office import FRIDAY, SetClock


def test_that_a_draft_remembers_what_it_gave_and_a_publication_too(tmp_path: Path) -> None:
    with bureau_on(tmp_path / "new", SetClock(FRIDAY)) as bureau:
        app, plain = bureau.app, bureau.edit("我要开店")

        def given() -> Node:
            draft = load_draft(app)
            return new_item(draft.library, "新事项", "演示局", spent=draft.spent or NO_USED_IDS)[1]

        assert given().key == ("i_001",)
        edit, _ = new_item(plain, "新事项", "演示局")
        save_draft(app, apply(plain, edit), (), EDITOR)
        save_draft(app, plain, (), EDITOR)  # taken out again, here or by a file that replaced everything
        assert given().key == ("i_002",)
        number = bureau.release("我要开别的店").number
        assert given().key == ("i_002",)

        held = msgspec.json.decode(app.guides.draft() or b"")
        del held["spent"]  # the file of an older program, which lost what only the publication had
        del held["library"]["bundles"]["1"]
        app.guides.save_draft(msgspec.json.encode(held))
        assert number == 1
        assert 1 in (load_draft(app).spent or NO_USED_IDS).bundles
