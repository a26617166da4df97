"""Document → one HTML page that needs nothing but itself."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING, Any, assert_never

from afterfit.report.document import (
    Alternatives,
    Block,
    BulletList,
    ChartRow,
    Code,
    Document,
    FindingList,
    Folded,
    Paragraph,
)
from afterfit.report.scripts import chart_scripts
from afterfit.views import Chart, Table
from afterfit.views.findings import evidence_text

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class Way:
    """A link from a page to another of the same server."""

    words: str
    address: str
    is_here: bool = False
    """Whether it leads to the very page it stands on."""


@dataclass(frozen=True, slots=True)
class Served:
    """What a page has besides its document when a server shows it."""

    ways: tuple[tuple[Way, ...], ...] = ()
    """Links above the title, one line each."""
    script: str = ""
    """Runs after the charts' own; may ask the server that the page comes from."""
    about: Mapping[str, str] = field(default_factory=dict)
    """What the script has to know: attributes ``data-NAME`` of the page's root."""


def write_html(document: Document, served: Served | None = None) -> str:
    """Return the page: works offline, asks the network for nothing, charts answer to hovering.

    Its security policy admits the page's own scripts alone, by their hashes; names from data are
    text wherever they stand. A *served* page may ask its own server, and nobody else.
    """
    charts: list[Mapping[str, Any]] = []
    groups = count(1)

    def place(chart: Chart) -> int:
        charts.append(chart.spec)
        return len(charts) - 1

    scripts, drawing = chart_scripts(), _part("page.js")
    page = _template().render(
        document=document,
        policy=page_policy(served),
        served=served,
        style=_part("style.css"),
        scripts=scripts,
        drawing=drawing,
        kind_of=_kind_of,
        evidence_text=evidence_text,
        place=place,
        next_group=lambda: next(groups),
        specs=lambda: harmless_json(charts),
    )
    return page.lstrip()


def harmless_json(value: Any) -> str:
    r"""Return JSON that can stand inside a script element: no text in it can end the element.

    Examples
    --------
    >>> harmless_json(["</script>"])
    '["\\u003c/script>"]'
    """
    return json.dumps(value, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_part("page.html.j2"))


def _part(name: str) -> str:
    return files("afterfit.report").joinpath("templates", name).read_text(encoding="utf-8")


def page_style() -> str:
    """Return the style sheet that all pages share."""
    return _part("style.css")


def page_policy(served: Served | None = None) -> str:
    """Return the security policy of a page: its own scripts alone, and no address outside."""
    scripts = [chart_scripts(), _part("page.js")]
    scripts += [served.script] if served and served.script else []
    allowed = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    asks = " connect-src 'self';" if served and served.script else ""
    # Vega-Embed adds a style element, so styles are admitted; scripts are not
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline';{asks} "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _kind_of(block: Block) -> str:
    match block:
        case Paragraph():
            return "paragraph"
        case BulletList():
            return "bullets"
        case Code():
            return "code"
        case Table():
            return "table"
        case Chart():
            return "chart"
        case ChartRow():
            return "charts"
        case FindingList():
            return "findings"
        case Folded():
            return "folded"
        case Alternatives():
            return "alternatives"
        case _:
            assert_never(block)
