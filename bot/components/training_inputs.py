"""What a trained component depends on and Rasa's training cache does not see: files it reads, and our code."""

from hashlib import sha256
from pathlib import Path
from typing import Any

BOT = Path(__file__).resolve().parents[1]
CODE = (BOT / "components", BOT / "intents")


def fingerprint(config: dict[str, Any], *settings: str) -> str:
    """Another text whenever a module that learns or understands, or a file named by one of `settings` has changed.

    For `fingerprint_addon`. Rasa asks for components taken from its cache too, with a `config` that has no settings.
    """
    files = [Path(config[setting]) for setting in settings if setting in config]
    digest = sha256()
    for path in (*(path for folder in CODE for path in sorted(folder.glob("*.py"))), *files):
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
