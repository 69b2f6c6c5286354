"""A bureau begun anew with a new key goes on after the old one's last pack, and its windows follow when told to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.bootstrap.program import program
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.pack import card_text
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.authoring.succeed_bureau import read_last_pack, succeed_bureau
from counter.services.guide.import_pack import import_guide
from counter.services.guide.trust_bureau import trust_bureau
from counter.services.guide.versions import guide_versions
from counter.services.keys.back_offices import bureau_card
from tests.cli.shop import counter
from tests.services.bureau import CHECKER, EDITOR, Bureau, bureau_on, window_on
from tests.services.office import FRIDAY, SetClock


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """A bureau that has published two versions; then its key is lost."""
    with bureau_on(tmp_path_factory.mktemp("old") / "profile", SetClock(FRIDAY)) as opened:
        opened.release("我要开甲店")
        opened.release("我要开乙店")
        yield opened


def test_that_a_new_bureau_goes_on_from_number_and_library_and_windows_follow(
    old: Bureau, tmp_path: Path
) -> None:
    pack = read_last_pack(old.pack(2), demo=True)
    printed = readable_fingerprint(bureau_card(old.app.journal).public_key)
    with (
        window_on(tmp_path / "window", SetClock(FRIDAY)) as window,
        bureau_on(tmp_path / "new", SetClock(FRIDAY)) as new,
    ):
        old.believed_by(window)
        clerk = window.journal.staff()[0]
        import_guide(window, old.pack(2), clerk)
        with pytest.raises(BadInput, match="不一致"):
            succeed_bureau(new.app, pack, fingerprint="0000", **CHECKER)
        with pytest.raises(RuleRefused, match="值班负责人"):
            succeed_bureau(new.app, pack, fingerprint=printed, code=EDITOR, pin="3579")
        said = succeed_bureau(new.app, pack, fingerprint=printed, **CHECKER)
        (known,) = guide_versions(new.app.journal).known
        assert (known.inherited, known.by, known.signed) == (True, CHECKER["code"], pack.signed)
        draft = new.draft
        assert (draft.library_digest, draft.base, draft.editors) == (said.digest, said.digest, ())
        with pytest.raises(RuleRefused, match="没有不同"):
            new.submit()
        with pytest.raises(RuleRefused, match="已经有发布的版本"):
            succeed_bureau(new.app, pack, fingerprint=printed, **CHECKER)
        third = new.release("我要开丙店")
        assert (third.number, third.previous) == (3, said.digest)
        with pytest.raises(RuleRefused, match="另一把签的"):
            import_guide(window, new.pack(3), clerk)
        card = bureau_card(new.app.journal)
        how = {"fingerprint": readable_fingerprint(card.public_key), "code": "S01", "pin": "9876"}
        trust_bureau(window.journal, card_text(card), **how, replace=True)
        import_guide(window, new.pack(3), clerk)
        assert [v.publication.number for v in guide_versions(window.journal).known] == [2, 3]
    for profile in ("new", "window"):
        assert program().check(tmp_path / profile, False).faults == ()


def test_that_a_pack_is_proved_before_anybody_goes_on_after_it(old: Bureau, tmp_path: Path) -> None:
    with pytest.raises(RuleRefused, match="混用"):
        read_last_pack(old.pack(2), demo=False)
    with pytest.raises(BadInput):
        read_last_pack(old.pack(2)[:-100], demo=True)
    pack = read_last_pack(old.pack(2), demo=True)
    with window_on(tmp_path / "window", SetClock(FRIDAY)) as window, pytest.raises(RuleRefused):
        succeed_bureau(window, pack, fingerprint="", code="S01", pin="9876")


def test_that_setup_takes_the_last_pack_with_a_supervisor_or_writes_nothing(
    old: Bureau, tmp_path: Path
) -> None:
    pack, new = tmp_path / "2.指南包", tmp_path / "b"
    pack.write_bytes(old.pack(2))
    begin = ("setup", "--demo-bureau", "--data", new, "--json", "--after", pack)
    for words, typed, field in (
        (begin, "", "--by"),
        ((*begin, "--by", "B03"), "", "--by"),
        ((*begin, "--by", "B01"), "1111\n", "pin"),
        (("setup", "--demo", "--data", new, "--json", "--after", pack, "--by", "S01"), "", "--after"),
    ):
        said = counter(*words, typed=typed)
        assert (said.code != 0, said.json["field"]) == (True, field)
        assert not new.exists()
    done = counter(*begin, "--by", "B01", typed="8246\n")
    assert done.json["after"]["number"] == 2
    assert done.json["after"]["fingerprint"] in done.err
    (version,) = counter("guide", "versions", "--data", new, "--json").json["versions"]
    assert (version["number"], version["inherited"], version["by"]) == (2, True, "B01")
    assert version["fingerprint"] == done.json["after"]["fingerprint"]
