"""A lot is drawn again by anybody from pool and seed, prefers nobody, and passes over who may not serve."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from hashlib import sha256
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import lot
from bot.rules.lot import BadLot, Drawing, Passed, Void
from tests.rules.worlds import thorough

SECRET = bytes(range(32))
DEADLINE = datetime(2030, 1, 31, 12, tzinfo=UTC)
pools = st.lists(st.text("abcdé ", min_size=1, max_size=4), unique=True, max_size=12).map(tuple)
seeds = st.binary(max_size=40)
words = st.lists(st.text(max_size=4).map(lambda text: " ".join(text.split())), max_size=6).map(tuple)


def drawing_of(pool: tuple[str, ...], added: tuple[str, ...] = (), secret: bytes = SECRET) -> Drawing:
    """Return a lot as it was sealed, opened at the deadline."""
    sealed = lot.commitment(secret, pool)
    return Drawing(sealed, pool, pool, secret.hex(), added, DEADLINE, DEADLINE)


def redrawn(secret: str, pool: tuple[str, ...], added: tuple[str, ...], deadline: str) -> tuple[int, ...]:
    """Draw as docs/methods.md says it, and not as the program does."""
    lines = b"".join(line + b"\n" for line in sorted(word.encode() for word in added))
    seed = sha256(bytes.fromhex(secret) + lines + deadline.encode()).digest()
    left = list(range(1, len(pool) + 1))
    drawn = []
    for number in range(len(pool)):
        two = bytes(divmod(number, 256))
        drawn.append(left.pop(int(sha256(two + seed + two).hexdigest(), 16) % len(left)))
    return tuple(drawn)


def test_vector_11_the_worked_example_of_rfc_3797_section_6_comes_out_as_published() -> None:
    key = lot.entropy_key([[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]])
    assert key == b"9319./2.5.8.10.12./9.18.26.34.41.45./"
    drawn = [place + 1 for place in lot.picks(25, key, lot.by_md5)]
    assert drawn[:11] == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22]
    assert sorted(drawn) == list(range(1, 26))


def test_the_first_place_drawn_is_the_digest_modulo_the_pool_as_anybody_can_compute_it() -> None:
    whole = int.from_bytes(sha256(b"\0\0seed\0\0").digest())
    assert next(lot.picks(7, b"seed")) == whole % 7


@given(pool=pools, seed=seeds)
@thorough
def test_a1_a_draw_is_a_pure_function_that_names_everybody_once(pool: tuple[str, ...], seed: bytes) -> None:
    drawn = lot.draw(pool, seed)
    assert drawn == lot.draw(list(pool), bytes(seed)) == lot.tie_order(pool, seed)
    assert sorted(drawn) == sorted(pool)


@given(pool=pools, other=pools)
@thorough
def test_a2_another_pool_or_secret_does_not_fit_what_was_published(
    pool: tuple[str, ...], other: tuple[str, ...]
) -> None:
    published = lot.commitment(SECRET, pool)
    assert lot.reveals(SECRET, pool, published.upper())
    assert lot.reveals(SECRET, other, published) == (pool == other)
    assert not lot.reveals(SECRET[::-1], pool, published)


@given(pool=pools, added=words)
@thorough
def test_a1_a_drawing_is_what_anybody_draws_from_what_is_published(
    pool: tuple[str, ...], added: tuple[str, ...]
) -> None:
    drawing = drawing_of(pool, added)
    assert drawing.void is None
    assert drawing.order == redrawn(drawing.secret, pool, added, "2030-01-31T12:00:00Z")
    assert replace(drawing, words=added[::-1]).order == drawing.order
    assert drawing.seed == lot.seed_of(SECRET, added, DEADLINE)


@given(pool=pools.filter(len), other=pools, secret=st.binary(min_size=32, max_size=32))
@thorough
def test_a2_a_drawing_whose_secret_or_pool_is_another_is_void_and_draws_nothing(
    pool: tuple[str, ...], other: tuple[str, ...], secret: bytes
) -> None:
    drawing = drawing_of(pool)
    for changed in (replace(drawing, secret=secret.hex()), replace(drawing, bound=other), replace(drawing, pool=other)):
        same = (changed.secret, changed.bound, changed.pool) == (drawing.secret, pool, pool)
        assert changed.void is (None if same else Void.UNFITTING)
        assert same or changed.order == ()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"commitment": ""}, Void.UNSEALED),
        ({"secret": ""}, Void.MISSING),
        ({"secret": "no digits"}, Void.UNFITTING),
        ({"secret": "00"}, Void.UNFITTING),
        ({"commitment": "0" * 64}, Void.UNFITTING),
        ({"revealed_at": DEADLINE + lot.REVEAL_WITHIN}, None),
        ({"revealed_at": DEADLINE + lot.REVEAL_WITHIN + timedelta(microseconds=1)}, Void.LATE),
    ],
)
def test_a_draw_is_void_where_it_was_not_sealed_or_is_not_opened_in_time(
    changed: dict[str, object], why: Void | None
) -> None:
    assert replace(drawing_of(("a", "b")), **changed).void is why  # type: ignore[arg-type]


def test_a_lot_whose_secret_alone_was_bound_keeps_what_it_was_promised() -> None:
    pool = ("a", "b", "b")
    old = Drawing(lot.commitment(SECRET, ()), (), pool, SECRET.hex(), (), DEADLINE, DEADLINE + timedelta(days=9))
    assert old.void is None
    assert old.order == redrawn(SECRET.hex(), pool, (), "2030-01-31T12:00:00Z")


def test_a3_whatever_one_member_adds_everybody_is_drawn_first_equally_often() -> None:
    pool = tuple("abcdefg")
    first = Counter[object](
        next(lot.picks(len(pool), lot.seed_of(SECRET, ["fixed", str(number)], DEADLINE))) for number in range(100_000)
    )
    assert chi_square(first, 7) < Fraction("22.46")  # 1 in 1,000 with 6 degrees of freedom


def chi_square(seen: Counter[object], kinds: int) -> Fraction:
    """Return Pearson's statistic against equal chances."""
    expected = Fraction(seen.total(), kinds)
    return sum(((seen[each] - expected) ** 2 for each in seen), start=Fraction()) / expected + expected * (
        kinds - len(seen)
    )


