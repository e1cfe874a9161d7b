"""The return slip of a case, for whoever holds its signed link."""

from aftersales.domain.return_slip import ReturnSlip, return_slip
from aftersales.use_cases.services import Refused, Services


def read_return_slip(services: Services, case_no: str, signature: str) -> ReturnSlip | Refused:
    """The slip as the case and the shop stand now. Refused: not_found, also for a forged signature."""
    if not services.slips.proves(case_no, signature):
        return Refused("not_found")
    with services.reader() as uow:
        case = uow.cases.get(int(case_no.rpartition("-")[2]))
        order = uow.orders.get(case.order_no) if case and case.order_no else None
        if case is None or case.case_no != case_no or order is None:
            return Refused("not_found")
        return return_slip(case, order, services.release(), services.slips.url(case_no))
