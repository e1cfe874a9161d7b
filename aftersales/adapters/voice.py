"""The bot's voice: a script of the live release, in a wording this conversation has not heard yet."""

import zlib
from collections.abc import Callable

from aftersales.adapters.clock import SystemClock
from aftersales.domain.conversations import Say
from aftersales.domain.scripts import Rendered, ScriptMissing, choose_variant, fill
from aftersales.use_cases.ports import Clock, Releases, UnitOfWork


class LibraryVoice:
    """Implements ports.ScriptVoice. `reader` opens read-only units of work: a caller may be in a transaction."""

    def __init__(self, reader: Callable[[], UnitOfWork], releases: Releases, clock: Clock | None = None) -> None:
        self._reader = reader
        self._releases = releases
        self._clock = clock or SystemClock()

    def render(self, conversation_id: str, say: Say) -> Rendered:
        """Pick an unused variant and fill it; ScriptMissing names the key or the variable that is not there."""
        release = self._releases.current()
        if say.key not in release.scripts:
            raise ScriptMissing(f"there is no script {say.key}")
        script = release.scripts[say.key].in_force(self._clock.now())
        said = self._said(conversation_id, say.key) if len(script.variants) > 1 else []
        variant = choose_variant(script, said, zlib.crc32(conversation_id.encode("utf-8", "replace")))
        return fill(script, variant, {"shop_name": release.shop.name, **say.variables})

    def _said(self, conversation_id: str, key: str) -> list[int]:
        with self._reader() as uow:
            return list(uow.messages.said_variants(conversation_id, key))
