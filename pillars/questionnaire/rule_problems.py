"""What can be wrong with risk rules, with answer sheets, and what rules do unexpectedly."""

from __future__ import annotations

from .entries import Entry, _, error, note, warning

RULES: dict[str, Entry] = {
    "risk-unknown": error(
        _('There is no risk "{found}".'),
        _("Write HIGH_RISK, MEDIUM_RISK or NO_RISK."),
    ),
    "risk-twice": error(
        _("Two rules give {risk}: {first} and {second}."),
        _("Join their conditions by || in one rule."),
    ),
    "default-twice": error(
        _("Two rules have the condition default: {first} and {second}."),
        _("Keep the last one, and write a condition for the other."),
    ),
    "condition-too-long": error(
        _("The condition has {length} characters; {limit} are accepted."),
        _("Shorten the ids, or let default say what the longest condition says."),
    ),
    "condition-too-deep": error(
        _("Parentheses or ! are nested more than {limit} deep at character {position}."),
        _("Write the condition with fewer parentheses."),
    ),
    "condition-default-mixed": error(
        _("The word default is part of a longer condition, at character {position}."),
        _("Let default stand alone, as the last rule."),
    ),
    "condition-single-operator": error(
        _("A single {found} stands at character {position} of the condition."),
        _("Write && for and, || for or."),
    ),
    "condition-ends-early": error(
        _("The condition ends where a choice id is expected, at character {position}."),
        _("Write the id of a choice, or remove the operator before it."),
    ),
    "condition-unclosed": error(
        _("A parenthesis of the condition is not closed, at character {position}."),
        _("Add the closing parenthesis."),
    ),
    "condition-unopened": error(
        _("A parenthesis closes at character {position} that was never opened."),
        _("Remove it, or add the opening parenthesis."),
    ),
    "condition-operand-missing": error(
        _("A choice id is expected at character {position} of the condition, before {found}"),
        _("Write the id of a choice, or remove an operator."),
    ),
    "condition-operator-missing": error(
        _("An operator is missing before {found}, at character {position} of the condition."),
        _("Write && or || between two ids."),
    ),
    "condition-unknown-choice": error(
        _('The condition names "{id}", which is no choice of this question.'),
        _("Use an id of this question: {choices}"),
    ),
    "selection-unrated": Entry(
        "warning",
        "error",
        _("No rule rates {selection}; such an answer counts as HIGH."),
        _('Add the rule {{"condition": "default", "risk": ...}} at the end.'),
    ),
    "default-missing": Entry(
        "warning",
        "note",
        _("No rule has the condition default; every selection is rated all the same."),
        _("Nothing need be done; a default keeps the next change safe."),
    ),
    "default-unknown": warning(
        _("No rule has the condition default; some selection may be left unrated."),
        _('Add the rule {{"condition": "default", "risk": ...}} at the end.'),
    ),
    "condition-never-true": warning(
        _("The condition contradicts itself, so no answer has {risk} by this rule."),
        _("Correct the condition; no choice can be selected and not selected."),
    ),
    "rule-never-fires": warning(
        _("This rule for {risk} never applies: earlier rules take every case that it names."),
        _("Change the order of the rules or their conditions."),
    ),
    "risk-constant": warning(
        _("Every answer to this question has {risk}, whatever is selected."),
        _("Write rules that tell a good answer from a bad one."),
    ),
    "risk-rises": note(
        _("Ticking {choice} in addition to {selection} raises the risk from {low} to {high}."),
        _("Check the order of the rules: one more practice should not be worse."),
    ),
    "all-selected-risk": note(
        _("With every practice in place the risk is still {risk}."),
        _("Let the conditions of the rules agree that a complete answer has NO_RISK."),
    ),
    "none-needed": warning(
        _('Every practice together has NO_RISK only if {choices} ("none of these") is ticked too.'),
        _("Take it out of the condition of NO_RISK."),
    ),
    "none-selected-safe": note(
        _("A team that has none of these practices gets NO_RISK."),
        _("Write a rule that gives a risk when the important practices are missing."),
    ),
    "choice-in-no-rule": note(
        _("No condition names these choices: {choices}. Ticking them changes no risk."),
        _("Name them in a condition, unless they are there to inform."),
    ),
    "rules-not-analysed": note(
        _("The conditions name {count} choices; beyond {limit} they are not analysed."),
        _("Nothing need be done, but look yourself for rules that never apply."),
    ),
    "none-without-mark": warning(
        _('The choice "{id}" reads "{title}" and its id does not end in _no.'),
        _("End the id in _no; until then it counts as an ordinary practice."),
    ),
    "none-other-title": Entry(
        None,
        "note",
        _('The id "{id}" ends in _no, so it means "none of these"; its title is "{title}".'),
        _("Rename the id if the choice is a practice."),
    ),
    "none-twice": Entry(
        None,
        "note",
        _('Several choices of this question mean "none of these".'),
        _("Keep one of them."),
    ),
}

SHEETS: dict[str, Entry] = {
    "sheet-type": error(
        _("This should be {expected}, and is {kind}."),
        _("Write {expected} here."),
    ),
    "sheet-key": error(
        _('An answer has no key "{key}".'),
        _("Use selected, none and not_applicable."),
    ),
    "sheet-question": error(
        _('"{id}" is no question of the lens.'),
        _("Correct the id; ids differ between the versions of a lens."),
    ),
    "sheet-choice": error(
        _('"{id}" is no choice of the question "{question}".'),
        _("Use an id of this question: {choices}"),
    ),
}
