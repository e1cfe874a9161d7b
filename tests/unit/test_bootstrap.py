"""Keeping the release at hand: looked for again and again, and never a reason for a process not to start."""

from unittest.mock import Mock

import pytest

from aftersales.adapters.releases import NoRelease
from aftersales.bootstrap import keep_current, read_release


def test_the_release_is_read() -> None:
    own = Mock()
    read_release(lambda: own)
    own.release.assert_called_once_with()


def test_a_release_that_cannot_be_read_now_stops_nothing() -> None:
    own = Mock()
    own.release.side_effect = NoRelease("publish first")
    read_release(lambda: own)
    own.release.assert_called_once_with()


def test_it_is_looked_for_again_and_again_also_when_there_was_none() -> None:
    own, pause = Mock(), Mock(side_effect=[None, None, KeyboardInterrupt])
    own.release.side_effect = [NoRelease("publish first"), None, None]
    with pytest.raises(KeyboardInterrupt):
        keep_current(lambda: own, pause)
    assert own.release.call_count == 3
