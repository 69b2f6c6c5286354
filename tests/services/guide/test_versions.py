"""A guide from draft to force: who may do what, what a change undoes, and what a window then goes by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from counter.bootstrap.guide_in_force import follow_guide
from counter.bootstrap.opening import open_app
from counter.db.guide.store import GuideFiles
from counter.domain.authoring.merge import merged
from counter.domain.errors import BadInput, RuleRefused, StaleBase, WorldTrouble
from counter.domain.guide.bundle_search import search
from counter.domain.guide.library import library_of
from counter.domain.guide.pack import card_text
from counter.domain.guide.publication import DraftState, Evidenced, Transition
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.authoring.draft import attach_guide_file, load_draft, save_draft
from counter.services.authoring.import_library import import_library
from counter.services.authoring.lint import record_evidence
from counter.services.authoring.publish import publish_guide
from counter.services.authoring.send_back import send_back_guide
from counter.services.context.app import AppContext
from counter.services.guide.import_pack import import_guide
from counter.services.guide.trust_bureau import bureau_key, trust_bureau
from counter.services.guide.versions import guide_versions
from counter.services.keys.back_offices import bureau_card
from tests.guide_files import small
from tests.services.bureau import CHECKER, EDITOR, INDICATORS, OTHER, TODAY, Bureau, bureau_on, window_on
from tests.services.office import FRIDAY, SetClock

TOMORROW = date(2026, 11, 21)
SATURDAY = FRIDAY.replace(day=21)
PDF = b"%PDF-1.7 demo"


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """One bureau for all; each test makes its own change."""
    with bureau_on(tmp_path_factory.mktemp("bureau") / "profile", SetClock(FRIDAY)) as opened:
        yield opened


@pytest.fixture
def window(tmp_path: Path, bureau: Bureau) -> Iterator[AppContext]:
    """A new window that believes the bureau."""
    with window_on(tmp_path / "window", SetClock(FRIDAY)) as app:
        bureau.believed_by(app)
        yield app


def test_that_a_new_bureau_begins_with_what_its_windows_use_till_then(tmp_path: Path) -> None:
    """Else a demo would lose 容缺 with its first publication, and nobody could say why."""
    with bureau_on(tmp_path / "new", SetClock(FRIDAY)) as new:
        draft = new.draft
        overlay = new.app.hall.overlay
        assert overlay
        assert draft.library == library_of(new.app.shipped.guide(overlay))
        assert (draft.base, draft.editors, draft.saved_at) == (draft.library_digest, (), "")
        with pytest.raises(RuleRefused, match="没有不同"):
            new.submit()


def test_that_a_guide_goes_from_draft_over_a_second_person_to_a_signed_version(bureau: Bureau) -> None:
    bureau.edit("我要开甲店")
    handed = bureau.submit().versions.submitted
    assert handed is not None
    assert handed.editors == (EDITOR,)
    assert handed.changes
    bureau.check()
    said = bureau.publish()
    versions = guide_versions(bureau.app.journal)
    assert versions.last is not None
    assert versions.last.publication == said
    assert (versions.submitted, versions.checked) == (None, None)
    draft = bureau.draft
    assert (draft.base, draft.editors) == (said.digest, ())
    assert follow_guide(bureau.app).guide.version == said.version == draft.version


def test_that_who_edited_it_never_checks_it(bureau: Bureau) -> None:
    bureau.edit("我要开乙店", by=CHECKER["code"])
    bureau.submit()
    with pytest.raises(RuleRefused, match="不能自己核对"):
        bureau.check(**CHECKER)
    bureau.check(**OTHER)
    assert guide_versions(bureau.app.journal).state(bureau.draft.digest) is DraftState.CHECKED
    bureau.publish()
    assert bureau.draft.editors == ()


def test_that_neither_a_detour_nor_a_lost_draft_makes_an_editor_a_second_person(bureau: Bureau) -> None:
    bureau.edit("我要开酉店")
    bureau.submit()
    bureau.edit("我要开别的店", by=CHECKER["code"])
    bureau.edit("我要开酉店", by=CHECKER["code"])  # the very content that was handed in
    with pytest.raises(RuleRefused, match="不能自己核对"):
        bureau.check(**CHECKER)
    bureau.edit("我要开戌店", by=OTHER["code"])
    bureau.submit()
    kept = replace(bureau.draft, editors=())
    bureau.app.guides.save_draft(msgspec.json.encode(kept))  # put back from somewhere
    with pytest.raises(RuleRefused, match="不能自己核对"):
        bureau.check(**OTHER)


def test_that_only_a_supervisor_checks_and_sends_back(bureau: Bureau) -> None:
    bureau.edit("我要开丙店", by=OTHER["code"])
    with pytest.raises(RuleRefused, match=r"没有提交|又改过"):
        send_back_guide(bureau.app, "改名", **CHECKER)
    bureau.submit()
    clerk = {"code": EDITOR, "pin": "3579"}
    with pytest.raises(RuleRefused, match="要值班负责人输入"):
        bureau.check(**clerk)
    with pytest.raises(RuleRefused, match="要值班负责人输入"):
        send_back_guide(bureau.app, "改名", **clerk)
    with pytest.raises(BadInput, match="退回的理由"):
        send_back_guide(bureau.app, " ", **CHECKER)
    with pytest.raises(RuleRefused, match="口令不对"):
        bureau.check(code=CHECKER["code"], pin=OTHER["pin"])
    bureau.check()
    for who, told in ((clerk, "要值班负责人输入"), ({**CHECKER, "pin": OTHER["pin"]}, "口令不对")):
        with pytest.raises(RuleRefused, match=told):
            publish_guide(bureau.app, TODAY, Transition.BEGUN, "", **who)


def test_that_any_change_makes_it_a_draft_again(bureau: Bureau) -> None:
    library = bureau.edit("我要开丁店")
    bureau.submit()
    bureau.check()
    file = attach_guide_file(bureau.app, "表.pdf", PDF)
    save_draft(bureau.app, library, (file,), EDITOR)  # the library is the same, a file came
    with pytest.raises(RuleRefused, match="没有核对通过"):
        bureau.publish()
    with pytest.raises(RuleRefused, match="又改过"):
        bureau.check()
    save_draft(bureau.app, library, (), EDITOR)  # the very content that was checked
    assert guide_versions(bureau.app.journal).state(bureau.draft.digest) is DraftState.CHECKED


def test_that_what_was_sent_back_has_to_be_handed_in_again(bureau: Bureau) -> None:
    bureau.edit("我要开戊店")
    with pytest.raises(RuleRefused, match=r"没有提交|又改过"):
        bureau.check()
    bureau.submit()
    with pytest.raises(RuleRefused, match="已经提交过"):
        bureau.submit()
    back = send_back_guide(bureau.app, "写明出具机关", **CHECKER).sent_back
    assert back is not None
    assert back.reason == "写明出具机关"
    with pytest.raises(RuleRefused):
        bureau.check()
    bureau.submit()
    bureau.check()
    send_back_guide(bureau.app, "还要再看", **OTHER)  # also what was checked already
    with pytest.raises(RuleRefused, match="没有核对通过"):
        bureau.publish()


def test_that_findings_that_must_be_mended_stay_only_with_a_reason(bureau: Bureau) -> None:
    bureau.edit("我要开己店及其他有关事项")
    bureau.submit()
    with pytest.raises(RuleRefused, match="必改"):
        bureau.check(kept="")
    bureau.check(kept="待盟局答复")
    checked = guide_versions(bureau.app.journal).checked
    assert checked is not None
    assert checked.must
    assert checked.kept == "待盟局答复"


def test_that_a_library_with_a_fault_is_not_handed_in(bureau: Bureau) -> None:
    library = small()
    library["bundles"]["1"]["items"][0]["item"] = "gone"
    save_draft(bureau.app, library, (), EDITOR)
    with pytest.raises(BadInput, match="没有 gone"):
        bureau.submit()


def test_that_forms_and_samples_without_a_file_are_told(bureau: Bureau) -> None:
    bureau.edit("我要开庚店", attach_guide_file(bureau.app, "样本.pdf", PDF))
    remarks = bureau.submit().remarks
    assert len(remarks) == 1
    assert "表.docx" in remarks[0]
    assert "申请书" in remarks[0]


def test_that_two_files_of_one_name_are_not_published(bureau: Bureau) -> None:
    files = [attach_guide_file(bureau.app, "样本.pdf", PDF + more) for more in (b"1", b"2")]
    bureau.edit("我要开申店", *files)
    with pytest.raises(BadInput, match="有两个"):
        bureau.submit()


def test_that_a_day_that_is_over_is_no_effective_day(bureau: Bureau) -> None:
    bureau.edit("我要开辛店")
    bureau.submit()
    bureau.check()
    with pytest.raises(BadInput, match="不能早于今天"):
        bureau.publish(date(2026, 11, 19))
    with pytest.raises(BadInput, match="最多2000字"):
        publish_guide(bureau.app, TODAY, Transition.BEGUN, "字" * 2_001, **CHECKER)
    said = publish_guide(bureau.app, TODAY, Transition.BEGUN, " \u202e话\u200b：\n甲 ", **CHECKER)
    assert said.notes == "话：\n甲"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("表.exe", b"MZ", "不能作附件"),
        ("表.pdf", b"MZ", "不是它的后缀"),
        ("../表.pdf", PDF, "不能用"),
        ("con.pdf", PDF, "不能用"),
        ("COM¹ .pdf", PDF, "不能用"),
        ("表\u200efdp.pdf", PDF, "不能用"),
        ("表\x85.pdf", PDF, "不能用"),
        (" 表.pdf", PDF, "不能用"),
        ("表" * 117 + ".pdf", PDF, "不能用"),
        ("表.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        ("表.pdf", b"", "空的"),
        ("表.docx", b"PK\x03\x04 word/vbaProject.bin", "宏"),
    ],
)
def test_that_only_documents_are_attached(bureau: Bureau, name: str, content: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        attach_guide_file(bureau.app, name, content)
    with pytest.raises(BadInput, match="超过20 MB"):
        attach_guide_file(bureau.app, "表.pdf", bytes(20_000_001))


def test_that_evidence_is_kept_and_a_computed_check_is_nobodys_word(bureau: Bureau) -> None:
    said = Evidenced("i08", True, "盟政府网站已公布", "格根塔娜", TODAY, "48.7")
    assert record_evidence(bureau.app, said, bureau.who()).evidence == (said,)
    for wrong in (replace(said, check="i01"), replace(said, share="很多"), replace(said, on=TOMORROW)):
        with pytest.raises(BadInput):
            record_evidence(bureau.app, wrong, bureau.who())


def test_that_a_file_is_joined_to_the_draft_by_id(bureau: Bureau) -> None:
    bureau.edit("我要开壬店")
    before = bureau.draft.library
    other = small()
    other["bundles"] = {"1": {**other["bundles"]["1"], "name": "我要开店"}, "3": other["bundles"]["2"]}
    other["common_hints"] = []
    now = import_library(bureau.app, other, bureau.who()).draft.library
    assert now == merged(before, other)
    assert [now["bundles"][key]["name"] for key in "123"] == ["我要开店", "我要挂牌子", "我要挂牌子"]
    assert now["common_hints"] == before["common_hints"]
    with pytest.raises(RuleRefused, match="共用提示"):  # its last row goes: somebody has to mean it
        import_library(bureau.app, other, bureau.who(), whole=True)
    whole = import_library(bureau.app, other, bureau.who(), whole=True, agreed="删去")
    assert whole.draft.library == other
    assert not import_library(bureau.app, other, bureau.who(), whole=True).changed


def test_that_a_window_goes_by_the_highest_number_whose_day_has_come(
    bureau: Bureau, window: AppContext, tmp_path: Path
) -> None:
    shipped = window.guide.version
    now = bureau.release("我要开癸店", attach_guide_file(bureau.app, "样本.pdf", PDF))
    later = bureau.release("我要开子店", effective=TOMORROW)
    clerk = window.journal.staff()[0]
    for said in (now, later):
        assert not import_guide(window, bureau.pack(said.number), clerk).already
    assert follow_guide(window).guide.version == now.version != shipped
    assert window.guides.file(now.files[0].digest) == PDF
    assert isinstance(window.clock, SetClock)
    today = follow_guide(window)
    assert follow_guide(today) is today
    window.clock.at = SATURDAY  # midnight passes over an open window
    assert follow_guide(today).guide.version == later.version
    window.clock.at = FRIDAY.replace(day=19)  # set back to before there was any
    assert follow_guide(today).guide.version == shipped
    window.clock.at = SATURDAY
    with open_app(tmp_path / "window", window.clock) as again:
        assert again.guide.version == later.version
        assert again.guide.overlay is None
        assert (
            search(again.index, "zidian")[0].number == 1
        )  # readings of names beside the shipped index's own
        assert dict(again.guide.items).keys() == {"register", "sign_board"}


def test_that_the_same_pack_twice_is_one_entry_and_lays_down_again_what_was_lost(
    bureau: Bureau, window: AppContext, tmp_path: Path
) -> None:
    said = bureau.release("我要开丑店", attach_guide_file(bureau.app, "样本.pdf", PDF))
    pack, clerk = bureau.pack(said.number), window.journal.staff()[0]
    import_guide(window, pack, clerk)
    entries = len(window.journal.entries("guide_versions"))
    guides = tmp_path / "window" / "guides"
    (guides / "files" / said.files[0].digest).unlink()
    (guides / f"{said.digest}.json").write_bytes(b"{}")
    again = import_guide(window, pack, clerk)
    assert again.already
    assert len(window.journal.entries("guide_versions")) == entries
    assert window.guides.file(said.files[0].digest) == PDF
    assert window.guides.library(said.digest)


def test_that_a_start_says_which_file_is_gone_and_never_takes_another_version(
    bureau: Bureau, window: AppContext, tmp_path: Path
) -> None:
    said = bureau.release("我要开寅店")
    import_guide(window, bureau.pack(said.number), window.journal.staff()[0])
    guides, folder = tmp_path / "window" / "guides", tmp_path / "window"
    (guides / said.digest / "items.json").write_bytes(b"{}")
    with open_app(folder, window.clock) as mended:
        assert mended.guide.items["register"].name == "设立登记"
    (guides / said.digest / "items.json").unlink()
    (guides / f"{said.digest}.json").unlink()
    with (
        pytest.raises(WorldTrouble, match=f"{said.digest}.json 不见了.*指南包再导入一次"),
        open_app(folder, window.clock),
    ):
        pass
    with open_app(folder, window.clock, mending=True) as mending:
        assert import_guide(mending, bureau.pack(said.number), mending.journal.staff()[0]).already
    with open_app(folder, window.clock) as again:
        assert again.guide.version == said.version


def test_that_a_bureau_lays_down_its_own_lost_files_from_its_pack(bureau: Bureau) -> None:
    said = bureau.release("我要开辰店")
    pack = bureau.pack(said.number)
    app = bureau.app
    library = app.guides.library(said.digest)
    assert isinstance(app.guides, GuideFiles)
    app.guides.library_path(said.digest).unlink()
    assert import_guide(app, pack, bureau.who()).already
    assert app.guides.library(said.digest) == library


def test_that_a_draft_saved_elsewhere_is_not_written_over(bureau: Bureau) -> None:
    bureau.edit("我要开巳店")
    seen = bureau.draft
    other = bureau.edit("我要开午店")  # the command line, meanwhile
    with pytest.raises(StaleBase, match="在别处改过"):
        save_draft(bureau.app, {**other, "common_hints": []}, (), EDITOR, seen)
    assert bureau.draft.library == other
    assert save_draft(bureau.app, other, (), EDITOR, bureau.draft).library == other
    seen = bureau.draft
    save_draft(bureau.app, other, (attach_guide_file(bureau.app, "样本.pdf", PDF),), OTHER["code"])
    with pytest.raises(StaleBase, match="在别处改过"):
        save_draft(bureau.app, other, (), EDITOR, seen)


def test_that_a_damaged_draft_is_told(bureau: Bureau) -> None:
    bureau.edit("我要开未店")
    bureau.app.guides.save_draft(b'{"library": 1}')
    with pytest.raises(WorldTrouble, match=r"草稿 draft\.json 读不出"):
        load_draft(bureau.app)
    assert isinstance(bureau.app.guides, GuideFiles)
    bureau.app.guides.library_path("x").with_name("draft.json").unlink()


def test_that_a_key_is_believed_only_with_its_fingerprint_and_a_supervisor(
    bureau: Bureau, tmp_path: Path
) -> None:
    card = bureau_card(bureau.app.journal)
    text, printed = card_text(card), readable_fingerprint(card.public_key)
    with window_on(tmp_path / "window", SetClock(FRIDAY)) as app:
        for changed, told in (
            ({"fingerprint": "0000 0000 0000 0000"}, "指纹"),
            ({"code": "W01", "pin": "1234"}, "值班负责人"),
        ):
            with pytest.raises((BadInput, RuleRefused), match=told):
                trust_bureau(
                    app.journal, text, **{"fingerprint": printed, "code": "S01", "pin": "9876", **changed}
                )
        real = card_text(replace(card, demo=False))
        with pytest.raises(RuleRefused, match="演示"):
            trust_bureau(app.journal, real, fingerprint=printed, code="S01", pin="9876")
        assert bureau_key(app.journal) is None


def test_that_a_window_edits_and_publishes_nothing(window: AppContext) -> None:
    with pytest.raises(RuleRefused, match="不是指南编辑室"):
        load_draft(window)
    with pytest.raises(RuleRefused, match="不是指南编辑室"):
        bureau_card(window.journal)
    with pytest.raises(RuleRefused, match="不是指南编辑室"):
        record_evidence(
            window, Evidenced("i08", True, "已公布", "格根塔娜", TODAY, "48.7"), window.journal.staff()[0]
        )


def test_that_the_transition_travels_with_the_version(bureau: Bureau) -> None:
    bureau.edit("我要开卯店")
    bureau.submit()
    bureau.check()
    assert bureau.publish(transition=Transition.LIGHTER).transition is Transition.LIGHTER
    assert INDICATORS
