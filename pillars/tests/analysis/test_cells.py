"""Cells, waves and shuffle sharding against enumeration, scipy and their edges."""

import math
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pillars.analysis.cells.shuffle import covered, overlaps
from pillars.analysis.cells.waves import expected_exposure, wave_sizes
from pillars.tests.analysis.running import outputs, refused

SIZING = {"load": 0, "cell_capacity": 1000}


@pytest.mark.parametrize(("n", "k"), [(5, 2), (6, 3), (7, 1), (4, 4), (8, 2)])
def test_overlaps_are_what_enumerating_all_shards_says(n, k):
    mine = set(range(k))
    every = [len(mine & set(other)) for other in combinations(range(n), k)]
    assert overlaps(n, k) == [every.count(o) for o in range(k + 1)]
    pmf = outputs("cells", op="overlap_pmf", workers=n, shard=k)["pmf"]
    assert pmf == pytest.approx([stats.hypergeom.pmf(o, n, k, k) for o in range(k + 1)])


@pytest.mark.parametrize(
    ("n", "k", "need"), [(6, 3, 1), (6, 3, 2), (7, 2, 2), (5, 2, 0), (5, 2, 3)]
)
def test_victims_are_what_enumerating_all_shards_says(n, k, need):
    mine, every = set(range(k)), list(combinations(range(n), k))
    out = sum(len(mine - set(other)) < need for other in every)
    found = outputs("cells", op="victim_out", workers=n, shard=k, need_healthy=need)
    assert found["p"] == pytest.approx(out / len(every))


@pytest.mark.parametrize(("n", "k", "j"), [(5, 2, 1), (5, 2, 3), (6, 3, 2), (4, 4, 1), (5, 1, 2)])
def test_covering_is_what_all_draws_say(n, k, j):
    mine, every = set(range(k)), list(combinations(range(n), k))
    draws = [mine <= set().union(*draw) for draw in product(every, repeat=j)]
    assert covered(n, k, j) == pytest.approx(sum(draws) / len(draws), rel=1e-12)


@given(n=st.integers(2, 120), data=st.data())
def test_covering_by_one_is_having_the_same_shard(n, data):
    k = data.draw(st.integers(1, n))
    assert covered(n, k, 1) == pytest.approx(float(Fraction(1, math.comb(n, k))), rel=1e-12)


def covered_by_steps(n, k, j):
    """Bad tenant after bad tenant: how many of the victim's workers are covered so far."""
    chances = [1.0] + [0.0] * k
    for _tenant in range(j):
        after = [0.0] * (k + 1)
        for have, chance in enumerate(chances):
            more = stats.hypergeom.pmf(range(k - have + 1), n, k - have, k)
            for new, p in enumerate(more):
                after[have + new] += chance * p
        chances = after
    return chances[k]


def test_covering_keeps_its_digits_and_its_pace():
    assert covered(4096, 2048, 1000) == pytest.approx(1)
    assert covered(400, 40, 20) == pytest.approx(covered_by_steps(400, 40, 20), rel=1e-9)
    assert covered(100, 5, 0) == 0
    by_tenants = [covered(8, 2, j) for j in range(12)]
    assert by_tenants == sorted(by_tenants)


def test_twins():
    assert outputs("cells", op="twin", workers=3, shard=3, tenants=1)["p"] == 0
    assert outputs("cells", op="twin", workers=3, shard=3, tenants=2)["p"] == 1
    found = outputs("cells", op="twin", workers=4, shard=2, tenants=3)["p"]
    assert found == pytest.approx(1 - (5 / 6) ** 2)


@pytest.mark.parametrize(("n", "k", "t"), [(6, 3, 1), (7, 3, 1), (6, 2, 0), (5, 2, 1)])
def test_no_packing_beats_the_bound(n, k, t):
    chosen = []
    for shard in map(set, combinations(range(n), k)):
        if all(len(shard & other) <= t for other in chosen):
            chosen.append(shard)
    bound = outputs("cells", op="johnson_bound", workers=n, shard=k, max_overlap=t)["max_shards"]
    assert len(chosen) <= bound <= math.comb(n, k)


def test_the_bound_of_a_large_published_fleet():
    found = outputs("cells", op="johnson_bound", workers=2048, shard=4, max_overlap=2)
    assert found["max_shards"] == 357_389_824


