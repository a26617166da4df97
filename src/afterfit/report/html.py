"""Document → one HTML page that needs nothing but itself."""

import json
from base64 import b64encode
from collections.abc import Mapping
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


def write_html(document: Document) -> str:
    """Return the page: works offline, asks the network for nothing, charts answer to hovering.

    Its security policy admits the page's own scripts alone, by their hashes; names from data are
    text wherever they stand.
    """
    charts: list[Mapping[str, Any]] = []
    groups = count(1)

    def place(chart: Chart) -> int:
        charts.append(chart.spec)
        return len(charts) - 1

    scripts, drawing = chart_scripts(), _part("page.js")
    page = _template().render(
        document=document,
        policy=_policy(scripts, drawing),
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


def _policy(*scripts: str) -> str:
    allowed = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    # Vega-Embed adds a style element, so styles are admitted; scripts are not
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


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
