"""HTML and CSS into a tagged PDF. Nothing is fetched: what the pages need stands in the two texts.

Runs in a worker process, so it imports nothing of the application.
"""

from __future__ import annotations

from typing import Any, NoReturn

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher


class Refused(ValueError):
    """The document asked for something outside itself."""


class NothingOutside(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives what stands in a data: address and asks nobody for anything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.lower().startswith("data:"):
            self._refuse(url)
        return super().fetch(url, headers)

    def _refuse(self, url: str) -> NoReturn:
        raise Refused(url)


def render(html: str, css: str) -> bytes:
    # No base_url: a relative address leads nowhere.
    fetcher = NothingOutside()
    sheet = CSS(string=css, url_fetcher=fetcher)
    document = HTML(string=html, url_fetcher=fetcher)
    return bytes(document.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1"))
