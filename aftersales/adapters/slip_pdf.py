"""The return slip as a PDF of one page, A4 or a label of 100 × 150 mm, with its Chinese font inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, HRFlowable, KeepInFrame, Paragraph, Spacer, Table

from aftersales.domain.return_slip import ReturnSlip

FONT = "slip"


@dataclass(frozen=True)
class Paper:
    """Lengths in points: the page, its margin, the text, one module of the bar code, and the edge of the QR code."""

    size: tuple[float, float]
    margin: float
    text: float
    bar: float
    qr: float


PAPERS: Mapping[str, Paper] = {
    "a4": Paper(A4, 18 * mm, 11, 0.40 * mm, 32 * mm),
    "label": Paper((100 * mm, 150 * mm), 5 * mm, 8, 0.33 * mm, 22 * mm),
}
"""A module of 0.33 mm is what hand scanners read from a thermal label at 203 dpi."""


def draw_slip(slip: ReturnSlip, paper: str, font: Path) -> bytes:
    """The PDF; a long order is made smaller until it fits on its one page. OSError when the font file is missing."""
    _register(str(font))
    chosen, out = PAPERS[paper], BytesIO()
    width, height = (edge - 2 * chosen.margin for edge in chosen.size)
    canvas = Canvas(out, pagesize=chosen.size, invariant=True)
    canvas.setTitle(f"{slip.words['title']} {slip.case_no}")
    frame = Frame(chosen.margin, chosen.margin, width, height, 0, 0, 0, 0)
    frame.addFromList([KeepInFrame(width, height, _story(slip, chosen, width), mode="shrink")], canvas)
    canvas.save()
    return out.getvalue()


def _story(slip: ReturnSlip, paper: Paper, width: float) -> list[Any]:
    plain = ParagraphStyle("plain", fontName=FONT, fontSize=paper.text, leading=paper.text * 1.5, wordWrap="CJK")
    large = ParagraphStyle("large", plain, fontSize=paper.text * 1.8, leading=paper.text * 2.4, alignment=1)
    centred = ParagraphStyle("centred", plain, alignment=1)

    def rows(name: str) -> list[Paragraph]:
        return [Paragraph(f"{n}. {escape(line)}", plain) for n, line in enumerate(slip.lines(name), start=1)]

    goods = [Paragraph(f"{escape(title)} × {pieces}", plain) for title, pieces in slip.goods]
    told = [("case", slip.case_no), ("order", slip.order_no), ("buyer", slip.buyer), ("address", slip.address)]
    facts: list[list[Any]] = [
        [Paragraph(slip.words[name], plain), Paragraph(escape(value), plain)] for name, value in told
    ]
    facts.insert(3, [Paragraph(slip.words["goods"], plain), goods])
    table = Table(facts, colWidths=[width * 0.24, width * 0.76], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    bars = Code128(slip.case_no, barWidth=paper.bar, barHeight=14 * mm, quiet=True)
    bars.hAlign = "CENTER"
    hint = Table(
        [[_qr(slip.link, paper.qr), Paragraph(slip.words["hint"], plain)]],
        colWidths=[paper.qr + 3 * mm, width - paper.qr - 3 * mm],
        style=[("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
    )
    line = HRFlowable(width="100%", thickness=0.6, color="black", spaceBefore=paper.text / 2, spaceAfter=paper.text / 2)
    head = [Paragraph(slip.words["title"], large), Paragraph(escape(slip.shop), centred), Spacer(1, paper.text / 2)]
    notes = [Paragraph(slip.words["dos"], plain), *rows("do_list"), Spacer(1, paper.text / 2)]
    warnings = [Paragraph(slip.words["donts"], plain), *rows("dont_list")]
    return [*head, bars, Paragraph(slip.case_no, centred), line, table, line, *notes, *warnings, line, hint]


def _qr(text: str, edge: float) -> Drawing:
    widget = QrCodeWidget(text, barLevel="M")
    left, bottom, right, top = widget.getBounds()
    drawing = Drawing(edge, edge, transform=[edge / (right - left), 0, 0, edge / (top - bottom), 0, 0])
    drawing.add(widget)
    return drawing


@lru_cache(maxsize=1)
def _register(font: str) -> None:
    """Read the font once a process; only the characters used go into each PDF."""
    if not Path(font).is_file():
        raise OSError(f"{font} is missing: the slip's font comes with `npm ci && npm run vendor`")
    pdfmetrics.registerFont(TTFont(FONT, font))
