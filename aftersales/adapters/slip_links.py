"""Links to return slips: whoever has one may see that slip, and nobody can guess another (HMAC-SHA256, 128 bits)."""

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

CASE_NO = re.compile(r"AS\d{8}-\d{6,12}")


@dataclass(frozen=True)
class SlipLinks:
    """`public_url` is where buyers reach the web process, without a slash at its end."""

    secret: str
    public_url: str

    def url(self, case_no: str) -> str:
        """The page of a case's slip; its PDFs lie below it. It stays good: the slip is masked."""
        return f"{self.public_url}/slip/{case_no}/{self._signature(case_no)}"

    def proves(self, case_no: str, signature: str) -> bool:
        """Whether the signature belongs to this case number."""
        known = CASE_NO.fullmatch(case_no) is not None and signature.isascii()
        return known and hmac.compare_digest(self._signature(case_no), signature)

    def _signature(self, case_no: str) -> str:
        digest = hmac.digest(self.secret.encode(), f"slip:{case_no}".encode(), sha256)
        return urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()
