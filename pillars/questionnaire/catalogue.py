"""Every problem by its code, and the words that its sentences take in."""

from __future__ import annotations

from .entries import Entry, _
from .file_problems import FILE
from .lens_problems import EXTENSION, LINKS, SHAPE
from .rule_problems import RULES, SHEETS

CATALOGUE: dict[str, Entry] = {**FILE, **SHAPE, **LINKS, **RULES, **EXTENSION, **SHEETS}

# Words of ours that sentences take in as values. They are translated as sentences are; a value that
# is not among them is the author's and stays as it is.
WORDS = frozenset(
    {
        *(_("bytes"), _("characters")),
        *(_("lens"), _("pillar"), _("question"), _("choice"), _("rule"), _("resource"), _("link")),
        *(_("pillars"), _("questions"), _("choices"), _("links")),
        *(_("null"), _("true or false"), _("a number"), _("a text"), _("a list"), _("an object")),
        *(_("a choice id"), _("a list of choice ids"), _("HIGH, MEDIUM or LOW")),
        *(_("the name of a calculator"), _("the name of a calculator and its output")),
        _("a number of person-days, 0 or more"),
        *(_("the empty selection"), _("nothing")),
    }
)
# The parameters in which such a word can stand.
WORD_PARAMS = frozenset({"element", "elements", "expected", "kind", "selection", "unit"})
