"""What people read about the database choice: questions, answers, reasons of knock-outs."""

from __future__ import annotations

from .texts import _

QUESTIONS = {
    "access": _("How is it read and written, mostly?"),
    "shape": _("What does the data look like?"),
    "integrity": _("Must it be provable that nobody changed the past?"),
    "transactions": _("How far do transactions reach?"),
    "latency": _("How soon must an answer be there?"),
    "role": _("What is this store to the others?"),
    "scale": _("How much traffic is there?"),
    "patterns_known": _("Are the queries known in advance?"),
    "schema": _("Does the schema change often?"),
}

ANSWERS = {
    "access": {
        "point_lookup": _("one item by its key"),
        "multi_entity_txn": _("several entities in one transaction"),
        "adhoc_sql": _("questions nobody foresaw, in SQL"),
        "any_field_query": _("by any field"),
        "deep_traversal": _("along relations, to any depth"),
        "time_window_agg": _("sums over windows of time"),
        "full_text": _("by words in texts"),
        "bulk_scan_agg": _("scans and sums over everything"),
        "ordered_replay": _("in order, and again from the start"),
        "ranked_set": _("by rank"),
        "audit_verify": _("with proof that it is unchanged"),
    },
    "shape": {
        "tabular_related": _("tables that refer to each other"),
        "key_blob": _("keys with values"),
        "json_documents": _("documents"),
        "edges": _("things and their relations"),
        "measurements": _("measurements over time"),
        "append_only_entries": _("entries that are only added"),
        "free_text": _("free text"),
        "events": _("events"),
        "facts_dimensions": _("facts and dimensions"),
    },
    "integrity": {
        "normal": _("no"),
        "tamper_evident": _("yes, it must be provable"),
    },
    "transactions": {
        "none": _("none are needed"),
        "single_item": _("one item"),
        "multi_entity": _("several entities"),
    },
    "latency": {
        "sub_ms": _("in less than a millisecond"),
        "ms": _("in a few milliseconds"),
        "interactive": _("while somebody waits"),
        "seconds": _("in seconds or later"),
    },
    "role": {
        "system_of_record": _("the system of record"),
        "cache": _("a cache"),
        "derived": _("derived from others"),
        "transport": _("a way from one to the other"),
    },
    "scale": {
        "low": _("little"),
        "medium": _("some"),
        "high": _("very much"),
    },
    "patterns_known": {
        "yes": _("yes"),
        "no": _("no"),
    },
    "schema": {
        "fixed": _("hardly ever"),
        "evolving": _("often"),
    },
}

REASONS = {
    "KO1": _("It has no transactions over several entities."),
    "KO2": _("It is no system of record."),
    "KO3": _("It does not answer that soon."),
    "KO4": _("It cannot prove that the past is unchanged."),
    "KO5": _("It does not follow relations to any depth."),
    "KO6": _("Its keys must be chosen for queries that are known."),
}
