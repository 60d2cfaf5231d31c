"""What every page may rely on: the strict policy, the partials, the colours."""

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from wellarch.templatetags.look import hatch, segments, within

TEMPLATES = settings.BASE_DIR / "templates"
STATIC = settings.BASE_DIR / "static"
FILES = sorted(TEMPLATES.rglob("*.html"))
NAMES = [str(path.relative_to(TEMPLATES)) for path in FILES]
TOKENS = (STATIC / "css" / "tokens.css").read_text()
ICONS = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


# ---- the strict policy: everything is in files ----


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_inline_style_or_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text) or path.name.endswith("_pdf.html")
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"javascript:", text, re.IGNORECASE)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_htmx_attributes_are_valid_html(path):
    assert not re.search(r"\shx-[a-z]", path.read_text())


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_included_file_exists(path):
    for name in re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']", path.read_text()):
        get_template(name)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_icon_exists(path):
    asked = set(re.findall(r'"_icon\.html" with name="([^"]+)"', path.read_text()))
    assert asked <= ICONS


def test_styles_name_files_that_exist():
    for name in re.findall(r'url\("([^"]+)"\)', (STATIC / "css" / "app.css").read_text()):
        assert (STATIC / "css" / name).resolve().exists()


# ---- colours ----


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


RAW = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", TOKENS))
PAIRS = {
    name: (RAW[light], RAW[dark])
    for name, light, dark in re.findall(
        r"--([a-z-]+): light-dark\(var\(--([a-z-]+)\), var\(--([a-z-]+)\)\);", TOKENS
    )
}
TEXT = ["text", "text-quiet", "accent", "risk-high", "risk-medium", "risk-none", "risk-open"]


@pytest.mark.parametrize("name", TEXT)
@pytest.mark.parametrize("ground", ["surface", "page"])
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read(name, ground, theme):
    assert _contrast(PAIRS[name][theme], PAIRS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_edges_of_fields_can_be_seen(theme):
    assert _contrast(PAIRS["control"][theme], PAIRS["surface"][theme]) >= 3


def test_risk_colours_are_those_of_print():
    marks = (TEMPLATES / "_risk_mark.html").read_text().lower()
    for name in ("risk-high", "risk-medium", "risk-none", "risk-open"):
        assert f'color="{PAIRS[name][0]}"' in marks


# ---- partials ----

WORDS = {
    "HIGH": "High risk",
    "MEDIUM": "Medium risk",
    "NONE": "No risk found",
    "UNANSWERED": "Not answered",
    "NOT_APPLICABLE": "Does not apply",
}


@pytest.mark.parametrize("risk", WORDS)
def test_risk_is_shape_and_word(risk):
    shown = render_to_string("_risk.html", {"risk": risk})
    assert WORDS[risk] in shown
    assert shown.count("<svg") == 1


def test_range_bar_says_the_span_in_words():
    shown = render_to_string(
        "_range_bar.html",
        {"low": 50.2, "high": 78.6, "coverage": 71.4, "previous": 42, "target": 80},
    )
    assert "50–79" in shown
    assert "coverage 71 %" in shown
    assert "at the last milestone 42" in shown
    assert "target 80" in shown


def test_range_bar_with_equal_ends_says_one_number():
    shown = render_to_string("_range_bar.html", {"low": 71.0, "high": 71.2, "coverage": 100})
    assert "–" not in shown


def test_range_bar_without_a_score():
    assert "nothing to score" in render_to_string("_range_bar.html", {"low": None})


def test_range_bar_is_valid_drawing_in_every_language():
    with translation.override("ko"):
        shown = render_to_string("_range_bar.html", {"low": 33.333, "high": 66.667, "coverage": 50})
    drawing = ElementTree.fromstring(re.search(r"<svg.*</svg>", shown)[0])
    assert drawing[1].get("width") == "66.7"


@pytest.mark.parametrize(("low", "high"), [(0, 100), (50, 79), (99, 100), (0, 1), (40, 40)])
def test_hatching_stays_within_the_span(low, high):
    for x in re.findall(r"[ML]([\d.-]+) ", hatch(low, high)):
        assert low * 2 - 0.1 <= float(x) <= high * 2 + 0.1


def test_segments_fill_the_bar_and_show_every_level():
    parts = segments(SimpleNamespace(high=1, medium=0, none=400, unanswered=2, not_applicable=0))
    assert [part["level"] for part in parts] == ["high", "none", "unanswered"]
    assert all(float(part["width"]) >= 2 for part in parts)
    assert float(parts[-1]["x"]) + float(parts[-1]["width"]) == pytest.approx(200, abs=0.2)


def test_segments_of_nothing():
    assert segments(SimpleNamespace(high=0, medium=0, none=0, unanswered=0, not_applicable=0)) == []


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As your team says it.")
    about = forms.CharField(widget=forms.Textarea, required=False)
    environment = forms.ChoiceField(choices=[("P", "Production")])
    due_on = forms.DateField(required=False)
    reminds = forms.BooleanField(required=False)
    role = forms.ChoiceField(choices=[("a", "Owner"), ("b", "Viewer")], widget=forms.RadioSelect)


def test_field_ties_label_help_and_error_together():
    field = SampleForm({})["name"]
    shown = render_to_string("_field.html", {"field": field})
    assert '<label class="form-label" for="id_name">' in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert 'id="id_name_helptext"' in shown
    assert 'id="id_name_error"' in shown
    assert "form-control is-invalid" in shown


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("about", "form-control"),
        ("environment", "form-select"),
        ("due_on", 'type="date"'),
        ("reminds", "form-check-input"),
        ("role", "<legend"),
    ],
)
def test_field_suits_its_widget(name, expected):
    assert expected in render_to_string("_field.html", {"field": SampleForm()[name]})


