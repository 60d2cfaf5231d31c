"""The bundled example architectures show what their stories say."""

import pytest

from pillars.analysing.documents import read_document
from pillars.analysis.blast_radius import BLAST_RADIUS
from pillars.checks import CONTENT

FOLDER = CONTENT / "architectures"
FILES = sorted(FOLDER.glob("*.yaml"))


def architecture(name):
    path = FOLDER / f"{name}.yaml"
    return read_document(path.read_bytes(), path.name)


def shares(model, *faults):
    finding = BLAST_RADIUS.run({"model": model, "faults": list(faults)})
    return [round(row["customers_pct"], 2) for row in finding.outputs["results"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_is_computed_without_a_warning(path):
    finding = BLAST_RADIUS.run(read_document(path.read_bytes(), path.name))
    assert finding.unknown == finding.warnings == ()
    assert finding.inputs["name"]
    assert finding.inputs["description"]


def test_there_are_five():
    names = ["amazon-2004", "cells-10", "cells-in-zones", "seoul-2018", "sharded-24"]
    assert [path.stem for path in FILES] == names


def test_one_database_takes_all_orders_down():
    finding = BLAST_RADIUS.run(architecture("amazon-2004"))
    assert finding.outputs["spofs"] == ["oracle"]
    assert finding.outputs["results"][0]["customers_pct"] == 100
    assert finding.outputs["results"][0]["chain"] == ["web", "orders", "oracle"]


def test_shards_bound_a_lost_shard_but_no_zone_and_no_common_bug():
    found = shares(
        architecture("sharded-24"),
        {"type": "cell", "cell": "s07"},
        {"type": "az", "az": "a"},
        {"type": "component", "id": "db"},
        {"type": "deploy", "ids": ["db"], "cells": ["s01"]},
    )
    assert found == [4.17, 100, 100, 4.17]


def test_ten_cells_bound_everything_but_a_bug_in_all():
    cells = architecture("cells-10")
    finding = BLAST_RADIUS.run({**cells, "kinds": ["replica", "az", "cell", "deploy"]})
    assert max(row["customers_pct"] for row in finding.outputs["results"]) == 10
    assert shares(cells, {"type": "az", "az": "a"}, {"type": "cell", "cell": "c03"}) == [0, 10]
    assert finding.outputs["global_reach"] == []


def test_cells_inside_zones_fall_with_them():
    found = shares(
        architecture("cells-in-zones"), {"type": "az", "az": "b"}, {"type": "cell", "cell": "c02"}
    )
    assert found == [33.33, 8.33]


def test_why_seoul_failed_although_everything_is_cells():
    """Zone 0 %, cell 10 %, but one push reaches the shared fleet below the cells: 100 %. The same
    push to one cell first: 10 %."""
    seoul = architecture("seoul-2018")
    push = {"type": "deploy", "ids": ["dns"], "cells": ["c01"], "global": True}
    zone, cell, deploy = shares(
        seoul, {"type": "az", "az": "a"}, {"type": "cell", "cell": "c01"}, push
    )
    assert (zone, cell, deploy) == (0, 10, 100)
    finding = BLAST_RADIUS.run(seoul)
    assert finding.outputs["spofs"] == []
    assert finding.outputs["global_reach"] == ["dns"]
    dns = next(one for one in seoul["components"] if one["id"] == "dns")
    dns |= {"scope": "cell", "change_scope": "cell"}
    assert shares(seoul, push) == [10]
    first = BLAST_RADIUS.run({**seoul, "kinds": ["deploy"]}).outputs["results"][0]
    assert first["customers_pct"] == 10
