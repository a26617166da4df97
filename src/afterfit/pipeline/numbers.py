"""What analyses of regressions and of forecasts share."""

from collections.abc import Sequence
from pathlib import Path

from afterfit.errors import InputError
from afterfit.pipeline.facts import write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.in_memory import facts_of_files
from afterfit.readers import ReadOptions
from afterfit.records import NONE_LEFT_OUT, Forecasts, RegressionPredictions
from afterfit.wording import agreeing, counted, some_names

Rows = RegressionPredictions | Forecasts


def check_units_asked(options: ReadOptions) -> None:
    """Refuse units of what is no predicted number."""
    if options.units is not None and options.task not in ("regression", "forecasting"):
        raise InputError(
            f"units are of predicted numbers, of regression and forecasting, not of {options.task}",
            where="--units",
        )


def check_same_names(predictions: Sequence[Rows], names: Sequence[tuple[str, ...]]) -> None:
    """Refuse an analysis of nothing, or of records that predict different things."""
    if not predictions:
        raise InputError("there are no predictions to analyse")
    for one, its in zip(predictions, names, strict=True):
        if its != names[0]:
            raise InputError(
                f"all predictions must be of {', '.join(names[0])}; those of {one.variant} on "
                f"{one.split} are of {', '.join(its)}"
            )


def numbers_facts(
    paths: Sequence[str | Path],
    predictions: Sequence[Rows],
    predicted: tuple[str, tuple[str, ...]],
    more_notes: Sequence[str],
    folder: RunFolder,
) -> None:
    """Write what the report says of the files beside the results."""
    word, targets = predicted
    lost = sum((one.left_out for one in predictions), NONE_LEFT_OUT)
    notes = []
    if lost.n_rows:
        told, rows = "; ".join(lost.examples), counted(lost.n_rows, "row")
        were = agreeing(lost.n_rows, "was", "were")
        notes.append(f"{rows} without a number {were} left out, the first: {told}")
    n_rows = sum(map(len, predictions))
    names = word, some_names(targets, 12)
    facts = facts_of_files(paths, n_rows, names, [*notes, *more_notes])
    write_facts(facts, folder.facts)
