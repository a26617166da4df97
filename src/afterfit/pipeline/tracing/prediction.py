"""One test window → how every variant came to its answer."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.neighbours import NOWHERE, find_neighbours, same_mistake
from afterfit.analyses.prediction_layers import parts_at
from afterfit.analyses.traced import traced_values
from afterfit.errors import InputError
from afterfit.pipeline.choose_window import Choice
from afterfit.pipeline.tracing.layered import NOT_RUN, Seen, run_layers
from afterfit.pipeline.tracing.tested import TestedRun
from afterfit.results import (
    Neighbourhood,
    NoNeighbourhood,
    OperatingPoint,
    PredictionTrace,
    ReachedAccuracy,
)
from afterfit.results.prediction_trace import UNCERTAIN, LayerTrace, VariantTrace
from afterfit.runtimes import layer_outputs, penultimate_outputs, softmax

_NAN = float("nan")


def trace_prediction(run: TestedRun, choice: Choice) -> PredictionTrace:
    """Return the trace of one test window through every variant of *run*.

    Raises
    ------
    InputError
        When the reference cannot be run.
    """
    windows, row = run.windows, choice.index
    X = run.features[row : row + 1]
    reference, *_ = run.models
    seen = Seen(layer_outputs(run.models[reference], X))
    variants = [_variant(run, name, row, seen) for name in run.models]
    names = windows.channel_names
    of_features = names if len(X[0]) == len(names) else ("all channels",) * len(X[0])
    return PredictionTrace(
        sample_id=windows.sample_id(row),
        index=row,
        chosen=choice.why,
        class_names=windows.class_names,
        true_class=windows.class_names[windows.y_true[row]],
        window=traced_values("window", windows.values[row], names),
        features=traced_values("features", X[0], of_features),
        variants=tuple(variants),
        neighbourhood=_neighbourhood(run, row, variants[0].predicted),
    )


def _variant(run: TestedRun, name: str, row: int, seen: Seen) -> VariantTrace:
    model, X = run.models[name], run.features[row : row + 1]
    is_reference = model == next(iter(run.models.values()))
    try:
        found = run_layers(model, X, seen, is_reference=is_reference)
    except InputError as error:
        return _not_run(run, name, row, str(error))
    outputs = found.outputs.ravel()
    scores = softmax(outputs[None])[0]
    return _answered(run, name, row, scores, outputs=outputs, layers=found.layers, note=found.note)


def _not_run(run: TestedRun, name: str, row: int, why: str) -> VariantTrace:
    """Return what is stored of a variant that cannot be run here."""
    stored = _stored(run, name, row)
    if not len(stored):
        raise InputError(why)
    note = NOT_RUN.format(why)
    return _answered(run, name, row, stored, outputs=np.empty(0), layers=(), note=note)


def _answered(
    run: TestedRun,
    name: str,
    row: int,
    scores: NDArray[np.float64],
    *,
    outputs: NDArray[np.float64],
    layers: tuple[LayerTrace, ...],
    note: str,
) -> VariantTrace:
    predicted = run.windows.class_names[int(scores.argmax())]
    least = min_confidence(run, name)
    return VariantTrace(
        variant=name,
        layers=layers,
        outputs=tuple(outputs.tolist()),
        scores=tuple(scores.tolist()),
        stored_scores=tuple(_stored(run, name, row).tolist()),
        predicted=predicted,
        threshold=threshold_of(run, name, predicted),
        min_confidence=least,
        answer=UNCERTAIN if scores.max() < least else predicted,
        parts_at=parts_at(layers),
        note=note,
    )


def _stored(run: TestedRun, name: str, row: int) -> NDArray[np.float64]:
    found = run.predictions.get(name)
    return np.empty(0) if found is None else np.asarray(found.scores[row])


def threshold_of(run: TestedRun, variant: str, class_name: str) -> float:
    """Return the first threshold chosen for a class of a variant; nan where there is none."""
    points = (
        answer
        for one in run.analysis.operating_points
        if one.chosen_on.variant == variant
        for answer in one.answers
        if isinstance(answer, OperatingPoint) and answer.class_name == class_name
    )
    return next((one.threshold for one in points), _NAN)


def min_confidence(run: TestedRun, variant: str) -> float:
    """Return the least confidence for an answer that validation chose; nan without one."""
    reached = (
        one.answers.min_confidence
        for one in run.analysis.wished_accuracies
        if isinstance(one, ReachedAccuracy) and one.chosen_on.variant == variant
    )
    return next(reached, _NAN)


def _neighbourhood(run: TestedRun, row: int, predicted: str) -> Neighbourhood | NoNeighbourhood:
    model: Path = run.folder.reference_model
    if run.embedding is None:
        return NoNeighbourhood(
            "The run did not keep what its model reads of the training windows; run the "
            "configuration again with the same --output."
        )
    if not len(run.embedding):
        return NoNeighbourhood("There are no training windows.")
    true_class = run.windows.class_names[run.windows.y_true[row]]
    sample = penultimate_outputs(model, run.features[row : row + 1])[0].astype(np.float64)
    said = run.predictions.get(next(iter(run.models)))
    alike = NOWHERE if said is None else same_mistake(said, row)
    return find_neighbours(sample, run.embedding, run.usual_distances, true_class, predicted, alike)
