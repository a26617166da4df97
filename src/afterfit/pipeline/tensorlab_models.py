"""Both models and the data set of a Tensorlab run → predictions of every split."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from afterfit.datasets import PRESETS, DataSet, extract_features, read_windows
from afterfit.errors import InputError
from afterfit.pipeline.config import Config
from afterfit.pipeline.dataset import configured_chain, split_plan
from afterfit.readers.tensorlab_run import TensorlabRun
from afterfit.records import Predictions, Windows, improbable_rows
from afterfit.runtimes import run_variant, softmax

Floats = NDArray[np.float64]
_FEATURES = "data_processing_feature_extraction"
_DATASET_KEYS = ("split_type", "max_num_files", "annotation_dir", "annotation_prefix")
_OTHER_TASKS = ("target_variables", "forecast_horizon", "gain_variations", "gof_test")


@dataclass(frozen=True, slots=True, eq=False)
class RunAgain:
    """What the models of a run give for its data set."""

    predictions: tuple[Predictions, ...]
    windows: Windows
    """Of the test split."""
    features: NDArray[np.float32]
    """The same as the models take them."""
    models: Mapping[str, Path]
    notes: tuple[str, ...]


def run_again(run: TensorlabRun) -> RunAgain:
    """Run the models of *run* on windows that are made from its data set, lists and configuration.

    Raises
    ------
    InputError
        When any of these is gone, or does not fit together.
    """
    notes: list[str] = []
    config = config_of(run, notes)
    root = dataset_of(run, config, "classes")
    chain = configured_chain(config, root)
    data = read_windows(root, chain, split_plan(config))
    if not len(data.splits["test"]):
        raise InputError("the lists leave no test windows", where=str(root))
    features = {name: extract_features(one, chain) for name, one in data.splits.items()}
    outputs: dict[str, dict[str, Floats]] = {}
    for variant, path in run.folder.models.items():
        try:
            outputs[variant] = _outputs(path, features, data)
        except InputError as error:
            notes.append(f"{variant} was left out: {error}")
    if not outputs:
        raise InputError("no model.onnx could be run on the data set; " + "; ".join(notes))
    predictions = _all_predictions(outputs, data, notes)
    models = {name: run.folder.models[name] for name in outputs}
    told = (*data.notes, *notes)
    return RunAgain(predictions, data.splits["test"], features["test"], models, told)


def config_of(run: TensorlabRun, notes: list[str]) -> Config:
    """Return what the run's configuration says of data and features, in our words.

    Raises
    ------
    InputError
        When the configuration is gone, or asks for what is not offered.
    """
    if not run.sections:
        raise InputError("the run's configuration is gone, so its windows cannot be made again")
    features = {
        key: value
        for key, value in run.sections.get(_FEATURES, {}).items()
        if key in Config.model_fields[_FEATURES].annotation.model_fields  # type: ignore[union-attr]
        and key not in _OTHER_TASKS
        and value not in (None, "", [])
    }
    preset = features.get("feature_extraction_name")
    if preset is not None and preset not in PRESETS:
        notes.append(f"The preset {preset} is not known; the keys beside it were used.")
        del features["feature_extraction_name"]
    given = run.sections.get("dataset", {})
    dataset = {key: given[key] for key in _DATASET_KEYS if given.get(key) is not None}
    try:
        return Config.model_validate({"dataset": dataset, _FEATURES: features})
    except ValidationError as error:
        first = error.errors()[0]
        where = " -> ".join(map(str, first["loc"]))
        raise InputError(
            f"cannot be followed: {first['msg']}", where=f"run.yaml, {where}"
        ) from None


def dataset_of(run: TensorlabRun, config: Config, part: str) -> Path:
    """Return the data set of the run, whose recordings lie in the folder *part*.

    Raises
    ------
    InputError
        When it, or the list of its test recordings, is gone.
    """
    given = run.sections.get("dataset", {}).get("input_data_path")
    places = [run.folder.dataset, *([Path(str(given))] if given else [])]
    root = next((place for place in places if (place / part).is_dir()), None)
    if root is None:
        raise InputError(f"the data set is gone: {places[0]} has no folder {part}")
    folder, prefix = config.dataset.annotation_dir, config.dataset.annotation_prefix
    lists = [(root / folder / f"{start}test_list.txt") for start in (f"{prefix}_", "")]
    if not any(path.is_file() for path in lists):
        raise InputError(
            f"{lists[0]} is gone, so nobody knows which recordings were not trained on"
        )
    return root


def _outputs(path: Path, features: Mapping[str, Any], data: DataSet) -> dict[str, Floats]:
    n_classes = len(data.splits["test"].class_names)
    found = {}
    for split, X in features.items():
        if not len(X):
            continue
        outputs = run_variant(path, X).outputs.reshape(len(X), -1)
        if outputs.shape[1] != n_classes:
            raise InputError(
                f"gives {outputs.shape[1]} numbers a window for {n_classes} classes",
                where=str(path),
            )
        found[split] = outputs
    return found


def _all_predictions(
    outputs: Mapping[str, Mapping[str, Floats]], data: DataSet, notes: list[str]
) -> tuple[Predictions, ...]:
    made = []
    for variant, by_split in outputs.items():
        scale = _scale(variant, outputs, notes)
        for split, given in by_split.items():
            scores, has_scores = _probabilities(given, scale)
            windows = data.splits[split]
            made.append(Predictions.of_windows(windows, scores, variant, has_scores=has_scores))
    return tuple(made)


def _scale(
    variant: str, outputs: Mapping[str, Mapping[str, Floats]], notes: list[str]
) -> float | None:
    """Return what makes logits of a model's outputs; None where that cannot be known."""
    mine = outputs[variant]
    if not all(is_integer_logits(one) for one in mine.values()):
        return 1.0
    reference = outputs.get("float32", {}).get("validation")
    own = mine.get("validation")
    if variant == "float32" or reference is None or own is None:
        notes.append(
            f"{variant} gives integers (output_int) whose scale is not in its file: its classes "
            "are used, its scores are not."
        )
        return None
    scale = fitted_scale(reference, own)
    notes.append(
        f"{variant} gives integers (output_int) whose scale is not in its file; its scores are "
        f"softmax of {scale:.4g} times them, fitted to the float logits on the validation split. "
        "Tensorlab's thresholds are on the integers."
    )
    return scale


