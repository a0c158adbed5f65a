"""The tables of a migrated database are those of the program, on either database."""

from alembic import command
from sqlalchemy import Engine, text

from bot.store.engine import make_engine
from bot.store.revisions import make_config
from bot.store.tables import metadata
from bot.store.writer import Store

SHAPE = """
    SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
           || ' ' || coalesce(column_default, '')
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""


def shape_of(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return {line for line in connection.scalars(text(SHAPE)) if "alembic_version" not in line}


def test_no_revision_is_missing(store: Store) -> None:
    engine = make_engine(store.url)
    with engine.connect() as connection:
        command.check(make_config(connection))
    engine.dispose()


def test_a_migrated_postgresql_has_the_shape_of_a_fresh_one(store: Store) -> None:
    engine = make_engine(store.url)
    if engine.dialect.name == "postgresql":
        migrated = shape_of(engine)
        metadata.drop_all(engine)
        metadata.create_all(engine)
        assert shape_of(engine) == migrated
        assert any("ballot_insert_open" in line for line in migrated)
    engine.dispose()
