"""Availability against brute force over all states, scipy, and its own edges."""

import math
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pillars.analysis.availability.formulas import k_of_n, parallel, serial, with_common_cause
from pillars.tests.analysis.running import outputs, refused

CHANCES = st.floats(min_value=0, max_value=1)


def up(node, states):
    """Whether a tree is up in one state of all its leaves."""
    kind = node["type"]
    if kind == "leaf":
        return states[node["id"]]
    if kind == "soft":
        return True
    count = sum(up(child, states) for child in node["children"])
    wanted = {"serial": len(node["children"]), "parallel": 1}
    return count >= wanted.get(kind, node.get("k"))


def leaves(node):
    if node["type"] == "leaf":
        return {node["id"]: node["u"]}
    return {id: u for child in node["children"] for id, u in leaves(child).items()}


def by_all_states(tree):
    parts = leaves(tree)
    down = []
    for states in product((True, False), repeat=len(parts)):
        state = dict(zip(parts, states, strict=True))
        if not up(tree, state):
            down.append(math.prod(1 - u if state[id] else u for id, u in parts.items()))
    return math.fsum(down)


VALUES = {f"x{at}": u for at, u in enumerate((0.1, 0.02, 0.3, 0.004, 0.5, 0.0, 1.0))}
LEAF = st.sampled_from(sorted(VALUES)).map(lambda id: {"type": "leaf", "id": id, "u": VALUES[id]})


def gates(children):
    some = st.lists(children, min_size=1, max_size=4)
    return st.one_of(
        st.builds(
            lambda kind, c: {"type": kind, "children": c},
            st.sampled_from(["serial", "parallel", "soft"]),
            some,
        ),
        st.builds(lambda k, c: {"type": "k_of_n", "k": k, "children": c}, st.integers(-1, 5), some),
    )


@settings(max_examples=150, deadline=None)
@given(tree=st.recursive(LEAF, gates, max_leaves=14))
def test_trees_with_shared_leaves_are_what_all_states_say(tree):
    found = outputs("availability", op="tree", tree=tree)["unavailability"]
    assert found == pytest.approx(by_all_states(tree), rel=1e-9, abs=1e-15)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 30), k=st.integers(-1, 32), u=CHANCES)
def test_equal_parts_are_the_tail_of_a_binomial(n, k, u):
    expected = 0 if k <= 0 else 1 if k > n else stats.binom.sf(n - k, n, u)
    assert k_of_n(k, [u] * n) == pytest.approx(expected, rel=1e-9, abs=1e-300)


@given(parts=st.lists(CHANCES, min_size=1, max_size=12))
def test_k_of_n_falls_from_parallel_to_serial(parts):
    by_k = [k_of_n(k, parts) for k in range(len(parts) + 2)]
    assert all(a <= b + 1e-12 for a, b in pairwise(by_k))
    assert by_k[1] == pytest.approx(parallel(parts))
    assert by_k[len(parts)] == pytest.approx(serial(parts))


@given(u=st.floats(0, 0.3), low=CHANCES, high=CHANCES)
def test_common_causes_never_help(u, low, high):
    low, high = sorted((low, high))
    assert with_common_cause(1, 3, u, low) <= with_common_cause(1, 3, u, high) + 1e-12


def test_small_unavailabilities_keep_their_digits():
    tree = {"type": "parallel", "children": [{"type": "leaf", "u": 1e-9}] * 3}
    assert outputs("availability", op="tree", tree=tree)["unavailability"] == pytest.approx(
        1e-27, rel=1e-12
    )
    assert serial([1e-18] * 10) == pytest.approx(1e-17, rel=1e-12)


def test_a_thing_without_an_id_is_another_thing_each_time():
    part = {"type": "leaf", "u": 0.1}
    twice = {"type": "parallel", "children": [part, part]}
    assert outputs("availability", op="tree", tree=twice)["unavailability"] == pytest.approx(0.01)
    same = {"type": "leaf", "u": 0.1, "id": "db"}
    twice = {"type": "parallel", "children": [same, same]}
    assert outputs("availability", op="tree", tree=twice)["unavailability"] == pytest.approx(0.1)


def test_a_shared_leaf_inside_soft_counts_only_outside():
    leaf = {"type": "leaf", "u": 0.1, "id": "db"}
    tree = {"type": "serial", "children": [leaf, {"type": "soft", "children": [leaf]}]}
    assert outputs("availability", op="tree", tree=tree)["unavailability"] == pytest.approx(0.1)


def test_many_shared_leaves_are_computed():
    def branch(at):
        shared = [{"type": "leaf", "u": 0.01, "id": f"s{n}"} for n in range(40)]
        return {"type": "serial", "children": [*shared, {"type": "leaf", "u": 0.1, "id": f"b{at}"}]}

    tree = {"type": "parallel", "children": [branch(0), branch(1)]}
    expected = 1 - 0.99**40 * (1 - 0.1**2)
    found = outputs("availability", op="tree", tree=tree)["unavailability"]
    assert found == pytest.approx(expected, rel=1e-12)


def test_beta_in_a_tree():
    leaf = {"type": "leaf", "u": 0.01}
    node = {"type": "k_of_n", "k": 1, "beta": 0.1, "children": [leaf, leaf, leaf]}
    tree = {"type": "serial", "children": [node, {"type": "leaf", "u": 0, "id": "x"}]}
    found = outputs("availability", op="tree", tree=tree)["unavailability"]
    assert found == pytest.approx(0.001000728271, rel=1e-9)


