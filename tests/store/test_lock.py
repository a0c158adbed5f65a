"""One process per database, and none that lingers."""

from bot.store.writer import Store


def test_a_closed_store_lets_the_next_one_in_at_once(url: str) -> None:
    for _ in range(20):
        store = Store(url)
        store.open()
        store.close()
