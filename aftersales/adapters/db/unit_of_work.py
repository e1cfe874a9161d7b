"""One transaction with all repositories on it."""

from sqlalchemy.engine import Connection, Engine

from aftersales.adapters.db.agents import SqlAgents
from aftersales.adapters.db.attachments import SqlAttachments
from aftersales.adapters.db.audit import SqlAudit
from aftersales.adapters.db.cases import SqlCases
from aftersales.adapters.db.conversations import SqlConversations
from aftersales.adapters.db.deliveries import SqlDeliveries
from aftersales.adapters.db.feed import SqlFeed
from aftersales.adapters.db.messages import SqlMessages
from aftersales.adapters.db.orders import SqlOrders
from aftersales.adapters.db.promises import SqlPromises
from aftersales.adapters.db.releases import SqlReleases
from aftersales.adapters.db.tasks import SqlTasks
from aftersales.adapters.db.tickets import SqlTickets
from aftersales.adapters.db.turns import SqlTurns
from aftersales.use_cases.ports import UnitOfWork


class SqlUnitOfWork(UnitOfWork):
    """Begins with `with`; leaving it without `commit()`, or by an exception, rolls everything back.

    A writing unit is the only writer of an SQLite file from its first moment, and waits for the one before it.
    `read_only` sees what is committed, keeps nobody waiting and refuses to commit.
    """

    def __init__(self, engine: Engine, read_only: bool = False) -> None:
        options = {"read_only": True, "postgresql_readonly": True} if read_only else {}
        self._engine = engine.execution_options(**options)
        self._read_only = read_only

    def __enter__(self) -> "SqlUnitOfWork":
        self._connection = self._begin()
        self.orders = SqlOrders(self._connection)
        self.conversations = SqlConversations(self._connection)
        self.messages = SqlMessages(self._connection)
        self.turns = SqlTurns(self._connection)
        self.cases = SqlCases(self._connection)
        self.tasks = SqlTasks(self._connection)
        self.deliveries = SqlDeliveries(self._connection)
        self.tickets = SqlTickets(self._connection)
        self.promises = SqlPromises(self._connection)
        self.agents = SqlAgents(self._connection)
        self.attachments = SqlAttachments(self._connection)
        self.feed = SqlFeed(self._connection)
        self.audit = SqlAudit(self._connection)
        self.releases = SqlReleases(self._connection)
        return self

    def _begin(self) -> Connection:
        connection = self._engine.connect()
        try:
            connection.begin()
        except BaseException:
            connection.close()  # `with` does not call __exit__ when __enter__ fails
            raise
        return connection

    def __exit__(self, *exc: object) -> None:
        self._connection.close()

    def commit(self) -> None:
        """Make what was done lasting; what follows is a new transaction. RuntimeError on a read-only unit."""
        if self._read_only:
            raise RuntimeError("a read-only unit of work has nothing to commit")
        self._connection.commit()
