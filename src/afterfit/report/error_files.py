"""error_samples/error_NNN.csv: one file an error, with what led to it; images and sound drawn."""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from afterfit.files import csv_cell, write_bytes, write_text
from afterfit.records import SignalLayout, Windows
from afterfit.report.errors_section import check_same_sample, draw_error
from afterfit.report.png import render_png
from afterfit.results import ErrorSample, ErrorSamples
from afterfit.views.errors import confidence

_FIXED = ("true_label", "predicted_label", "confidence", "source", "offset")


def limited(errors: ErrorSamples, max_per_class: int | None) -> tuple[ErrorSample, ...]:
    """Return the first *max_per_class* errors of each true class, all when None."""
    if max_per_class is None:
        return errors.samples
    seen: dict[str, int] = {}
    kept = []
    for sample in errors.samples:
        seen[sample.true_class] = seen.get(sample.true_class, 0) + 1
        if seen[sample.true_class] <= max_per_class:
            kept.append(sample)
    return tuple(kept)


def write_error_files(folder: Path, samples: Sequence[ErrorSample], windows: Windows) -> list[Path]:
    """Write error_001.csv, error_002.csv, … and remove those that an earlier run left over."""
    digits = max(3, len(str(len(samples))))
    paths = [folder / f"error_{place:0{digits}}.csv" for place in range(1, len(samples) + 1)]
    for path, sample in zip(paths, samples, strict=True):
        write_text(path, error_csv(sample, windows))
    for stale in set(folder.glob("error_*.csv")) - set(paths):
        stale.unlink()
    return paths


def write_error_pictures(
    folder: Path, samples: Sequence[ErrorSample], windows: Windows
) -> list[Path]:
    """Write error_001.png, … beside the CSV files where windows are images or sound.

    Signals have none: their CSV draws as it stands. Those of an earlier run are removed.
    """
    seen = () if isinstance(windows.layout, SignalLayout) else samples
    digits = max(3, len(str(len(samples))))
    paths = [folder / f"error_{place:0{digits}}.png" for place in range(1, len(seen) + 1)]
    for path, sample in zip(paths, seen, strict=True):
        write_bytes(path, render_png(draw_error(windows, sample)))
    for stale in set(folder.glob("error_*.png")) - set(paths):
        stale.unlink()
    return paths


def error_csv(sample: ErrorSample, windows: Windows) -> str:
    """Return one error as CSV: one row a time step.

    The first columns tell what happened and are the same in every row: true_label,
    predicted_label, confidence, source (the recording), offset (its row where the window starts)
    and one ``score:<class>`` a class. Then come ``step``, counted from 0, and the signals as the
    sensor gave them, one ``value:<channel>`` a channel.
    """
    check_same_sample(windows, sample)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    scores = [f"score:{name}" for name in windows.class_names]
    signals = [f"value:{name}" for name in windows.channel_names]
    writer.writerow([*_FIXED, *scores, "step", *signals])
    facts = [
        csv_cell(sample.true_class),
        csv_cell(sample.predicted_class),
        confidence(sample),
        csv_cell(sample.source),
        sample.offset,
        *_scores(sample, len(windows.class_names)),
    ]
    window = windows.values[sample.index]
    writer.writerows([*facts, step, *window[:, step]] for step in range(window.shape[1]))
    return text.getvalue()


def _scores(sample: ErrorSample, n_classes: int) -> list[float | None]:
    """Return a cell a class, empty where its score was not kept."""
    known = dict(zip(sample.scored or range(n_classes), sample.scores, strict=True))
    return [known.get(place) for place in range(n_classes)]
