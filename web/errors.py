"""Errors as the API tells them: `{"error": {"code", "message"}}` with a fitting status."""

from collections.abc import Mapping
from typing import TypeVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from aftersales.use_cases.services import Refused

T = TypeVar("T")

ERRORS: Mapping[str, tuple[int, str]] = {
    "unauthorized": (401, "登录已失效，请重新进入"),
    "bad_signature": (401, "签名不对或时间戳过期"),
    "bad_csrf": (403, "页面已过期，请刷新后再试"),
    "not_found": (404, "没有找到"),
    "not_yours": (403, "这个会话不在你名下，请先接入"),
    "already_claimed": (409, "已由 {detail} 接入"),
    "already_done": (409, "已经处理过了"),
    "closed": (409, "会话已结束"),
    "conversation_closed": (409, "会话已结束，请开始新的会话"),
    "unknown_button": (422, "这个选项不属于本次会话"),
    "empty": (422, "没有内容"),
    "bad_request": (422, "请求有误：{detail}"),
    "bad_result": (422, "这类任务没有这个结果：{detail}"),
    "bad_party": (422, "责任方只能是：{detail}"),
    "bad_kind": (422, "这里不能登记这类任务：{detail}"),
    "needs_role": (403, "要更高权限：{detail}"),
    "already_live": (409, "这一版就是现在生效的内容"),
    "unusable_release": (409, "这一版现在的程序用不了：{detail}"),
    "not_dead": (409, "这个任务没有卡在送达上"),
    "bad_image": (422, "图片不能用：{detail}"),
    "bad_field": (422, "只能查看 buyer_name、phone 或 address"),
    "reason_required": (422, "请写明查看原因"),
    "blocked": (422, "不能发送：{detail}"),
    "warned": (409, "再按一次就照发：{detail}"),
    "too_many_images": (429, "图片发得太多了，请稍后再发"),
    "too_many_requests": (429, "操作太频繁，请稍后再试"),
    "too_large": (413, "内容太大"),
}
"""Status and words for each code; a code that is not listed is a conflict (409) told by its detail."""


class ApiError(Exception):
    """Ends a request with an error body; `code` is one of `ERRORS`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class LoginNeeded(Exception):
    """A desk page was asked for without a session."""


def accepted(result: T | Refused) -> T:
    """The value of a use case; a refusal becomes its error answer."""
    if isinstance(result, Refused):
        raise ApiError(result.code, result.detail)
    return result


def error_response(code: str, detail: str = "") -> JSONResponse:
    status, message = ERRORS.get(code, (409, "{detail}"))
    return JSONResponse(_body(code, message.format(detail=detail) or code), status)


def install_error_handlers(app: FastAPI) -> None:
    """Give every failure of `app` the same body."""
    app.add_exception_handler(ApiError, _api_error)
    app.add_exception_handler(LoginNeeded, _to_login)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _fault)


def _body(code: str, message: str) -> dict[str, dict[str, str]]:
    return {"error": {"code": code, "message": message}}


def _api_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)  # noqa: S101 - registered for this type only
    return error_response(error.code, error.detail)


def _to_login(request: Request, _error: Exception) -> Response:
    if "HX-Request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/desk/login"})
    return RedirectResponse("/desk/login", 303)


def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type only
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path", "__root__"))
    return error_response("bad_request", f"{field} {first['msg']}".strip())


def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type only
    known = {404: "not_found", 413: "too_large"}.get(error.status_code)
    if known:
        return error_response(known)
    return JSONResponse(_body("http_error", str(error.detail)), error.status_code, headers=error.headers)


def _fault(_request: Request, _error: Exception) -> Response:
    return JSONResponse(_body("internal_error", "系统出了点问题，请再试一次"), 500)
