"""Shared by tests that need the running product: one set of real processes for the whole session."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.product import MODEL, Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The four processes over a fresh demo shop; skipped without a trained model, a failure under CI."""
    if not MODEL.exists():
        missing = "no trained model: run `make train`"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    home: Path = tmp_path_factory.mktemp("product")
    running = Product(home, f"sqlite:///{home / 'shop.db'}")
    running.prepare()
    running.start()
    try:
        running.wait_ready()
        yield running
    finally:
        running.stop()
