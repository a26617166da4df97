"""Anomaly detection: an autoencoder of normal windows, and how far from it each window is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import PairedMetric
from afterfit.analyses.anomaly import paired_auc
from afterfit.datasets import FeatureChain, window_attributes
from afterfit.files import write_text
from afterfit.pipeline.anomaly import analyze_sliced_scores, write_anomaly_files
from afterfit.pipeline.anomaly_slicing import read_attributed_scores
from afterfit.pipeline.context import Context
from afterfit.pipeline.run_shipping import shipping_of_run
from afterfit.pipeline.tasks.common import (
    Arrays,
    Lessons,
    sensitivities_of,
    train_network,
    train_network_quantized,
    write_records,
    written_records,
)
from afterfit.readers import write_anomaly_scores, write_windows
from afterfit.records import SPLITS, AnomalyScores, Windows
from afterfit.records.anomaly_scores import NORMAL_KIND
from afterfit.results import to_json

N_PARTS = 8
"""Parts of a window whose errors are told apart."""


class Anomalies:
    """The mean squared error of a reconstruction, learned from normal windows alone."""

    def train(self, context: Context) -> Iterable[Path]:
        """Train an autoencoder on the normal windows of training and validation."""
        return train_network(context, "anomaly", _lessons(context))

    def train_quantized(self, context: Context) -> None:
        """Go on with the rounding in place, on the same windows."""
        train_network_quantized(context, "anomaly", _lessons(context))

    def record(
        self, context: Context, split: str, outputs: NDArray[np.float64], variant: str
    ) -> AnomalyScores:
        """Return how far each window is from what a variant makes of it."""
        X = context.features[split]
        errors = (X.astype(np.float64) - outputs.reshape(X.shape)) ** 2
        rate = context.config.data_processing_feature_extraction.sampling_rate
        return anomaly_scores_of(context.data.splits[split], errors, variant, context.chain, rate)

    def predict(self, context: Context) -> Iterator[Path]:
        """Write the errors of each variant and split, with what slices them; and test windows."""
        attributes = window_attributes(context.data.splits)

        def write(scores: AnomalyScores, path: Path) -> None:
            write_anomaly_scores(scores, path, attributes[scores.split])

        yield from write_records(context, self.record, write)
        write_windows(context.data.splits["test"], context.folder.test_windows)
        yield context.folder.test_windows

    def compare(self, reference: AnomalyScores, candidate: AnomalyScores) -> PairedMetric:
        """Return the ROC AUC of both and its change."""
        return paired_auc(reference, candidate)

    def true_values(self, context: Context) -> NDArray[Any]:
        """Return the kind of each test window; 0 is normal."""
        return context.data.splits["test"].y_true

    def analyze(self, context: Context) -> Iterable[Path]:
        """Analyse all records; write results and the files of §8.6.13."""
        read = read_attributed_scores(written_records(context))
        policy = context.config.testing.operating_point.policy
        shipping = shipping_of_run(context)
        analysis, refused = analyze_sliced_scores(read, policy=policy, shipping=shipping)
        for reason in refused:
            context.progress.warning(reason)
        analysis = replace(analysis, sensitivities=sensitivities_of(context))
        if not context.config.testing.comparison_wanted:
            analysis = replace(analysis, comparisons=())
        folder = context.folder
        write_text(folder.analysis, to_json(analysis) + "\n")
        return [folder.analysis, *write_anomaly_files(folder, analysis)]


def _lessons(context: Context) -> Lessons:
    train, validation = (_normal_features(context, split) for split in SPLITS[:2])
    return train, validation


def _normal_features(context: Context, split: str) -> Arrays:
    X = context.features[split][context.data.splits[split].y_true == NORMAL_KIND]
    return X, X


def anomaly_scores_of(
    windows: Windows,
    errors: NDArray[np.float64],
    variant: str,
    chain: FeatureChain,
    sampling_rate: float | None,
) -> AnomalyScores:
    """Return the record of squared *errors*, shape (n_samples, n_channels, n_features, 1)."""
    has_channels = errors.shape[1] == len(windows.channel_names)
    parts = np.array_split(errors, min(N_PARTS, errors.shape[2]), axis=2)
    return AnomalyScores(
        score=errors.mean(axis=(1, 2, 3)),
        kind=windows.y_true,
        kind_names=windows.class_names,
        source=windows.source,
        source_names=windows.source_names,
        offset=windows.offset,
        variant=variant,
        split=windows.split,
        window_seconds=_seconds(chain, chain.n_steps, sampling_rate),
        step_seconds=_seconds(chain, chain.stride, sampling_rate),
        channel_error=errors.mean(axis=(2, 3)) if has_channels else None,
        channel_names=windows.channel_names if has_channels else (),
        part_error=np.stack([part.mean(axis=(1, 2, 3)) for part in parts], axis=1),
    )


def _seconds(chain: FeatureChain, n_rows: int, sampling_rate: float | None) -> float | None:
    """Return how long thinned rows last; None where nobody said what the sampling rate is."""
    if sampling_rate is None:
        return None
    return n_rows * chain.decimation / sampling_rate