def is_integer_logits(outputs: Floats) -> bool:
    """Say whether outputs are 8-bit integers that were not turned into real numbers.

    Examples
    --------
    >>> is_integer_logits(np.array([[-12.0, 87.0]])), is_integer_logits(np.array([[-1.5, 0.2]]))
    (True, False)
    """
    whole = bool(np.all(outputs == np.rint(outputs)))
    return whole and float(np.abs(outputs).max(initial=0.0)) in range(2, 256)


def fitted_scale(reference: Floats, integers: Floats) -> float:
    """Return the factor by which *integers* come nearest to the *reference* logits.

    Least squares over rows without their means, since a softmax ignores what all classes share,
    the zero point among it; both have shape (n_samples, n_classes).

    Examples
    --------
    >>> fitted_scale(np.array([[0.5, -0.5]]), np.array([[13.0, 3.0]]))
    0.1
    """
    wanted = reference - reference.mean(axis=1, keepdims=True)
    given = integers - integers.mean(axis=1, keepdims=True)
    return float((wanted * given).sum() / max((given * given).sum(), 1e-12))


def _probabilities(outputs: Floats, scale: float | None) -> tuple[Floats, bool]:
    if scale is None or scale <= 0:
        return np.eye(outputs.shape[1])[outputs.argmax(axis=1)], False
    if scale == 1.0 and not len(improbable_rows(outputs)):
        return outputs, True  # the model ends with a softmax of its own
    return softmax(outputs * scale), True
