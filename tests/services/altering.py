"""What strangers do to a finished PDF, with three tools: qpdf (pikepdf), pdfium, and bytes put in by hand."""

from __future__ import annotations

import ctypes
import json
import re
from collections.abc import Callable, Mapping
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from reportlab.pdfgen.canvas import Canvas

from tests.services.proving import saved

Alteration = Callable[[bytes], bytes]


# ── qpdf ─────────────────────────────────────────────────────────────────────────────────────────────


def _qpdf(change: Callable[[Pdf], object], **how: object) -> Alteration:
    def altered(pdf: bytes) -> bytes:
        out = BytesIO()
        with pikepdf.open(BytesIO(pdf)) as document:
            change(document)
            document.save(out, **how)  # type: ignore[arg-type]
        return out.getvalue()

    return altered


def _words_of(document: Pdf) -> Stream:
    """The stream of the first page that holds its text."""
    contents = document.pages[0].Contents
    first = contents[0] if isinstance(contents, Array) else contents
    assert isinstance(first, Stream)
    return first


def _drawn(more: bytes, *, before: bool = False) -> Callable[[Pdf], object]:
    def change(document: Pdf) -> None:
        document.pages[0].contents_add(b"q " + more + b" Q", prepend=before)

    return change


def _rewritten(change: Callable[[list[tuple[list[object], str]]], None]) -> Callable[[Pdf], object]:
    def altered(document: Pdf) -> None:
        stream = _words_of(document)
        told = [
            (list(one.operands), str(one.operator)) for one in pikepdf.parse_content_stream(document.pages[0])
        ]
        change(told)
        instructions = [(operands, pikepdf.Operator(operator)) for operands, operator in told]
        document.pages[0].Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))
        del stream

    return altered


def _exchanged(told: list[tuple[list[object], str]]) -> None:
    """Two runs of text take each other's place; their order in the file stays."""
    places = [n for n, (_, operator) in enumerate(told) if operator == "Tm"]
    one, other = places[len(places) // 3], places[len(places) // 2]
    told[one], told[other] = told[other], told[one]


def _without_clip(told: list[tuple[list[object], str]]) -> None:
    told.insert(0, ([0, 0, 400, 500], "re"))
    told.insert(1, ([], "W"))
    told.insert(2, ([], "n"))


def _annotation(kind: str, **more: object) -> Callable[[Pdf], object]:
    def change(document: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=[100, 500, 300, 540], F=4)
        for name, value in more.items():
            note["/" + name] = value
        document.pages[0].Annots = document.make_indirect(Array([document.make_indirect(note)]))

    return change


def _field(document: Pdf) -> None:
    _annotation("Widget", FT=Name.Tx, T="a", V="已付款", DA="/Helv 12 Tf 0 g")(document)
    document.Root.AcroForm = Dictionary(Fields=document.pages[0].Annots, NeedAppearances=True)


def _layer(document: Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="later"))
    document.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    document.pages[0].Resources.Properties = Dictionary(L=layer)
    _drawn(b"/OC /L BDC 1 g 100 400 300 40 re f EMC")(document)


def _other_font(document: Pdf) -> None:
    """Another programme behind the same text: what is read stays, what is seen does not."""
    fonts = [one for one in document.objects if isinstance(one, Dictionary) and "/FontFile2" in one]
    fonts[0].FontFile2, fonts[-1].FontFile2 = fonts[-1].FontFile2, fonts[0].FontFile2
    fonts[0].FontFile2 = document.make_stream(bytes(fonts[0].FontFile2.read_bytes())[:-400])


def _attached(document: Pdf) -> None:
    names = document.Root.Names.EmbeddedFiles.Names
    content = names[1].EF.F.read_bytes().replace("2026年".encode(), "2027年".encode())
    names[1].EF.F = document.make_stream(content)


def _script(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="this.print()")


def _image(document: Pdf) -> None:
    picture = document.make_stream(b"\xff" * 4)
    picture.Type, picture.Subtype, picture.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    picture.Width, picture.Height, picture.BitsPerComponent = 2, 2, 8
    document.pages[0].Resources.XObject = Dictionary(X=picture)
    _drawn(b"200 0 0 30 100 500 cm /X Do")(document)


_COVER = b" q 1 g 80 500 400 30 re f Q"


def _whole_page(document: Pdf) -> Stream:
    """All that the first page draws, with a row covered, in one form: what a page that has no words of its own uses."""
    page = document.pages[0]
    page.contents_coalesce()
    form = document.make_stream(page.Contents.read_bytes() + _COVER)
    form.Type, form.Subtype, form.BBox, form.Resources = (
        Name.XObject,
        Name.Form,
        page.MediaBox,
        page.Resources,
    )
    page.Resources = Dictionary(XObject=Dictionary(All=form))
    page.Contents = document.make_stream(b"/All Do")
    return form


