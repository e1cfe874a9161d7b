"""Reading the release ahead: done once, and never a reason for a process not to start."""

from unittest.mock import Mock

from aftersales.adapters.releases import NoRelease
from aftersales.bootstrap import read_release


def test_the_release_is_read() -> None:
    own = Mock()
    read_release(lambda: own)
    own.release.assert_called_once_with()


def test_a_release_that_cannot_be_read_now_stops_nothing() -> None:
    own = Mock()
    own.release.side_effect = NoRelease("publish first")
    read_release(lambda: own)
    own.release.assert_called_once_with()
