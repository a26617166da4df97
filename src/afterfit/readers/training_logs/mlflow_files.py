"""A run in MLflow's folders → raw log."""

from pathlib import Path

from afterfit.errors import InputError
from afterfit.readers.training_logs.raw_log import RawLog, raw_series
from afterfit.wording import agreeing, counted

KIND = "MLflow run"
PARAMETERS = {
    "batch_size": "batch size",
    "learning_rate": "learning rate",
    "lr": "learning rate",
} | {
    "epochs": "epochs",
    "image_size": "resolution",
    "optimizer": "optimizer",
}
"""Names that people give to parameters of note, and what a report calls them."""


def is_mlflow_run(folder: Path) -> bool:
    """Tell whether a folder is a run of MLflow's file store."""
    return (folder / "meta.yaml").is_file() and (folder / "metrics").is_dir()


def read_mlflow_run(folder: Path, name: str) -> RawLog:
    """Read every file below ``metrics``: one line a value, ``timestamp value step``."""
    series, notes = {}, []
    metrics = folder / "metrics"
    for path in sorted(one for one in metrics.rglob("*") if one.is_file()):
        metric = path.relative_to(metrics).as_posix()
        rows, n_broken = _rows(path)
        if n_broken:
            lines, are = counted(n_broken, "line"), agreeing(n_broken, "is", "are")
            notes.append(f"{lines} of {metric} {are} not 'timestamp value step'.")
        if rows:
            walls, values, steps = zip(*rows, strict=True)
            # milliseconds tell what was written before what across the files
            places = [int(wall) for wall in walls]
            series[metric] = raw_series(steps, values, places, [wall / 1000 for wall in walls])
    return RawLog(name, KIND, "step", series, tuple(notes), _settings(folder), str(folder))


def _rows(path: Path) -> tuple[list[tuple[float, float, float]], int]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from None
    rows = []
    for line in lines:
        try:
            wall, value, step = line.split()[:3]
            rows.append((float(wall), float(value), float(step)))
        except ValueError:
            continue
    return rows, len(lines) - len(rows)


def _settings(folder: Path) -> dict[str, str]:
    return {
        title: (folder / "params" / key).read_text(encoding="utf-8", errors="replace").strip()
        for key, title in PARAMETERS.items()
        if (folder / "params" / key).is_file()
    }
