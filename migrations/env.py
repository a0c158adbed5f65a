"""Runs the revisions, on the connection of the store or, from the command line, on the address given."""

from alembic import context
from sqlalchemy import Connection

from bot.store.alone import UPGRADE, keep_others_out
from bot.store.engine import make_engine
from bot.store.migrate import finish
from bot.store.tables import metadata
from bot.store.triggers import lift


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        # One transaction for all revisions and the guards: an upgrade happens whole or not at all.
        transaction_per_migration=False,
        compare_server_default=True,
    )
    with context.begin_transaction():
        keep_others_out(connection, UPGRADE)
        lift(connection)
        context.run_migrations()
        finish(connection)


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    address = context.get_x_argument(as_dictionary=True).get("url", "sqlite:///accord.db")
    engine = make_engine(address, foreign_keys=False)
    with engine.connect() as own:
        run(own)
    engine.dispose()
