"""Scenarios through the chat API that belong to no single procedure: access, words as words, the way to a person."""

import time

import pytest

from tests.product import Product, keys

pytestmark = pytest.mark.rasa


def stranger(product: Product) -> str:
    return f"stranger-{time.time_ns()}"
