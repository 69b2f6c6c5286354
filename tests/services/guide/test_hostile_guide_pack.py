"""A guide pack from somebody else's stick: whatever is wrong with it, one sentence, and nothing is kept."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.bootstrap.program import program
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.guide.library import canonical, version_of
from counter.domain.guide.pack import HEADER, LIBRARY, card_text, header_text, read_card, read_header
from counter.domain.guide.publication import Publication, SignedPublication
from counter.domain.guide.terms import AttachedFile
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.authoring.draft import attach_guide_file
from counter.services.context.app import AppContext
from counter.services.guide import import_pack as take_in
from counter.services.guide import preview_pack as look
from counter.services.guide.import_pack import import_guide
from counter.services.guide.preview_pack import preview_pack
from counter.services.guide.trust_bureau import trust_bureau
from counter.services.guide.versions import get_version, guide_versions
from counter.services.keys.back_offices import bureau_card, bureau_seed
from counter.services.keys.trusted import public_of
from tests.guide_files import small
from tests.services.bureau import TODAY, Bureau, bureau_on, window_on
from tests.services.office import FRIDAY, SetClock

Parts = dict[str, bytes]
PDF = b"%PDF-1.7 demo"


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """A bureau that has published one version with one file."""
    with bureau_on(tmp_path_factory.mktemp("bureau") / "profile", SetClock(FRIDAY)) as opened:
        opened.release("我要开甲店", attach_guide_file(opened.app, "样本.pdf", PDF))
        yield opened


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, bureau: Bureau) -> Iterator[AppContext]:
    """A window that believes it and takes nothing of all this in."""
    with window_on(tmp_path_factory.mktemp("window") / "profile", SetClock(FRIDAY)) as app:
        bureau.believed_by(app)
        yield app


def parts_of(bureau: Bureau, number: int = 1) -> Parts:
    """The members of an honest pack."""
    with zipfile.ZipFile(io.BytesIO(bureau.pack(number))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], *twice: str, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of them."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*parts, *twice):
            archive.writestr(zipfile.ZipInfo(name), parts[name], how)
    return written.getvalue()


def signed_anew(bureau: Bureau, seed: bytes | None = None, **changes: object) -> SignedPublication:
    """Another publication with a right signature of the bureau's key, or of another."""
    seed = seed or bureau_seed(bureau.app.journal)
    first = get_version(guide_versions(bureau.app.journal), 1).publication
    said: Publication = replace(first, **changes)  # type: ignore[arg-type]
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(said.message()).hex()
    return SignedPublication(said, public_of(seed), signature)


def with_header(bureau: Bureau, signed: SignedPublication, **more: bytes) -> bytes:
    """The pack under another head."""
    return zipped({**parts_of(bureau), HEADER: header_text(signed).encode(), **more})


def refused(window: AppContext, pack: bytes, told: str, kind: type[CounterError] = CounterError) -> None:
    """It is refused in one sentence that says so, and nothing was noted."""
    with pytest.raises(kind, match=told) as wrong:
        import_guide(window, pack, window.journal.staff()[0])
    assert "\n" not in wrong.value.sentence
    assert not guide_versions(window.journal).known


def _damaged(parts: Parts) -> bytes:
    return zipped(parts)[:-200]


def _other_word(parts: Parts) -> bytes:
    return zipped({**parts, LIBRARY: parts[LIBRARY].replace("甲".encode(), "乙".encode())})


def _other_file(parts: Parts) -> bytes:
    name = next(name for name in parts if name.startswith("files/"))
    return zipped({**parts, name: b"%PDF-1.7 dema"})


def _path_up(parts: Parts) -> bytes:
    return zipped({**parts, "../../evil.pdf": PDF})


def _twice(parts: Parts) -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return zipped(parts, LIBRARY)


def _lacking(parts: Parts) -> bytes:
    return zipped({name: held for name, held in parts.items() if not name.startswith("files/")})


def _bomb(parts: Parts) -> bytes:
    return zipped({**parts, LIBRARY: bytes(100_000_001)})


def _said(**changes: object) -> Callable[[Parts], bytes]:
    def changed(parts: Parts) -> bytes:
        head = json.loads(parts[HEADER])
        head["publication"].update(changes)
        return zipped({**parts, HEADER: json.dumps(head).encode()})

    return changed


