"""Words of a user → the window that is meant, for every command that looks into one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol

import numpy as np
from numpy.typing import NDArray
from typing_extensions import TypeVar

from afterfit.errors import InputError, did_you_mean
from afterfit.pipeline.folder import RunFolder
from afterfit.readers import read_predictions_parquet
from afterfit.records import SPLITS, Predictions, Windows
from afterfit.results import Analysis, AnomalyAnalysis, RegressionAnalysis

_MOST_NAMED = 8
"""Offsets or recordings that an error lists."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A window, and why it is the one."""

    index: int
    """Its row in the split."""
    why: str


class Placed(Protocol):
    """Windows of one split, each with its recording and its place there."""

    @property
    def source(self) -> NDArray[np.int64]:
        """Index into ``source_names``, shape (n_samples,)."""

    @property
    def source_names(self) -> tuple[str, ...]:
        """Recordings."""

    @property
    def offset(self) -> NDArray[np.int64]:
        """First row of each window in its recording, shape (n_samples,)."""

    @property
    def split(self) -> str:
        """Which part of the data."""

    def __len__(self) -> int: ...


Rows = TypeVar("Rows", bound=Placed, default=Windows)
Wishes = Mapping[str, Callable[[Any], int | None]]
"""Words for a window, and what chooses it by what the judged variant says of all."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates(Generic[Rows]):
    """The windows of one split, and what is needed to choose one."""

    windows: Rows
    judged: str
    """The variant that wishes like "least-sure" are about."""
    predictions: Callable[[], Placed | None]
    """What that variant says of the windows, asked only for a wish; None where nobody knows."""
    elsewhere: Callable[[], Iterable[Placed]] = tuple
    """Rows of other splits, asked only where a name is not found."""
    wishes: Wishes = field(default_factory=lambda: WISHES)
    """Words for a window that the predictions choose."""


def candidates_of_run(folder: RunFolder, windows: Windows, judged: str) -> Candidates:
    """Return the test windows of a run with the predictions that it kept."""
    return Candidates(
        windows,
        judged,
        predictions=lambda: next(_stored(folder, judged, ("test",)), None),
        elsewhere=lambda: _stored(folder, judged, SPLITS[:2]),
    )


def judged_variant(
    analysis: Analysis | RegressionAnalysis | AnomalyAnalysis, variants: Collection[str]
) -> str:
    """Return the recommended one of *variants*, the first where none is recommended."""
    decision = analysis.decision
    chosen = decision.recommendation.variant if decision else None
    return chosen if chosen is not None and chosen in variants else next(iter(variants))


def _stored(folder: RunFolder, variant: str, splits: Iterable[str]) -> Iterator[Predictions]:
    paths = (folder.predictions(variant, split) for split in splits)
    return (read_predictions_parquet(path) for path in paths if path.is_file())


def choose_window(wish: str, candidates: Candidates[Any]) -> Choice:
    """Return the window that *wish* means.

    Parameters
    ----------
    wish : str
        RECORDING@OFFSET, the number of the window in its split from 0, or a word: of classifiers
        "most-confident-error", "least-sure" and "typical". A recording goes by its whole path or
        by its end, where only one ends so.
    candidates : Candidates
        The windows of the split.

    Raises
    ------
    InputError
        When there is no such window; names the nearest.
    """
    if wish in candidates.wishes:
        return _wished(wish, candidates)
    if wish.isdecimal():
        return Choice(_numbered(int(wish), candidates.windows), "named")
    return Choice(_named(wish, candidates), "named")


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


WISHES: Wishes = {
    "most-confident-error": most_confident_error,
    "least-sure": least_sure,
    "typical": typical,
}
"""Words for a window that the predictions choose."""

_WHY = {
    "most-confident-error": "most confident error of {}",
    "least-sure": "answer that {} is least sure of",
    "typical": "most typical right answer of {}",
}
"""What such a window is to the variant that it was chosen by."""

_WHY_OF_NUMBERS = {
    "largest-error": "largest error of {}",
    "typical": "most typical answer of {}",
    "highest-normal-score": "highest normal score of {}",
    "lowest-anomaly-score": "lowest anomaly score of {}",
}
"""The same of regressions and anomaly detectors."""


_NONE_OF = {
    "most-confident-error": "error",
    "least-sure": "window",
    "typical": "right answer",
    "highest-normal-score": "normal window",
    "lowest-anomaly-score": "anomaly",
    "largest-error": "window",
}


def _wished(wish: str, candidates: Candidates[Any]) -> Choice:
    predictions, variant = candidates.predictions(), candidates.judged
    if predictions is None:
        raise _refusal(
            f"{wish} is chosen from the predictions, and the run kept none (testing -> "
            "save_predictions); name a window as RECORDING@OFFSET"
        )
    index = candidates.wishes[wish](predictions)
    if index is None:
        raise _refusal(
            f"{variant} has no {_NONE_OF[wish]} on the {predictions.split} split; try "
            f"{'least-sure' if candidates.wishes is WISHES else 'another word'}"
        )
    why = _WHY if candidates.wishes is WISHES else _WHY_OF_NUMBERS
    return Choice(index, why[wish].format(variant))


def _numbered(index: int, windows: Placed) -> int:
    if index >= len(windows):
        raise _refusal(
            f"the {windows.split} split has windows 0 to {len(windows) - 1}, got {index}"
        )
    return index


def _named(wish: str, candidates: Candidates[Any]) -> int:
    windows = candidates.windows
    name, at, start = wish.rpartition("@")
    codes = _recordings(name, windows) if at else []
    if len(codes) != 1:
        raise _refusal(
            _several(name, codes, windows)
            if codes
            else _of_another_split(wish, candidates) or _unknown(wish, windows, candidates.wishes)
        )
    mine = np.flatnonzero(windows.source == codes[0])
    offsets = windows.offset[mine].tolist()
    if not start.isdecimal() or int(start) not in offsets:
        source = windows.source_names[codes[0]]
        raise _refusal(
            _of_another_split(f"{source}@{start}", candidates)
            or _no_offset(source, start, offsets, windows.split)
        )
    return int(mine[offsets.index(int(start))])


def _recordings(name: str, windows: Placed) -> list[int]:
    """Return the recording of that name; else all that end so."""
    names = {windows.source_names[code]: code for code in np.unique(windows.source).tolist()}
    if name in names:
        return [names[name]]
    return [code for one, code in names.items() if one.endswith(f"/{name}")]


def _several(name: str, codes: list[int], windows: Placed) -> str:
    names = [windows.source_names[code] for code in codes]
    return f"{len(codes)} recordings of the {windows.split} split end in {name!r}: {_some(names)}"


def _unknown(wish: str, windows: Placed, wishes: Wishes) -> str:
    name, at, _ = wish.rpartition("@")
    names = [windows.source_names[code] for code in np.unique(windows.source).tolist()]
    hint = did_you_mean(wish, wishes) or did_you_mean(name if at else wish, names)
    return (
        f"no window {wish!r} in the {windows.split} split{hint}; expected RECORDING@OFFSET, a "
        f"number, or one of {', '.join(wishes)}"
    )


def _no_offset(source: str, start: str, offsets: list[int], split: str) -> str:
    target = int(start) if start.isdecimal() else offsets[0]
    nearest = min(offsets, key=lambda one: abs(one - target))
    return (
        f"no {split} window of {source} starts at {start or 'no row'!r} (did you mean "
        f"'{source}@{nearest}'?); they start at {_some(map(str, offsets))}"
    )


def _some(names: Iterable[str]) -> str:
    found = list(names)
    shown, n_more = ", ".join(found[:_MOST_NAMED]), len(found) - _MOST_NAMED
    return f"{shown} and {n_more:,} more" if n_more > 0 else shown


def _of_another_split(wish: str, candidates: Candidates[Any]) -> str:
    """Return a sentence where *wish* is a window of another split; empty where it is of none."""
    source, _, offset = wish.rpartition("@")
    for rows in candidates.elsewhere():
        if source not in rows.source_names or not offset.isdecimal():
            continue
        of_source = rows.source == rows.source_names.index(source)
        if (of_source & (rows.offset == int(offset))).any():
            split = candidates.windows.split
            return f"{wish} is a window of {rows.split}; windows of the {split} split can be chosen"
    return ""


def _refusal(message: str) -> InputError:
    return InputError(message, where="--sample")
