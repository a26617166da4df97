"""The pages and answers of the dashboard, as one ASGI application."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from afterfit.dashboard.answers import comparison_answer, run_answer, runs_answer
from afterfit.dashboard.comparison import Comparison, Wanted, compare_runs
from afterfit.dashboard.comparison_page import comparison_document
from afterfit.dashboard.entries import Entry
from afterfit.dashboard.index_page import index_page
from afterfit.dashboard.kept import Kept
from afterfit.dashboard.library import Library
from afterfit.dashboard.parts import message_page, part
from afterfit.dashboard.run_page import kept_page, run_document
from afterfit.dashboard.safety import KEPT_PAGE_POLICY, Guard
from afterfit.dashboard.summary import RunSummary, why
from afterfit.errors import InputError
from afterfit.report import write_html
from afterfit.report.html import Served, Way, page_policy, page_style

_KEPT_PAGES = 24
_KEPT_COMPARISONS = 8
MOST_COMPARED = 8
"""Runs on one page of comparison; more can be told apart neither by colours nor by readers."""


def create_app(folders: Sequence[str | Path], host: str = "127.0.0.1") -> Starlette:
    """Return the dashboard of the runs below *folders*; it reads, and writes nothing.

    Parameters
    ----------
    folders : sequence of path
        Searched for runs, analyses, sweeps and pages of curves.
    host : str
        Where the server will listen: requests that call it by another name are refused.

    Raises
    ------
    InputError
        When a folder does not exist.
    """
    shows = _Dashboard(Library(folders))
    routes = [
        Route("/", shows.index),
        Route("/compare", shows.compare),
        Route("/runs/{name}", shows.run),
        Route("/api/runs", shows.api_runs),
        Route("/api/runs/{name}", shows.api_run),
        Route("/api/compare", shows.api_compare),
        Route("/api/version", shows.version),
        Route("/api/version/{name}", shows.version),
        Route("/assets/{name}", asset),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, host=host)],
        exception_handlers={HTTPException: _refused},
    )


class _Dashboard:
    """Answers requests from what the library holds; an address names a run, never a path."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pages = Kept[str](_KEPT_PAGES)
        self._comparisons = Kept[Comparison](_KEPT_COMPARISONS)

    def index(self, request: Request) -> Response:
        """All runs."""
        return HTMLResponse(index_page(self._library.shelf(), self._library.roots))

    def run(self, request: Request) -> Response:
        """One run: its report, or its training so far."""
        entry, line = self._found(request.path_params["name"])
        if entry.kind == "curves" and line.state != "broken":
            return _kept(entry)
        served = _served(line)
        key = (line.id, line.version, line.state, line.detail)
        page = self._pages.get(key, lambda: write_html(run_document(entry, line), served))
        return _html(page, served)

    def compare(self, request: Request) -> Response:
        """Several runs side by side."""
        try:
            wanted = self._wanted(request)
            comparison = self._comparison(wanted)
        except InputError as error:
            return _sorry("These runs cannot be compared", str(error), 400)
        except HTTPException:
            raise
        except Exception as error:
            return _sorry("These runs cannot be compared", why(error), 422)
        served = Served(ways=_ways(wanted, comparison))
        key = ("compare", *map(_key, wanted))
        page = self._pages.get(key, lambda: write_html(comparison_document(comparison), served))
        return _html(page, served)

    def api_runs(self, request: Request) -> Response:
        """All runs, for programs."""
        return JSONResponse(runs_answer(self._library.shelf()))

    def api_run(self, request: Request) -> Response:
        """One run, for programs."""
        return _told(lambda: run_answer(*self._found(request.path_params["name"])))

    def api_compare(self, request: Request) -> Response:
        """Several runs side by side, for programs."""
        return _told(lambda: comparison_answer(self._comparison(self._wanted(request))))

    def version(self, request: Request) -> Response:
        """A text that changes with the runs, or with one of them."""
        name = request.path_params.get("name")
        if name is None:
            return JSONResponse({"version": self._library.shelf().version})
        return JSONResponse({"version": _version(self._found(name)[1])})

    def _found(self, name: str) -> tuple[Entry, RunSummary]:
        entry, line = self._library.entry(name), self._library.summary(name)
        if entry is None or line is None:
            raise HTTPException(404, "no such run; it may have been removed")
        return entry, line

    def _wanted(self, request: Request) -> list[Wanted]:
        """Return what ``run=ID`` or ``run=ID:VARIANT``, several times, asks for."""
        asked = [one.partition(":") for one in request.query_params.getlist("run")]
        if len(asked) > MOST_COMPARED:
            raise InputError(
                f"{len(asked)} runs are too many for one page; at most {MOST_COMPARED}"
            )
        both = [(*self._found(name), variant) for name, _, variant in asked]
        for _, line, _ in both:
            if not line.is_comparable:
                raise InputError(f"{line.name} has no results to be compared ({line.state})")
        return [Wanted(entry, variant or None) for entry, _, variant in both]

    def _comparison(self, wanted: Sequence[Wanted]) -> Comparison:
        return self._comparisons.get(tuple(map(_key, wanted)), lambda: compare_runs(wanted))


