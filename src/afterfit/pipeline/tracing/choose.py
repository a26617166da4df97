"""Words of a user → the test window that is meant."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from afterfit.errors import InputError, did_you_mean
from afterfit.pipeline.tracing.tested import TestedRun
from afterfit.readers import read_predictions_parquet
from afterfit.records import SPLITS, Predictions


@dataclass(frozen=True, slots=True)
class Choice:
    """A test window, and why it is the one."""

    index: int
    why: str


def choose_sample(run: TestedRun, wish: str) -> Choice:
    """Return the test window that *wish* means.

    Parameters
    ----------
    wish : str
        RECORDING@OFFSET, the number of the window in the test split from 0, or one of
        "most-confident-error", "least-sure" and "typical".

    Raises
    ------
    InputError
        When there is no such window; names the nearest.
    """
    if wish in WISHES:
        return _wished(run, wish)
    if wish.isdecimal():
        return Choice(_numbered(run, int(wish)), "named")
    return Choice(_named(run, wish), "named")


def most_confident_error(predictions: Predictions) -> int | None:
    """Return the wrong answer with the highest score, the first among equals; None without one."""
    wrong = np.flatnonzero(predictions.y_pred != predictions.y_true)
    if not len(wrong):
        return None
    return int(wrong[predictions.scores[wrong].max(axis=1).argmax()])


def least_sure(predictions: Predictions) -> int | None:
    """Return the sample whose two highest scores are nearest to each other."""
    if not len(predictions):
        return None
    first_two = np.sort(predictions.scores, axis=1)[:, -2:]
    return int((first_two[:, -1] - first_two[:, 0]).argmin())


def typical(predictions: Predictions) -> int | None:
    """Return the right answer whose score is nearest to the median of right ones."""
    right = np.flatnonzero(predictions.y_pred == predictions.y_true)
    if not len(right):
        return None
    highest = predictions.scores[right].max(axis=1)
    return int(right[np.abs(highest - np.median(highest)).argmin()])


WISHES: dict[str, Callable[[Predictions], int | None]] = {
    "most-confident-error": most_confident_error,
    "least-sure": least_sure,
    "typical": typical,
}
"""Words for a sample that the predictions choose."""


def _wished(run: TestedRun, wish: str) -> Choice:
    variant = run.judged
    if variant not in run.predictions:
        raise InputError(
            f"{wish} is chosen from the predictions, and the run kept none (testing -> "
            "save_predictions); name a sample as RECORDING@OFFSET",
            where="--sample",
        )
    index = WISHES[wish](run.predictions[variant])
    if index is None:
        what = "error" if wish == "most-confident-error" else "right answer"
        raise InputError(
            f"{variant} has no {what} on the test split; try least-sure", where="--sample"
        )
    return Choice(index, f"{wish.replace('-', ' ')} of {variant}")


def _numbered(run: TestedRun, index: int) -> int:
    if index >= len(run.windows):
        raise InputError(
            f"the test split has windows 0 to {len(run.windows) - 1}, got {index}",
            where="--sample",
        )
    return index


def _named(run: TestedRun, wish: str) -> int:
    windows = run.windows
    source, at, offset = wish.rpartition("@")
    names = [windows.source_names[one] for one in np.unique(windows.source).tolist()]
    if not at or source not in names:
        raise InputError(_unknown(run, source if at else wish, names, wish), where="--sample")
    offsets = windows.offset[windows.source == windows.source_names.index(source)]
    if not (offset.isdecimal() and int(offset) in offsets):
        raise InputError(_no_offset(run, source, offset, wish), where="--sample")
    same = windows.source == windows.source_names.index(source)
    return int(np.flatnonzero(same & (windows.offset == int(offset)))[0])


def _no_offset(run: TestedRun, source: str, offset: str, wish: str) -> str:
    place = run.windows.source_names.index(source)
    offsets = run.windows.offset[run.windows.source == place]
    target = int(offset) if offset.isdecimal() else int(offsets[0])
    nearest = int(offsets[np.abs(offsets - target).argmin()])
    elsewhere = _split_of(run, wish)
    if elsewhere:
        return elsewhere
    return (
        f"no test window of {source} starts at {offset or 'no row'!r} "
        f"(did you mean '{source}@{nearest}'?)"
    )


def _unknown(run: TestedRun, source: str, names: list[str], wish: str) -> str:
    elsewhere = _split_of(run, wish)
    if elsewhere:
        return elsewhere
    hint = did_you_mean(wish, WISHES) or did_you_mean(source, names)
    return (
        f"no test window {wish!r}{hint}; expected RECORDING@OFFSET, a number, or one of "
        f"{', '.join(WISHES)}"
    )


def _split_of(run: TestedRun, wish: str) -> str:
    """Return a sentence where *wish* is a window of another split; empty where it is of none."""
    source, _, offset = wish.rpartition("@")
    for split in SPLITS[:2]:
        path = run.folder.predictions(next(iter(run.models)), split)
        if not path.is_file():
            continue
        rows = read_predictions_parquet(path)
        if source not in rows.source_names or not offset.isdecimal():
            continue
        of_source = rows.source == rows.source_names.index(source)
        if (of_source & (rows.offset == int(offset))).any():
            return f"{wish} is a window of {split}; windows of the test split are kept and traced"
    return ""
