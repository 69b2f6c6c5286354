"""Pictures drawn for tests: an emblem and a face that is nobody's."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw


def emblem_file(side: int = 200, form: str = "PNG") -> bytes:
    """A ring with a triangle on a clear ground."""
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    edge = side // 20
    draw.ellipse((edge, edge, side - edge, side - edge), outline=(29, 91, 166, 255), width=2 * edge)
    draw.polygon(
        [(side // 2, side // 4), (3 * side // 4, 3 * side // 4), (side // 4, 3 * side // 4)], fill="red"
    )
    return _file(image.convert("RGB") if form != "PNG" else image, form)


def face_file(width: int = 300, height: int = 400) -> bytes:
    """A silhouette."""
    image = Image.new("RGB", (width, height), (210, 220, 230))
    draw = ImageDraw.Draw(image)
    draw.ellipse((width // 3, height // 5, 2 * width // 3, height // 2), fill=(120, 130, 140))
    draw.ellipse((width // 8, 3 * height // 5, 7 * width // 8, 2 * height), fill=(120, 130, 140))
    return _file(image, "JPEG")


def _file(image: Image.Image, form: str) -> bytes:
    out = BytesIO()
    image.save(out, form)
    return out.getvalue()
