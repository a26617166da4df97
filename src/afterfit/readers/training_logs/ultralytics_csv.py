"""results.csv of Ultralytics, YOLOv5 too, with args.yaml or opt.yaml beside it → raw log."""

from dataclasses import replace
from pathlib import Path

from afterfit.readers.training_logs.raw_log import RawLog
from afterfit.readers.training_logs.stepped_table import read_stepped_table

_SETTINGS = {"batch": "batch size", "batch_size": "batch size", "imgsz": "resolution"} | {
    "lr0": "learning rate",
    "optimizer": "optimizer",
    "model": "model",
    "weights": "model",
    "epochs": "epochs",
    "close_mosaic": "close_mosaic",
    "mosaic": "mosaic",
}


def is_ultralytics_csv(header: tuple[str, ...]) -> bool:
    """Tell whether the columns are those of a YOLO training."""
    return any(name.startswith("train/") and name.endswith("_loss") for name in header) and any(
        name.startswith("metrics/") for name in header
    )


def read_ultralytics_csv(path: Path, name: str) -> RawLog:
    """Read the results; old versions pad names and numbers with spaces and count from 0."""
    log = read_stepped_table(path, name, "Ultralytics results.csv", "epoch", seconds="time")
    if "train/obj_loss" in log.series:
        log = replace(log, kind="YOLOv5 results.csv")
    return replace(log, settings=_settings(path.parent))


def _settings(folder: Path) -> dict[str, str]:
    import yaml

    for name in ("args.yaml", "opt.yaml"):
        try:
            given = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            continue
        if isinstance(given, dict):
            return {
                title: str(given[key])
                for key, title in _SETTINGS.items()
                if given.get(key) is not None
            }
    return {}
