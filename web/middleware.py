"""What happens to every request: a limit on its body, security headers, and its metrics."""

from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.metrics import Metrics

MAX_JSON_BYTES = 64 * 1024
MAX_UPLOAD_BYTES = 9 * 1024 * 1024
LARGE = ("/images", "/intake")
"""Ends of paths that take pictures or whole files."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'self'",
}
NO_FRAMES = "; frame-ancestors 'none'"


class BodyLimit:
    """Ends a request with 413 once its body grows past the limit, whether or not its length was announced."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        large = scope["path"].endswith(LARGE)
        limit = MAX_UPLOAD_BYTES if large else MAX_JSON_BYTES
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


class SecurityHeaders:
    """The chat may be framed by the shop's pages; the desk never."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/desk"):
                    headers["Content-Security-Policy"] += NO_FRAMES
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class RequestMetrics:
    """Counts by route template, never by path: paths carry ids."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()

        async def measured(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "unmatched")
                self._metrics.requests.labels(scope["method"], route, str(message["status"])).inc()
                self._metrics.request_seconds.labels(route).observe(perf_counter() - started)
            await send(message)

        await self._app(scope, receive, measured)
