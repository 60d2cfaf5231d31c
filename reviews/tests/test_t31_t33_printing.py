"""T31, T32: a PDF fetches nothing and embeds nothing. T33: a hostile document costs one worker."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pypdf import PdfReader

from pillars import library
from pillars.questionnaire.reading import read
from reviews.outcome.answers import Practice, Sheet
from reviews.outcome.report import Report, report
from reviews.outcome.state import DecisionAsked, Facts, PlanItem, ReviewState, State, ToFindOut
from reviews.printing.pdf import Edition, page_of, style_of
from reviews.printing.presses import Busy, CannotPrint, Presses
from reviews.printing.rendering import render
from reviews.printing.worker import Bounds

FRAME = (
    '<!doctype html><html lang="en"><head><title>t</title>{head}</head><body>{body}</body></html>'
)
SECRET = "the-secret-of-the-server"


@pytest.fixture
def listener():
    """A server on the loopback that counts who asks."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.asked, server.url = asked, f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def vectors(http: str, file: str) -> list[str]:
    """Ways into the network and the disk that the renderer knows."""
    return [
        f'<img src="{http}/img" alt="x">',
        f'<img srcset="{http}/srcset 2x" src="{http}/src" alt="x">',
        f'<link rel="stylesheet" href="{http}/style">',
        f'<link rel="attachment" href="{file}">',
        f'<link rel="attachment" href="{http}/attachment">',
        f'<a rel="attachment" href="{file}">a</a>',
        f'<style>@import url("{http}/import");</style>',
        f'<style>@font-face {{ font-family: x; src: url("{http}/font") }}</style>'
        "<style>p { font-family: x }</style>",
        f'<style>body {{ background: url("{http}/background") }}</style>',
        f'<style>p::before {{ content: url("{http}/content") }}</style>',
        f'<style>li {{ list-style-image: url("{http}/bullet") }}</style><ul><li>x</ul>',
        f'<style>p {{ border-image: url("{http}/border") 30 }}</style>',
        f'<style>@page {{ background: url("{http}/page") }}</style>',
        f'<object data="{http}/object"></object>',
        f'<embed src="{http}/embed">',
        f'<iframe src="{http}/iframe"></iframe>',
        f'<svg width="9" height="9"><image href="{http}/svg-image" width="9" height="9"/></svg>',
        f'<svg width="9" height="9"><use href="{http}/use#a"/></svg>',
        f'<svg width="9" height="9"><style>@import url("{http}/svg-style")</style></svg>',
        f'<img src="{file}" alt="x">',
        f'<object data="{file}"></object>',
        f'<base href="{http}/"><img src="relative.png" alt="x">',
        f'<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Cimage '
        f'href=%22{http}/in-data%22/%3E%3C/svg%3E" alt="x">',
        f"![x]({http}/markdown) [x]({http}/link)",
    ]


def whole(text: str) -> Report:
    """A report with the same text in every field that people write."""
    lens = read(library.bundled("cloud-native")).lens
    sheet = Sheet(
        selected=frozenset(["REL1_1"]),
        notes=text,
        reason=text,
        practices={"REL1_2": Practice(note=text)},
    )
    facts = Facts(
        id="0" * 32, name=text[:99], organisation=text[:99], description=text, review_owner=text,
        industry=text, links=(text,), tags=(text,), notes=text, architectural_design=text,
        aws_regions=(text,), account_ids=(text,),
    )  # fmt: skip
    lens = replace(lens, name=text, description=text)
    return report(
        State(
            facts,
            (ReviewState("a", 1, 1, "d", lens, {"REL1": sheet}, {"CEL": text}),),
            plan=(PlanItem("1", text, text, "a", "REL1", details=text, owner=text),),
            to_find_out=(ToFindOut("a", "REL1", whom=text, proof=text),),
            summary=text,
            decisions=(DecisionAsked(text, text),),
            people=(text,),
        ),
        as_of=date(2026, 11, 23),
    )


def embedded(pdf: bytes) -> list[str]:
    return list(PdfReader(io.BytesIO(pdf)).attachments)


def test_what_people_write_fetches_nothing(listener, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    text = "\n\n".join(vectors(listener.url, secret.as_uri()))
    html = page_of(whole(text), Edition("en"))
    pdf = render(html, style_of(Edition("en").paper))
    assert listener.asked == []
    assert embedded(pdf) == []
    assert "<img" not in html
    assert "<script" not in html


def test_the_renderer_itself_fetches_nothing(listener, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    for vector in vectors(listener.url, secret.as_uri()):
        for head, body in ((vector, "<p>x</p>"), ("", f"{vector}<p>x</p>")):
            pdf = render(FRAME.format(head=head, body=body), "")
            assert embedded(pdf) == []
            assert SECRET.encode() not in pdf
            assert SECRET not in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    render(FRAME.format(head="", body="x"), f'@import url("{listener.url}/own");')
    assert listener.asked == []


USE_BOMB = "".join(f'<g id="u{n}">{f"""<use href="#u{n - 1}"/>""" * 10}</g>' for n in range(1, 9))
HOSTILE = {
    "a cell over 100,000 columns": '<table><tr><td colspan="100000">x</table>' * 5,
    "25 nested flex boxes": '<div style="display:flex">' * 25 + "x",
    "2,000 nested boxes": "<div>" * 2000 + "x",
    "a bomb of uses": f'<svg><defs><g id="u0"><rect width="1" height="1"/></g>{USE_BOMB}</defs>'
    '<use href="#u8"/></svg>',
    "20,000 rows": "<table>" + "<tr><td>a<td>b" * 20_000 + "</table>",
}

# The renderer may stop drawing by itself; what counts is that it ends.
MAY_BE_MADE = {"a bomb of uses"}


@pytest.fixture
def presses():
    made = Presses(bounds=Bounds(cpu_seconds=1), wait_seconds=60)
    yield made
    made.stop()


def test_a_hostile_document_costs_nobody_else_anything(presses):
    """Each fails with words, and what comes after is printed."""
    innocent = FRAME.format(head="", body="x")
    jobs = [
        job for body in HOSTILE.values() for job in (FRAME.format(head="", body=body), innocent)
    ]
    with ThreadPoolExecutor(2) as readers:
        results = list(readers.map(lambda html: outcome(presses, html), jobs))
    made = {
        name for name, result in zip(HOSTILE, results[0::2], strict=True) if result == "printed"
    }
    assert made <= MAY_BE_MADE
    assert results[1::2] == ["printed"] * len(HOSTILE)


def outcome(presses: Presses, html: str) -> str:
    try:
        return "printed" if presses.print(html, "").startswith(b"%PDF") else "empty"
    except CannotPrint:
        return "failed"


def test_memory_is_bounded():
    presses = Presses(count=1, bounds=Bounds(cpu_seconds=20, memory_bytes=400_000_000))
    with pytest.raises(CannotPrint):
        presses.print(FRAME.format(head="", body="x" * 100_000_000), "")
    presses.stop()


def test_a_worker_that_was_killed_is_replaced(presses):
    html = FRAME.format(head="", body="x")
    assert outcome(presses, html) == "printed"
    press = presses._free.queue[-1]
    press._process.kill()
    press._process.join()
    assert outcome(presses, html) == "printed"


def test_who_waits_too_long_is_told():
    presses = Presses(count=1, wait_seconds=0.05)
    with presses._press(0), pytest.raises(Busy):
        presses.print("", "")
    presses.stop()
