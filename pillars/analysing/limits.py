"""Limits that make an architecture a test: what a finding must not exceed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pillars.analysing.answering import kind_of
from pillars.analysing.printing import fault_in_words, joined, percent
from pillars.analysis.findings import Finding, Json
from pillars.analysis.texts import Said, _, say

_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Limits:
    """What to hold a finding against; None and False: nothing.

    `kinds` are the kinds of faults that were asked for by name. Without any, a bug in all copies
    at once is not held against the limit: it reaches everybody in every architecture, and how far
    one push carries it is what the fault `deploy` says.
    """

    max_blast_radius: float | None = None
    no_spof: bool = False
    min_availability: float | None = None
    kinds: Sequence[str] = ()

    @property
    def calculator(self) -> str | None:
        """The calculator that these limits are about."""
        if self.max_blast_radius is not None or self.no_spof:
            return "blast_radius"
        return "availability" if self.min_availability is not None else None


class NotComparable(ValueError):
    """A finding that has no output to hold against the limit."""


def exceeded(finding: Finding, limits: Limits) -> list[Said]:
    """Every limit that a finding exceeds, with the fault and the chain of dependencies.

    Raises NotComparable for an operation that does not answer what the limit asks.
    """
    found = list(_blast_radius(finding, limits))
    if limits.no_spof:
        found += _spofs(finding)
    if limits.min_availability is not None:
        found += _availability(finding, limits.min_availability)
    return found


def _blast_radius(finding: Finding, limits: Limits) -> Iterator[Said]:
    most = limits.max_blast_radius
    if most is None:
        return
    if "worst_pct" in finding.outputs:
        yield from _worst(finding.outputs["worst_pct"], most)
        return
    for row in _results(finding):
        if row["customers_pct"] > most + _SLACK and _counts(row, finding, limits):
            yield say(
                _("{fault} takes down {share} of customers, more than {most}: {chain}"),
                fault=fault_in_words(row["fault"]),
                share=percent(row["customers_pct"]),
                most=percent(most),
                chain=joined(row["chain"]),
            )


def _worst(worst: float, most: float) -> Iterator[Said]:
    if worst > most + _SLACK:
        sentence = _("The worst event takes down {share} of customers, more than {most}.")
        yield say(sentence, share=percent(worst), most=percent(most))


def _counts(row: Mapping[str, Json], finding: Finding, limits: Limits) -> bool:
    is_asked_for = bool(limits.kinds or finding.inputs.get("faults"))
    return is_asked_for or kind_of(row["fault"]) != "component"


def _spofs(finding: Finding) -> Iterator[Said]:
    if "spofs" not in finding.outputs:
        raise NotComparable("spofs")
    chains = {
        row["fault"]["id"]: row["chain"]
        for row in _results(finding)
        if row["fault"]["type"] == "replica" and row["chain"]
    }
    for id in finding.outputs["spofs"]:
        yield say(
            _("{id} is a single point of failure: one copy lost takes everybody down: {chain}"),
            id=id,
            chain=joined(chains.get(id, [id])),
        )


def _results(finding: Finding) -> list[dict[str, Json]]:
    results = finding.outputs.get("results")
    if results is None:
        raise NotComparable("results")
    return list(results)


def _availability(finding: Finding, least: float) -> Iterator[Said]:
    found = finding.outputs.get("availability", finding.outputs.get("availability_year"))
    if found is None:
        raise NotComparable("availability")
    if found < least:
        sentence = _("The availability is {found}, less than {least}.")
        yield say(sentence, found=f"{found:.10g}", least=f"{least:.10g}")
