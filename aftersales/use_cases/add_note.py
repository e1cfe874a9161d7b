"""An agent leaves a note for colleagues; the buyer never sees it."""

from aftersales.use_cases.desk_work import lock_ticket
from aftersales.use_cases.services import Refused, Services


def add_note(services: Services, ticket_id: int, login: str, text: str) -> Refused | None:
    """None when stored (audit row of the ticket); Refused: not_found, empty."""
    with services.uow() as uow:
        work = lock_ticket(services, uow, ticket_id, login)
        if isinstance(work, Refused):
            return work
        if not text.strip():
            return Refused("empty")
        work.record("note", text=text.strip())
        uow.commit()
        return None
