"""What a finished run says on standard output."""

import json
from dataclasses import asdict
from typing import Any

import typer
from pydantic_core import to_jsonable_python

from afterfit.cli.data import print_checked
from afterfit.pipeline.data_checks import CheckedData
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.reports import read_summary
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    ForecastAnalysis,
    RegressionAnalysis,
    TaskAnalysis,
    to_json,
)
from afterfit.views import headline_of


def print_outcome(outcome: Outcome, *, as_json: bool) -> None:
    """Print the summary of a run, the path of its report last; or all of it as JSON."""
    if as_json:
        typer.echo(json.dumps(outcome_json(outcome), indent=2, ensure_ascii=False))
    elif outcome.analysis is None and outcome.checks is not None and outcome.reports:
        checked = CheckedData(outcome.folder.root, outcome.checks, outcome.reports[0])
        print_checked(checked, as_json=False)
    elif outcome.analysis is None and outcome.folder.tensorlab.is_file():
        typer.echo(read_summary(outcome.folder, outcome.reports[0]))
    elif outcome.analysis is None:
        typer.echo(f"Trained, not tested (testing -> enable is off): {outcome.folder.root}")
    else:
        first = (*outcome.reports, outcome.folder.testing)[0]
        typer.echo(read_summary(outcome.folder, first))


def decision_json(analysis: TaskAnalysis | None) -> dict[str, Any] | None:
    """Return the recommendation in one sentence, and all that it rests on; None without one."""
    if analysis is None or analysis.decision is None:
        return None
    decision = analysis.decision
    return {"sentence": headline_of(decision.recommendation), **asdict(decision)}


def _tensorlab(outcome: Outcome) -> Any:
    path = outcome.folder.tensorlab
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


_BY_SLICE = (Analysis, AnomalyAnalysis)
"""Analyses that say what a candidate changes in each slice."""
_SLICED = (*_BY_SLICE, ForecastAnalysis, RegressionAnalysis)


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """Return what scripts want to know of a run: folder, reports, metrics, findings."""
    analysis = outcome.analysis
    answer = {
        "run": str(outcome.folder.root),
        "reports": [str(path) for path in outcome.reports],
        "variants": [one.quality for one in analysis.variants] if analysis else [],
        "comparisons": analysis.comparisons if analysis else (),
        "paired": analysis.paired if isinstance(analysis, Analysis) else (),
        "slices": analysis.slices if isinstance(analysis, _SLICED) else (),
        "slice_changes": analysis.slice_changes if isinstance(analysis, _BY_SLICE) else (),
        "recommendation": decision_json(analysis),
        "findings": analysis.findings if analysis else (),
        "tensorlab": _tensorlab(outcome),
        "data": json.loads(to_json(outcome.checks)) if outcome.checks else None,
    }
    jsonable: dict[str, Any] = to_jsonable_python(answer, inf_nan_mode="strings")
    return jsonable
