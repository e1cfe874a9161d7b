"""An agent says who was responsible for a 售后单 and how it ended (P-HUM-02)."""

from dataclasses import replace

from aftersales.domain.case_stage import PARTIES
from aftersales.domain.cases import Case
from aftersales.use_cases.services import Refused, Services


def judge_case(services: Services, case_id: int, login: str, party: str, who: str, conclusion: str) -> Case | Refused:
    """The case with its responsible party (one of PARTIES), the unit or person in it, and the result in words.

    Refused: not_found, bad_party (detail: the allowed ones).
    """
    if party not in PARTIES:
        return Refused("bad_party", "|".join(PARTIES))
    with services.uow() as uow:
        found = uow.cases.get(case_id)
        if found is None:
            return Refused("not_found")
        uow.conversations.lock(found.conversation_id)
        case = uow.cases.get(case_id) or found
        judged = replace(case, responsibility=party, responsible=who.strip(), conclusion=conclusion.strip())
        uow.cases.save(judged)
        details = {"party": party, "who": judged.responsible, "conclusion": judged.conclusion}
        uow.audit.append(login, "judge", f"case:{case_id}", details, services.now())
        uow.feed.append(case.conversation_id, "case", str(case_id), services.now())
        uow.commit()
        return judged
