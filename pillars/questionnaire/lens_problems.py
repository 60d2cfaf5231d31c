"""What can be wrong with the elements of a lens, its links and the notes of ours."""

from __future__ import annotations

from .entries import Entry, _, error, warning

SHAPE: dict[str, Entry] = {
    "wrong-type": error(
        _("This should be {expected}, and is {kind}."),
        _("Write {expected} here."),
    ),
    "key-missing": error(
        _('The key "{key}" is missing.'),
        _('Add "{key}" to this object.'),
    ),
    "null-ignored": warning(
        _("The value is null and is read as if the key were not there."),
        _("Remove the key, or give it a value."),
    ),
    "text-nan": warning(
        _("The word NaN stands where a text belongs; it is read as an empty text."),
        _("Write the text in double quotes. A spreadsheet writes NaN for an empty cell."),
    ),
    "title-missing": Entry(
        "warning",
        "error",
        _("The {element} has no {key}: it is empty, or the word NaN stands in its place."),
        _("Write a {key}."),
    ),
    "text-long": warning(
        _("The text has {length} characters; the published format allows {limit}."),
        _("Shorten it to {limit} characters, so that other tools accept the lens."),
    ),
    "text-too-long": error(
        _("The text has {length} characters; {limit} are accepted."),
        _("Shorten it to {limit} characters."),
    ),
    "text-markup": Entry(
        None,
        "note",
        _("The text holds {sample}, which looks like HTML; it is shown as it is written."),
        _("Remove the markup if it was meant to format the text."),
    ),
    "schema-version": warning(
        _('The schemaVersion is "{found}"; this format is "{expected}".'),
        _('Write "schemaVersion": "{expected}".'),
    ),
    "unknown-key": Entry(
        None,
        "note",
        _('The format has no key "{key}" in a {element} ({count} times); it is kept.'),
        _("Nothing need be done. Other tools may refuse or ignore the key."),
    ),
    "id-missing": error(
        _("The id of this {element} is empty."),
        _("Give it an id of 3 to 128 letters, digits and underscores."),
    ),
    "id-odd": Entry(
        "warning",
        "error",
        _('The id "{id}" is not made of 3 to 128 letters, digits and underscores.'),
        _("Rename it, here and in the conditions that use it."),
    ),
    "id-twice": error(
        _('Two elements have the id "{id}": {first} and {second}.'),
        _("Rename one of the two, and look at the conditions that mean it."),
    ),
    "too-many": Entry(
        "warning",
        "error",
        _("There are {count} {elements}; the published format allows {limit}."),
        _("Remove some, or divide the {elements} otherwise."),
    ),
    "list-too-long": error(
        _("The list has {count} members; {limit} are accepted."),
        _("Divide the lens into several."),
    ),
    "pillars-missing": error(
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
    "problems-omitted": error(
        _("Only the first {limit} problems are listed."),
        _("Mend the ones listed, then read the file again."),
    ),
}

LINKS: dict[str, Entry] = {
    "url-key": warning(
        _('The key is "{found}" instead of "url"; it is read as "url".'),
        _('Write "url" in small letters.'),
    ),
    "url-empty": warning(
        _("The address is empty; it is dropped."),
        _('Remove the key "url", or write an address.'),
    ),
    "url-blanks": warning(
        _("The address has blanks around it; they are dropped."),
        _("Remove the blanks."),
    ),
    "url-several": warning(
        _("Several addresses stand in one; the first is kept: {kept}"),
        _('Keep one address here and put the others in "additionalResources".'),
    ),
    "url-refused": warning(
        _('"{found}" is no http or https address; it is dropped.'),
        _("Write an address that starts with https://"),
    ),
    "plan-missing": error(
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

EXTENSION: dict[str, Entry] = {
    "extension-type": Entry(
        "warning",
        "error",
        _("In x-wellarch, this should be {expected}, and is {kind}; it has no effect."),
        _("Write {expected} here."),
    ),
    "extension-key": warning(
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
