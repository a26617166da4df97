"""Scores of normal samples and anomalies in common bins, and where their errors lie."""

import math

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.anomaly.samples import normal_scores, scope_of_scores, statistics_of
from afterfit.records import AnomalyScores
from afterfit.results import ErrorLocation, ErrorPlace, Population, ScoreDistribution

N_BINS = 60


def distribute_scores(scores: AnomalyScores, train: AnomalyScores | None) -> ScoreDistribution:
    """Return histograms of all populations over the same bins, linear and logarithmic.

    Without labels, all samples of the split are one population, "unlabelled".
    """
    populations = {
        "normal, training": normal_scores(train) if train is not None else np.zeros(0),
        **_of_split(scores, train),
        "anomaly": scores.score[scores.is_anomaly],
    }
    present = {name: values for name, values in populations.items() if len(values)}
    edges, log_edges = _edges(np.concatenate([np.zeros(0), *present.values()]))
    return ScoreDistribution(
        scope=scope_of_scores(scores),
        edges=tuple(edges.tolist()),
        log_edges=tuple(log_edges.tolist()),
        populations=tuple(
            Population(
                name=name,  # type: ignore[arg-type]
                statistics=statistics_of(values),
                counts=_counted(values, edges),
                log_counts=_counted(values, log_edges),
            )
            for name, values in present.items()
        ),
    )


def locate_errors(scores: AnomalyScores) -> ErrorLocation:
    """Return the mean error of each channel and each part of the window, by kind of sample."""
    parts = scores.part_error
    n_parts = 0 if parts is None else parts.shape[1]
    return ErrorLocation(
        scope=scope_of_scores(scores),
        channels=_places(scores, scores.channel_error, scores.channel_names),
        parts=_places(scores, parts, tuple(f"{place + 1}" for place in range(n_parts))),
    )


def _of_split(scores: AnomalyScores, train: AnomalyScores | None) -> dict[str, NDArray[np.float64]]:
    """Return the samples that are no anomalies; those of training itself are there already."""
    if train is not None and train.split == scores.split:
        return {}
    return {"normal" if scores.has_labels else "unlabelled": normal_scores(scores)}


def _edges(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if len(values) == 0:
        return np.zeros(0), np.zeros(0)
    linear = np.histogram_bin_edges(values, N_BINS)
    if values.min() <= 0:
        return linear, np.zeros(0)
    powers = np.histogram_bin_edges(np.log10(values), N_BINS)
    logarithmic = 10**powers
    # rounding must not push the extremes out of the outer bins
    logarithmic[0] = min(logarithmic[0], values.min())
    logarithmic[-1] = max(logarithmic[-1], values.max())
    return linear, logarithmic


def _counted(values: NDArray[np.float64], edges: NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(np.histogram(values, edges)[0].tolist()) if len(edges) else ()


def _places(
    scores: AnomalyScores, errors: NDArray[np.float64] | None, names: tuple[str, ...]
) -> tuple[ErrorPlace, ...]:
    if errors is None:
        return ()
    means = [_mean(errors[among]) for among in (~scores.is_anomaly, scores.is_anomaly)]
    return tuple(map(ErrorPlace, names, *means))


def _mean(errors: NDArray[np.float64]) -> list[float]:
    if len(errors) == 0:
        return [math.nan] * errors.shape[1]
    means: list[float] = errors.mean(axis=0).tolist()
    return means
