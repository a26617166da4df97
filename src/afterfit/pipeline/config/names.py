"""Names that a configuration may use for tasks and devices."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from afterfit.costs import known_devices
from afterfit.errors import did_you_mean
from afterfit.training import TaskKind

IMAGE_TASKS = ("image_classification", "generic_image_classification")
"""Tasks whose samples are images, one file a sample."""

CLASSIFICATION_TASKS = (
    "generic_timeseries_classification",
    "arc_fault",
    "motor_fault",
    "ecg_classification",
    "blower_imbalance",
    "pir_detection",
    *IMAGE_TASKS,
    "audio_classification",
)
"""Tasks that are the classification of windows underneath."""

TASKS = (
    *CLASSIFICATION_TASKS,
    "generic_timeseries_regression",
    "generic_timeseries_anomalydetection",
    "generic_timeseries_forecasting",
    "radar_classification",
)
"""All task types of Tensorlab."""

KIND_OF: Mapping[str, TaskKind] = MappingProxyType(
    {
        **dict.fromkeys(CLASSIFICATION_TASKS, "classification"),
        "generic_timeseries_regression": "regression",
        "generic_timeseries_forecasting": "forecasting",
        "generic_timeseries_anomalydetection": "anomaly",
    }
)
"""What each task that is offered is underneath."""

DEFAULT_MODELS: Mapping[TaskKind, str] = MappingProxyType(
    {
        "classification": "CLS_4k_NPU",
        "regression": "REGR_4k",
        "forecasting": "FCST_4k_NPU",
        "anomaly": "AD_4k",
    }
)
"""The network of each task where none is named."""

DEVICES = (
    *("F280013", "F28E12", "F280015", "F28003", "F28004", "F2837", "F2837xS", "F2838x"),
    *("F2807x", "F28002x", "F28P55", "F28P551x", "F28P65", "F29H85", "F29P58", "F29P32"),
    *("MSPM0G3507", "MSPM0G3519", "MSPM0G5187", "MSPM33C32", "MSPM33C34", "AM13E2"),
    *("AM263", "AM263P", "AM261", "CC2755", "CC2745", "CC1312", "CC1314", "CC1352"),
    *("CC1354", "CC35X1"),
)
"""Devices that Tensorlab names."""


def device_name(text: str) -> str:
    """Return a device's name as it is written, whatever its case; a YAML file stays as it is.

    Devices are those that Tensorlab names, and those whose figures afterfit knows.

    Examples
    --------
    >>> device_name("f28p55"), device_name("nucleo-l4r5zi"), device_name("boards.yaml:A")
    ('F28P55', 'NUCLEO-L4R5ZI', 'boards.yaml:A')

    Raises
    ------
    ValueError
        When there is none of that name; names the nearest.
    """
    if is_device_file(text):
        return text
    names = {one.casefold(): one for one in (*DEVICES, *known_devices())}
    return names.get(text.casefold()) or one_of(text, names.values(), "device")


def is_device_file(text: str) -> bool:
    """Say whether *text* is ``FILE.yaml`` or ``FILE.yaml:NAME`` rather than a name."""
    return any(
        part.casefold().endswith((".yaml", ".yml")) for part in (text, text.rpartition(":")[0])
    )


def one_of(word: str, known: Iterable[str], what: str) -> str:
    """Return *word* when it is known, else say which words are.

    Raises
    ------
    ValueError
        As pydantic's validators expect it.
    """
    known = tuple(known)
    if word not in known:
        near = did_you_mean(word, known)
        raise ValueError(f"unknown {what} {word!r}{near}; known: {', '.join(known)}")
    return word
