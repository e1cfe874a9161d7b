"""Words from the script library: Rasa's utterances and the actions' keys become approved texts."""

import asyncio
from typing import Any

from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from aftersales.bootstrap import services, warm_up
from aftersales.domain.conversations import Say


class ScriptNlg(NaturalLanguageGenerator):
    """`utter_greet` of a story and `response=` of an action are both keys of the library."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:  # noqa: ARG002
        """Called by Rasa (`nlg: {type: …}` in endpoints.yml); needs neither argument."""
        warm_up()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,  # noqa: ARG002
        **kwargs: Any,
    ) -> dict[str, Any]:
        """The message of a key; ScriptMissing for an unknown key or a variable not given.

        Rasa then ends the turn silent, which the runner answers with the safety script.
        """
        say = Say(utter_action, kwargs.get("variables") or {})
        rendered = await asyncio.to_thread(services().voice.render, tracker.sender_id, say)
        return {"text": rendered.text, "script_key": rendered.key, "variant": rendered.variant}
