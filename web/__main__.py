"""Serves the web application: `python -m web`."""

import uvicorn

from aftersales.adapters.settings import read_settings


def main() -> None:
    """Listen on WEB_PORT; under APP_ENV=local, where secrets are known, only to this machine."""
    settings = read_settings()
    uvicorn.run(
        "web.app:build",
        factory=True,
        host="127.0.0.1" if settings.app_env == "local" else "0.0.0.0",  # noqa: S104 - the one public door
        port=settings.web_port,
        ws="none",
        access_log=False,  # addresses of the chat page carry buyer tokens
        timeout_graceful_shutdown=5,  # open event streams do not keep the process from stopping
    )


if __name__ == "__main__":
    main()
