"""A Tensorlab run folder → the whole analysis, with what Tensorlab reported beside it."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import numpy as np

from afterfit.analyses import DEFAULT_POLICIES
from afterfit.costs import device_of_tensorlab
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.findings import diagnose_tensorlab
from afterfit.pipeline.analysis_run import write_testing
from afterfit.pipeline.analyze import analyze_predictions, decided
from afterfit.pipeline.documents import FORMATS
from afterfit.pipeline.facts import Facts, write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.forecasting import analyze_forecasts
from afterfit.pipeline.model_costs import device_or_none, forget_models, write_model_costs
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.regression import analyze_regressions
from afterfit.pipeline.reports import write_reports
from afterfit.pipeline.shipping import Shipping
from afterfit.pipeline.tensorlab_models import RunAgain, run_again
from afterfit.pipeline.tensorlab_numbers import analyze_numbers_again
from afterfit.readers import (
    ReadOptions,
    read_costs,
    read_forecasts,
    read_regressions,
    write_predictions,
    write_windows,
)
from afterfit.readers.tensorlab_run import TensorlabRun, read_tensorlab_run
from afterfit.readers.tensorlab_run.file_log import FileTable
from afterfit.records import Device, Predictions
from afterfit.results import (
    Analysis,
    CostFigure,
    Policy,
    RegressionAnalysis,
    ReportedNumber,
    TaskAnalysis,
    TensorlabRecord,
    VariantCosts,
    to_json,
)

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, eq=False)
class _Basis:
    analysis: TaskAnalysis | None
    again: RunAgain | None
    basis: str
    """What the analysis was made from, in words."""


def analyze_tensorlab_run(
    path: str | Path,
    *,
    output: str | Path = "afterfit-analysis",
    max_errors_per_class: int | None = 20,
    policy: Policy = DEFAULT_POLICIES[0],
    shipping: Shipping | None = None,
    formats: Sequence[str] = tuple(FORMATS),
) -> Outcome:
    """Analyse a run folder of Tensorlab, ``…/run/<date>/<model>``, without any of its software.

    Where data set, lists and models are there, both models are run on the test windows, made again
    from the run's own configuration, and compared. Where they are gone, what the files alone say
    is analysed: recordings by the file-level log, regressions and forecasts by their tables. What
    Tensorlab printed stands beside it, with what is known to be wrong about it.

    Raises
    ------
    InputError
        When nothing in the folder can be analysed.
    """
    run = read_tensorlab_run(Path(path))
    folder, notes = RunFolder(Path(output)), list(run.notes)
    forget_models(folder)
    for old in (folder.analysis, folder.test_windows, folder.tensorlab):
        old.unlink(missing_ok=True)
    compiled = _compiled_costs(run)
    wanted = _Wanted(max_errors_per_class, policy, _with_compiled(shipping, compiled))
    found = _analysis(run, folder, wanted, notes)
    record = _record(run, found)
    if found.analysis is None and not (record.numbers or record.curves or record.thresholds):
        raise InputError("nothing to analyse here. " + " ".join(notes), where=str(path))
    analysis = found.analysis
    if analysis is not None:
        analysis = replace(analysis, findings=(*analysis.findings, *record.findings))
        write_text(folder.analysis, to_json(analysis) + "\n")
        if isinstance(analysis, Analysis):
            write_testing(folder, analysis, policy)
    write_text(folder.tensorlab, to_json(record) + "\n")
    write_facts(_facts(run, found, notes), folder.facts)
    reports = write_reports(folder, formats)[: len(formats)]
    return Outcome(folder, analysis, tuple(reports))


@dataclass(frozen=True, slots=True)
class _Wanted:
    max_errors: int | None
    policy: Policy
    shipping: Shipping


def _analysis(run: TensorlabRun, folder: RunFolder, wanted: _Wanted, notes: list[str]) -> _Basis:
    task = run.task
    again = _numbers_again(run, wanted, notes)
    if again is not None:
        return _Basis(again, None, "the model files")
    numbers = run.folder.analysis_file("results_on_test_set.csv")
    variant, forecasts = run.folder.forecast_files()
    if numbers and ("regression" in task or not task):
        options = ReadOptions(task="regression", variant_name=numbers[0], split_name="test")
        rows = _tried(lambda: analyze_regressions(read_regressions([numbers[1]], options)), notes)
        return _Basis(rows, None, "results_on_test_set.csv")
    if forecasts:
        options = ReadOptions(task="forecasting", variant_name=variant, split_name="test")
        read = _tried(lambda: analyze_forecasts(read_forecasts(forecasts, options)), notes)
        return _Basis(read, None, "the files of forecasts")
    if "regression" in task or "forecasting" in task or "anomaly" in task:
        return _Basis(None, None, "what Tensorlab reported")
    return _classification(run, folder, wanted, notes)


def _compiled_costs(run: TensorlabRun) -> tuple[VariantCosts, ...]:
    """Return flash and RAM of the compiled model; it was made of the variant that was tested."""
    if run.compiled is None:
        return ()
    note = "sections of compilation/artifacts/mod.a, before linking"
    return (
        VariantCosts(
            variant=run.tested_variant,
            flash_bytes=CostFigure.of(run.compiled.flash_bytes, "measured", note),
            ram_bytes=CostFigure.of(run.compiled.ram_bytes, "measured", f"{note}, and workspace"),
            latency_ms=CostFigure.unknown("the compiled model says nothing of time"),
        ),
    )


def _with_compiled(shipping: Shipping | None, compiled: Sequence[VariantCosts]) -> Shipping:
    """Return *shipping* with the compiled costs; what the user gave counts before them."""
    given = shipping or Shipping()
    return Shipping.given(given.budget, (*compiled, *given.costs.values()))


def _numbers_again(run: TensorlabRun, wanted: _Wanted, notes: list[str]) -> TaskAnalysis | None:
    """Return the analysis of models that tell numbers; None for others, and where data is gone."""
    if not any(kind in run.task for kind in ("regression", "forecasting", "anomaly")):
        return None
    try:
        return analyze_numbers_again(run, wanted.policy, notes)
    except InputError as error:
        notes.append(f"The models were not run again: {error}.".replace("..", "."))
        return None


def _classification(
    run: TensorlabRun, folder: RunFolder, wanted: _Wanted, notes: list[str]
) -> _Basis:
    try:
        again = run_again(run)
    except InputError as error:
        notes.append(f"The models were not run again: {error}.".replace("..", "."))
    else:
        notes += again.notes
        return _Basis(_of_models(run, again, folder, wanted, notes), again, "both model files")
    tables = [_expanded(one, run) for one in run.file_log.tables if one.n_samples]
    if not tables:
        return _Basis(None, None, "what Tensorlab reported")
    notes.append(
        "The classes come from the file-level log, which has no scores: calibration and "
        "thresholds are not judged. Its tables of training are of the validation split."
    )
    return _Basis(_of_log(tables, wanted, notes), None, "the file-level log")


def _of_log(
    tables: Sequence[Predictions], wanted: _Wanted, notes: list[str]
) -> TaskAnalysis | None:
    same = [one for one in tables if set(one.class_names) == set(tables[-1].class_names)]
    if len(same) < len(tables):
        notes.append("Tables of the file-level log with other classes than the last are left out.")
    ordered = sorted(same, key=lambda one: one.variant != "float32")
    return _tried(
        lambda: analyze_predictions(ordered, max_errors_per_class=wanted.max_errors, compare=False),
        notes,
    )


def _of_models(
    run: TensorlabRun, again: RunAgain, folder: RunFolder, wanted: _Wanted, notes: list[str]
) -> Analysis:
    analysis = analyze_predictions(
        again.predictions,
        max_errors_per_class=wanted.max_errors,
        file_bytes={name: path.stat().st_size for name, path in again.models.items()},
        policies=tuple(dict.fromkeys((wanted.policy, *DEFAULT_POLICIES))),
        shipping=wanted.shipping,
    )
    for one in again.predictions:
        write_predictions(one, folder.predictions(one.variant, one.split))
    write_windows(again.windows, folder.test_windows)
    target = run.sections.get("common", {}).get("target_device")
    device = _device(wanted.shipping.budget.device, target)
    windows = dict.fromkeys(again.models, again.features)
    list(
        write_model_costs(
            folder, again.models, windows, name=run.model_name, device=device, warn=notes.append
        )
    )
    costs = read_costs(folder.costs) if folder.costs.is_file() else ()
    return decided(analysis, wanted.shipping.with_models(costs))


def _device(named: str, target: str | None) -> Device | None:
    """Return the device that the user named, else the run's own: TI's, known or not."""
    if named:
        return device_or_none(named)
    return device_or_none(target) or device_of_tensorlab(target or "TI's device")


def _expanded(table: FileTable, run: TensorlabRun) -> Predictions:
    """Return one row a sample; the order within a recording is not known."""
    names = tuple(sorted(table.class_names))
    sources = tuple(f"{row.true_class}/{row.file}" for row in table.rows)
    cells = [
        (names.index(row.true_class), names.index(said), place, n)
        for place, row in enumerate(table.rows)
        for said, n in zip(table.class_names, row.counts, strict=True)
    ]
    true, said, source = (
        np.concatenate([np.full(cell[3], cell[i], np.int64) for cell in cells]) for i in range(3)
    )
    known = {"float training": "float32", "quantised training": "int8"}
    return Predictions(
        class_names=names,
        y_true=true,
        scores=np.eye(len(names))[said],
        source=source,
        source_names=sources,
        offset=np.arange(len(true)),
        variant=known.get(table.stage, run.tested_variant),
        split="test" if table.stage == "test" else "validation",
        has_scores=False,
    )


def _tried(work: Callable[[], _Found], notes: list[str]) -> _Found | None:
    try:
        return work()
    except InputError as error:
        notes.append(f"Not analysed: {error}")
        return None


def _record(run: TensorlabRun, found: _Basis) -> TensorlabRecord:
    tables = run.file_log.tables
    record = TensorlabRecord(
        model=run.model_name,
        task=run.task,
        tested_variant=run.tested_variant,
        numbers=tuple(replace(one, ours=_ours(one, run, found)) for one in run.numbers),
        curves=run.curves,
        thresholds=run.thresholds,
        n_train_tables=sum(one.stage != "test" for one in tables),
        n_test_windows=sum(one.n_samples for one in tables if one.stage == "test"),
        n_our_windows=len(found.again.windows) if found.again else 0,
        findings=(),
    )
    return replace(record, findings=diagnose_tensorlab(record))


_OURS = {"accuracy": "accuracy", "f1": "macro_f1", "auroc": "macro_roc_auc"}


def _ours(one: ReportedNumber, run: TensorlabRun, found: _Basis) -> float:
    """Return the same number from the model, or from the table of predictions; nan without."""
    analysis = found.analysis
    known = {"float training": "float32", "quantised training": "int8"}
    wanted = (known.get(one.stage, run.tested_variant), "test" if one.stage == "test" else "")
    if isinstance(analysis, Analysis) and found.again is not None:
        for tested in analysis.variants:
            split = wanted[1] or "validation"
            if (tested.variant, tested.split) == (wanted[0], split):
                estimates = {each.metric: each.value for each in tested.quality.overall}
                return estimates.get(_OURS.get(one.metric, ""), math.nan)
    if isinstance(analysis, RegressionAnalysis) and one.stage == "test":
        tested_here = analysis.of(run.tested_variant, "test") or analysis.variants[0]
        estimates = {each.metric: each.value for each in tested_here.quality.overall}
        return estimates.get(one.metric, math.nan)
    return math.nan


def _facts(run: TensorlabRun, found: _Basis, notes: Sequence[str]) -> Facts:
    again = found.again
    facts: Mapping[str, str] = {
        "Tensorlab run": str(run.folder.root),
        "Task": run.task or "not known",
        "Model": run.model_name,
        "Model files": ", ".join(run.folder.models) or "none",
        "Analysed": found.basis,
        "Test windows": f"{len(again.windows):,}" if again else "not made again",
        "Tensorlab tested": run.tested_variant,
        "Compiled": _compiled_words(run),
        "Made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Made with": f"afterfit {version('afterfit')}",
    }
    return Facts(f"{run.model_name} · Tensorlab run", facts, tuple(dict.fromkeys(notes)))


def _compiled_words(run: TensorlabRun) -> str:
    if run.compiled is None:
        return "no library in compilation/artifacts"
    one = run.compiled
    return (
        f"{one.flash_bytes:,} bytes of flash and {one.ram_bytes:,} of RAM, in "
        f"{one.library.n_objects:,} objects of mod.a, before linking"
    )
