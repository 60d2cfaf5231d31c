"""Zipf sums, hot keys and growth against direct sums and stepping."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pillars.analysis.shards import years_until, zeta
from pillars.tests.analysis.running import outputs, refused


@pytest.mark.parametrize("s", [0, 0.5, 0.99, 1, 1.0000001, 1.5, 2])
@pytest.mark.parametrize("keys", [1, 2, 20_000, 20_001, 300_000])
def test_zeta_is_the_direct_sum(keys, s):
    direct = math.fsum(i**-s for i in range(1, keys + 1))
    assert zeta(keys, s) == pytest.approx(direct, rel=1e-12)


def test_zeta_beyond_what_can_be_summed():
    gamma = 0.5772156649015329
    assert zeta(10**12, 1) == pytest.approx(math.log(10**12) + gamma, rel=1e-13)
    assert zeta(10**12, 2) == pytest.approx(math.pi**2 / 6, rel=1e-11)
    assert zeta(10**12, 0) == pytest.approx(1e12, rel=1e-13)


@given(keys=st.integers(1, 10**9), more=st.integers(1, 10**9), s=st.floats(0, 2))
def test_zeta_grows_with_keys_and_is_bounded(keys, more, s):
    assert 1 <= zeta(keys, s) <= keys * (1 + 1e-12)
    assert zeta(keys, s) <= zeta(keys + more, s) * (1 + 1e-12)


def test_a_hot_key_at_its_limit_is_not_throttled():
    at = outputs("shards", op="hot_key", rate=1000, keys=1)
    assert (at["throttled"], at["suffixes_needed"]) == (False, 1)
    over = outputs("shards", op="hot_key", rate=1001, keys=1)
    assert (over["throttled"], over["suffixes_needed"]) == (True, 2)
    assert outputs("shards", op="hot_key", rate=0, keys=5)["suffixes_needed"] == 1


def test_partitions_round_the_sum_once():
    found = outputs("shards", op="partitions", size_gb=0, rcu=1500, wcu=500)
    assert found == {"by_size": 0, "by_throughput": 1, "partitions": 1}
    assert outputs("shards", op="partitions", size_gb=0, rcu=0, wcu=0)["partitions"] == 1


@pytest.mark.parametrize(
    ("current", "capacity", "growth", "years"),
    [
        (1, 1, -0.5, 0),
        (2, 1, 0, 0),
        (1, 2, 0, None),
        (1, 2, -0.1, None),
        (1, 4, 1, 2),
        (0, 1, 1, None),
    ],
)
def test_years_until(current, capacity, growth, years):
    expected = None if years is None else pytest.approx(years)
    assert years_until(current, capacity, growth) == expected


def test_shards_are_counted_from_today_each_year():
    found = outputs("shards", op="shards_after", shards=24, growth=0.4, years=[3, 0, 1, 2])
    assert found["shards"] == [66, 24, 34, 48]
    exact = outputs("shards", op="shards_after", shards=1_000_000, growth=0.1, years=[2])
    assert exact["shards"] == [1_210_000]


def test_stream_shards_by_each_limit():
    def shards(**more):
        inputs = {"mb_per_s": 0, "records_per_s": 0, "read_mb_per_s": 0, **more}
        return outputs("shards", op="stream_shards", **inputs)["shards"]

    found = shards(mb_per_s=1.1), shards(records_per_s=2001), shards(read_mb_per_s=6)
    assert found == (2, 3, 3)


def test_ranges():
    assert list(refused("shards", {"op": "zeta", "keys": 0, "s": 2.1})) == ["/keys", "/s"]
