"""Check scripts, playbooks and shop settings together, as a release would use them."""

from collections.abc import Mapping

from aftersales.domain.order_facts import CONVERSATION_FACTS, ORDER_FACTS
from aftersales.domain.playbook import Playbook
from aftersales.domain.playbook_check import Known, check_playbooks
from aftersales.domain.problems import FileProblem
from aftersales.domain.script_check import unknown_variables
from aftersales.domain.scripts import Script
from aftersales.domain.shop import Shop
from aftersales.domain.shop_check import check_follow_ups, check_shop
from aftersales.domain.wording import VARIABLES
from aftersales.domain.wording_care import SHOP_VARIABLES


def check_content(shop: Shop, scripts: Mapping[str, Script], playbooks: Mapping[str, Playbook]) -> list[FileProblem]:
    """Every problem between the parts; empty when they may go live together."""
    variables = {*VARIABLES, *shop.settings}
    known = Known(shop, scripts, ORDER_FACTS, variables, {*SHOP_VARIABLES, *shop.settings})
    follow_ups = check_follow_ups(shop, ORDER_FACTS.keys() - CONVERSATION_FACTS.keys())
    problems = [*check_shop(shop), *follow_ups, *check_playbooks(playbooks, known)]
    for key, variable in unknown_variables(scripts, variables):
        message = (
            f"nothing fills {{{variable}}}; known are the settings of shop.yml and the variables of domain/wording.py"
        )
        problems.append(FileProblem("scripts_lib", key, message))
    return problems
