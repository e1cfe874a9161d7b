"""Login and logout at the desk."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from aftersales.adapters.passwords import verify_password
from web.buyer_access import State
from web.desk_access import COOKIE, LIFETIME, DeskAgent, make_session
from web.pages import templates
from web.state import WebState, address_of

router = APIRouter(prefix="/desk", include_in_schema=False)

FORM_COOKIE = "desk_form"
"""The login form repeats this cookie: a foreign page can post the form but not read the cookie."""


@router.get("/login")
def show_login(request: Request, state: State) -> Response:
    return _form(request, state, "", 200)


@router.post("/login")
def log_in(
    request: Request,
    state: State,
    login: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=200)],
    form: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Start a session; ten failed attempts from an address within five minutes close the form to it."""
    expected = request.cookies.get(FORM_COOKIE, "")
    if not expected or not secrets.compare_digest(form.encode(), expected.encode()):
        return _form(request, state, "页面已过期，请再登录一次", 403)
    address = address_of(request)
    if state.failed_logins.full(address):
        return _form(request, state, "失败次数太多，请五分钟后再试", 429)
    with state.services.reader() as uow:
        agent = uow.agents.get(login)
    if not verify_password(agent.password_hash if agent and agent.active else None, password):
        state.failed_logins.hit(address)
        return _form(request, state, "账号或密码不对", 401)
    response = RedirectResponse("/desk", 303)
    _set_cookie(response, state, COOKIE, make_session(state.settings.shop_secret, login, state.services.now()))
    return response


@router.post("/logout")
def log_out(_user: DeskAgent) -> Response:
    response = Response(status_code=204)
    response.delete_cookie(COOKIE)
    return response


def _form(request: Request, state: WebState, problem: str, status: int) -> Response:
    token = secrets.token_urlsafe(16)
    response = templates.TemplateResponse(
        request, "desk/login.html", {"problem": problem, "form_token": token}, status_code=status
    )
    _set_cookie(response, state, FORM_COOKIE, token)
    return response


def _set_cookie(response: Response, state: WebState, name: str, value: str) -> None:
    secure = state.settings.app_env != "local"
    response.set_cookie(name, value, int(LIFETIME.total_seconds()), httponly=True, samesite="lax", secure=secure)
