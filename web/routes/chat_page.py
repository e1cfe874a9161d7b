"""The shop chat page; under APP_ENV=local without a token a chooser of demo buyers."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from aftersales.adapters.buyer_tokens import make_buyer_token
from aftersales.adapters.demo.personas import PERSONAS
from web.buyer_access import State
from web.pages import templates
from web.state import WebState

router = APIRouter(include_in_schema=False)


@router.get("/")
def home() -> Response:
    return RedirectResponse("/chat")


@router.get("/chat")
def chat(request: Request, state: State, token: str = "", guest: bool = False) -> Response:
    """With a token the chat of its buyer; without one a guest's, or the chooser under APP_ENV=local."""
    shop = state.services.release().shop.name
    if not token and not guest and state.settings.app_env == "local":
        page = templates.TemplateResponse(request, "chooser.html", {"shop": shop, "choices": _choices(state)})
    else:
        page = templates.TemplateResponse(request, "chat.html", {"shop": shop})
    page.headers["Cache-Control"] = "no-store"
    return page


def _choices(state: WebState) -> list[dict[str, object]]:
    secret, now = state.settings.shop_secret, state.services.now()
    return [
        {
            "persona": persona,
            "token": make_buyer_token(
                secret, persona.buyer_id, persona.order_nos[0] if len(persona.order_nos) == 1 else None, now=now
            ),
        }
        for persona in PERSONAS
    ]
