"""The web application: buyer API, chat page and desk, with the conversation runner and the feed reader beside them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Event, Thread

from fastapi import FastAPI

from aftersales.adapters.settings import Settings, read_settings
from aftersales.bootstrap import build_services, keep_current
from aftersales.use_cases.services import Services
from web.errors import install_error_handlers
from web.feed import Feed
from web.metrics import Metrics
from web.middleware import BodyLimit, RequestMetrics, SecurityHeaders
from web.pages import STATIC, FreshStaticFiles
from web.routes import chat, chat_page, desk_api, desk_login, desk_pages, health, intake, return_slip
from web.runner import ConversationRunner
from web.state import WebState


def build() -> FastAPI:
    """The application of this process's environment (`uvicorn --factory web.app:build`)."""
    settings = read_settings()
    return create_app(build_services(settings), settings)


def create_app(services: Services, settings: Settings) -> FastAPI:
    """The application on these services; its lifespan runs the runner and the feed reader."""
    metrics, feed = Metrics(), Feed(services)
    app = FastAPI(
        title="售后 Shouhou", lifespan=_lifespan, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json"
    )
    app.state.web = WebState(services, settings, feed, metrics)
    app.state.background = (ConversationRunner(services, metrics).run, feed.run)
    for module in (chat, chat_page, desk_api, desk_login, desk_pages, health, intake, return_slip):
        app.include_router(module.router)
    app.mount("/static", FreshStaticFiles(directory=STATIC), name="static")
    install_error_handlers(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestMetrics, metrics=metrics)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(run()) for run in app.state.background]
    stopping = Event()
    keeping = Thread(target=keep_current, args=(lambda: app.state.web.services, stopping.wait), daemon=True)
    keeping.start()
    yield
    stopping.set()
    await asyncio.to_thread(keeping.join)
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
