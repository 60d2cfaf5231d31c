"""Architectures at random, and the plain way to judge them: each cell by itself, again and again
until nothing changes."""

from random import Random


def random_model(seed, **shape):
    """Half the models have cells, some of which stand in one zone."""
    random = Random(seed)
    size = shape.get("size", 8)
    ids = [f"c{at}" for at in range(size)]
    components = [
        {
            "id": id,
            "scope": random.choice(["global", "cell"]),
            "replicas": [
                {"az": az, "count": random.randint(0, 3)}
                for az in random.sample("abc", random.randint(1, 3))
            ],
            "min_healthy": random.randint(0, 3),
            "change_scope": random.choice(["copy", "az", "cell", "region", "global"]),
        }
        for id in ids
    ]
    deps = []
    for _dep in range(random.randint(0, 2 * size)):
        dep = {"from": random.choice(ids), "to": random.choice(ids)}
        dep |= random.choice([{}, {}, {"group": "g"}, {"group": "h"}, {"kind": "soft"}])
        deps.append(dep)
    model = {
        "components": components,
        "deps": deps,
        "flows": [
            {"id": "f0", "entry": ids[0], "request_share": 0.7},
            {"id": "f1", "entry": random.choice(ids), "request_share": 0.3},
        ],
        "regions": {"r": ["a", "b"]},
    }
    if random.random() < 0.7:
        model["cells"] = [
            {"id": f"k{at}", "customers": random.choice([1, 2, 2.5])}
            | random.choice([{}, {"az": random.choice("abc")}])
            for at in range(random.randint(1, 5))
        ]
    return model


def random_faults(model, seed):
    random = Random(seed)
    ids = [component["id"] for component in model["components"]]
    cells = [cell["id"] for cell in model.get("cells", [{"id": "*"}])]
    faults = [{"type": "az", "az": az} for az in "abc"]
    faults += [{"type": "region", "region": "r"}]
    faults += [{"type": "cell", "cell": cell} for cell in cells]
    for id in ids:
        faults += [
            {"type": "component", "id": id},
            {"type": "component_cell", "id": id, "cell": random.choice(cells)},
            {"type": "replica", "id": id, "az": random.choice("abc")},
            {
                "type": "replica",
                "id": id,
                "az": random.choice("abc"),
                "count": random.randint(0, 4),
                "cell": random.choice(cells),
            },
        ]
    faults.append(
        {
            "type": "deploy",
            "ids": random.sample(ids, 2),
            "cells": random.sample(cells, random.randint(0, len(cells))),
            "global": random.random() < 0.5,
        }
    )
    return faults


def judged(model, fault):
    """Share of customers and of requests that a fault takes down, in percent."""
    cells = model.get("cells") or [{"id": "*", "customers": 1}]
    everybody = sum(cell["customers"] for cell in cells)
    customers = requests = 0.0
    for cell in cells:
        down = down_in(model, fault, cell)
        flows = [flow for flow in model["flows"] if flow["entry"] in down]
        customers += cell["customers"] if flows else 0
        requests += cell["customers"] * sum(flow["request_share"] for flow in flows)
    return 100 * customers / everybody, 100 * requests / everybody


def down_in(model, fault, cell):
    down = {c["id"] for c in model["components"] if healthy(model, c, fault, cell) < needed(c)}
    while True:
        more = {id for id in down_by_needs(model, down) if id not in down}
        if not more:
            return down
        down |= more


def needed(component):
    return component.get("min_healthy", 1)


def down_by_needs(model, down):
    groups = {}
    for at, dep in enumerate(model["deps"]):
        if dep.get("kind", "hard") == "hard":
            groups.setdefault((dep["from"], dep.get("group", at)), []).append(dep["to"])
    return {source for (source, _g), targets in groups.items() if down.issuperset(targets)}


def healthy(model, component, fault, cell):
    """The copies that are left, as seen from one cell."""
    own = component.get("scope", "global") == "cell"
    standing = {}
    for replica in component["replicas"]:
        az = cell["az"] if own and "az" in cell else replica["az"]
        standing[az] = standing.get(az, 0) + replica["count"]
    lost = lost_zones(model, fault)
    if lost is not None:
        return sum(count for az, count in standing.items() if az not in lost)
    if fault["type"] == "replica" and fault["id"] == component["id"]:
        is_here = not own or fault.get("cell", cell["id"]) == cell["id"]
        left = standing.get(fault["az"], 0) - fault.get("count", 1) * is_here
        standing[fault["az"]] = max(0, left)
    return 0 if loses_all(fault, component["id"], own, cell) else sum(standing.values())


def lost_zones(model, fault):
    if fault["type"] == "az":
        return [fault["az"]]
    return model["regions"][fault["region"]] if fault["type"] == "region" else None


def loses_all(fault, id, own, cell):
    match fault["type"]:
        case "component":
            return fault["id"] == id
        case "component_cell":
            return fault["id"] == id and fault["cell"] == cell["id"]
        case "cell":
            return own and fault["cell"] == cell["id"]
        case "deploy":
            reached = cell["id"] in fault["cells"] if own else fault["global"]
            return id in fault["ids"] and reached
    return False
