"""A tested run and words for some of its windows → the trace of each."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from afterfit.errors import InputError
from afterfit.pipeline.choose_window import Candidates, Choice, choose_window
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.tracing.anomaly_prediction import trace_anomaly
from afterfit.pipeline.tracing.numbers_prediction import trace_numbers
from afterfit.pipeline.tracing.prediction import trace_prediction
from afterfit.pipeline.tracing.tested import tested_analysis, tested_classes
from afterfit.pipeline.tracing.tested_anomalies import open_tested_anomalies
from afterfit.pipeline.tracing.tested_numbers import open_tested_numbers
from afterfit.results import Analysis, AnomalyAnalysis, RegressionAnalysis, SampleTrace

Run = TypeVar("Run")
One = TypeVar("One", bound=SampleTrace)


def trace_samples(folder: RunFolder, wishes: Iterable[str]) -> Iterator[SampleTrace]:
    """Give the trace of each window that is wished for; those that are the same once.

    Raises
    ------
    InputError
        When the run was not tested, has a task whose answers are not traced, or no such window.
    """
    analysis = tested_analysis(folder)
    match analysis:
        case Analysis():
            classes = tested_classes(folder, analysis)
            yield from _each(classes, classes.candidates, trace_prediction, wishes)
        case RegressionAnalysis():
            numbers = open_tested_numbers(folder, analysis)
            yield from _each(numbers, numbers.candidates, trace_numbers, wishes)
        case AnomalyAnalysis():
            scores = open_tested_anomalies(folder, analysis)
            yield from _each(scores, scores.candidates, trace_anomaly, wishes)
        case _:
            raise InputError(
                "single answers are traced of classifications, regressions and anomaly "
                "detection, and this run has another task; without --sample its pipeline is "
                "shown, and afterfit what-if RUN tries changes of its input",
                where="--sample",
            )


def _each(
    run: Run,
    candidates: Candidates[Any],
    trace: Callable[[Run, Choice], One],
    wishes: Iterable[str],
) -> Iterator[One]:
    chosen = {one.index: one for one in (choose_window(wish, candidates) for wish in wishes)}
    return (trace(run, choice) for choice in chosen.values())
