"""Go back to an older release: it is published again under the next number, so that nothing is rewritten."""

from aftersales.use_cases.publish_release import AUDIT_REF, PUBLISHED, ROLLED_BACK, BuildRelease, Published, Rejected
from aftersales.use_cases.services import Refused, Services


def rollback_release(
    services: Services, number: int, actor: str, build: BuildRelease
) -> Published | Rejected | Refused:
    """Publish release `number` again. Rejected when this program can no longer use it.

    Refused: not_found, already_live (the newest release has this very content).
    """
    with services.uow() as uow:
        old = uow.releases.get(number)
        if old is None:
            return Refused("not_found", f"there is no release {number}")
        built = build(number, old.files)
        if isinstance(built, list):
            return Rejected(tuple(built))
        new = uow.releases.add(old.checksum, old.files, services.now(), f"{ROLLED_BACK}{number}")
        if new is None:
            return Refused("already_live", f"release {number} is what is live now")
        details = {"number": str(new), "rolled_back_to": str(number)}
        uow.audit.append(actor, PUBLISHED, AUDIT_REF, details, services.now())
        uow.commit()
        return Published(new)
