"""One test window of an anomaly detector → how every variant came to its score."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.prediction_layers import parts_at
from afterfit.analyses.traced import traced_values
from afterfit.pipeline.choose_window import Choice
from afterfit.pipeline.run_channels import channel_names
from afterfit.pipeline.tracing.layered import Seen, run_or_say
from afterfit.pipeline.tracing.tested_anomalies import TestedAnomalies
from afterfit.records import AnomalyScores, origin_of
from afterfit.results import AnomalyTrace, AnomalyVariantTrace, ErrorPart
from afterfit.runtimes import layer_outputs

_NAN = float("nan")


def trace_anomaly(run: TestedAnomalies, choice: Choice) -> AnomalyTrace:
    """Return the trace of one test window through every variant of an anomaly detector.

    Raises
    ------
    InputError
        When the reference cannot be run.
    """
    row, rows = choice.index, run.rows
    X = run.features[row : row + 1]
    seen = Seen(layer_outputs(next(iter(run.models.values())), X))
    return AnomalyTrace(
        sample_id=origin_of(rows, row),
        index=row,
        chosen=choice.why,
        true_kind=rows.kind_names[rows.kind[row]],
        is_anomaly=bool(rows.is_anomaly[row]),
        features=traced_values("features", X[0], channel_names(run.folder, len(X[0]))),
        variants=tuple(_variant(run, name, row, seen) for name in run.models),
    )


def _variant(run: TestedAnomalies, name: str, row: int, seen: Seen) -> AnomalyVariantTrace:
    model, X = run.models[name], run.features[row : row + 1]
    is_reference = model == next(iter(run.models.values()))
    found = run_or_say(model, X, seen, is_reference=is_reference)
    stored, chosen = run.records[name], run.chosen(name)
    back = found.outputs.reshape(X[0].shape) if found.outputs.size else None
    score = float(stored.score[row]) if back is None else float(((X[0] - back) ** 2).mean())
    return AnomalyVariantTrace(
        variant=name,
        layers=found.layers,
        score=score,
        stored_score=float(stored.score[row]),
        threshold=_NAN if chosen is None else chosen.threshold,
        k=_NAN if chosen is None else chosen.k,
        normal_above=_normal_above(stored, row),
        channels=_parts(stored, stored.channel_error, stored.channel_names, row),
        stretches=_parts(stored, stored.part_error, _stretches(stored, X.shape[2]), row),
        reconstruction=None
        if back is None
        else traced_values(f"{name}, reconstruction", back, channel_names(run.folder, len(back))),
        parts_at=parts_at(found.layers),
        note=found.note,
    )


def _normal_above(rows: AnomalyScores, row: int) -> float:
    normal = rows.score[~rows.is_anomaly]
    return float((normal > rows.score[row]).mean()) if len(normal) else _NAN


def _stretches(rows: AnomalyScores, n_features: int) -> tuple[str, ...]:
    if rows.part_error is None:
        return ()
    pieces = np.array_split(np.arange(n_features), rows.part_error.shape[1])
    return tuple(f"features {piece[0]}–{piece[-1]}" for piece in pieces)


def _parts(
    rows: AnomalyScores, errors: NDArray[np.float64] | None, names: tuple[str, ...], row: int
) -> tuple[ErrorPart, ...]:
    return () if errors is None else tuple(_shares(rows, errors, names, row))


def _shares(
    rows: AnomalyScores, errors: NDArray[np.float64], names: tuple[str, ...], row: int
) -> Iterator[ErrorPart]:
    normal, total = errors[~rows.is_anomaly], float(errors[row].sum())
    for place, name in enumerate(names):
        error = float(errors[row, place])
        usual = float(normal[:, place].mean()) if len(normal) else _NAN
        yield ErrorPart(name, error, error / total if total else _NAN, usual)