def test_a3_over_all_seeds_everybody_is_drawn_first_equally_often() -> None:
    first = Counter[object](next(lot.picks(7, number.to_bytes(4))) for number in range(100_000))
    assert chi_square(first, 7) < Fraction("22.46")  # 1 in 1,000 with 6 degrees of freedom


def test_a3_over_all_seeds_every_order_is_drawn_equally_often() -> None:
    orders = Counter[object](tuple(lot.picks(4, number.to_bytes(4))) for number in range(24_000))
    assert set(orders) == set(permutations(range(4)))
    assert chi_square(orders, 24) < Fraction("49.73")  # 1 in 1,000 with 23 degrees of freedom


def test_a_biased_draw_would_be_noticed() -> None:
    first = Counter[object](sha256(number.to_bytes(4)).digest()[0] % 100 for number in range(100_000))
    assert chi_square(first, 100) > Fraction("148.23")  # 1 in 1,000 with 99 degrees of freedom


@given(pool=pools, terms=st.data())
@thorough
def test_a4_nobody_is_drawn_again_before_everybody_has_served_as_often(
    pool: tuple[str, ...], terms: st.DataObject
) -> None:
    served = {name: terms.draw(st.integers(0, 3)) for name in pool}
    order = lot.in_rotation(lot.draw(pool, b"seed"), served)
    assert [served[name] for name in order] == sorted(served.values())
    assert lot.in_rotation(lot.draw(pool, b"seed"), {}) == lot.draw(pool, b"seed")


