"""What tests of releases share: the shop's own files, a fresh database, and services over it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy.engine import Engine

from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.release import Release
from aftersales.use_cases.services import Services
from tests.databases import sqlite_engine

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 25, 14, 0, tzinfo=SHANGHAI)
CHAT = "scripts_lib/chat.yml"
Files = Mapping[str, str]


@pytest.fixture(scope="module")
def files() -> Files:
    read = read_content_files(ROOT)
    assert isinstance(build_release(0, read), Release)
    return read


@pytest.fixture
def engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    with sqlite_engine(sqlite_template, tmp_path / "shop.db") as engine:
        yield engine


@pytest.fixture
def services(engine: Engine) -> Services:
    reader = partial(SqlUnitOfWork, engine, read_only=True)
    return cast(Services, SimpleNamespace(uow=lambda: SqlUnitOfWork(engine), reader=reader, now=lambda: NOW))


@pytest.fixture
def reader(engine: Engine) -> Callable[[], SqlUnitOfWork]:
    return lambda: SqlUnitOfWork(engine, read_only=True)


def reworded(files: Files, new: str) -> dict[str, str]:
    assert "还有别的需要我帮您看的吗？" in files[CHAT]
    return {**files, CHAT: files[CHAT].replace("还有别的需要我帮您看的吗？", new)}
