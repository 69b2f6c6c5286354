"""What the window knows of versions, on a real profile: a bureau's pack looked at, taken in, put into use, read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.guide.pack import card_text
from counter.domain.guide.publication import VERSIONS, ChangesSeen
from counter.domain.journal.kinds import kind_of
from counter.services.authoring.draft import attach_guide_file
from counter.services.guide.versions import mark_changes_read
from counter.services.keys.back_offices import bureau_card
from counter.ui.facades.window import Clerk, WindowFacade
from tests.facades import facade_of
from tests.services.bureau import Bureau, bureau_on
from tests.services.office import FRIDAY, PEOPLE, SetClock
from tests.settings import demo_hall

CLERK = Clerk("W01", "阿木古郎")
PDF = b"%PDF-1.7 demo"


@dataclass
class Place:
    """A bureau and a window beside it, with the files that are carried from one to the other."""

    bureau: Bureau
    facade: WindowFacade
    clock: SetClock
    folder: Path

    def pack(self, number: int) -> Path:
        file = self.folder / f"第{number}版.指南包"
        file.write_bytes(self.bureau.pack(number))
        return file


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("versions")
    clock = SetClock(FRIDAY)
    profile = folder / "window"
    create_profile(profile, demo_hall(), PEOPLE, clock)
    facade = facade_of(WindowFacade, profile, clock)
    facade.ready()
    with bureau_on(folder / "bureau", SetClock(FRIDAY)) as bureau:
        yield Place(bureau, facade, clock, folder)
    facade.close()


def test_that_a_version_comes_in_by_its_pack_and_is_used_between_two_visits(place: Place) -> None:
    versions, facade = place.facade.guide_versions, place.facade
    shipped = facade.guide.version
    assert versions.news.in_use is None
    form = attach_guide_file(place.bureau.app, "样本.pdf", PDF)
    said = place.bureau.release("我要开甲店", form)
    pack = place.pack(said.number)
    told = versions.preview_pack(pack)
    assert (told.signed.publication, told.believed, told.changes) == (said, False, None)
    with pytest.raises(RuleRefused, match="还没有采用"):
        versions.take_in(pack, "S01", "9876")
    card = place.folder / "公钥.json"
    card.write_text(card_text(bureau_card(place.bureau.app.journal)), encoding="utf-8")
    with pytest.raises(RuleRefused):
        versions.trust(card, "W01", "1234")
    assert len(versions.fingerprint(card)) == 19
    versions.trust(card, "S01", "9876")
    told = versions.preview_pack(pack)
    assert told.believed
    assert told.changes
    assert versions.take_in(pack, "S01", "9876").waiting
    assert facade.guide.version == shipped  # a visit in hand would go on by it
    versions.use()
    assert facade.guide.version == said.version
    assert [hit.number for hit in facade.find("甲店")] == [1]
    assert versions.preview_pack(pack).already
    assert not versions.renew().waiting
    place.facade.app.guides.file_path(form.digest).unlink()
    with pytest.raises(WorldTrouble, match="不见了或坏了"):
        versions.open_file("样本.pdf")
    assert not versions.take_in(pack, "S01", "9876").waiting
    assert versions.open_file("样本.pdf").read_bytes() == PDF
    named = [name for line in facade.reading.read(1).lines for _, name in line.files]
    assert {"表.docx", "样本.pdf"} <= set(named)
    with pytest.raises(WorldTrouble, match="没有随指南发到这里"):
        versions.open_file("没有.pdf")
    assert versions.changes_of(said.number) is versions.changes_of(said.number)  # reckoned once
    assert versions.changes_since(shipped) == versions.changes_of(said.number)
    assert versions.changes_since(said.version) is None
    assert versions.changes_since("G0000000000") is None


def test_that_another_program_or_midnight_brings_the_next_version(place: Place) -> None:
    versions = place.facade.guide_versions
    from counter.services.guide.import_pack import import_guide

    before = place.bureau.release("我要开乙店")
    said = place.bureau.release("我要开丙店", effective=date(2026, 11, 21))
    with open_app(place.folder / "window", place.clock) as other:  # the command line beside the window
        place.bureau.believed_by(other)
        for number in (before.number, said.number):
            import_guide(other, place.pack(number).read_bytes(), other.journal.staff()[0])
    assert versions.renew().waiting
    versions.use()
    assert place.facade.guide.version == before.version
    coming = versions.news.coming
    assert coming is not None
    assert coming.publication == said
    (change,) = versions.changes_of(said.number).of(1)
    assert "我要开丙店" in change.sentence
    place.clock.at = FRIDAY.replace(day=21)
    assert versions.renew().waiting
    versions.use()
    assert place.facade.guide.version == said.version
    assert versions.news.coming is None


def test_that_a_clerk_has_read_a_version_once(place: Place) -> None:
    versions = place.facade.guide_versions
    number = place.bureau.release("我要开丁店").number
    card = place.folder / "card.json"
    card.write_text(card_text(bureau_card(place.bureau.app.journal)), encoding="utf-8")
    versions.trust(card, "S01", "9876")
    versions.take_in(place.pack(number), "S01", "9876")
    versions.use()
    unread = versions.news.unread(CLERK)
    assert unread is not None
    assert unread.publication.number == number
    assert versions.see(number, CLERK).unread(CLERK) is None
    assert versions.news.unread(Clerk("S01", "苏日娜")) is not None
    with open_app(place.folder / "window", place.clock) as app:
        mark_changes_read(app.journal, number, clerk=CLERK.code)
        written = [e for e in app.journal.entries(VERSIONS) if e.kind == kind_of(ChangesSeen).name]
        assert len(written) == 1
        with pytest.raises(BadInput, match="没有指南第99版"):
            mark_changes_read(app.journal, 99, clerk=CLERK.code)


def test_that_another_file_is_no_pack_and_no_card(place: Place) -> None:
    versions = place.facade.guide_versions
    picture = place.folder / "照片.jpg"
    picture.write_bytes(b"\xff\xd8\xff nothing")
    for look in (versions.preview_pack, versions.fingerprint):
        with pytest.raises(BadInput):
            look(picture)
        with pytest.raises(BadInput, match="读不了"):
            look(place.folder / "没有.指南包")
