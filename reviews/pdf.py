"""A report as PDF. Nothing is fetched: what the page needs stands in it."""

from __future__ import annotations

from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from reviews.outcome.standing import standing
from reviews.outcome.state import State


def report_pdf(state: State) -> bytes:
    html = render_to_string(
        "reviews/report_pdf.html", {"state": state, "standing": standing(state)}
    )
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    return bytes(HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1"))
