"""T22-T24 in a real browser: hostile text in every field, every page opened, nothing happens."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from accounts import doors
from pillars import library
from reviews import (
    accepting,
    commenting,
    improvements,
    inbox,
    milestones,
    open_points,
    reviewing,
    workloads,
)
from reviews.answering import record_answer
from reviews.models import OpenPoint
from reviews.outcome.answers import Practice, Sheet, Status
from reviews.tests.lenses import DOCUMENT, written
from wellarch.tests.browser.test_first_path import sign_in_link
from wellarch.tests.security.test_t01_matrix import ROWS
from wellarch.tests.security.world import Side, address, arguments, names_in, patterns

QUIET_FOR = 150  # ms: whatever asks by itself has asked by then
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUNS = "<img src=/x onerror=alert(1)><svg/onload=alert(2)><script>alert(3)</script>"
ASKS = "<a data-hx-get=/accounts/logout/ data-hx-trigger=load>x</a>"
LEAVES = "\"'><p hx-get=/x hx-trigger=load hx-on::load=alert(4)>[x](javascript:alert(5))</p>"
SHORT = f"{ASKS}<svg/onload=alert(6)>"
LONG = f"{RUNS}\n\n{ASKS}\n\n{LEAVES}"
# Left out: what is no page, and what would end the session that looks.
NOT_OPENED = {
    "report_pdf", "report_xlsx", "report_csv", "report_json", "report_md", "lens_document",
    "questionnaire_pdf", "questionnaire_xlsx", "logo", "account_logout", "sign_in_link",
    "invitation",
}  # fmt: skip
SETTINGS = {
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "includeIndicatorStyles": False,
    "historyCacheSize": 0,
}


@pytest.fixture
def hostile(person) -> Side:
    """An organisation in which everything that takes text holds what would run or ask."""
    by = person("Olga")
    organisation = doors.start_organisation(name=SHORT, by=by)
    by.name = SHORT
    by.save()
    version = library.take_in(data=written(lens(DOCUMENT)), organisation=organisation, by=by)
    workload = workloads.create_workload(
        organisation=organisation,
        by=by,
        name=SHORT,
        description=LEAVES,
        review_owner=SHORT,
        industry=SHORT,
        aws_regions=[SHORT],
        links=[f"https://example.com/{SHORT}"],
        notes=LONG,
        tags={SHORT: SHORT},
    )
    review = reviewing.start_review(workload=workload, version=version, by=by)
    said = Sheet(
        frozenset({"tried"}),
        notes=LONG,
        reason=LONG,
        practices={"copy": Practice(Status.PARTLY, LONG)},
    )
    record_answer(review=review, question_id="backup", sheet=said, base_version=0, by=by)
    reviewing.set_pillar_aside(review=review, pillar_id="reliability", reason=LONG, by=by)
    about = {"review": review, "question_id": "backup", "choice_id": "copy"}
    item = improvements.add_improvement(
        workload=workload, title=LONG, details=LONG, owner=SHORT, by=by, **about
    )
    point = open_points.ask(point=OpenPoint(whom=SHORT, proof=LONG, **about), by=by)
    note = inbox.capture(review=review, text=LONG, by=by)
    until = timezone.localdate()
    asked = accepting.ask_acceptance(improvement=item, reason=LONG, until=until, by=by)
    comment = commenting.add_comment(improvement=item, text=LONG, by=by)
    workloads.write_summary(
        workload=workload, text=LONG, decisions=[{"text": LONG, "from_whom": SHORT}], by=by
    )
    milestones.take_milestone(workload=workload, name=SHORT, note=LONG, by=by)
    return Side(organisation, workload, review, item, point, note, asked, comment)


def lens(value, key=""):
    """The document with hostile words in place of every text that is shown."""
    if isinstance(value, dict):
        return {name: lens(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [lens(part) for part in value]
    return LONG if key in ("name", "title", "description", "displayText") else value


def test_nothing_runs_and_nothing_is_asked_for(page: Page, hostile, address_of_pages) -> None:
    dialogs, asked = [], []

    def note_down(request) -> None:
        asked.append(request)

    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.add_init_script(
        "window.violations = [];"
        "document.addEventListener('securitypolicyviolation',"
        " (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));"
    )
    page.goto(sign_in_link("olga@example.com"))
    page.on("request", note_down)
    opened = 0
    for name, where in address_of_pages(hostile).items():
        asked.clear()
        reply = page.goto(where, wait_until="load")
        page.wait_for_timeout(QUIET_FOR)
        assert reply is not None
        assert reply.status == 200, (name, reply.status)
        opened += 1
        assert dialogs == [], name
        assert page.evaluate("window.violations") == [], name
        own = urlsplit(page.url)
        for request in asked:
            parts = urlsplit(request.url)
            expected = request.is_navigation_request() or parts.path.startswith("/static/")
            assert parts.netloc == own.netloc or parts.scheme == "data", (name, request.url)
            assert expected or parts.scheme == "data", (name, request.url)
        found = page.evaluate(
            "[...document.querySelectorAll('[hx-get],[onerror],[onload],main script,iframe,base')]"
            ".map((one) => one.outerHTML)"
        )
        assert found == [], name
        if page.evaluate("typeof htmx") == "object":
            assert page.evaluate("htmx.config") | SETTINGS == page.evaluate("htmx.config"), name
    assert opened > 20
    assert "/accounts/login/" not in page.url


def test_an_attribute_that_got_in_would_be_noticed_and_does_nothing_in_people_s_words(
    page: Page, hostile
) -> None:
    """The control: outside of people's words the same attribute asks at once."""
    page.goto(sign_in_link("olga@example.com"))
    page.goto(f"/workloads/{hostile.workload.public_id}/")
    asked = []

    def note_down(request) -> None:
        path = urlsplit(request.url).path
        asked.extend([] if path.startswith("/static/") else [path])

    page.on("request", note_down)
    for place, expected in ((".prose[data-hx-disable]", []), ("main", ["/accounts/logout/"])):
        page.evaluate(
            "([place, text]) => { const one = document.querySelector(place);"
            " one.insertAdjacentHTML('beforeend', text); htmx.process(one); }",
            [place, ASKS],
        )
        page.wait_for_timeout(QUIET_FOR)
        assert asked == expected, place


@pytest.fixture
def address_of_pages():
    def addresses(side: Side) -> dict[str, str]:
        known = arguments(side)
        return {
            one.name: address(one, known)
            for one in patterns()
            if one.name not in NOT_OPENED
            and ROWS[one.name][0] in (200, 302)
            and {*names_in(one)} <= set(known)
        }

    return addresses
