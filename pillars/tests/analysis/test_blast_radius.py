"""Blast radius against a plain evaluation cell by cell, against networkx, and its own edges."""

import random
import time
from itertools import pairwise

import networkx
import pytest

from pillars.analysis.blast_radius import BLAST_RADIUS
from pillars.tests.analysis.models import down_in, judged, random_faults, random_model
from pillars.tests.analysis.running import outputs, refused

ONE = [{"az": "a", "count": 1}]


def web(*deps, **extra):
    """A web server and its dependencies, one copy of each."""
    ids = list(dict.fromkeys(["web", *(dep["to"] for dep in deps)]))
    return {
        "components": [{"id": id, "replicas": ONE} for id in ids],
        "deps": [{"from": "web", **dep} for dep in deps],
        "flows": [{"id": "f", "entry": "web", "request_share": 1}],
        **extra,
    }


def shares(model, *faults):
    found = outputs("blast_radius", model=model, faults=list(faults))
    return [row["customers_pct"] for row in found["results"]]


@pytest.mark.parametrize("seed", range(60))
def test_every_fault_is_what_a_plain_evaluation_says(seed):
    model = random_model(seed)
    faults = random_faults(model, seed)
    found = outputs("blast_radius", model=model, faults=faults)
    for fault, row in zip(faults, found["results"], strict=True):
        customers, requests = judged(model, fault)
        assert row["fault"] == fault
        assert row["customers_pct"] == pytest.approx(customers, abs=1e-9), fault
        assert row["requests_pct"] == pytest.approx(requests, abs=1e-9), fault


@pytest.mark.parametrize("seed", range(60))
def test_every_single_fault_is_what_a_plain_evaluation_says(seed):
    """The table that is computed for all cells at once, row by row."""
    model = random_model(seed)
    found = outputs("blast_radius", **model)["results"]
    last = 100.0
    for row in found:
        if row["fault"]["type"] != "deploy":
            assert row["customers_pct"] == pytest.approx(judged(model, row["fault"])[0], abs=1e-9)
        assert row["customers_pct"] <= last + 1e-9
        last = row["customers_pct"]


@pytest.mark.parametrize("seed", range(60))
def test_one_lost_copy_is_what_trying_all_says(seed):
    model = random_model(seed)
    cells = model.get("cells", [{"id": "*"}])
    worst = {}
    for component in model["components"]:
        for replica in component["replicas"]:
            for cell in cells if component["scope"] == "cell" else cells[:1]:
                if replica["count"]:
                    az = cell.get("az", replica["az"])
                    az = az if component["scope"] == "cell" else replica["az"]
                    fault = {"type": "replica", "id": component["id"], "az": az, "cell": cell["id"]}
                    share = judged(model, fault)[0]
                    worst[component["id"]] = max(worst.get(component["id"], 0), share)
    found = outputs("blast_radius", **model)
    expected = {id: share for id, share in sorted(worst.items()) if share > 0}
    assert list(found["single_copy_worst_pct"]) == list(expected)
    assert found["single_copy_worst_pct"] == pytest.approx(expected)
    assert found["spofs"] == [id for id, share in expected.items() if share > 100 - 1e-6]


@pytest.mark.parametrize("seed", range(40))
def test_a_chain_follows_hard_dependencies_to_what_fell_by_itself(seed):
    model = random_model(seed)
    hard = {(d["from"], d["to"]) for d in model["deps"] if d.get("kind", "hard") == "hard"}
    entries = {flow["entry"] for flow in model["flows"]}
    for row in outputs("blast_radius", **model)["results"]:
        chain = row["chain"]
        assert bool(chain) == (row["customers_pct"] > 0)
        if chain:
            assert chain[0] in entries
            assert all(pair in hard for pair in pairwise(chain))


@pytest.mark.parametrize("seed", range(25))
def test_hard_dependencies_alone_are_reachability(seed):
    graph = networkx.gnp_random_graph(12, 0.15, seed=seed, directed=True)
    model = {
        "components": [{"id": str(n), "replicas": ONE} for n in graph],
        "deps": [{"from": str(a), "to": str(b)} for a, b in graph.edges],
        "flows": [{"id": "f", "entry": "0", "request_share": 1}],
    }
    expected = {str(node) for node in networkx.descendants(graph, 0) | {0}}
    assert outputs("blast_radius", **model)["spofs"] == sorted(expected)


@pytest.mark.parametrize("seed", range(25))
def test_alternatives_alone_are_dominators(seed):
    """Any path will do: single points of failure are what every path to the last passes."""
    rng = random.Random(seed)
    graph = networkx.DiGraph(
        [(a, b) for a in range(9) for b in range(a + 1, 10) if rng.random() < 0.3]
    )
    graph.add_nodes_from(range(10))
    for node in range(9):  # every way ends at the last
        if not list(graph.successors(node)):
            graph.add_edge(node, 9)
    model = {
        "components": [{"id": str(n), "replicas": ONE} for n in range(10)],
        "deps": [{"from": str(a), "to": str(b), "group": "any"} for a, b in graph.edges],
        "flows": [{"id": "f", "entry": "0", "request_share": 1}],
    }
    parent, node, expected = networkx.immediate_dominators(graph, 0), 9, {"0", "9"}
    while node != 0:
        node = parent[node]
        expected.add(str(node))
    assert outputs("blast_radius", **model)["spofs"] == sorted(expected)