def test_a4_a_rota_of_one_seat_goes_round_everybody_before_it_repeats() -> None:
    pool, terms = ("a", "b", "c", "d"), Counter[str]()
    for week in range(12):
        holder = lot.in_rotation(lot.draw(pool, bytes([week])), terms)[0]
        terms[holder] += 1
        assert max(terms.values()) - min(terms[name] for name in pool) <= 1


@given(data=st.data(), pool=pools.filter(len), cap=st.integers(1, 3), seats=st.integers(1, 6))
@thorough
def test_a5_no_affiliation_has_more_than_its_cap_and_nobody_is_passed_over_without_a_reason(
    data: st.DataObject, pool: tuple[str, ...], cap: int, seats: int
) -> None:
    belongs = {name: data.draw(st.sampled_from("xyz")) for name in pool if data.draw(st.booleans())}
    declined = {name for name in pool if data.draw(st.integers(0, 3)) == 0}
    drawn = lot.draw(pool, b"seed")
    seating = lot.seat(drawn, seats, declined=declined, affiliation=belongs, cap=cap)
    assert all(count <= cap for count in Counter(belongs[name] for name in seating.seated if name in belongs).values())
    assert not declined & set(seating.seated)
    handled = len(seating.seated) + len(seating.passed)
    assert {*seating.seated, *(name for name, _ in seating.passed)} == set(drawn[:handled])
    assert len(seating.seated) == seats or handled == len(drawn)
    assert {name for name, why in seating.passed if why is Passed.DECLINED} == declined & set(drawn[:handled])


def test_two_of_an_affiliation_are_seated_where_no_other_cap_is_given() -> None:
    seating = lot.seat("abcd", 3, affiliation=dict.fromkeys("abc", "x"))
    assert seating == lot.Seating(("a", "b", "d"), (("c", Passed.AFFILIATION),))


def test_the_largest_pool_can_still_be_drawn() -> None:
    assert 0 <= next(lot.picks(lot.LARGEST_POOL, b"")) < lot.LARGEST_POOL


def test_the_next_in_the_order_replaces_whoever_declines() -> None:
    seating = lot.seat("abcde", 2, declined={"a"}, affiliation={"b": "x", "c": "x", "d": "y"}, cap=1)
    assert seating == lot.Seating(("b", "d"), (("a", Passed.DECLINED), ("c", Passed.AFFILIATION)))


def test_the_seed_depends_on_what_was_added_but_not_on_who_came_first() -> None:
    seed = lot.seed_of(SECRET, ["b", "a"], DEADLINE)
    assert seed == sha256(SECRET + b"a\nb\n2030-01-31T12:00:00Z").digest()
    assert seed == lot.seed_of(SECRET, ["a", "b"], DEADLINE.astimezone(timezone(timedelta(hours=2))))
    others = [(SECRET, ["ab"]), (SECRET, ["a", "b", "b"]), (SECRET[::-1], ["a", "b"])]
    assert seed not in {lot.seed_of(secret, strings, DEADLINE) for secret, strings in others}
    assert seed != lot.seed_of(SECRET, ["a", "b"], DEADLINE + timedelta(seconds=1))


@pytest.mark.parametrize(
    "broken",
    [
        lambda: lot.draw(("a", "a"), b""),
        lambda: lot.draw(("a\nb",), b""),
        lambda: next(lot.picks(lot.LARGEST_POOL + 1, b"")),
        lambda: lot.commitment(b"short", ("a",)),
        lambda: lot.seed_of(SECRET, ["a\n"], DEADLINE),
        lambda: lot.seed_of(SECRET, [], DEADLINE.replace(tzinfo=None)),
        lambda: lot.seat("ab", 0),
        lambda: lot.seat("ab", 1, cap=0),
    ],
)
def test_a_lot_that_nobody_could_verify_is_refused(broken: object) -> None:
    assert callable(broken)
    with pytest.raises(BadLot):
        broken()
