"""The operation over trees."""

from __future__ import annotations

from dataclasses import dataclass

from ..calculator import Operation
from ..findings import Computed, Problem, Refused
from ..records import given
from ..texts import _, say
from .formulas import availability_set
from .shared import Entangled, Unequal, unavailability
from .tree import Node, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeInputs:
    tree: Node = given(
        Tree(), _("Tree of parts"), _("Leaves with the same id are one thing in several places.")
    )


def _tree(given: TreeInputs) -> Computed:
    try:
        return Computed(availability_set(unavailability(given.tree)))
    except Unequal as error:
        sentence = _CHILDREN_SHARE if error.shares else _CHILDREN_DIFFER
        raise Refused([Problem(f"{error.path}/beta", say(sentence))]) from None
    except Entangled:
        said = say(_("Too many shared leaves stand in too many places to be computed."))
        raise Refused([Problem("/tree", said)]) from None


_CHILDREN_DIFFER = _("With beta above 0 all children must be equally available.")
_CHILDREN_SHARE = _("With beta above 0 the children must share no id with others.")

TREE_OPERATION = Operation(
    name="tree",
    inputs=TreeInputs,
    compute=_tree,
    title=_("A tree of parts, some of them shared"),
    formula=_(
        "The chance of being down, summed over the states of what is shared; soft parts count as "
        "always up."
    ),
    assumptions=(_("Leaves without an id fail independently, as do different ids."),),
    source="Rauzy (1993), binary decision diagrams for fault trees",
)