@pytest.mark.parametrize("seed", range(30))
def test_more_faults_and_more_dependencies_never_help(seed):
    model = random_model(seed)
    rng = random.Random(seed)
    ids = [component["id"] for component in model["components"]]
    fault = {"type": "component", "id": rng.choice(ids)}
    before = shares(model, fault)[0]
    more = {**model, "deps": [*model["deps"], {"from": ids[0], "to": rng.choice(ids)}]}
    assert shares(more, fault)[0] >= before - 1e-9


def test_two_hundred_components_in_two_thousand_cells_within_two_seconds():
    rng = random.Random(1)
    model = random_model(1, size=200)
    model["deps"] = [
        {"from": f"c{a}", "to": f"c{b}"} | ({"group": "g"} if rng.random() < 0.2 else {})
        for a, b in (sorted(rng.sample(range(200), 2)) for _dep in range(600))
    ]
    for component in model["components"]:
        component["min_healthy"] = min(1, sum(r["count"] for r in component["replicas"]))
    model["cells"] = [
        {"id": f"k{at}", "customers": rng.uniform(1, 99)}
        | rng.choice([{}, {"az": rng.choice("abc")}])
        for at in range(2000)
    ]
    start = time.process_time()
    found = outputs("blast_radius", **model)["results"]
    assert time.process_time() - start < 2
    assert len(found) > 2600
    for row in rng.sample([row for row in found if row["fault"]["type"] == "cell"], 3):
        cell = next(c for c in model["cells"] if c["id"] == row["fault"]["cell"])
        entries = {flow["entry"] for flow in model["flows"]}
        fell = bool(entries & down_in(model, row["fault"], cell))
        assert fell == (row["customers_pct"] > 0)


def test_alternatives_fall_only_together():
    model = web({"to": "x", "group": "g"}, {"to": "y", "group": "g"})
    assert shares(model, {"type": "component", "id": "x"}) == [0]
    assert outputs("blast_radius", **model)["spofs"] == ["web"]
    assert shares(model, {"type": "az", "az": "a"}) == [100]
    both = {"type": "deploy", "ids": ["x", "y"], "global": True}
    row = outputs("blast_radius", model=model, faults=[both])["results"][0]
    assert (row["customers_pct"], row["chain"]) == (100, ["web", "x"])


def test_groups_of_different_users_are_unrelated():
    model = web({"to": "x", "group": "g"}, {"from": "x", "to": "y", "group": "g"})
    assert shares(model, {"type": "component", "id": "y"}) == [100]


def test_a_soft_dependency_takes_nothing_down():
    assert shares(web({"to": "log", "kind": "soft"}), {"type": "component", "id": "log"}) == [0]


def test_a_component_that_needs_no_copy_never_falls_by_itself():
    model = web()
    model["components"][0] |= {"min_healthy": 0, "replicas": []}
    assert shares(model, {"type": "component", "id": "web"}, {"type": "az", "az": "a"}) == [0, 0]


def test_what_has_no_copies_is_broken_from_the_start():
    model = web()
    model["components"][0]["replicas"] = []
    finding = BLAST_RADIUS.run({"model": model, "faults": [{"type": "az", "az": "z"}]})
    assert finding.outputs["results"][0]["customers_pct"] == 100
    assert finding.outputs["single_copy_worst_pct"] == {}
    told = [warning.told() for warning in finding.warnings]
    assert told == [
        "Already broken before any fault, with too few copies: web.",
        "Nothing stands in the zone z.",
    ]


def test_a_circle_alone_takes_nothing_down():
    model = web({"to": "x"}, {"from": "x", "to": "web"}, {"to": "web"})
    assert shares(model, {"type": "az", "az": "elsewhere"}) == [0]
    assert shares(model, {"type": "component", "id": "x"}) == [100]


def test_shares_of_requests_are_used_as_given():
    model = web()
    model["flows"][0]["request_share"] = 0.5
    finding = BLAST_RADIUS.run({**model, "faults": [{"type": "component", "id": "web"}]})
    assert finding.outputs["results"][0]["requests_pct"] == 50
    assert "sum to 0.5" in finding.warnings[0].told()


def test_a_global_router_is_judged_cell_by_cell():
    model = web({"to": "db"}, cells=[{"id": "k", "customers": 1}, {"id": "l", "customers": 3}])
    model["components"][1]["scope"] = "cell"
    assert shares(
        model,
        {"type": "cell", "cell": "k"},
        {"type": "component_cell", "id": "web", "cell": "l"},
        {"type": "deploy", "ids": ["db"], "cells": ["*"]},
        {"type": "deploy", "ids": ["db"], "global": True},
        {"type": "deploy", "ids": ["web"], "cells": ["k"]},
    ) == [25, 75, 100, 0, 0]


