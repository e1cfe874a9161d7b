"""Settings from environment variables; the table of them is in docs/runbook.md."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_SECRET = "only-for-local-use-change-me-please"  # noqa: S105 refused outside APP_ENV=local

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class UnsafeSettings(Exception):
    """A setting that may not be used outside APP_ENV=local."""


@dataclass(frozen=True)
class Settings:
    app_env: str = "local"
    database_url: str = f"sqlite:///{ROOT / 'var' / 'shouhou.db'}"
    shop_secret: str = DEFAULT_SECRET
    desk_service_token: str = DEFAULT_SECRET
    rasa_url: str = "http://127.0.0.1:5005"
    content_root: Path = ROOT
    attachments_dir: Path = ROOT / "var" / "attachments"
    burst_s: float = 1.2
    turn_timeout_s: float = 8.0
    web_port: int = 8000
    public_url: str = ""
    slip_font: Path = ROOT / "web" / "static" / "vendor" / "NotoSansSC-Regular.ttf"
    outreach: bool = True
    intake_secret: str = ""
    task_webhook_url: str = ""
    task_webhook_secret: str = DEFAULT_SECRET


def read_settings(env: dict[str, str] | None = None) -> Settings:
    """Read the environment; UnsafeSettings names a default secret or an open Rasa outside APP_ENV=local."""
    env = dict(os.environ if env is None else env)
    base = Settings()
    settings = Settings(
        app_env=env.get("APP_ENV", base.app_env),
        database_url=env.get("DATABASE_URL", base.database_url),
        shop_secret=env.get("SHOP_SECRET", base.shop_secret),
        desk_service_token=env.get("DESK_SERVICE_TOKEN", base.desk_service_token),
        rasa_url=env.get("RASA_URL", base.rasa_url),
        content_root=Path(env.get("CONTENT_ROOT", str(base.content_root))),
        attachments_dir=Path(env.get("ATTACHMENTS_DIR", str(base.attachments_dir))),
        burst_s=float(env.get("BURST_SECONDS", base.burst_s)),
        turn_timeout_s=float(env.get("TURN_TIMEOUT", base.turn_timeout_s)),
        outreach=env.get("OUTREACH", "on") != "off",
        intake_secret=env.get("INTAKE_SECRET", base.intake_secret),
        task_webhook_url=env.get("TASK_WEBHOOK_URL", base.task_webhook_url),
        task_webhook_secret=env.get("TASK_WEBHOOK_SECRET", base.task_webhook_secret),
        web_port=int(env.get("WEB_PORT", base.web_port)),
        public_url=env.get("PUBLIC_URL", "").rstrip("/"),
    )
    if settings.app_env == "local" and not settings.public_url:
        settings = replace(settings, public_url=f"http://127.0.0.1:{settings.web_port}")
    if settings.app_env != "local":
        _refuse_unsafe(settings)
    return settings


def _refuse_unsafe(settings: Settings) -> None:
    secrets = ["shop_secret", "desk_service_token", *(["task_webhook_secret"] if settings.task_webhook_url else [])]
    for name in secrets:
        if getattr(settings, name) == DEFAULT_SECRET:
            told = f"{name.upper()} still has its default value; set it before APP_ENV={settings.app_env}"
            raise UnsafeSettings(told)
    public = urlsplit(settings.public_url)
    if public.scheme != "https" or not public.hostname:
        told = f"PUBLIC_URL is {settings.public_url or 'not set'}: buyers open return slips there; give an https one"
        raise UnsafeSettings(told)
    if urlsplit(settings.rasa_url).hostname not in LOOPBACK:
        raise UnsafeSettings(f"RASA_URL is {settings.rasa_url}: Rasa has no door of its own, keep it on 127.0.0.1")
