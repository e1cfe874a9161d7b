"""The return slip behind its signed link: a page that phones can read, and the PDFs to print."""

from typing import Literal

from fastapi import APIRouter, Request, Response

from aftersales.adapters.slip_pdf import draw_slip
from aftersales.domain.return_slip import ReturnSlip
from aftersales.use_cases.read_return_slip import read_return_slip
from web.buyer_access import State
from web.errors import accepted
from web.pages import templates
from web.state import WebState

router = APIRouter(prefix="/slip", include_in_schema=False)

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


@router.get("/{case_no}/{signature}")
def show_slip(request: Request, case_no: str, signature: str, state: State) -> Response:
    """The slip to read, with buttons to print it; 404 for a wrong link."""
    slip, prints = _slip(state, case_no, signature), state.services.release().scripts
    titles = {paper: prints[f"slip.print_{paper}"].variants[0] for paper in ("a4", "label")}
    return templates.TemplateResponse(request, "slip.html", {"slip": slip, "titles": titles}, headers=PRIVATE)


@router.get("/{case_no}/{signature}/{paper}.pdf")
def print_slip(case_no: str, signature: str, paper: Literal["a4", "label"], state: State) -> Response:
    """The PDF for one kind of paper."""
    pdf = draw_slip(_slip(state, case_no, signature), paper, state.settings.slip_font)
    name = {"Content-Disposition": f'inline; filename="{case_no}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=PRIVATE | name)


def _slip(state: WebState, case_no: str, signature: str) -> ReturnSlip:
    return accepted(read_return_slip(state.services, case_no, signature))
