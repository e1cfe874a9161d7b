"""The dialogue's own files: which intents it knows and which of them a rule or story answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from aftersales.adapters.files.yaml_reader import read_mapping
from aftersales.domain.problems import FileProblem

DOMAIN_FILE = "bot/domain.yml"
FALLBACK = "nlu_fallback"
PLAYBOOK_FORM = "playbook_form"


@dataclass
class Dialogue:
    """`intents` the bot understands; `routed` the intents of each action that follows them in a rule or story."""

    intents: list[str] = field(default_factory=list)
    routed: dict[str, set[str]] = field(default_factory=dict)

    @property
    def reached(self) -> set[str]:
        return set().union(*self.routed.values())


def read_dialogue(files: Mapping[str, str]) -> tuple[Dialogue, list[FileProblem]]:
    """The dialogue from `{path: YAML text}` of bot/domain.yml, bot/data/rules and bot/data/stories."""
    dialogue = Dialogue()
    problems: list[FileProblem] = []
    for file, text in sorted(files.items()):
        value = read_mapping(file, text)
        if isinstance(value, FileProblem):
            problems.append(value)
        elif file == DOMAIN_FILE:
            dialogue.intents += [name for item in _list(value.get("intents")) for name in _names(item)]
        else:
            for block in [*_list(value.get("rules")), *_list(value.get("stories"))]:
                _read_steps(_list(block.get("steps")) if isinstance(block, dict) else [], dialogue)
    return dialogue, problems


def check_dialogue(dialogue: Dialogue) -> list[FileProblem]:
    """Every intent and the fallback reach a rule or a story; no rule waits for an intent that does not exist."""
    problems = [
        FileProblem(DOMAIN_FILE, f"intent {intent}", "no rule or story answers it; add it to bot/data/rules")
        for intent in [*dialogue.intents, FALLBACK]
        if intent not in dialogue.reached
    ]
    return problems + [
        FileProblem("bot/data", f"intent {intent}", "is not listed in bot/domain.yml; add it there")
        for intent in sorted(dialogue.reached - {*dialogue.intents, FALLBACK})
    ]


def _read_steps(steps: list[object], dialogue: Dialogue) -> None:
    """Note for each action the intents of the step before it; what is said while a form's question is open goes to the
    form, whatever its intent."""
    waiting: list[str] = []
    asking = False
    for step in steps:
        if not isinstance(step, dict):
            continue
        asking = bool(step["active_loop"]) if "active_loop" in step else asking
        intents = list(_intents(step))
        if intents:
            waiting = [] if asking else intents
        elif waiting and isinstance(step.get("action"), str):
            dialogue.routed.setdefault(step["action"], set()).update(waiting)
            waiting = []


def _intents(step: dict[object, object]) -> Iterator[str]:
    if isinstance(step.get("intent"), str):
        yield str(step["intent"])
    for option in _list(step.get("or")):
        if isinstance(option, dict):
            yield from _intents(option)


def _names(item: object) -> list[str]:
    """`- greet` or `- greet: {use_entities: []}`."""
    return [str(name) for name in item] if isinstance(item, dict) else [str(item)]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
