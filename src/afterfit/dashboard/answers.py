"""What pages say → the same for programs."""

import json
from typing import Any

from pydantic_core import to_json as encode

from afterfit.dashboard.comparison import Compared, Comparison
from afterfit.dashboard.entries import Entry
from afterfit.dashboard.library import Shelf
from afterfit.dashboard.summary import RunSummary
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.reports import read_analysis
from afterfit.results import COST_NAMES, to_json
from afterfit.results.variants import VariantCosts


def runs_answer(shelf: Shelf) -> dict[str, Any]:
    """Return the index: every run with what its line says."""
    return {"version": shelf.version, "runs": [run_line(one) for one in shelf.summaries]}


def run_line(line: RunSummary) -> dict[str, Any]:
    """Return one line of the index; null where the data cannot tell."""
    shown = line.shown
    answer = {
        "id": line.id,
        "name": line.name,
        "kind": line.kind,
        "state": line.state,
        "detail": line.detail,
        "made": line.made.isoformat(timespec="seconds"),
        "task": line.task,
        "model": line.model,
        "variant": None if shown is None else shown.variant,
        "is_recommended": shown is not None and shown.is_recommended,
        "split": None if shown is None else shown.split,
        "yardstick": None if shown is None else shown.yardstick,
        "quality": None if shown is None else shown.quality,
        "costs": None if shown is None else costs_answer(shown.costs),
        "findings": dict(line.findings),
        "version": line.version,
    }
    return jsonable(answer)


def costs_answer(costs: VariantCosts) -> dict[str, Any]:
    """Return each cost with its range, its basis and where it comes from."""
    return {name: costs.figure(name) for name in COST_NAMES}


def run_answer(entry: Entry, line: RunSummary) -> dict[str, Any]:
    """Return one run: its line, and its whole analysis as ``analysis.json`` holds it.

    Raises
    ------
    InputError
        When the analysis is damaged.
    """
    path = RunFolder(entry.path).analysis
    has_results = line.state != "broken" and line.kind in ("run", "analysis") and path.is_file()
    analysis = json.loads(to_json(read_analysis(entry.path))) if has_results else None
    return {**run_line(line), "analysis": analysis}


def comparison_answer(comparison: Comparison) -> dict[str, Any]:
    """Return what the page of a comparison says."""
    answer = {
        "reference": comparison.runs[0].name,
        "runs": [_compared(one) for one in comparison.runs],
        "yardstick": None if comparison.table is None else comparison.table.yardstick,
        "front": comparison.front,
        "settings": comparison.settings,
        "notes": comparison.notes,
    }
    return jsonable(answer)


def _compared(one: Compared) -> dict[str, Any]:
    return {
        "id": one.entry.id,
        "name": one.name,
        "variants": one.variants,
        "quality": one.row.quality,
        "details": one.row.details,
        "costs": costs_answer(one.row.costs),
        "change": one.row.change,
        "p_value": one.row.p_value,
        "not_compared": one.refusal or None,
        "comparison": None if one.pair is None else json.loads(to_json(one.pair)),
    }


def jsonable(answer: dict[str, Any]) -> dict[str, Any]:
    """Return *answer* in what JSON has words for; what is not a number is null."""
    plain: dict[str, Any] = json.loads(encode(answer, inf_nan_mode="null"))
    return plain