def test_shards_without_isolation_and_shards_beyond_count():
    one = outputs("cells", op="shards", workers=4, shard=4)
    assert one == {"shards": 1, "impact_fraction": 1, "vs_four_plain_shards": 1}
    assert outputs("cells", op="shards", workers=8, shard=2)["vs_four_plain_shards"] == 7
    many = outputs("cells", op="shards", workers=4096, shard=2048)
    assert many["shards"] == math.comb(4096, 2048)
    assert many["impact_fraction"] == 0


def test_a_shard_is_not_larger_than_the_fleet():
    assert list(refused("cells", {"op": "shards", "workers": 3.0, "shard": 4.0})) == ["/shard"]
    inputs = {"op": "johnson_bound", "workers": 8, "shard": 4, "max_overlap": 4}
    assert list(refused("cells", inputs)) == ["/max_overlap"]


@given(
    cells=st.integers(1, 300),
    first=st.integers(1, 20),
    factor=st.floats(0.1, 5),
    cap=st.none() | st.integers(1, 50),
)
def test_waves_reach_all_cells_once(cells, first, factor, cap):
    waves = list(wave_sizes(cells, first, factor, cap))
    assert sum(waves) == cells
    assert all(1 <= wave <= (cap or cells) for wave in waves)
    assert waves[0] == min(first, cells, cap or cells)


@pytest.mark.parametrize(
    ("more", "waves", "elapsed"),
    [
        ({"bake_h": 1}, [1, 2, 4, 3], 6),
        ({"bake_h": 1, "cap": 2}, [1, 2, 2, 2, 2, 1], 9),
        ({"bake_h": 0, "factor": 1.5, "deploy_h": 0}, [1, 2, 3, 4], 0),
        ({"bake_h": [2, 3], "first": 4, "factor": 10}, [4, 6], 6),
        ({"bake_h": 1, "first": 20}, [10], 1.5),
        ({"bake_h": 0, "factor": 0.5, "first": 6, "cap": 3}, [3, 2, 1, 1, 1, 1, 1], 3.5),
    ],
)
def test_waves_as_planned(more, waves, elapsed):
    found = outputs("cells", op="waves", cells=10, **more)
    assert (found["waves"], found["elapsed_h"]) == (waves, elapsed)
    assert found["exposed_pct"][-1] == 100


def test_times_to_watch_are_one_for_all_or_one_for_each():
    found = refused("cells", {"op": "waves", "cells": 10, "bake_h": [1, 1]})
    assert found == {"/bake_h": "There are 4 waves, and 2 times to watch them."}


@given(waves=st.lists(st.integers(1, 50), min_size=1, max_size=8), p=st.floats(0, 1))
def test_exposure_is_what_each_ending_contributes(waves, p):
    total, unnoticed, reached = 0.0, 1.0, 0
    for wave in waves:
        reached += wave
        total += unnoticed * p * reached / sum(waves)
        unnoticed *= 1 - p
    assert expected_exposure(tuple(waves), p) == pytest.approx(total + unnoticed)


@pytest.mark.parametrize(
    ("more", "cells", "binding"),
    [
        ({}, 10, "blast"),
        ({"load": 7000}, 10, "load"),
        ({"load": 7001}, 11, "load"),
        ({"tenants": 10, "tenants_per_cell": 1}, 10, "blast"),
        ({"tenants": 11, "tenants_per_cell": 1}, 11, "tenants"),
        ({"max_blast_pct": 100}, 1, "blast"),
        ({"load": 5600, "headroom": 0.3, "max_blast_pct": 12.5}, 8, "load"),
    ],
)
def test_the_binding_reason(more, cells, binding):
    found = outputs("cells", op="sizing", **{**SIZING, **more})
    assert (found["cells"], found["binding"]) == (cells, binding)
    assert found["blast_pct"] == pytest.approx(100 / cells)


def test_sizing_without_load():
    found = outputs("cells", op="sizing", **SIZING, largest_tenant=701)
    assert found["capacity_overhead_pct"] is None
    assert found["utilisation"] == 0
    assert found["largest_tenant_fits"] is False
    assert outputs("cells", op="sizing", **SIZING, largest_tenant=700)["largest_tenant_fits"]
    assert list(refused("cells", {"op": "sizing", **SIZING, "max_blast_pct": 0})) == [
        "/max_blast_pct"
    ]


def test_static_stability_needs_a_zone_that_is_left():
    found = outputs("cells", op="static_stability", need=10, azs=[3, 4], tolerate=2)
    assert found["totals"] == [30, 20]
    assert found["overprovision_pct"] == pytest.approx([200, 100])
    assert list(refused("cells", {"op": "static_stability", "need": 1, "azs": [2, 1]})) == [
        "/azs/1"
    ]
