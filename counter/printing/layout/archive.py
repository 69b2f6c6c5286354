"""Metadata and structure that make a PDF an archival file: PDF/A-3u (ISO 19005-3).

Title, issue time, language, output intent, and attached files with their purpose. Part 3 and not 2, because every
paper carries its own content as data (``reading``), and part 2 allows attached PDF/A files only. Level U: every
character drawn can be searched and copied. Decision 0020.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from counter.domain.errors import WorldTrouble

PART, LEVEL = 3, "U"
LANGUAGE = "zh-CN"
CREATOR = "counter"

_VERSION = (1, 7)
_PROFILE = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class About:
    """Metadata of a file. ``issued``: the moment on the paper, with its time zone; None: it has none."""

    title: str
    issued: datetime | None = None


def new_canvas(out: BytesIO, size: tuple[float, float], font: str, about: About, profile: bytes) -> Canvas:
    """A canvas of the archival form. ``font``: any of its own, else reportlab uses one that is not embedded."""
    canvas = Canvas(
        out,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        pdfVersion=_VERSION,
        lang=LANGUAGE,
        initialFontName=font,  # type: ignore[arg-type]  # its stub takes the name for a size
    )
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    held = canvas._doc  # type: ignore[attr-defined]  # reportlab has no public API for any of these
    held.info = _Info(about)
    held.Catalog.__NoDefault__ = (*held.Catalog.__NoDefault__, "OutputIntents", "AF")
    held.Catalog.Metadata = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"}), _xmp(about, held.info).encode()
    )
    colours = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), profile, filters=[pdfdoc.PDFZCompress])
    intent = {"Type": "/OutputIntent", "S": "/GTS_PDFA1", "DestOutputProfile": held.Reference(colours)}
    named = {"OutputConditionIdentifier": pdfdoc.PDFString(_PROFILE), "Info": pdfdoc.PDFString(_PROFILE)}
    held.Catalog.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent | named)])
    return canvas


def bring_along(canvas: Canvas, name: str, mime: str, content: bytes, about: About) -> None:
    """Attach the data that the paper was made from, under ``name``. The file's ID covers it too."""
    held = canvas._doc  # type: ignore[attr-defined]
    held.updateSignature(hashlib.sha256(content).digest())
    entries = {"Size": len(content), **({"ModDate": _pdf_date(about.issued)} if about.issued else {})}
    kind = {"Type": "/EmbeddedFile", "Subtype": "/" + mime.replace("/", "#2F")}
    stream = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary(kind | {"Params": pdfdoc.PDFDictionary(entries)}),
        content,
        filters=[pdfdoc.PDFZCompress],
    )
    label = pdfdoc.PDFString(name)
    named = pdfdoc.PDFDictionary(
        {
            "Type": "/Filespec",
            "F": label,
            "UF": label,
            "EF": pdfdoc.PDFDictionary({"F": held.Reference(stream), "UF": held.Reference(stream)}),
            "AFRelationship": "/Source",
        }
    )
    embedded = held.Reference(named)
    names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([label, embedded])})
    held.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": names})
    held.Catalog.AF = pdfdoc.PDFArray([embedded])


@cache
def colour_profile(fonts: Path) -> bytes:
    """The bundled sRGB profile, in the folder beside the fonts. Raises WorldTrouble where it is missing."""
    try:
        return (fonts.parent / "colour" / "sRGB.icc").read_bytes()
    except OSError:
        raise WorldTrouble("程序自带的颜色文件不见了，出不了文书。请重新安装程序，再打印。") from None


class _Info(pdfdoc.PDFInfo):
    """The info dictionary, for programs that read no XMP; unknown values are left out."""

    author = subject = ""
    creator = CREATOR

    def __init__(self, about: About) -> None:
        super().__init__()
        self.title = about.title
        self._issued = about.issued

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        entries: dict[str, object] = {
            "Title": pdfdoc.PDFString(self.title),
            "Creator": pdfdoc.PDFString(self.creator),
            "Producer": pdfdoc.PDFString(self.producer),
        }
        if self._issued is not None:
            entries["CreationDate"] = entries["ModDate"] = _pdf_date(self._issued)
        return pdfdoc.PDFDictionary(entries).format(document)


def _pdf_date(moment: datetime) -> pdfdoc.PDFString:
    zone = f"{moment:%z}"
    return pdfdoc.PDFString(f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'")


def _xmp(about: About, info: _Info) -> str:
    """The metadata packet (ISO 16684-1). Deterministic: only the paper's own time, no run-specific identifier."""
    title = escape(about.title)
    issued = about.issued.isoformat(timespec="seconds") if about.issued else ""
    dates = f"<xmp:CreateDate>{issued}</xmp:CreateDate><xmp:ModifyDate>{issued}</xmp:ModifyDate>"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>{PART}</pdfaid:part><pdfaid:conformance>{LEVEL}</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{escape(info.creator)}</xmp:CreatorTool>{dates if issued else ""}
<pdf:Producer>{escape(info.producer)}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _ended(stream: pdfdoc.PDFStream, document: pdfdoc.PDFDocument) -> bytes:
    """A stream as written by reportlab, with the end of line before ``endstream`` that it omits."""
    written: bytes = _format(stream, document)
    return written.removesuffix(b"endstream\n") + b"\nendstream\n"


_format = pdfdoc.PDFStream.format
pdfdoc.PDFStream.format = _ended  # type: ignore[assignment, method-assign]
