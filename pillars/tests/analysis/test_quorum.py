"""Quorums against every subset, scipy and quoracle."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoracle import Node, QuorumSystem, choose
from scipy import stats

from pillars.analysis.quorum import QUORUM, alive_counts, any_of, fatal_within
from pillars.tests.analysis.running import outputs, refused

ZONES = st.lists(st.integers(0, 3), min_size=1, max_size=3).filter(any)


def by_all_states(zones, votes, p_node, p_az):
    """P(alive < votes) over all states of zones and copies."""
    copies = [zone for zone, count in enumerate(zones) for _copy in range(count)]
    down = []
    for gone in product((False, True), repeat=len(zones)):
        for dead in product((False, True), repeat=len(copies)):
            alive = sum(not d and not gone[z] for d, z in zip(dead, copies, strict=True))
            if alive < votes:
                chance = math.prod(p_az if g else 1 - p_az for g in gone)
                down.append(chance * math.prod(p_node if d else 1 - p_node for d in dead))
    return math.fsum(down)


@settings(max_examples=40, deadline=None)
@given(zones=ZONES, write=st.integers(1, 8), p=st.floats(0, 1), q=st.floats(0, 1))
def test_probabilities_are_what_all_states_say(zones, write, p, q):
    found = outputs("quorum", az_nodes=zones, Vw=write, Vr=1, p_node=p, p_az=q)
    assert found["u_write"] == pytest.approx(by_all_states(zones, write, p, q), abs=1e-12)


@given(zones=ZONES, write=st.integers(1, 9), read=st.integers(1, 9))
def test_zones_are_lost_whole(zones, write, read):
    found = outputs("quorum", az_nodes=zones, Vw=write, Vr=read)
    after = [sum(zones) - zone for zone in zones]
    for name, votes in (("write", write), ("read", read)):
        assert found[f"az_loss_{name}"] == all(left >= votes for left in after)
        assert found[f"az_plus1_{name}"] == all(left - 1 >= votes for left in after)
        assert found[f"{name}_tolerates_nodes"] == sum(zones) - votes
    assert found["read_sees_last_write"] == (read + write > sum(zones))
    assert found["no_conflicting_writes"] == (2 * write > sum(zones))


@pytest.mark.parametrize(("copies", "write", "read"), [(6, 4, 3), (3, 2, 2), (5, 3, 3), (4, 4, 1)])
def test_it_tolerates_what_an_independent_quorum_library_says(copies, write, read):
    nodes = [Node(f"n{at}") for at in range(copies)]
    system = QuorumSystem(reads=choose(read, nodes), writes=choose(write, nodes))
    found = outputs("quorum", az_nodes=[copies], Vw=write, Vr=read)
    assert found["read_tolerates_nodes"] == system.read_resilience()
    assert found["write_tolerates_nodes"] == system.write_resilience()


@given(st.lists(st.integers(0, 5), min_size=1, max_size=5), st.floats(0, 1), st.floats(0, 1))
def test_the_chances_sum_to_one(zones, p, q):
    assert math.fsum(alive_counts(tuple(zones), p, q)) == pytest.approx(1)


def test_broken_rules_warn_and_still_compute():
    finding = QUORUM.run({"az_nodes": [1, 1], "Vw": 1, "Vr": 1})
    assert [w.told()[:12] for w in finding.warnings] == ["Vr + Vw <= V", "2 Vw <= V: t"]
    never = QUORUM.run({"az_nodes": [1, 0], "Vw": 2, "Vr": 1})
    assert never.outputs["u_write"] == 1
    assert never.outputs["write_tolerates_nodes"] == -1
    assert "never works" in never.warnings[0].told()


@settings(max_examples=60, deadline=None)
@given(r=st.integers(0, 20), need=st.integers(1, 22), share=st.floats(1e-9, 5))
def test_the_window_is_the_tail_of_a_binomial(r, need, share):
    expected = stats.binom.sf(need - 1, r, -math.expm1(-share))
    assert fatal_within(r, need, share) == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_a_small_chance_keeps_its_digits():
    found = outputs("quorum", op="window", remaining=4, need=4, window_s=1, mttf_s=1e9)
    assert found["p"] == pytest.approx(1e-36, rel=1e-8)
    assert found["p_any_of_6400"] == pytest.approx(6.4e-33, rel=1e-8)
    assert found["p_any"] == found["p_any_of_6400"]
    assert any_of(10, 1.0) == 1


def test_a_window_of_any_number_of_groups():
    inputs = {"op": "window", "remaining": 2, "need": 1, "window_s": 10, "mttf_s": 1e6}
    found = outputs("quorum", **inputs, groups=1)
    assert found["p_any"] == pytest.approx(found["p"])
    assert outputs("quorum", **{**inputs, "need": 3})["p"] == 0


def test_repair_and_segments():
    assert outputs("quorum", op="repair", size_gb=10, link_gbps=10)["seconds"] == pytest.approx(10)
    slow = outputs("quorum", op="repair", size_gb=10, link_gbps=10, efficiency=1, detect_s=5)
    assert slow["seconds"] == pytest.approx(13)
    odd = outputs("quorum", op="segments", volume_gb=11, segment_gb=10, copies=6)
    assert odd == {"protection_groups": 2, "segments": 12}


def test_refusals_name_the_input():
    assert set(refused("quorum", {})) == {"/az_nodes", "/Vw", "/Vr"}
    assert set(refused("quorum", {"az_nodes": [-1], "Vw": 0, "Vr": 1.5, "p_az": 2})) == {
        "/az_nodes/0",
        "/Vw",
        "/Vr",
        "/p_az",
    }