def test_a_cell_in_one_zone_has_its_copies_there():
    cells = [{"id": "k", "customers": 1, "az": "a"}, {"id": "l", "customers": 1, "az": "b"}]
    model = web({"to": "db"}, cells=cells)
    model["components"][0]["replicas"] = [{"az": "c", "count": 1}]
    model["components"][1] |= {"scope": "cell", "replicas": [{"az": "*", "count": 2}]}
    assert shares(
        model,
        {"type": "az", "az": "a"},
        {"type": "replica", "id": "db", "az": "a", "count": 2},
        {"type": "replica", "id": "db", "az": "b", "count": 2, "cell": "k"},
        {"type": "replica", "id": "db", "az": "*", "count": 2},
        {"type": "az", "az": "c"},
    ) == [50, 50, 0, 100, 100]


@pytest.mark.parametrize(
    ("reach", "fault"),
    [
        (None, {"type": "deploy", "ids": ["web"], "global": True}),
        ("global", {"type": "deploy", "ids": ["web"], "global": True}),
        ("region", {"type": "deploy", "ids": ["web"], "azs": ["a", "b"]}),
        ("az", {"type": "deploy", "ids": ["web"], "azs": ["a"]}),
        ("cell", {"type": "component_cell", "id": "web", "cell": "k"}),
        ("copy", {"type": "replica", "id": "web", "az": "a"}),
    ],
)
def test_a_push_reaches_as_far_as_its_change_scope(reach, fault):
    model = web(cells=[{"id": "k", "customers": 1}], regions={"r": ["a", "b"]})
    model["components"][0]["change_scope"] = reach
    found = outputs("blast_radius", **model, kinds=["deploy"])
    assert found["results"][0]["fault"] == fault
    assert found["results"][0]["customers_pct"] == 100
    assert found["global_reach"] == (["web"] if reach in (None, "global") else [])


def test_kinds_select_single_faults():
    model = web(cells=[{"id": "k", "customers": 1}], regions={"r": ["a"]})
    every = outputs("blast_radius", **model)["results"]
    assert {row["fault"]["type"] for row in every} == {
        *("replica", "az", "cell", "component", "region", "deploy")
    }
    some = outputs("blast_radius", **model, kinds=["az", "cell"])["results"]
    assert [row["fault"]["type"] for row in some] == ["az", "cell"]


def test_all_that_is_wrong_is_told_at_once():
    model = web({"to": "x"})
    model["components"] += [{"id": "x", "replicas": [*ONE, *ONE]}, {"id": "y", "replicas": 1}]
    model["deps"] += [{"from": "nobody", "to": "nowhere"}, {"from": "web"}]
    model["flows"][0] |= {"entry": "gone", "request_share": "all"}
    faults = [
        {"type": "component", "id": "z"},
        {"type": "cell", "cell": "k"},
        {"type": "region", "region": "r"},
        {"type": "deploy", "ids": ["web", "q"], "cells": ["k"]},
        {"type": "storm"},
    ]
    found = refused("blast_radius", {"model": model, "faults": faults})
    assert set(found) == {
        "/model/components/2/id",
        "/model/components/2/replicas/1/az",
        "/model/components/3/replicas",
        "/model/deps/1/from",
        "/model/deps/1/to",
        "/model/deps/2/to",
        "/model/flows/0/entry",
        "/model/flows/0/request_share",
        "/faults/0/id",
        "/faults/1/cell",
        "/faults/2/region",
        "/faults/3/ids/1",
        "/faults/3/cells/0",
        "/faults/4/type",
    }
    assert set(refused("blast_radius", {**model, "deps": [{"from": "a", "to": "b"}]})) >= {
        "/deps/0/from",
        "/deps/0/to",
    }


def test_stores_are_described_beside_the_components():
    store = {"id": "orders", "component": "web", "answers": {"role": "cache"}}
    store["quorum"] = {"az_nodes": [2, 2, 2], "Vw": 4, "Vr": 3}
    finding = BLAST_RADIUS.run(web(stores=[store]))
    assert not finding.unknown
    wrong = [{**store, "component": "gone", "answers": {"role": "boss"}}, {**store, "quorum": {}}]
    assert set(refused("blast_radius", web(stores=wrong))) == {
        "/stores/0/component",
        "/stores/0/answers/role",
        "/stores/1/id",
        *(f"/stores/1/quorum/{key}" for key in ("az_nodes", "Vw", "Vr")),
    }


def test_expected_values_without_events():
    found = outputs("blast_radius", op="expected", rows=[])
    assert found == {
        "expected_blast_pct": 0,
        "customer_unavailability": 0,
        "minutes_per_customer_year": 0,
        "worst_pct": 0,
    }
    assert list(
        refused("blast_radius", {"op": "expected", "rows": [{"hours": 1, "pct": 101}]})
    ) == [
        "/rows/0/rate_per_year",
        "/rows/0/pct",
    ]
