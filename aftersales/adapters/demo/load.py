"""Load the demo shop: its orders through the importer, its agents onto the desk."""

from aftersales.adapters.demo.agents import demo_agents
from aftersales.adapters.demo.shop import demo_shop
from aftersales.adapters.importers.neutral_json import NeutralRows
from aftersales.use_cases.import_orders import ImportCounts, RejectedRow, import_orders
from aftersales.use_cases.services import Services


class DemoBroken(Exception):
    """The importer refused a row of the demo shop: a fault of ours."""


def load_demo(services: Services) -> ImportCounts:
    """Store the demo shop as it stands now; loading it again moves its orders up to the present."""
    counts = import_orders(services, NeutralRows(demo_shop(services.now())), _refuse)
    with services.uow() as uow:
        for agent in demo_agents():
            uow.agents.put(agent)
        uow.commit()
    return counts


def _refuse(row: RejectedRow) -> None:
    raise DemoBroken(f"{row.place}: {row.reason}")