def _whole_as_annotation(document: Pdf) -> None:
    form = _whole_page(document)
    _annotation("Stamp", Rect=document.pages[0].MediaBox, AP=Dictionary(N=form))(document)
    document.pages[0].Contents = document.make_stream(b" ")


def _whole_as_pattern(document: Pdf) -> None:
    form = _whole_page(document)
    pattern = document.make_stream(form.read_bytes())
    pattern.Type, pattern.PatternType, pattern.PaintType, pattern.TilingType = Name.Pattern, 1, 1, 1
    pattern.BBox, pattern.XStep, pattern.YStep, pattern.Resources = form.BBox, 5000, 5000, form.Resources
    document.pages[0].Resources = Dictionary(Pattern=Dictionary(All=pattern))
    document.pages[0].Contents = document.make_stream(b"/Pattern cs /All scn 0 0 2000 2000 re f")


def with_original(pdf: bytes, change: Callable[[dict[str, object]], object]) -> bytes:
    """The PDF with another attached Document."""

    def altered(document: Pdf) -> None:
        file = document.Root.Names.EmbeddedFiles.Names[1].EF
        said = json.loads(file.F.read_bytes())
        change(said)
        file.F = document.make_stream(json.dumps(said).encode("ascii"))

    return _qpdf(altered)(pdf)


def _page(**boxes: object) -> Callable[[Pdf], object]:
    def change(document: Pdf) -> None:
        for name, value in boxes.items():
            document.pages[0].obj["/" + name] = value

    return change


def _twice(document: Pdf) -> None:
    document.pages.append(document.pages[0])


def _pale(document: Pdf) -> None:
    _rewritten(lambda told: told.insert(len(told) // 2, ([1], "g")))(document)


QPDF: Mapping[str, Alteration] = {
    "a row erased by a thick white stroke": _qpdf(_drawn(b"1 G 30 w 80 520 m 520 520 l S")),
    "a row erased by a white shape": _qpdf(_drawn(b"1 g 80 500 400 30 re f")),
    "digits drawn as black shapes": _qpdf(_drawn(b"0 g 300 520 2 12 re 306 520 2 12 re 300 532 8 2 re f")),
    "two cells exchanged by moving their text": _qpdf(_rewritten(_exchanged)),
    "a clip around the page": _qpdf(_rewritten(_without_clip)),
    "text made white": _qpdf(_pale),
    "shapes under the words": _qpdf(_drawn(b"0.7 g 80 300 300 200 re f", before=True)),
    "a note": _qpdf(_annotation("FreeText", Contents="已付款", DA="/Helv 12 Tf")),
    "a stamp": _qpdf(_annotation("Stamp", Name=Name.Approved)),
    "a form field": _qpdf(_field),
    "a hidden layer": _qpdf(_layer),
    "another font programme": _qpdf(_other_font),
    "the attached document": _qpdf(_attached),
    "an action": _qpdf(_script),
    "a picture": _qpdf(_image),
    "the whole page in a form, with a row covered": _qpdf(_whole_page),
    "the whole page as a stamp, with a row covered": _qpdf(_whole_as_annotation),
    "the whole page as a pattern, with a row covered": _qpdf(_whole_as_pattern),
    "a page turned": _qpdf(_page(Rotate=90)),
    "a page cropped": _qpdf(_page(CropBox=[0, 0, 400, 842])),
    "a page box of another unit": _qpdf(_page(UserUnit=2)),
    "a page twice": _qpdf(_twice),
    "linearized": _qpdf(lambda _: None, linearize=True),
    "packed": _qpdf(lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "unpacked": _qpdf(
        lambda _: None, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False
    ),
}


# ── pdfium ───────────────────────────────────────────────────────────────────────────────────────────


def _pdfium(change: Callable[[pypdfium2.PdfDocument, pypdfium2.PdfPage], object]) -> Alteration:
    def altered(pdf: bytes) -> bytes:
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0]
            change(document, page)
            page.gen_content()
            return saved(document)

    return altered


def texts(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfObject]:
    """The runs of text on a page."""
    return list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))


