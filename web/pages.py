"""The pages: where templates and static files lie, and how pages write money, times and names."""

from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi.templating import Jinja2Templates
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from aftersales.domain.calendar import SHANGHAI

HERE = Path(__file__).parent
STATIC = HERE / "static"
templates = Jinja2Templates(directory=HERE / "templates")


def yuan(fen: int) -> str:
    """12990 → ¥129.90"""
    return f"¥{fen // 100}.{fen % 100:02d}"


def clock_time(at: datetime) -> str:
    """Shanghai time of day."""
    return f"{at.astimezone(SHANGHAI):%H:%M}"


def day_time(at: datetime) -> str:
    """Shanghai month, day and time of day."""
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


def span(seconds: int) -> str:
    """A waiting time in the largest unit that says enough."""
    if seconds < 60:
        return "刚刚"
    if seconds < 3600:
        return f"{seconds // 60} 分钟"
    return f"{seconds // 3600} 小时" if seconds < 86400 else f"{seconds // 86400} 天"


def initial(name: str) -> str:
    """The character an avatar shows."""
    return name.strip()[:1].upper() or "客"


class FreshStaticFiles(StaticFiles):
    """Static files that browsers ask about each time (304 by their ETag), so that no page mixes old and new."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


templates.env.filters.update(yuan=yuan, clock_time=clock_time, day_time=day_time, span=span, initial=initial)
