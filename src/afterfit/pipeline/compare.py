"""Two files of predictions, or two runs → a folder with the comparison of two variants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from afterfit.engines import engine_named
from afterfit.errors import InputError
from afterfit.files import write_bytes
from afterfit.pipeline.analysis_run import write_analysis
from afterfit.pipeline.anomaly import analyze_anomaly_scores, write_anomaly_analysis
from afterfit.pipeline.budget import usual_budget
from afterfit.pipeline.comparison_costs import KnownCosts, costs_of_sides
from afterfit.pipeline.comparison_sides import (
    FoundSide,
    Side,
    find_side,
    named_apart,
    rows_of_side,
    task_of_sides,
)
from afterfit.pipeline.detection import analyze_detection_files
from afterfit.pipeline.documents import FORMATS
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.forecasting import analyze_forecasts, write_forecast_analysis
from afterfit.pipeline.model_costs import keep_models
from afterfit.pipeline.multilabel import AnalyzedLabels, analyze_multilabel_table
from afterfit.pipeline.numbers import check_units_asked
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.regression import analyze_regressions, write_regression_analysis
from afterfit.pipeline.reports import write_reports
from afterfit.pipeline.shipping import Shipping
from afterfit.pipeline.tables import AnalyzedTable, analyze_table
from afterfit.readers import (
    AnomalyOptions,
    PredictionTable,
    ReadOptions,
    open_predictions,
    read_anomaly_scores,
    read_forecasts,
    read_regressions,
)
from afterfit.records import AnomalyScores, Forecasts, RegressionPredictions
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    ForecastAnalysis,
    RegressionAnalysis,
    TaskAnalysis,
)

Sides = tuple[Side, Side]
Rows = TypeVar("Rows", RegressionPredictions, Forecasts, AnomalyScores)
Result = TypeVar("Result", RegressionAnalysis, ForecastAnalysis, AnomalyAnalysis)


def compare(
    reference: str | Path,
    candidate: str | Path,
    options: ReadOptions | None = None,
    *,
    reference_variant: str | None = None,
    candidate_variant: str | None = None,
    output: str | Path = "afterfit-comparison",
    engine: str = "local",
    max_errors_per_class: int | None = 20,
    exact_scores: int | None = None,
    shipping: Shipping | None = None,
    anomaly: AnomalyOptions | None = None,
    slices: Sequence[str] = (),
) -> Outcome:
    """Compare two variants on the same samples and write the report into the folder *output*.

    Parameters
    ----------
    reference, candidate : path
        A file of predictions each, or the folder of a run; both of one task and on the same
        samples. Classifications are of one format, with the same columns, in the same order.
    options : ReadOptions, optional
        What the names of the columns do not say; the task of files that afterfit wrote is known.
    reference_variant, candidate_variant : str, optional
        Which variant of a file or run that has several; what to call the one of a file.
    output : path
        Folder for ``analysis.json`` and the reports.
    engine, max_errors_per_class, exact_scores
        See `afterfit.analyze_files`.
    shipping : Shipping, optional
        Costs and budget to choose one by, and how much worse the cheaper one may be. What is not
        said is taken from the runs, where they agree: limits, device, and the costs of their
        models.
    anomaly : AnomalyOptions, optional
        What is normal, machines and durations; read only where the task is "anomaly".
    slices : sequence of str
        Columns of classifications in whose parts the two are compared; see
        `afterfit.analyze_files`.

    Raises
    ------
    InputError
        When the two cannot be read, or were not tested on the same samples.
    """
    sides = _sides(reference, candidate, reference_variant, candidate_variant)
    if options is not None and options.task == "detection":
        _check_sliced(options, slices)
        return _compare_detections(sides, options, output, shipping)
    asked = task_of_sides(sides, options or ReadOptions())
    folder = RunFolder(Path(output))
    check_units_asked(asked)
    _check_sliced(asked, slices)
    wanted = shipping or Shipping(usual_budget(asked.task))
    match asked.task:
        case "classification" | "multilabel":
            table, found, known = _compared_tables(
                sides, asked, wanted, engine, max_errors_per_class, exact_scores, slices
            )
            _check_by_slice(found.analysis, slices)
            _keep_windows(folder, _homes(sides))
            return write_analysis(folder, table, found, costs=known.models, runs=_homes(sides))
        case "regression":
            return _compare_rows(sides, folder, wanted, _regressions(asked))
        case "forecasting":
            return _compare_rows(sides, folder, wanted, _forecasts(asked))
        case "anomaly":
            return _compare_rows(sides, folder, wanted, _scores(asked, anomaly))
        case "detection":
            return _compare_detections(sides, asked, output, shipping)


def analyze_pair(
    reference: str | Path,
    candidate: str | Path,
    *,
    variants: tuple[str, str],
    names: tuple[str, str],
) -> TaskAnalysis:
    """Return the comparison of two variants that `compare` makes, and write nothing.

    Parameters
    ----------
    reference, candidate : path
        The folder of a run each.
    variants : tuple of str
        The variant of each that is compared.
    names : tuple of str
        What the results call them; not the same.

    Raises
    ------
    InputError
        As `compare`.
    """
    sides = (
        Side(Path(reference), "variant", variants[0], names[0]),
        Side(Path(candidate), "variant", variants[1], names[1]),
    )
    asked = task_of_sides(sides, ReadOptions())
    wanted = Shipping(usual_budget(asked.task))
    match asked.task:
        case "classification" | "multilabel":
            return _compared_tables(sides, asked, wanted)[1].analysis
        case "regression":
            return _analyzed_rows(sides, wanted, _regressions(asked)).analysis
        case "forecasting":
            return _analyzed_rows(sides, wanted, _forecasts(asked)).analysis
        case "anomaly":
            return _analyzed_rows(sides, wanted, _scores(asked, None)).analysis
        case "detection":
            raise InputError("runs keep no boxes; compare their files: afterfit compare --help")


def task_compared(
    reference: str | Path, candidate: str | Path, options: ReadOptions | None = None
) -> str:
    """Return the task of two files or runs: what they state, else what *options* say.

    Raises
    ------
    InputError
        When the two cannot be read, or state different tasks.
    """
    if options is not None and options.task == "detection":
        return options.task
    return task_of_sides(_sides(reference, candidate), options or ReadOptions()).task


def _check_sliced(options: ReadOptions, slices: Sequence[str]) -> None:
    if slices and options.task != "classification":
        raise InputError(
            f"only classifications are compared by slice, not the task {options.task!r}; leave it "
            "out, or slice both with afterfit analyze",
            where="--slice",
        )


def _check_by_slice(analysis: TaskAnalysis, slices: Sequence[str]) -> None:
    """Refuse columns that put the same samples into other slices on one side."""
    if slices and isinstance(analysis, Analysis) and not analysis.slice_changes:
        raise InputError(
            f"{', '.join(slices)} must hold the same values for the same samples on both sides, "
            "but they do not; give both files the same columns",
            where="--slice",
        )


def _sides(
    reference: str | Path,
    candidate: str | Path,
    reference_variant: str | None = None,
    candidate_variant: str | None = None,
) -> Sides:
    return (
        Side(Path(reference), "--reference-variant", reference_variant),
        Side(Path(candidate), "--candidate-variant", candidate_variant),
    )


def _compared_tables(
    sides: Sides,
    asked: ReadOptions,
    shipping: Shipping,
    engine: str = "local",
    max_errors: int | None = 20,
    exact_scores: int | None = None,
    slices: Sequence[str] = (),
) -> tuple[PredictionTable, AnalyzedTable | AnalyzedLabels, KnownCosts]:
    """Return the table of both sides, what was found in it, and what their models cost."""
    one, other = (find_side(side, asked) for side in sides)
    both = named_apart(one, other, _homes(sides))
    known = costs_of_sides(_homes(sides), both, shipping)
    table = _open(both, asked)
    found = _analyzed(table, engine, max_errors, exact_scores, known.shipping, slices)
    _check_compared(found.analysis, found.notes, table.variants)
    return table, found, known


def _analyzed(
    table: PredictionTable,
    engine: str,
    max_errors: int | None,
    exact_scores: int | None,
    shipping: Shipping,
    slices: Sequence[str],
) -> AnalyzedTable | AnalyzedLabels:
    if table.options.task == "multilabel":
        return analyze_multilabel_table(
            table,
            engine=engine_named(engine),
            max_errors_per_label=max_errors,
            exact_scores=exact_scores,
            shipping=shipping,
        )
    return analyze_table(
        table,
        engine=engine_named(engine),
        max_errors_per_class=max_errors,
        exact_scores=exact_scores,
        shipping=shipping,
        slices=slices,
    )


@dataclass(frozen=True, slots=True)
class _Task(Generic[Rows, Result]):
    """How predictions that are held in memory are read, analysed and written."""

    read: Callable[[tuple[Path, ...]], Sequence[Rows]]
    analyze: Callable[[Sequence[Rows], Shipping], tuple[Result, tuple[str, ...]]]
    """Gives why variants were not compared, too."""
    write: Callable[[Sequence[Path], Sequence[Rows], Result, Sequence[str], RunFolder], None]


def _regressions(options: ReadOptions) -> _Task[RegressionPredictions, RegressionAnalysis]:
    return _Task(
        read=lambda files: read_regressions(files, options),
        analyze=lambda rows, shipping: (analyze_regressions(rows, shipping), ()),
        write=write_regression_analysis,
    )


def _forecasts(options: ReadOptions) -> _Task[Forecasts, ForecastAnalysis]:
    return _Task(
        read=lambda files: read_forecasts(files, options),
        analyze=lambda rows, shipping: (analyze_forecasts(rows, shipping), ()),
        write=write_forecast_analysis,
    )


def _scores(
    options: ReadOptions, more: AnomalyOptions | None
) -> _Task[AnomalyScores, AnomalyAnalysis]:
    return _Task(
        read=lambda files: read_anomaly_scores(files, options, more),
        analyze=lambda rows, shipping: analyze_anomaly_scores(rows, shipping=shipping),
        write=write_anomaly_analysis,
    )


@dataclass(frozen=True, slots=True)
class _Found(Generic[Rows, Result]):
    """Two variants whose predictions are held in memory, compared."""

    rows: Sequence[Rows]
    analysis: Result
    refused: Sequence[str]
    known: KnownCosts


def _analyzed_rows(
    sides: Sides, shipping: Shipping, task: _Task[Rows, Result]
) -> _Found[Rows, Result]:
    found = [rows_of_side(side, task.read(side.files)) for side in sides]
    named = named_apart(found[0][0], found[1][0], _homes(sides))
    rows = [
        replace(record, variant=side.name)
        for side, (_, records) in zip(named, found, strict=True)
        for record in records
    ]
    known = costs_of_sides(_homes(sides), named, shipping)
    analysis, refused = task.analyze(rows, known.shipping)
    _check_compared(analysis, refused, [one.variant for one in rows])
    return _Found(rows, analysis, refused, known)


def _compare_rows(
    sides: Sides, folder: RunFolder, shipping: Shipping, task: _Task[Rows, Result]
) -> Outcome:
    found = _analyzed_rows(sides, shipping, task)
    keep_models(folder, found.known.models)
    folder.tensorlab.unlink(missing_ok=True)
    task.write(_homes(sides), found.rows, found.analysis, found.refused, folder)
    reports = write_reports(folder, tuple(FORMATS))[: len(FORMATS)]
    return Outcome(folder, found.analysis, tuple(reports))


def _compare_detections(
    sides: Sides, options: ReadOptions, output: str | Path, shipping: Shipping | None
) -> Outcome:
    one, other = (
        FoundSide(side.files, side.path.stem, side.called(side.path.stem)) for side in sides
    )
    both = named_apart(one, other, _homes(sides))
    paths = [f"{side.name}={side.files[0]}" for side in both]
    return analyze_detection_files(paths, options, output=output, shipping=shipping)


def _homes(sides: Sides) -> tuple[Path, Path]:
    return sides[0].path, sides[1].path


def _check_compared(analysis: TaskAnalysis, notes: Sequence[str], variants: Sequence[str]) -> None:
    if not analysis.comparisons:
        names = list(dict.fromkeys(variants))
        raise InputError(
            notes[-1] if notes else f"{' and '.join(names)} were not tested on a common split"
        )


def _keep_windows(folder: RunFolder, sides: Sequence[Path]) -> None:
    """Copy the recorded signals of a run's test split, so that flips are drawn."""
    folder.test_windows.unlink(missing_ok=True)
    for side in sides:
        windows = RunFolder(side).test_windows
        if windows.is_file():
            write_bytes(folder.test_windows, windows.read_bytes())
            return


def _open(both: Sequence[FoundSide], options: ReadOptions) -> PredictionTable:
    """Return one table of both variants, in which a file of both is there twice."""
    opened = open_predictions([file for side in both for file in side.files], options)
    places = {file.path.resolve(): place for place, file in enumerate(opened.files)}
    owned = [(side, places[file.resolve()]) for side in both for file in side.files]
    return replace(
        opened,
        files=tuple(opened.files[place] for _, place in owned),
        shards=tuple(
            replace(shard, file=index)
            for index, (_, place) in enumerate(owned)
            for shard in opened.shards
            if shard.file == place
        ),
        variants=tuple(side.name for side, _ in owned),
        only=tuple(side.states for side, _ in owned),
    )
