"""All runs → the page that lists them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path

from afterfit.dashboard.library import Shelf
from afterfit.dashboard.parts import template
from afterfit.dashboard.summary import SEVERITIES, RunSummary, Severity, Shown
from afterfit.results import COST_NAMES
from afterfit.views.numbers import NO_VALUE, counted
from afterfit.views.tables import kept_together
from afterfit.views.variants import AXIS_TITLES, cost_text
from afterfit.views.yardstick import estimate_text

_KINDS = {"sweep": "sweep", "data": "data checks", "curves": "curves", "analysis": "analysis"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the index."""

    text: str
    order: str | float = ""
    """What the column is sorted by: a number, or a text; empty where there is nothing."""
    note: str = ""
    """A smaller line below."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the index, as its page shows it."""

    line: RunSummary
    made: Cell
    variant: Cell
    metric: Cell
    costs: tuple[Cell, ...]
    """Flash, RAM and latency."""
    findings: tuple[tuple[Severity, int], ...]
    """Severities of which any was raised, the worst first."""
    weight: int
    """What the column of findings is sorted by."""

    @property
    def kind(self) -> str:
        """What the folder is, where it is no run."""
        return _KINDS.get(self.line.kind, "")


def index_page(shelf: Shelf, roots: Sequence[Path]) -> str:
    """Return the index as HTML; sorted and filtered by its script, readable without it."""
    rows = [row_of(one) for one in shelf.summaries]
    return template("index.html.j2").render(
        rows=rows,
        version=shelf.version,
        roots=[str(root).encode("utf-8", "replace").decode() for root in roots],
        said=_said(shelf.summaries),
        cost_titles=[AXIS_TITLES[name] for name in COST_NAMES],
    )


def row_of(line: RunSummary) -> Row:
    """Return one line of the index in words."""
    shown = line.shown
    return Row(
        line=line,
        made=Cell(
            f"{line.made:%Y\N{NON-BREAKING HYPHEN}%m\N{NON-BREAKING HYPHEN}%d %H:%M}",
            line.made.timestamp(),
        ),
        variant=_variant(line),
        metric=_metric(shown),
        costs=tuple(_costs(shown)),
        findings=tuple((one, line.findings[one]) for one in SEVERITIES if line.findings.get(one)),
        weight=sum(
            line.findings.get(one, 0) * 1000**place
            for place, one in enumerate(reversed(SEVERITIES))
        ),
    )


def _variant(line: RunSummary) -> Cell:
    shown = line.shown
    if shown is None:
        return Cell(NO_VALUE)
    note = "best of the sweep" if line.kind == "sweep" else ""
    if line.kind != "sweep" and not shown.is_recommended:
        note = "no recommendation"
    return Cell(shown.variant, shown.variant, note)


def _metric(shown: Shown | None) -> Cell:
    if shown is None:
        return Cell(NO_VALUE)
    text = kept_together(estimate_text(shown.quality, shown.yardstick.unit))
    value = shown.quality.value
    order = "" if isnan(value) else value * shown.yardstick.sign
    n = f"n = {shown.quality.n:,}".replace(" ", "\N{NO-BREAK SPACE}")
    return Cell(text, order, f"{shown.yardstick.title}, {shown.split}, {n}")


def _costs(shown: Shown | None) -> Iterator[Cell]:
    for name in COST_NAMES:
        figure = None if shown is None else shown.costs.figure(name)
        if figure is None or not figure.is_known:
            yield Cell(NO_VALUE)
        else:
            yield Cell(kept_together(cost_text(figure, name)), figure.typical, figure.basis)


def _said(lines: Sequence[RunSummary]) -> str:
    if not lines:
        return "No run was found here yet; the page shows them as they come."
    states = ("running", "stopped", "broken")
    counts = {state: sum(one.state == state for one in lines) for state in states}
    odd = ", ".join(f"{n} {state}" for state, n in counts.items() if n)
    return f"{counted(len(lines), 'run')}{': ' + odd if odd else ''}."
