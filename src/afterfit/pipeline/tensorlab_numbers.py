"""The models of a Tensorlab run that tells numbers or finds anomalies, run on its data again."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets import (
    FeatureChain,
    TargetPlan,
    extract_features,
    read_anomaly_windows,
    read_target_windows,
)
from afterfit.errors import InputError
from afterfit.pipeline.anomaly import analyze_anomaly_scores
from afterfit.pipeline.dataset import configured_chain, split_plan
from afterfit.pipeline.forecasting import analyze_forecasts
from afterfit.pipeline.regression import analyze_regressions
from afterfit.pipeline.tasks.anomaly import anomaly_scores_of
from afterfit.pipeline.tasks.common import outputs_of
from afterfit.pipeline.tasks.forecasting import forecasts_of
from afterfit.pipeline.tasks.regression import regression_of
from afterfit.pipeline.tensorlab_models import config_of, dataset_of, is_integer_logits
from afterfit.readers.tensorlab_run import TensorlabRun
from afterfit.records import AnomalyScores, Forecasts, RegressionPredictions, TargetWindows, Windows
from afterfit.results import Policy, TaskAnalysis

Floats = NDArray[np.float64]
_FEATURES = "data_processing_feature_extraction"
W = TypeVar("W", Windows, TargetWindows)


def analyze_numbers_again(run: TensorlabRun, policy: Policy, notes: list[str]) -> TaskAnalysis:
    """Run the models of *run* on windows that are made from its data set, and analyse the outputs.

    Raises
    ------
    InputError
        When configuration, data set, lists or models are gone, or do not fit together.
    """
    if not run.folder.models:
        raise InputError("there is no model.onnx")
    config = config_of(run, notes)
    is_anomaly = "anomaly" in run.task
    root = dataset_of(run, config, "classes" if is_anomaly else "files")
    chain, plan = configured_chain(config, root), split_plan(config)
    if is_anomaly:
        data = read_anomaly_windows(root, chain, plan)
        notes += data.notes
        rate = run.sections.get(_FEATURES, {}).get("sampling_rate")
        return _anomalies(run, data.splits, chain, rate, policy, notes)
    told = read_target_windows(root, chain, plan, _targets(run))
    notes += told.notes
    return _numbers(run, told.splits, chain, notes)


def _targets(run: TensorlabRun) -> TargetPlan:
    section = run.sections.get(_FEATURES, {})
    horizon = int(section.get("forecast_horizon") or 1) if "forecasting" in run.task else 0
    return TargetPlan(tuple(section.get("target_variables") or ()), horizon)


def _numbers(
    run: TensorlabRun, splits: Mapping[str, TargetWindows], chain: FeatureChain, notes: list[str]
) -> TaskAnalysis:
    if "forecasting" in run.task:
        n_rows = chain.n_steps * chain.decimation
        return analyze_forecasts(
            _kept(
                [
                    forecasts_of(windows, _shaped(outputs, windows), variant, n_rows, None)
                    for variant, windows, outputs in _outputs(run, splits, chain, notes)
                ]
            )
        )
    return analyze_regressions(
        _kept(
            [
                regression_of(windows, _shaped(outputs, windows), variant)
                for variant, windows, outputs in _outputs(run, splits, chain, notes)
            ]
        )
    )


def _anomalies(
    run: TensorlabRun,
    splits: Mapping[str, Windows],
    chain: FeatureChain,
    sampling_rate: float | None,
    policy: Policy,
    notes: list[str],
) -> TaskAnalysis:
    scores = []
    for variant, windows, outputs in _outputs(run, splits, chain, notes):
        X = extract_features(windows, chain)
        if outputs.size != X.size:
            raise InputError(f"{variant} gives {outputs.size // len(X)} numbers a window back, "
                             f"expected {X.size // len(X)}")  # fmt: skip
        errors = (X.astype(np.float64) - outputs.reshape(X.shape)) ** 2
        scores.append(anomaly_scores_of(windows, errors, variant, chain, sampling_rate))
    analysis, refused = analyze_anomaly_scores(_kept(scores), policy=policy)
    notes += refused
    return analysis


def _outputs(
    run: TensorlabRun, splits: Mapping[str, W], chain: FeatureChain, notes: list[str]
) -> list[tuple[str, W, Floats]]:
    """Return variant, windows and raw outputs of every split that has windows."""
    found = []
    for variant, path in run.folder.models.items():
        try:
            found += _of_model(variant, path, splits, chain)
        except InputError as error:
            notes.append(f"{variant} was left out: {error}")
    return found


def _of_model(
    variant: str, path: Path, splits: Mapping[str, W], chain: FeatureChain
) -> list[tuple[str, W, Floats]]:
    found = []
    for windows in splits.values():
        if not len(windows):
            continue
        outputs = outputs_of(path, extract_features(windows, chain))
        if is_integer_logits(outputs):
            raise InputError(
                "it gives integers (output_int) whose scale is not in its file", where=str(path)
            )
        found.append((variant, windows, outputs))
    return found


def _shaped(outputs: Floats, windows: TargetWindows) -> Floats:
    if outputs.size != windows.targets.size:
        raise InputError(
            f"the model gives {outputs.size // len(windows)} numbers a window, expected "
            f"{windows.targets[0].size}, one for each step of {', '.join(windows.target_names)}"
        )
    return outputs.reshape(windows.targets.shape)


R = TypeVar("R", RegressionPredictions, Forecasts, AnomalyScores)


def _kept(records: Sequence[R]) -> Sequence[R]:
    if not any(one.split == "test" for one in records):
        raise InputError("no model.onnx could be run on test windows of the data set")
    return records