def _key(wanted: Wanted) -> tuple[str, str, str | None]:
    return wanted.entry.id, wanted.entry.version, wanted.variant


def _version(line: RunSummary) -> str:
    return f"{line.version}-{line.state}"


def _served(line: RunSummary) -> Served:
    home, answer = Way("← All runs", "/"), Way("JSON", f"/api/runs/{line.id}")
    about = {"watch": f"/api/version/{line.id}", "version": _version(line)}
    return Served(((home, answer, Way(line.name, "")),), part("live.js"), about)


def _ways(wanted: Sequence[Wanted], comparison: Comparison) -> tuple[tuple[Way, ...], ...]:
    """Return the way home, and a line a run that was tested with several: one a variant."""
    asked = [(one.entry.id, run.variant) for one, run in zip(wanted, comparison.runs, strict=True)]
    api = Way("JSON", f"/api/compare?{_query(asked)}")
    lines: list[tuple[Way, ...]] = [(Way("← All runs", "/"), api)]
    for place, run in enumerate(comparison.runs):
        if len(run.variants) > 1:
            lines.append((Way(f"{run.entry.name}:", ""), *_choices(asked, place, run.variants)))
    return tuple(lines)


def _choices(asked: list[tuple[str, str]], place: int, variants: Sequence[str]) -> list[Way]:
    name, chosen = asked[place]
    return [
        Way(
            variant,
            f"/compare?{_query([*asked[:place], (name, variant), *asked[place + 1 :]])}",
            is_here=variant == chosen,
        )
        for variant in variants
    ]


def _query(asked: Sequence[tuple[str, str]]) -> str:
    return urlencode([("run", f"{name}:{variant}") for name, variant in asked], quote_via=quote)


def _sorry(title: str, reason: str, status: int) -> Response:
    return HTMLResponse(message_page(title, reason), status)


def _html(page: str, served: Served) -> Response:
    policy = f"{page_policy(served)}; frame-ancestors 'none'"
    return HTMLResponse(page, headers={"content-security-policy": policy})


def _kept(entry: Entry) -> Response:
    try:
        page = kept_page(entry)
    except InputError as error:
        return _sorry(entry.name, str(error), 422)
    return HTMLResponse(page, headers={"content-security-policy": KEPT_PAGE_POLICY})


def _told(answer: Callable[[], dict[str, Any]]) -> Response:
    try:
        return JSONResponse(answer())
    except InputError as error:
        return JSONResponse({"error": str(error)}, 400)
    except HTTPException:
        raise
    except Exception as error:
        return JSONResponse({"error": why(error)}, 422)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": error.detail}, error.status_code)
    return _sorry("Not here", str(error.detail), error.status_code)


_TYPES = {"style.css": "text/css", "index.js": "text/javascript"}


def asset(request: Request) -> Response:
    """Return a style sheet or script of the dashboard itself."""
    name = request.path_params["name"]
    if name not in _TYPES:
        raise HTTPException(404, "no such file")
    text = f"{page_style()}\n{part('index.css')}" if name == "style.css" else part(name)
    return Response(text, media_type=_TYPES[name])
