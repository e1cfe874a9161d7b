"""Desk passwords: argon2id hashes, and a check that takes as long for an unknown login as for a known one."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The argon2id hash to store, salt and parameters included."""
    return _HASHER.hash(password)


def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether the password fits. None (no such login) takes as long and never fits: logins cannot be probed."""
    try:
        _HASHER.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
