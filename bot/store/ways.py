"""How circles go about processes, in the database: only what differs from the usual way is kept."""

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.rules.ids import CircleId
from bot.rules.process.description import Process
from bot.rules.way import differing
from bot.store.moves import read, write
from bot.store.tables import way


class SqlWays:
    """The settings of processes by circle."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, circle_id: CircleId, process: Process) -> Any:  # noqa: ANN401 - settings of the process
        """Return the circle's settings of a process, None where it goes about it in the usual way."""
        kept = select(way.c.settings).where(way.c.circle_id == circle_id, way.c.process == process.key)
        found = self._connection.execute(kept).scalar()
        return None if found is None else read(process.settings, found)

    def put(self, circle_id: CircleId, process: Process, settings: object) -> None:
        """Keep what differs from the usual way."""
        row = {"circle_id": circle_id, "process": process.key}
        self._connection.execute(delete(way).filter_by(**row))
        whole, names = json.loads(write(settings)), differing(settings)
        if names:
            kept = json.dumps({name: whole[name] for name in names})
            self._connection.execute(insert(way).values(**row, settings=kept))