def _form(form: str) -> Callable[[Parts], bytes]:
    return lambda parts: zipped(
        {**parts, HEADER: json.dumps({**json.loads(parts[HEADER]), "form": form}).encode()}
    )


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda _: b"PK nothing", "不完整"),
        (_damaged, "不完整"),
        (_other_word, "与签名时不一样"),
        (_other_file, "与签名时不一样"),
        (_path_up, "多了或少了"),
        (_twice, "有两份"),
        (_lacking, "多了或少了"),
        (_bomb, "太大"),
        (_said(notes="别的话"), "签名不对"),
        (_said(effective="2026-11-19"), "签名不对"),
        (_said(notes="字" * 2_001), "不完整"),
        (_said(notes="\u202e话"), "不完整"),
        (_said(number=0), "不完整"),
        (_said(version="G1"), "不完整"),
        (_said(files=[{"name": "../a.pdf", "digest": "0" * 64, "size": 1}]), "不能用"),
        (_said(files=[{"name": "a.exe", "digest": "0" * 64, "size": 1}]), "不能作附件"),
        (_form("counter-guide-2"), "先升级"),
        (_form("something"), "这不是指南包"),
        (lambda parts: zipped({**parts, HEADER: b"[" * 100_000}), "这不是指南包"),
        (lambda parts: zipped({**parts, HEADER: b"\xff\xfe"}), "不完整"),
        (lambda parts: zipped({"a.txt": PDF}), "这不是指南包"),
        (lambda parts: zipped(parts, how=zipfile.ZIP_BZIP2), "不完整"),
    ],
)
def test_that_a_pack_that_was_touched_is_refused(
    bureau: Bureau, window: AppContext, harm: Callable[[Parts], bytes], told: str
) -> None:
    refused(window, harm(parts_of(bureau)), told)


def test_that_another_key_is_told_with_its_fingerprint(
    bureau: Bureau, window: AppContext, tmp_path: Path
) -> None:
    stranger = Ed25519PrivateKey.generate().private_bytes_raw()
    refused(
        window,
        with_header(bureau, signed_anew(bureau, stranger)),
        "另一把签的.*指纹 [0-9A-F ]{19}",
        RuleRefused,
    )
    with window_on(tmp_path / "new", SetClock(FRIDAY)) as new:
        refused(new, bureau.pack(1), "还没有采用.*指纹 [0-9A-F ]{19}", RuleRefused)


def test_that_a_borrowed_public_key_proves_nothing(bureau: Bureau, window: AppContext) -> None:
    forged = signed_anew(bureau, Ed25519PrivateKey.generate().private_bytes_raw())
    own = public_of(bureau_seed(bureau.app.journal))
    pack = with_header(bureau, replace(forged, public_key=own))
    refused(window, pack, "签名不对", RuleRefused)
    told = preview_pack(window, pack)
    assert (told.believed, told.changes) == (False, None)


def test_that_a_library_of_another_pack_is_looked_at_no_more_than_taken_in(
    bureau: Bureau, window: AppContext
) -> None:
    library = canonical({**small(), "common_hints": []})
    pack = with_header(bureau, signed_anew(bureau), **{LIBRARY: library})
    refused(window, pack, "与签名时不一样", BadInput)
    assert preview_pack(window, pack).changes is None


def test_that_demo_and_real_never_mix(bureau: Bureau, window: AppContext) -> None:
    refused(window, with_header(bureau, signed_anew(bureau, demo=False)), "混用", RuleRefused)


def test_that_a_signed_guide_with_faults_takes_no_force(bureau: Bureau, window: AppContext) -> None:
    library = small()
    library["bundles"]["1"]["items"][0]["item"] = "gone"
    for content, told in (
        (canonical(library), "没有 gone"),
        (json.dumps(small()).encode(), "规范写法"),
        (b"PK\x03\x04", "不完整"),
        (b"{not json", "不是正确的 JSON"),
        (b'{"a":' * 50_000, "层次太深"),
        (b"[]", "不完整"),
    ):
        parts = {HEADER: b"", LIBRARY: content}
        signed = signed_anew(
            bureau,
            digest=_sha(content),
            version=version_of(small()) if content != canonical(library) else version_of(library),
            files=(),
        )
        pack = zipped({**parts, HEADER: header_text(signed).encode()})
        refused(window, pack, told, BadInput)
        assert preview_pack(window, pack).believed
    good = preview_pack(window, bureau.pack(1))
    assert good.changes
    assert not good.already


def test_that_a_version_is_named_by_what_it_holds(bureau: Bureau, window: AppContext) -> None:
    refused(
        window, with_header(bureau, signed_anew(bureau, version="G" + "0" * 10)), "与版本号不符", BadInput
    )