@pytest.mark.parametrize(
    ("children", "words"),
    [
        ([{"u": 0.1}, {"u": 0.2}], "equally available"),
        ([{"u": 0.1, "id": "x"}, {"u": 0.1, "id": "x"}], "share no id"),
        ([{"u": 0.1, "id": "z"}, {"u": 0.1, "id": "y"}], "share no id"),
    ],
)
def test_beta_needs_equal_children_that_share_nothing(children, words):
    node = {"type": "parallel", "beta": 0.1, "children": [{"type": "leaf", **c} for c in children]}
    rest = {"type": "leaf", "u": 0.1, "id": "z"}
    tree = {"type": "serial", "children": [rest, node]}
    found = refused("availability", {"op": "tree", "tree": tree})
    assert words in found["/tree/children/1/beta"]


def test_a_tree_tells_all_that_is_wrong_with_it():
    tree = {
        "type": "serial",
        "children": [
            {"type": "leaf", "id": "x", "a": 0.9, "u": 0.1},
            {"type": "leaf"},
            {"type": "k_of_n", "children": []},
            {"type": "nothing"},
            {"a": 1},
            {"type": "leaf", "u": 2},
            7,
        ],
    }
    found = refused("availability", {"op": "tree", "tree": tree})
    places = ["0", "1", "2/children", "2/k", "3/type", "4/type", "5/u", "6"]
    assert list(found) == [f"/tree/children/{place}" for place in places]


def test_one_id_has_one_value():
    leaf = {"type": "leaf", "id": "x", "u": 0.1}
    other = {"type": "soft", "children": [{"type": "leaf", "id": "x", "u": 0.2}]}
    tree = {"type": "serial", "children": [leaf, other]}
    assert list(refused("availability", {"op": "tree", "tree": tree})) == [
        "/tree/children/1/children/0"
    ]


def test_a_deep_tree_is_refused():
    tree = {"type": "leaf", "u": 0.1}
    for _level in range(60):
        tree = {"type": "serial", "children": [tree]}
    assert "deeper" in " ".join(refused("availability", {"op": "tree", "tree": tree}).values())


@pytest.mark.parametrize(
    ("inputs", "u", "nines"),
    [
        ({"op": "serial", "availabilities": [1, 1]}, 0, None),
        ({"op": "serial", "availabilities": [0.9, 0]}, 1, 0),
        ({"op": "parallel", "availabilities": [0, 0]}, 1, 0),
        ({"op": "k_of_n", "k": 0, "availabilities": [0]}, 0, None),
        ({"op": "k_of_n", "k": 2, "availabilities": [1]}, 1, 0),
        ({"op": "k_of_n", "k": 0, "beta": 0.5, "availabilities": [0]}, 0, None),
        ({"op": "mtbf", "mtbf": 10, "mttr": 0}, 0, None),
        ({"op": "mtbf", "mtbf": 9, "mttr": 0.5, "mttd": 0.5, "unit": "h"}, 0.1, 1),
    ],
)
def test_edges_of_the_availability_set(inputs, u, nines):
    found = outputs("availability", **inputs)
    assert found["unavailability"] == pytest.approx(u)
    assert found["availability"] == pytest.approx(1 - u)
    assert found["nines"] == (None if nines is None else pytest.approx(nines))
    assert found["downtime_s_per_year"] == pytest.approx(u * 31_536_000)
    assert found["downtime_ms_per_year"] == pytest.approx(u * 31_536_000_000)


def test_beta_wants_equal_parts():
    inputs = {"op": "k_of_n", "k": 1, "availabilities": [0.9, 0.8], "beta": 0.1}
    assert list(refused("availability", inputs)) == ["/beta"]
    assert outputs("availability", **{**inputs, "beta": 0})["unavailability"]


def test_budgets_without_end():
    assert outputs("availability", op="exhaust", burn_rate=0) == {"hours": None}
    spent = outputs("availability", op="incident", minutes={"any name": 10}, slo=[1, 0.5])
    assert spent["budget_used"] == [None, pytest.approx(10 / 262_800)]
    assert outputs("availability", op="incident", minutes={}, slo=[1])["budget_used"] == [0]
    assert outputs("availability", op="burn_rate", budget_fraction=0.02, window_h=1)[
        "burn_rate"
    ] == pytest.approx(14.4)


@pytest.mark.parametrize(
    ("inputs", "path"),
    [
        ({}, "/op"),
        ({"op": "sideways"}, "/op"),
        ({"op": "serial"}, "/availabilities"),
        ({"op": "serial", "availabilities": []}, "/availabilities"),
        ({"op": "serial", "availabilities": [1.1]}, "/availabilities/0"),
        ({"op": "serial", "availabilities": [True]}, "/availabilities/0"),
        ({"op": "serial", "availabilities": [float("nan")]}, "/availabilities/0"),
        ({"op": "k_of_n", "k": 1.5, "availabilities": [1]}, "/k"),
        ({"op": "mtbf", "mtbf": 0, "mttr": 1}, "/mtbf"),
        ({"op": "burn_rate", "budget_fraction": 0.1, "window_h": 0}, "/window_h"),
    ],
)
def test_a_refusal_names_the_input(inputs, path):
    assert list(refused("availability", inputs)) == [path]
