"""A configuration's data set → its checks, and a page about them, without training."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.data import (
    as_windows,
    check_data,
    measure_dependence,
    measure_separability,
    measure_series,
    target_spreads,
)
from afterfit.datasets import FeatureChain
from afterfit.datasets.anomaly_layout import ANOMALY, NORMAL
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.findings import diagnose_data
from afterfit.pipeline.config import read_config
from afterfit.pipeline.context import Context, data_context
from afterfit.pipeline.folder import RunFolder, default_folder
from afterfit.pipeline.progress import Progress, Silent
from afterfit.records import Windows
from afterfit.report import write_html
from afterfit.report.data_section import outline_data
from afterfit.report.gof_files import write_gof_files
from afterfit.results import (
    ClassSeparability,
    DataChecks,
    NoSeparability,
    NoTargetChecks,
    SeriesChecks,
    TargetDependence,
    from_json,
    to_json,
)
from afterfit.wording import agreeing, counted


@dataclass(frozen=True, slots=True)
class CheckedData:
    """What the checks of a data set leave."""

    folder: Path
    checks: DataChecks
    page: Path


def check_dataset(
    config_path: str | Path, output: str | Path | None = None, progress: Progress | None = None
) -> CheckedData:
    """Check the data set of the configuration at *config_path*, and write a page about it.

    Nothing is trained, and the training extra is not needed. Files go into the folder ``gof`` of
    *output*, or of the run folder that the configuration names; the page lies beside it.

    Raises
    ------
    InputError
        When the configuration or the data set cannot be used.
    """
    config = read_config(Path(config_path))
    place = Path(output) if output else default_folder(config, datetime.now().astimezone())
    folder = RunFolder(place)
    context = data_context(config, Path(config_path).parent, folder, progress or Silent())
    for warning in context.warnings:
        context.progress.warning(warning)
    checks = checks_of(context)
    write_checks(folder, checks)
    name = config.dataset.dataset_name or context.root.name
    page = folder.root / "data.html"
    write_text(page, write_html(outline_data(checks, f"{name} · data")))
    return CheckedData(folder.root, checks, page)


def checks_of(context: Context) -> DataChecks:
    """Return the checks of a run's data set, findings included.

    Where cells are missing, no windows can be cut, and only the files themselves are judged.
    """
    facts = context.survey
    gaps = sum(one.n_missing for one in facts)
    if gaps:
        cells, hold = counted(gaps, "cell"), agreeing(gaps, "holds", "hold")
        reason = f"{cells} {hold} no number, so the recordings cannot be cut into windows."
        seed = context.config.training.seed
        checks = check_data(facts, (), NoSeparability(reason), seed=seed)
        expected = NoTargetChecks(reason) if context.tells_numbers else None
        checks = replace(checks, expected=expected)
    else:
        checks = _of_numbers(context) if context.tells_numbers else _of_classes(context)
    checks = replace(checks, task=context.kind)
    return replace(checks, findings=diagnose_data(checks))


def _of_classes(context: Context) -> DataChecks:
    splits, features = tuple(context.data.splits.values()), context.features
    names = feature_names(context.chain, splits[0].channel_names, features)
    told_apart = tuple(map(_anomaly_or_not, splits)) if context.kind == "anomaly" else splits
    seed = context.config.training.seed
    measured = measure_separability(told_apart, tuple(features.values()), names, seed=seed)
    return check_data(context.survey, splits, measured, context.chain.decimation, seed)


def _anomaly_or_not(windows: Windows) -> Windows:
    """Return windows with all kinds of anomalies as one class."""
    return replace(windows, class_names=(NORMAL, ANOMALY), y_true=np.minimum(windows.y_true, 1))


def _of_numbers(context: Context) -> DataChecks:
    splits, features = tuple(context.target_data.splits.values()), context.features
    values, step = tuple(features.values()), context.chain.decimation
    if context.kind == "forecasting":
        expected: SeriesChecks | TargetDependence | NoTargetChecks = measure_series(
            splits, values, step
        )
    else:
        names = feature_names(context.chain, splits[0].channel_names, features)
        expected = measure_dependence(splits, values, names)
    class_name = context.survey[0].class_name
    checks = check_data(
        context.survey,
        tuple(as_windows(one, class_name) for one in splits),
        NoSeparability("The task tells numbers, and has no classes."),
        step,
        context.config.training.seed,
    )
    return replace(checks, targets=target_spreads(splits), expected=expected)


def feature_names(
    chain: FeatureChain, channels: tuple[str, ...], features: Mapping[str, NDArray[np.float32]]
) -> tuple[str, ...]:
    """Return a name for each element of the features of a sample.

    Examples
    --------
    >>> features = {"train": np.zeros((1, 2, 2, 1), np.float32)}
    >>> feature_names(FeatureChain(frame_size=2), ("x", "y"), features)
    ('x 0', 'x 1', 'y 0', 'y 1')
    """
    _, n_channels, height, width = features["train"].shape
    if n_channels != len(channels):  # stacking 1D: one variable behind the other
        height //= len(channels)
    wide = [f"{h}, {w}" for h in range(height) for w in range(width)]
    places = wide if width > 1 else [str(h) for h in range(height)]
    return tuple(f"{channel} {place}" for channel in channels for place in places)


def write_checks(folder: RunFolder, checks: DataChecks) -> list[Path]:
    """Write the checks as JSON, and the files of the goodness-of-fit test beside them."""
    path = folder.data_checks
    write_text(path, to_json(checks) + "\n")
    measured = checks.separability
    if not isinstance(measured, ClassSeparability):
        return [path]
    return [path, *write_gof_files(path.parent, measured)]


def read_checks(folder: RunFolder) -> DataChecks | None:
    """Return the checks that a run left; None where it made none.

    Raises
    ------
    InputError
        When the file is damaged.
    """
    if not folder.data_checks.is_file():
        return None
    checks = from_json(folder.data_checks.read_bytes(), where=str(folder.data_checks))
    if not isinstance(checks, DataChecks):
        raise InputError(
            f"expected data checks, found {checks.kind}", where=str(folder.data_checks)
        )
    return checks
