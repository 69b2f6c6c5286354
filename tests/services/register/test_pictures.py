"""Pictures for the register: drawn anew and small, and each file that is none is refused with a way out."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from counter.domain.document.emblem import read_emblem
from counter.domain.errors import BadInput
from counter.domain.hall.register.checks import MOST_PICTURE
from counter.services.register.pictures import MOST_FILE, read_picture
from tests.drawn_pictures import emblem_file, face_file


def test_that_an_emblem_is_kept_for_the_screen_and_as_dots_for_papers() -> None:
    made = read_picture(emblem_file(900), "emblem", "统一标识")
    assert made == read_picture(emblem_file(900), "emblem", "统一标识")
    assert max(Image.open(BytesIO(made.content)).size) <= 480
    dots = read_emblem(made.dots)
    assert (dots.width, dots.height) == (144, 144)
    assert {0, 1, 2} <= set(dots.dots)


def test_that_a_wide_emblem_stays_wide_and_a_white_one_stays_white() -> None:
    wide = Image.new("RGB", (900, 100), "black")
    white = Image.new("RGB", (100, 100), "white")
    made = []
    for image in (wide, white):
        out = BytesIO()
        image.save(out, "PNG")
        made.append(read_emblem(read_picture(out.getvalue(), "emblem", "统一标识").dots))
    assert (made[0].width, made[0].height, set(made[0].dots)) == (432, 48, {3})
    assert set(made[1].dots) == {0}


def test_that_a_photo_is_small_upright_and_tells_nothing_beside_the_face() -> None:
    image = Image.open(BytesIO(face_file(1200, 800)))
    exif = image.getexif()
    exif[0x0112], exif[0x010E] = 6, "secret place"  # turned by the camera
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    made = read_picture(out.getvalue(), "photo", "照片")
    kept = Image.open(BytesIO(made.content))
    assert (kept.size, made.dots) == ((267, 400), "")
    assert not kept.getexif()
    assert b"secret" not in made.content
    assert len(made.content) <= MOST_PICTURE


def _bomb(side: int) -> bytes:
    """A PNG of some bytes that says it has so many pixels a side."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是 PNG 或 JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "另存为 PNG 或 JPEG"),
        (b"GIF89a" + bytes(100), "不是 PNG 或 JPEG"),
        (b"\x89PNG\r\n\x1a\n", "不是 PNG 或 JPEG"),
        (emblem_file(200)[:-300], "坏了"),
        (emblem_file(20), "太小"),
        (bytes(MOST_FILE + 1), "最多 5 MB"),
        (_bomb(7_000), "像素太多"),
        (_bomb(30_000), "像素太多"),
    ],
)
def test_that_what_is_no_usable_picture_is_refused_with_a_way_out(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        read_picture(content, "emblem", "统一标识")
    assert refused.value.field == "emblem"
    assert refused.value.sentence.startswith("统一标识")