def _middle(page: pypdfium2.PdfPage) -> pypdfium2.PdfObject:
    runs = texts(page)
    return runs[len(runs) // 2]


def _see_through(_: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    pdfium.FPDFPageObj_SetFillColor(_middle(page).raw, 0, 0, 0, 10)


def _invisible(_: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    pdfium.FPDFTextObj_SetTextRenderMode(_middle(page).raw, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _stroke(_: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    line = pdfium.FPDFPageObj_CreateNewPath(80, 520)
    pdfium.FPDFPath_LineTo(line, 500, 520)
    pdfium.FPDFPageObj_SetStrokeColor(line, 255, 255, 255, 255)
    pdfium.FPDFPageObj_SetStrokeWidth(line, 30)
    pdfium.FPDFPath_SetDrawMode(line, pdfium.FPDF_FILLMODE_NONE, True)
    pdfium.FPDFPage_InsertObject(page.raw, line)


def _black(_: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    for left in (300, 308):
        bar = pdfium.FPDFPageObj_CreateNewRect(left, 520, 2, 12)
        pdfium.FPDFPageObj_SetFillColor(bar, 0, 0, 0, 255)
        pdfium.FPDFPath_SetDrawMode(bar, pdfium.FPDF_FILLMODE_WINDING, False)
        pdfium.FPDFPage_InsertObject(page.raw, bar)


def _said_otherwise(_: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    text = "1".encode("utf-16-le") + b"\x00\x00"
    buffer = ctypes.create_string_buffer(text)
    pdfium.FPDFText_SetText(_middle(page).raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))


def _exchange(_: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    runs = texts(page)
    one, other = runs[len(runs) // 3], runs[len(runs) // 2]
    first, second = one.get_matrix(), other.get_matrix()
    one.set_matrix(second)
    other.set_matrix(first)


def _new_page(document: pypdfium2.PdfDocument, _: pypdfium2.PdfPage) -> None:
    document.new_page(595, 842).gen_content()


PDFIUM: Mapping[str, Alteration] = {
    "run taken out": _pdfium(lambda _, page: page.remove_obj(_middle(page))),
    "run moved": _pdfium(lambda _, page: _middle(page).transform(pypdfium2.PdfMatrix().translate(30, 0))),
    "run made larger": _pdfium(
        lambda _, page: _middle(page).transform(pypdfium2.PdfMatrix().scale(1.02, 1.02))
    ),
    "run see-through": _pdfium(_see_through),
    "run invisible": _pdfium(_invisible),
    "run says otherwise": _pdfium(_said_otherwise),
    "two runs exchanged": _pdfium(_exchange),
    "white stroke": _pdfium(_stroke),
    "black bars": _pdfium(_black),
    "turned": _pdfium(lambda _, page: page.set_rotation(180)),
    "cropped": _pdfium(lambda _, page: page.set_cropbox(0, 0, 500, 800)),
    "one page more": _pdfium(_new_page),
    "saved again": _pdfium(lambda *_: None),
}


# ── by hand ──────────────────────────────────────────────────────────────────────────────────────────


def _updated(pdf: bytes, number: int, body: bytes) -> bytes:
    """An incremental update: the old file whole, one object anew behind it, and a table that points to it."""
    start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    trailer = pdf[start:]
    size, root = re.search(rb"/Size (\d+)", trailer), re.search(rb"/Root (\d+ 0 R)", trailer)
    assert size is not None
    assert root is not None
    at = len(pdf)
    more = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    end = b"trailer\n<</Size %s/Root %s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        size[1], root[1], start, at + len(more)
    )  # fmt: skip
    return pdf + more + table + end


def _page_updated(pdf: bytes, more: bytes) -> bytes:
    """The first page again, with more in its dictionary."""
    found = re.search(
        rb"(\d+) 0 obj\n(<<(?:(?!endobj)[\s\S])*?/Type /Page\n(?:(?!endobj)[\s\S])*?>>)\nendobj", pdf
    )
    assert found is not None
    body = found[2]
    return _updated(pdf, int(found[1]), body[:-2] + more + b"\n>>")


def _overlaid(pdf: bytes) -> bytes:
    """One page drawn with reportlab laid over ours, as an editor of forms does."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFillGray(1)
    canvas.rect(100, 500, 200, 20, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(100, 505, "2027-12-31")
    canvas.save()
    done = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document, pikepdf.open(BytesIO(out.getvalue())) as over:
        document.pages[0].add_overlay(over.pages[0])
        document.save(done)
    return done.getvalue()


def _qr_of(pdf: bytes, old: bytes, new: bytes) -> bytes:
    start = pdf.index(b"%counter-qr-1 ")
    return pdf[:start] + pdf[start:].replace(old, new, 1)


BY_HAND: Mapping[str, Alteration] = {
    "an update that turns the page": lambda pdf: _page_updated(pdf, b"/Rotate 180"),
    "an update that crops the page": lambda pdf: _page_updated(pdf, b"/CropBox [0 0 300 300]"),
    "an update that changes nothing": lambda pdf: _page_updated(pdf, b""),
    "an empty line at the end": lambda pdf: pdf + b"\n",
    "a line before the file": lambda pdf: b"\n" + pdf,
    "another name of the paper": lambda pdf: pdf.replace(b"/Title", b"/Titel", 1),
    "overlaid": _overlaid,
    "a square of the QR": lambda pdf: _qr_of(pdf, b" 7 1 re", b" 8 1 re"),
    "a shape behind the QR's squares": lambda pdf: _qr_of(
        pdf, b"re\n" + b" " * 40, b"re\n0 0 0 9 re".ljust(43)
    ),
    "a wider unit of the QR": lambda pdf: _qr_of(pdf, b"f Q", b"S Q"),
    "a second place for a QR": lambda pdf: pdf + b"%counter-qr-1 000000\n",
}
