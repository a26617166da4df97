"""One test window of a regression → how every variant came to its numbers."""

import numpy as np

from afterfit.analyses.number_neighbours import find_number_neighbours
from afterfit.analyses.prediction_layers import parts_at
from afterfit.analyses.traced import traced_values
from afterfit.pipeline.choose_window import Choice
from afterfit.pipeline.run_channels import channel_names
from afterfit.pipeline.tracing.layered import Seen, run_or_say
from afterfit.pipeline.tracing.tested_numbers import TestedNumbers
from afterfit.records import origin_of
from afterfit.results import (
    NoNeighbourhood,
    NumbersNeighbourhood,
    NumbersTrace,
    NumbersVariantTrace,
)
from afterfit.runtimes import layer_outputs, penultimate_outputs


def trace_numbers(run: TestedNumbers, choice: Choice) -> NumbersTrace:
    """Return the trace of one test window through every variant of a regression.

    Raises
    ------
    InputError
        When the reference cannot be run.
    """
    row, rows = choice.index, run.rows
    X = run.features[row : row + 1]
    seen = Seen(layer_outputs(next(iter(run.models.values())), X))
    return NumbersTrace(
        sample_id=origin_of(rows, row),
        index=row,
        chosen=choice.why,
        target_names=rows.target_names,
        units=rows.units,
        y_true=tuple(rows.y_true[row].tolist()),
        features=traced_values("features", X[0], channel_names(run.folder, len(X[0]))),
        variants=tuple(_variant(run, name, row, seen) for name in run.models),
        neighbourhood=_neighbourhood(run, row),
    )


def _variant(run: TestedNumbers, name: str, row: int, seen: Seen) -> NumbersVariantTrace:
    model, X = run.models[name], run.features[row : row + 1]
    is_reference = model == next(iter(run.models.values()))
    found = run_or_say(model, X, seen, is_reference=is_reference)
    stored = run.records[name].y_pred[row]
    outputs = found.outputs.ravel()
    predicted = run.scale.in_units(outputs) if len(outputs) else stored
    sizes = np.abs(run.records[name].errors)
    return NumbersVariantTrace(
        variant=name,
        layers=found.layers,
        outputs=tuple(outputs.tolist()),
        predicted=tuple(predicted.tolist()),
        stored=tuple(stored.tolist()),
        smaller_errors=tuple((sizes < sizes[row]).mean(axis=0).tolist()),
        parts_at=parts_at(found.layers),
        note=found.note,
    )


def _neighbourhood(run: TestedNumbers, row: int) -> NumbersNeighbourhood | NoNeighbourhood:
    if run.embedding is None:
        return NoNeighbourhood(
            "The run did not keep what its model reads of the training windows; run the "
            "configuration into a new --output."
        )
    if not len(run.embedding):
        return NoNeighbourhood("There are no training windows.")
    sample = penultimate_outputs(run.folder.reference_model, run.features[row : row + 1])[0]
    return find_number_neighbours(sample.astype(np.float64), run.embedding, run.usual_distances)
