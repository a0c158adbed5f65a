"""The rules of delegation of each community, in the database: only what differs from the usual ones is kept."""

import json

from sqlalchemy import Connection, delete, insert, select

from bot.rules.ids import CommunityId
from bot.rules.liquid import Liquid
from bot.rules.way import differing
from bot.store.moves import read, write
from bot.store.tables import liquid


class SqlLiquids:
    """The rules of delegation by community."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, community_id: CommunityId) -> Liquid:
        """Return the community's rules of delegation."""
        kept = select(liquid.c.settings).where(liquid.c.community_id == community_id)
        found = self._connection.execute(kept).scalar()
        return Liquid() if found is None else read(Liquid, found)

    def put(self, community_id: CommunityId, rules: Liquid) -> None:
        """Keep what differs from the usual rules."""
        self._connection.execute(delete(liquid).filter_by(community_id=community_id))
        whole, names = json.loads(write(rules)), differing(rules)
        if names:
            kept = json.dumps({name: whole[name] for name in names})
            self._connection.execute(insert(liquid).values(community_id=community_id, settings=kept))