def test_date_is_written_as_the_browser_reads_it():
    form = SampleForm(initial={"due_on": "2026-03-01"})
    with translation.override("ko"):
        assert 'value="2026-03-01"' in render_to_string("_field.html", {"field": form["due_on"]})


def test_error_summary_links_to_each_field():
    shown = render_to_string("_form_errors.html", {"form": SampleForm({})})
    assert 'role="alert" tabindex="-1"' in shown
    for name in ("name", "environment", "role"):
        assert f'href="#id_{name}' in shown


def test_error_summary_of_a_good_form_is_empty():
    assert "alert" not in render_to_string("_form_errors.html", {"form": SampleForm()})


def test_pagination_keeps_the_search():
    request = RequestFactory().get("/workloads/?q=zone&page=3")
    page = Paginator(range(100), 10).page(3)
    shown = render_to_string("_pagination.html", {"page_obj": page}, request=request)
    assert 'href="?q=zone&amp;page=4"' in shown
    assert 'aria-current="page"' in shown


def test_pagination_of_one_page_is_empty():
    request = RequestFactory().get("/workloads/")
    page = Paginator(range(5), 10).page(1)
    assert "<nav" not in render_to_string("_pagination.html", {"page_obj": page}, request=request)


def test_empty_state_offers_the_next_step():
    shown = render_to_string(
        "_empty.html", {"title": "No lens", "text": "…", "url": "/x/", "action": "Import"}
    )
    assert '<a class="btn btn-primary" href="/x/">Import</a>' in shown


@pytest.mark.parametrize(
    ("path", "section", "inside"),
    [
        ("/lenses/", "/lenses/", True),
        ("/lenses/a/", "/lenses/", True),
        ("/people/", "/lenses/", False),
        ("/lenses/", "/", False),
    ],
)
def test_section_of_a_page(path, section, inside):
    assert within(path, section) is inside


def test_error_page_asks_the_database_nothing():
    request = RequestFactory().get("/x/")
    shown = render_to_string(
        "error.html", {"status": 500, "title": "T", "advice": "A"}, request=request
    )
    assert "<h1>T</h1>" in shown
