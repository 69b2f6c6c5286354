"""A guide with a character that no paper can show passes no gate: not handed in, approved, published, taken in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter.domain.errors import BadInput
from counter.domain.guide.library import canonical, version_of
from counter.domain.guide.pack import HEADER, LIBRARY, header_text
from counter.domain.guide.publication import VERSIONS, Submitted
from counter.domain.journal.entries import NewEntry
from counter.services.context.app import AppContext
from counter.services.guide.versions import guide_versions
from tests.guide_files import small
from tests.services.bureau import Bureau, bureau_on
from tests.services.guide.test_hostile_guide_pack import _sha, refused, signed_anew, zipped
from tests.services.guide.test_hostile_guide_pack import bureau as bureau
from tests.services.guide.test_hostile_guide_pack import window as window
from tests.services.office import FRIDAY, SetClock

NAME = "我要开\u202e店"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """A bureau whose draft was saved before its characters were proved."""
    with bureau_on(tmp_path_factory.mktemp("other") / "profile", SetClock(FRIDAY)) as opened:
        opened.edit(NAME)
        yield opened


def test_that_such_a_draft_is_not_handed_in(other: Bureau) -> None:
    with pytest.raises(
        BadInput, match=r"我要开□店”的“名称”：第4个字（“我要开”后面）是印不出的文字方向控制符（U\+202E）"
    ):
        other.submit()


def test_that_one_handed_in_to_an_older_program_is_neither_approved_nor_published(other: Bureau) -> None:
    draft = other.draft
    said = Submitted(draft.digest, version_of(draft.library), draft.editors, 1)
    with other.app.journal.transaction() as tx:
        tx.append(NewEntry(VERSIONS, said, tx.last_id(VERSIONS)), actor="B03")
        tx.commit()
    with pytest.raises(BadInput, match=r"U\+202E"):
        other.check()
    assert guide_versions(other.app.journal).checked is None


def test_that_a_signed_pack_with_one_is_refused_at_the_window(bureau: Bureau, window: AppContext) -> None:
    library = small()
    library["papers"]["licence"]["name"] += "\u200b"
    content = canonical(library)
    signed = signed_anew(bureau, digest=_sha(content), version=version_of(library), files=())
    pack = zipped({HEADER: header_text(signed).encode(), LIBRARY: content})
    refused(window, pack, r"papers\.licence\.name.*零宽空格（U\+200B）", BadInput)
