"""Every problem by its code: how grave it is when reading and when publishing, and its sentences.

`_` marks a sentence for translation and returns it unchanged; this package knows no language but
English. A grade of None means that this step does not mind.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Grade: TypeAlias = Literal["error", "warning", "note"] | None


def _(sentence: str) -> str:
    return sentence


class Entry(NamedTuple):
    reading: Grade
    publishing: Grade
    what: str
    mend: str


FILE: dict[str, Entry] = {
    "file-too-large": Entry(
        "error",
        "error",
        _("The file has {size} {unit}; {limit} are allowed."),
        _("Split the questionnaire into several lenses, or move long texts behind links."),
    ),
    "encoding-mark": Entry(
        "warning",
        "warning",
        _("The file starts with a byte order mark ({encoding})."),
        _("Save it as UTF-8 without a byte order mark."),
    ),
    "encoding-wide": Entry(
        "warning",
        "warning",
        _("The file is encoded as {encoding}."),
        _("Save it as UTF-8 without a byte order mark."),
    ),
    "encoding-unknown": Entry(
        "error",
        "error",
        _("The file is not text in {encoding}: the byte {byte} cannot stand here."),
        _("Save it as UTF-8."),
    ),
    "json-empty": Entry(
        "error",
        "error",
        _("The file is empty."),
        _("Upload a lens as a JSON document."),
    ),
    "json-value-missing": Entry(
        "error",
        "error",
        _("Not JSON: a value was expected, and {found} was found."),
        _("Write a text in double quotes, a number, a list or an object here."),
    ),
    "json-key-missing": Entry(
        "error",
        "error",
        _("Not JSON: a key in double quotes was expected, and {found} was found."),
        _("Put the key in double quotes; leave no comma after the last member of an object."),
    ),
    "json-colon-missing": Entry(
        "error",
        "error",
        _("Not JSON: a colon was expected after the key, and {found} was found."),
        _("Write a colon between the key and its value."),
    ),
    "json-comma-missing": Entry(
        "error",
        "error",
        _("Not JSON: a comma or the closing bracket was expected, and {found} was found."),
        _("Look before this place for a missing comma, a bracket too many or a quote too few."),
    ),
    "json-comma-last": Entry(
        "error",
        "error",
        _("Not JSON: a comma stands before the closing bracket."),
        _("Remove the comma after the last member."),
    ),
    "json-text-unfinished": Entry(
        "error",
        "error",
        _("Not JSON: the text that starts here has no closing quote in its line."),
        _('Close it with a double quote; write a line end in a text as \\n and a quote as \\".'),
    ),
    "json-control-character": Entry(
        "error",
        "error",
        _("Not JSON: the character {character} stands unescaped in a text."),
        _("Write a tab in a text as \\t, and remove other control characters."),
    ),
    "json-escape-unknown": Entry(
        "error",
        "error",
        _("Not JSON: the text has an escape that JSON does not know."),
        _("Write a backslash in a text as two backslashes."),
    ),
    "json-trailing": Entry(
        "error",
        "error",
        _("Not JSON: the document has ended, and {found} follows."),
        _("Remove what follows, or look for a bracket that closes too early."),
    ),
    "json-truncated": Entry(
        "error",
        "error",
        _("Not JSON: the file ends in the middle of the document."),
        _("Look for a missing closing bracket, or fetch the file again: it may be cut off."),
    ),
    "json-too-deep": Entry(
        "error",
        "error",
        _("Lists and objects are nested more than {limit} deep."),
        _("A lens needs 11 levels; remove what is nested deeper."),
    ),
    "key-twice": Entry(
        "error",
        "error",
        _('The key "{key}" stands twice in one object: here and in line {first_line}.'),
        _("Keep one of the two; readers disagree on which one counts."),
    ),
    "number-not-finite": Entry(
        "error",
        "error",
        _("{found} is no number that JSON knows."),
        _("Write a number, or remove the key."),
    ),
    "number-too-long": Entry(
        "error",
        "error",
        _("The number has {digits} digits; {limit} are allowed."),
        _("Shorten the number, or write it as a text."),
    ),
    "text-forbidden-character": Entry(
        "error",
        "error",
        _("The text holds the character {character}, which cannot be stored or shown."),
        _("Remove the character; only tabs and line ends are allowed besides visible ones."),
    ),
    "text-direction": Entry(
        "error",
        "error",
        _("The text holds {character}, which hides the order in which it is read."),
        _("Remove the character; it can make a text look like another."),
    ),
}

SHAPE: dict[str, Entry] = {
    "wrong-type": Entry(
        "error",
        "error",
        _("This should be {expected}, and is {kind}."),
        _("Write {expected} here."),
    ),
    "key-missing": Entry(
        "error",
        "error",
        _('The key "{key}" is missing.'),
        _('Add "{key}" to this object.'),
    ),
    "null-ignored": Entry(
        "warning",
        "warning",
        _("The value is null and is read as if the key were not there."),
        _("Remove the key, or give it a value."),
    ),
    "text-nan": Entry(
        "warning",
        "warning",
        _("The word NaN stands where a text belongs; it is read as an empty text."),
        _("Write the text in double quotes. A spreadsheet writes NaN for an empty cell."),
    ),
    "title-missing": Entry(
        "warning",
        "error",
        _("The {element} has no {key}: it is empty, or the word NaN stands in its place."),
        _("Write a {key}."),
    ),
    "text-long": Entry(
        "warning",
        "warning",
        _("The text has {length} characters; the published format allows {limit}."),
        _("Shorten it to {limit} characters, so that other tools accept the lens."),
    ),
    "text-too-long": Entry(
        "error",
        "error",
        _("The text has {length} characters; {limit} are accepted."),
        _("Shorten it to {limit} characters."),
    ),
    "text-markup": Entry(
        None,
        "note",
        _("The text holds {sample}, which looks like HTML; it is shown as it is written."),
        _("Remove the markup if it was meant to format the text."),
    ),
    "schema-version": Entry(
        "warning",
        "warning",
        _('The schemaVersion is "{found}"; this format is "{expected}".'),
        _('Write "schemaVersion": "{expected}".'),
    ),
    "unknown-key": Entry(
        None,
        "note",
        _('The format has no key "{key}" in a {element} ({count} times); it is kept.'),
        _("Nothing need be done. Other tools may refuse or ignore the key."),
    ),
    "id-missing": Entry(
        "error",
        "error",
        _("The id of this {element} is empty."),
        _("Give it an id of 3 to 128 letters, digits and underscores."),
    ),
    "id-odd": Entry(
        "warning",
        "error",
        _('The id "{id}" is not made of 3 to 128 letters, digits and underscores.'),
        _("Rename it, here and in the conditions that use it."),
    ),
    "id-twice": Entry(
        "error",
        "error",
        _('Two elements have the id "{id}": {first} and {second}.'),
        _("Rename one of the two, and look at the conditions that mean it."),
    ),
    "too-many": Entry(
        "warning",
        "error",
        _("There are {count} {elements}; the published format allows {limit}."),
        _("Remove some, or divide the {elements} otherwise."),
    ),
    "pillars-missing": Entry(
        "error",
        "error",
        _("The lens has no pillar."),
        _("Add a pillar with its questions."),
    ),
    "questions-missing": Entry(
        "warning",
        "error",
        _('The pillar "{id}" has no question.'),
        _("Add a question, or remove the pillar."),
    ),
    "choices-missing": Entry(
        "warning",
        "error",
        _('The question "{id}" has no choice.'),
        _("Add the practices that a team can have in place."),
    ),
    "problems-omitted": Entry(
        "error",
        "error",
        _("There are {count} more problems that are not listed."),
        _("Mend the ones listed, then read the file again."),
    ),
}

LINKS: dict[str, Entry] = {
    "url-key": Entry(
        "warning",
        "warning",
        _('The key is "{found}" instead of "url"; it is read as "url".'),
        _('Write "url" in small letters.'),
    ),
    "url-empty": Entry(
        "warning",
        "warning",
        _("The address is empty; it is dropped."),
        _('Remove the key "url", or write an address.'),
    ),
    "url-blanks": Entry(
        "warning",
        "warning",
        _("The address has blanks around it; they are dropped."),
        _("Remove the blanks."),
    ),
    "url-several": Entry(
        "warning",
        "warning",
        _("Several addresses stand in one; the first is kept: {kept}"),
        _('Keep one address here and put the others in "additionalResources".'),
    ),
    "url-refused": Entry(
        "warning",
        "warning",
        _('"{found}" is no http or https address; it is dropped.'),
        _("Write an address that starts with https://"),
    ),
    "plan-missing": Entry(
        "error",
        "error",
        _('The practice "{id}" has no improvementPlan.'),
        _("Say how to put the practice in place. Only a choice whose id ends in _no has no plan."),
    ),
    "plan-text-missing": Entry(
        "warning",
        "error",
        _("The improvement plan has no text."),
        _('Say in "displayText" how to put the practice in place.'),
    ),
    "plan-needless": Entry(
        None,
        "warning",
        _('The choice "{id}" means "none of these" and has an improvement plan.'),
        _("Move the plan to the practices; the published format allows none here."),
    ),
    "resource-type": Entry(
        "warning",
        "error",
        _('The type "{found}" is neither HELPFUL_RESOURCE nor IMPROVEMENT_PLAN.'),
        _("Write one of the two."),
    ),
    "resource-twice": Entry(
        "warning",
        "error",
        _("There are several entries of the type {type}; the published format allows one."),
        _('Put their links into the "content" of one entry.'),
    ),
}

RULES: dict[str, Entry] = {
    "risk-unknown": Entry(
        "error",
        "error",
        _('There is no risk "{found}".'),
        _("Write HIGH_RISK, MEDIUM_RISK or NO_RISK."),
    ),
    "risk-twice": Entry(
        "error",
        "error",
        _("Two rules give {risk}: {first} and {second}."),
        _("Join their conditions by || in one rule."),
    ),
    "default-twice": Entry(
        "error",
        "error",
        _("Two rules have the condition default: {first} and {second}."),
        _("Keep the last one, and write a condition for the other."),
    ),
    "condition-too-long": Entry(
        "error",
        "error",
        _("The condition has {length} characters; {limit} are accepted."),
        _("Shorten the ids, or let default say what the longest condition says."),
    ),
    "condition-too-deep": Entry(
        "error",
        "error",
        _("Parentheses or ! are nested more than {limit} deep at character {position}."),
        _("Write the condition with fewer parentheses."),
    ),
    "condition-default-mixed": Entry(
        "error",
        "error",
        _("The word default is part of a longer condition, at character {position}."),
        _("Let default stand alone, as the last rule."),
    ),
    "condition-single-operator": Entry(
        "error",
        "error",
        _("A single {found} stands at character {position} of the condition."),
        _("Write && for and, || for or."),
    ),
    "condition-ends-early": Entry(
        "error",
        "error",
        _("The condition ends where a choice id is expected, at character {position}."),
        _("Write the id of a choice, or remove the operator before it."),
    ),
    "condition-unclosed": Entry(
        "error",
        "error",
        _("A parenthesis of the condition is not closed, at character {position}."),
        _("Add the closing parenthesis."),
    ),
    "condition-unopened": Entry(
        "error",
        "error",
        _("A parenthesis closes at character {position} that was never opened."),
        _("Remove it, or add the opening parenthesis."),
    ),
    "condition-operand-missing": Entry(
        "error",
        "error",
        _("A choice id is expected at character {position} of the condition, before {found}"),
        _("Write the id of a choice, or remove an operator."),
    ),
    "condition-operator-missing": Entry(
        "error",
        "error",
        _("An operator is missing before {found}, at character {position} of the condition."),
        _("Write && or || between two ids."),
    ),
    "condition-unknown-choice": Entry(
        "error",
        "error",
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
    "default-unknown": Entry(
        "warning",
        "warning",
        _("No rule has the condition default; some selection may be left unrated."),
        _('Add the rule {{"condition": "default", "risk": ...}} at the end.'),
    ),
    "rule-never-fires": Entry(
        "warning",
        "warning",
        _("This rule never applies, so no answer has {risk}: earlier rules take every case."),
        _("Change the order of the rules or their conditions."),
    ),
    "risk-constant": Entry(
        "warning",
        "warning",
        _("Every answer to this question has {risk}, whatever is selected."),
        _("Write rules that tell a good answer from a bad one."),
    ),
    "risk-rises": Entry(
        "note",
        "note",
        _("Ticking {choice} in addition to {selection} raises the risk from {low} to {high}."),
        _("Check the order of the rules: one more practice should not be worse."),
    ),
    "all-selected-risk": Entry(
        "note",
        "note",
        _("With every practice in place the risk is still {risk}."),
        _("Let the conditions of the rules agree that a complete answer has NO_RISK."),
    ),
    "none-selected-safe": Entry(
        "note",
        "note",
        _("A team that has none of these practices gets NO_RISK."),
        _("Write a rule that gives a risk when the important practices are missing."),
    ),
    "choice-in-no-rule": Entry(
        "note",
        "note",
        _("No condition names these choices: {choices}. Ticking them changes no risk."),
        _("Name them in a condition, unless they are there to inform."),
    ),
    "rules-not-analysed": Entry(
        "note",
        "note",
        _("The conditions name {count} choices; beyond {limit} they are not analysed."),
        _("Nothing need be done, but look yourself for rules that never apply."),
    ),
    "none-without-mark": Entry(
        "warning",
        "warning",
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

EXTENSION: dict[str, Entry] = {
    "extension-type": Entry(
        "warning",
        "error",
        _("In x-wellarch, this should be {expected}, and is {kind}; it has no effect."),
        _("Write {expected} here."),
    ),
    "extension-key": Entry(
        "warning",
        "warning",
        _('x-wellarch has no key "{key}" here; it is kept and has no effect.'),
        _("Use one of: {known}"),
    ),
    "extension-question": Entry(
        "warning",
        "error",
        _('x-wellarch speaks of "{id}", which is no question of this lens.'),
        _("Correct the id, or remove the entry."),
    ),
    "extension-choice": Entry(
        "warning",
        "error",
        _('x-wellarch speaks of "{id}", which is no choice of the question "{question}".'),
        _("Use an id of this question: {choices}"),
    ),
    "extension-value": Entry(
        "warning",
        "error",
        _('The value "{found}" has no effect; {expected} is expected.'),
        _("Write {expected} here."),
    ),
}

SHEETS: dict[str, Entry] = {
    "sheet-type": Entry(
        "error",
        "error",
        _("This should be {expected}, and is {kind}."),
        _("Write {expected} here."),
    ),
    "sheet-key": Entry(
        "error",
        "error",
        _('An answer has no key "{key}".'),
        _("Use selected, none and not_applicable."),
    ),
    "sheet-question": Entry(
        "error",
        "error",
        _('"{id}" is no question of the lens.'),
        _("Correct the id; ids differ between the versions of a lens."),
    ),
    "sheet-choice": Entry(
        "error",
        "error",
        _('"{id}" is no choice of the question "{question}".'),
        _("Use an id of this question: {choices}"),
    ),
}

CATALOGUE: dict[str, Entry] = {**FILE, **SHAPE, **LINKS, **RULES, **EXTENSION, **SHEETS}
