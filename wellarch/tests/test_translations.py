"""The Korean catalogue: complete, sound, compiled."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

ROOT = Path(settings.BASE_DIR)
FOLDER = Path("locale/ko/LC_MESSAGES")
# As in the Makefile.
IGNORED = (".venv", "var", "static", "staticfiles", "tests")

PERCENT = re.compile(r"%(?:\(\w+\))?[#0 +-]*\d*(?:\.\d+)?[diouxXeEfFgGcrs%]")
BRACES = re.compile(r"\{\{|\}\}|\{\w*(?:![rsa])?(?::[^{}]*)?\}")
TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
WORDS = re.compile(r"[A-Za-z]{3,}")
KOREAN = re.compile(r"[가-힣]")


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(ROOT / FOLDER / "django.po"))


def translations(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def originals(entry):
    return [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]


def name(entry):
    return (entry.msgctxt, entry.msgid, entry.msgid_plural)


def test_no_string_is_untranslated_fuzzy_or_obsolete(catalogue):
    assert [entry.msgid for entry in catalogue if not all(translations(entry))] == []
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []
    assert catalogue.obsolete_entries() == []


def test_plurals_have_the_one_form_of_korean(catalogue):
    assert catalogue.metadata["Plural-Forms"].startswith("nplurals=1;")
    plurals = [entry for entry in catalogue if entry.msgid_plural]
    assert plurals
    assert [entry.msgid for entry in plurals if list(entry.msgstr_plural) != [0]] == []


@pytest.mark.parametrize("pattern", [PERCENT, BRACES], ids=["percent", "braces"])
def test_placeholders_are_the_same_on_both_sides(catalogue, pattern):
    def found(text):
        return set(pattern.findall(text))

    wrong = []
    for entry in catalogue:
        if pattern is PERCENT and not entry.flags.count("python-format"):
            continue  # what looks like a placeholder is a percent sign
        expected = set.union(*(found(text) for text in originals(entry)))
        wrong += [text for text in filter(None, translations(entry)) if found(text) != expected]
    assert wrong == []


def test_no_translation_brings_markup_of_its_own(catalogue):
    wrong = []
    for entry in catalogue:
        allowed = Counter(TAGS.findall(originals(entry)[-1]))
        wrong += [text for text in translations(entry) if Counter(TAGS.findall(text)) != allowed]
    assert wrong == []


def test_edges_are_the_same_on_both_sides(catalogue):
    """A blank at an end joins parts of a sentence; a line end belongs to a mail."""
    wrong = []
    for entry in catalogue:
        for text in filter(None, translations(entry)):
            for end in (0, -1):
                if text[end].isspace() and not entry.msgid[end].isspace():
                    wrong.append(text)
            if text.endswith("\n") != entry.msgid.endswith("\n"):
                wrong.append(text)
    assert wrong == []


def test_sentences_are_calm(catalogue):
    texts = [text for entry in catalogue for text in translations(entry)]
    assert [text for text in texts if text.rstrip().endswith("!")] == []


def test_sentences_are_in_korean(catalogue):
    """A sentence without one Korean syllable was copied, not translated."""
    copied = [
        entry.msgid
        for entry in catalogue
        if len(WORDS.findall(entry.msgid)) > 3
        for text in translations(entry)
        if text and not KOREAN.search(text)
    ]
    assert copied == []


def test_the_compiled_catalogue_is_in_step(catalogue):
    compiled = polib.mofile(str(ROOT / FOLDER / "django.mo"))
    written = {name(entry): translations(entry) for entry in catalogue if entry.translated()}
    assert {name(entry): translations(entry) for entry in compiled} == written


def test_the_catalogue_holds_every_string_of_the_sources(catalogue, tmp_path):
    if not shutil.which("xgettext"):
        reason = "xgettext is missing (package gettext): strings were not collected"
        print(reason)
        pytest.skip(reason)
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*IGNORED, ".*", "__pycache__"))
    (copy / FOLDER / "django.po").unlink()
    ignored = [argument for folder in IGNORED for argument in ("-i", folder)]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "ko", "--no-location", *ignored],
        cwd=copy,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "wellarch.settings", "WELLARCH_DATA": str(tmp_path / "data")},
        check=True,
        capture_output=True,
        timeout=120,
    )
    collected = {name(entry) for entry in polib.pofile(str(copy / FOLDER / "django.po"))}
    held = {name(entry) for entry in catalogue}
    advice = "run `make translations` and translate what is new"
    assert collected - held == set(), advice
    assert held - collected == set(), advice


def test_dates_are_written_in_the_korean_order():
    moment = datetime(2026, 8, 1, 9, 30)
    with translation.override("ko"):
        assert date_format(moment, "SHORT_DATE_FORMAT") == "2026. 8. 1."
        assert date_format(moment, "SHORT_DATETIME_FORMAT") == "2026. 8. 1. 09:30"
        assert date_format(moment, "DATE_FORMAT") == "2026. 8. 1."