def test_that_no_more_is_unpacked_than_may_be(
    bureau: Bureau, window: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused(window, bytes(take_in.MOST_PACK + 1), "不像是指南包", BadInput)
    first = get_version(guide_versions(bureau.app.journal), 1).publication.files[0]
    short = signed_anew(bureau, files=(replace(first, size=first.size - 1),))
    refused(window, with_header(bureau, short), "比它说的大", BadInput)
    for module, name, told in (
        (take_in, "MOST_UNPACKED", "太大"),
        (take_in, "MOST_FILES", "太多"),
    ):
        with monkeypatch.context() as small_one:
            small_one.setattr(module, name, 0)
            refused(window, bureau.pack(1), told, BadInput)
    monkeypatch.setattr(look, "MOST_LIBRARY", 10)
    with pytest.raises(BadInput, match="太大"):
        preview_pack(window, bureau.pack(1))


def test_that_the_key_believed_last_counts_and_what_came_under_another_stays_proved(
    bureau: Bureau, tmp_path: Path
) -> None:
    stranger = Ed25519PrivateKey.generate().private_bytes_raw()
    card = replace(bureau_card(bureau.app.journal), public_key=public_of(stranger))
    how = {"fingerprint": readable_fingerprint(card.public_key), "code": "S01", "pin": "9876"}
    with window_on(tmp_path / "window", SetClock(FRIDAY)) as app:
        bureau.believed_by(app)
        bureau.believed_by(app)
        clerk = app.journal.staff()[0]
        import_guide(app, bureau.pack(1), clerk)
        with pytest.raises(RuleRefused, match=how["fingerprint"]):
            trust_bureau(app.journal, card_text(card), **how)
        assert len(app.journal.entries("guide_key")) == 1
        trust_bureau(app.journal, card_text(card), **how, replace=True)
        assert len(app.journal.entries("guide_key")) == 2
        with pytest.raises(RuleRefused, match="另一把签的"):
            import_guide(app, with_header(bureau, signed_anew(bureau, number=2)), clerk)
        import_guide(app, with_header(bureau, signed_anew(bureau, stranger, number=2)), clerk)
    assert program().check(tmp_path / "window", False).faults == ()
    with pytest.raises(RuleRefused, match="这里就是指南编辑室"):
        trust_bureau(bureau.app.journal, card_text(card), **how)


def test_that_a_signed_file_that_is_no_document_is_refused(bureau: Bureau, window: AppContext) -> None:
    content = b"MZ program"
    signed = signed_anew(bureau, files=(AttachedFile("样本.pdf", _sha(content), len(content)),))
    parts = parts_of(bureau)
    pack = zipped(
        {HEADER: header_text(signed).encode(), LIBRARY: parts[LIBRARY], f"files/{_sha(content)}": content}
    )
    refused(window, pack, "不是它的后缀", BadInput)


def test_that_an_old_number_and_a_second_content_under_a_number_are_refused(
    bureau: Bureau, tmp_path: Path
) -> None:
    with window_on(tmp_path / "window", SetClock(FRIDAY)) as app:
        bureau.believed_by(app)
        clerk = app.journal.staff()[0]
        third = signed_anew(bureau, number=3)
        import_guide(app, with_header(bureau, third), clerk)
        with pytest.raises(RuleRefused, match="已有更新的第3版"):
            import_guide(app, bureau.pack(1), clerk)
        other = signed_anew(bureau, number=3, effective=date(2026, 12, 1))
        with pytest.raises(RuleRefused, match=r"第3版.*马上告诉"):
            import_guide(app, with_header(bureau, other), clerk)
        assert [v.publication.number for v in guide_versions(app.journal).known] == [3]


def test_that_a_bureau_takes_no_pack_in_that_it_did_not_publish(bureau: Bureau) -> None:
    with pytest.raises(RuleRefused, match="给窗口导入"):
        import_guide(bureau.app, with_header(bureau, signed_anew(bureau, number=2)), bureau.who())


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"form": "counter-guide-bureau-1"}', "[" * 100_000, "\ud800"]
)
def test_that_a_card_that_is_none_is_told(text: str) -> None:
    with pytest.raises(BadInput, match="公钥文件"):
        read_card(text)
    with pytest.raises(BadInput, match="指南包"):
        read_header(text)


@pytest.mark.parametrize("name", ["", " ", "编辑室\n指纹 0000", "编\x1b[2J", "编\u202e辑", "编" * 101])
def test_that_a_card_names_its_bureau_in_one_plain_line(bureau: Bureau, name: str) -> None:
    card = bureau_card(bureau.app.journal)
    for changed in (replace(card, bureau=name), replace(card, region=name)):
        with pytest.raises(BadInput, match="不完整"):
            read_card(card_text(changed))
    assert read_card(card_text(card)) == card


def test_that_a_pack_is_the_same_whenever_it_is_written(bureau: Bureau, window: AppContext) -> None:
    assert bureau.pack(1) == bureau.pack(1)
    assert get_version(guide_versions(bureau.app.journal), 1).publication.effective == TODAY


def _sha(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()
