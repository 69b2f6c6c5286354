"""Take a picture file in for the register: the hall's emblem (统一标识) or a person's photo.

Every picture is drawn anew, small: what else the file carries (place, camera, hidden data) stays outside.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from counter.domain.document.emblem import HIGHEST, LEVELS, WIDEST, DottedEmblem, emblem_text
from counter.domain.errors import BadInput
from counter.domain.hall.register.checks import MOST_PICTURE
from counter.domain.hall.register.records import RegisteredPicture, picture_digest

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_FILE = 5_000_000
"""Bytes of the file given."""

MOST_PIXELS = 40_000_000
LEAST_SIDE = 48
"""Pixels; fewer show no emblem and no face."""

EMBLEM = "emblem"
_EMBLEM_SIZE, _PHOTO_SIZE = (480, 320), (300, 400)
_QUALITIES = (85, 75, 60, 45)
_WHITE_FROM = 238
"""Grey values from here on are paper white: what JPEG leaves around a drawing."""


def read_picture(content: bytes, field: str, head: str) -> RegisteredPicture:
    """The picture for that field of a record (``emblem``, ``photo``); ``head``: the field's name in sentences.

    Raises BadInput for a file that is too large or small, is neither PNG nor JPEG, or is damaged.
    """
    if len(content) > MOST_FILE:
        raise BadInput(
            f"{head}的文件有 {len(content) // 1_000_000} MB，最多 {MOST_FILE // 1_000_000} MB："
            "请用画图程序缩小以后另存，再选。",
            field=field,
        )
    image = _opened(content, field, head)
    if field == EMBLEM:
        drawn = _emblem_file(image)
        return RegisteredPicture(picture_digest(drawn), drawn, emblem_text(_dotted(image)))
    drawn = _photo_file(image)
    return RegisteredPicture(picture_digest(drawn), drawn)


def _opened(content: bytes, field: str, head: str) -> Image:
    """The picture upright, on white. Pillow refuses what unpacks to far more than it may."""
    import PIL.Image
    from PIL import ImageOps

    wrong = BadInput(
        f"{head}的文件不是 PNG 或 JPEG 图片：请用画图程序另存为 PNG 或 JPEG，再选。", field=field
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = PIL.Image.open(BytesIO(content), formats=("PNG", "JPEG"))
    except PIL.Image.DecompressionBombError:
        raise _too_many(head, field) from None
    except Exception:  # noqa: BLE001 (Pillow raises whatever a damaged file leads to)
        raise wrong from None
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_many(head, field)
    if min(width, height) < LEAST_SIDE:
        raise BadInput(
            f"{head}太小（{width}×{height} 像素）：每边至少 {LEAST_SIDE} 像素，请换一张。", field=field
        )
    try:
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    except Exception:  # noqa: BLE001 (as above)
        raise BadInput(f"{head}的文件坏了，读不完整：请重新拷或另存一份，再选。", field=field) from None
    white = PIL.Image.new("RGBA", upright.size, "white")
    white.alpha_composite(upright)
    return white.convert("RGB")


def _too_many(head: str, field: str) -> BadInput:
    return BadInput(
        f"{head}的像素太多，最多 {MOST_PIXELS // 10_000} 万：请用画图程序缩小以后另存，再选。", field=field
    )


def _emblem_file(image: Image) -> bytes:
    """PNG with few colours, smaller until it fits."""
    size = _EMBLEM_SIZE
    while True:
        small = image.copy()
        small.thumbnail(size)
        out = BytesIO()
        small.quantize(128).save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST_PICTURE:
            return out.getvalue()
        size = (size[0] * 3 // 4, size[1] * 3 // 4)


def _photo_file(image: Image) -> bytes:
    """JPEG in the proportion of an identity photo's height, of less quality until it fits."""
    small = image.copy()
    small.thumbnail(_PHOTO_SIZE)
    out = BytesIO()
    for quality in _QUALITIES:
        out = BytesIO()
        small.save(out, "JPEG", quality=quality, optimize=True)
        if len(out.getvalue()) <= MOST_PICTURE:
            break
    return out.getvalue()


def _dotted(image: Image) -> DottedEmblem:
    """The emblem without its white border, in four greys, as high as papers draw it."""
    from PIL import ImageOps

    grey = image.convert("L").point(lambda value: 255 if value >= _WHITE_FROM else value)
    if (box := ImageOps.invert(grey).getbbox()) is not None:
        grey = grey.crop(box)
    grey = ImageOps.contain(grey, (WIDEST, HIGHEST))
    steps = LEVELS - 1
    dots = bytes(steps - (value * steps + 127) // 255 for value in grey.tobytes())
    return DottedEmblem(grey.width, grey.height, dots)
