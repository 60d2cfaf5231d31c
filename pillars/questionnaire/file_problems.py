"""What can be wrong with a file before anybody looks for a lens in it."""

from __future__ import annotations

from .entries import Entry, _, error, warning

FILE: dict[str, Entry] = {
    "file-too-large": error(
        _("The file has {size} {unit}; {limit} are allowed."),
        _("Split the questionnaire into several lenses, or move long texts behind links."),
    ),
    "encoding-mark": warning(
        _("The file starts with a byte order mark ({encoding})."),
        _("Save it as UTF-8 without a byte order mark."),
    ),
    "encoding-wide": warning(
        _("The file is encoded as {encoding}."),
        _("Save it as UTF-8 without a byte order mark."),
    ),
    "encoding-unknown": error(
        _("The file is not text in {encoding}: the byte {byte} cannot stand here."),
        _("Save it as UTF-8."),
    ),
    "json-empty": error(
        _("The file is empty."),
        _("Upload a lens as a JSON document."),
    ),
    "json-value-missing": error(
        _("Not JSON: a value was expected, and {found} was found."),
        _("Write a text in double quotes, a number, a list or an object here."),
    ),
    "json-key-missing": error(
        _("Not JSON: a key in double quotes was expected, and {found} was found."),
        _("Put the key in double quotes; leave no comma after the last member of an object."),
    ),
    "json-colon-missing": error(
        _("Not JSON: a colon was expected after the key, and {found} was found."),
        _("Write a colon between the key and its value."),
    ),
    "json-comma-missing": error(
        _("Not JSON: a comma or the closing bracket was expected, and {found} was found."),
        _("Look before this place for a missing comma, a bracket too many or a quote too few."),
    ),
    "json-comma-last": error(
        _("Not JSON: a comma stands before the closing bracket."),
        _("Remove the comma after the last member."),
    ),
    "json-text-unfinished": error(
        _("Not JSON: the text that starts here has no closing quote in its line."),
        _('Close it with a double quote; write a line end in a text as \\n and a quote as \\".'),
    ),
    "json-control-character": error(
        _("Not JSON: the character {character} stands unescaped in a text."),
        _("Write a tab in a text as \\t, and remove other control characters."),
    ),
    "json-escape-unknown": error(
        _("Not JSON: the text has an escape that JSON does not know."),
        _("Write a backslash in a text as two backslashes."),
    ),
    "json-trailing": error(
        _("Not JSON: the document has ended, and {found} follows."),
        _("Remove what follows, or look for a bracket that closes too early."),
    ),
    "json-truncated": error(
        _("Not JSON: the file ends in the middle of the document."),
        _("Look for a missing closing bracket, or fetch the file again: it may be cut off."),
    ),
    "json-too-deep": error(
        _("Lists and objects are nested more than {limit} deep."),
        _("A lens needs 11 levels; remove what is nested deeper."),
    ),
    "key-twice": error(
        _('The key "{key}" stands twice in one object: here and in line {first_line}.'),
        _("Keep one of the two; readers disagree on which one counts."),
    ),
    "number-not-finite": error(
        _("{found} is no number that JSON knows."),
        _("Write a number, or remove the key."),
    ),
    "number-too-long": error(
        _("The number has {digits} digits; {limit} are allowed."),
        _("Shorten the number, or write it as a text."),
    ),
    "text-forbidden-character": error(
        _("The text holds the character {character}, which cannot be stored or shown."),
        _("Remove the character; only tabs and line ends are allowed besides visible ones."),
    ),
    "text-direction": error(
        _("The text holds {character}, which hides the order in which it is read."),
        _("Remove the character; it can make a text look like another."),
    ),
}
