"""Whether the windows of the later splits are distributed as those of training."""

from collections.abc import Sequence
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.data.describe import describe_windows, description_names
from afterfit.records import Windows
from afterfit.results import DRIFT_LEVEL, FeatureDrift, NoDrift
from afterfit.wording import agreeing

N_BINS = 20
N_PERMUTATIONS = 999
FEWEST_FILES = 2
"""Recordings of a split below which its distribution says nothing of the next recording."""

Array = NDArray[np.float64]


def measure_drift(splits: Sequence[Windows], seed: int = 0) -> tuple[FeatureDrift, ...] | NoDrift:
    """Return how far each description of the windows drifts from training to each later split.

    Windows of a recording resemble each other, so the test permutes whole recordings between the
    splits, within their class, and the p-value is that of the largest distance among all features
    and splits (Westfall & Young 1993, single-step maxT): one false alarm in two hundred data sets
    at p = 0.005, however many features there are. Where recordings are so few that random dealing
    gives any split of the data more often than that, nothing is judged.
    """
    train, *others = splits
    later = [one for one in others if len(one)]
    reason = _reason(train, later)
    if reason is not None:
        return NoDrift(reason)
    judged = [train, *(one for one in later if _n_files(one) >= FEWEST_FILES)]
    table = _FileTable.of(judged)
    smallest = table.smallest_p()
    if smallest > DRIFT_LEVEL:
        return NoDrift(
            "The recordings are too few: even the largest difference between splits would come "
            f"up in one of {1 / smallest:,.0f} random dealings."
        )
    observed = table.distances(table.split)
    rng = np.random.default_rng(seed)
    weight = table.weights()[:, np.newaxis]
    highest = np.array(
        [np.nanmax(weight * table.distances(table.shuffled(rng))[0]) for _ in range(N_PERMUTATIONS)]
    )
    ks, psi = observed
    reached = weight[..., np.newaxis] * ks[..., np.newaxis] - 1e-12
    p_values = (1 + (highest >= reached).sum(axis=-1)) / (1 + len(highest))
    return _ranked(judged, table.names, (ks, psi, p_values))


def _reason(train: Windows, later: Sequence[Windows]) -> str | None:
    if not len(train) or not later:
        return "There is only one split with windows."
    shared = set(train.source.tolist()) & {s for one in later for s in one.source.tolist()}
    if shared:
        return (
            f"{len(shared):,} of the recordings {agreeing(len(shared), 'is', 'are')} in several "
            "splits, so what is of the split "
            "cannot be told from what is of the recording."
        )
    if max(_n_files(one) for one in later) < FEWEST_FILES or _n_files(train) < FEWEST_FILES:
        return f"No later split has windows of {FEWEST_FILES} recordings."
    return None


def _n_files(windows: Windows) -> int:
    return len(np.unique(windows.source))


class _FileTable:
    """Histograms of each feature for each recording: what splits add up to."""

    def __init__(
        self,
        counts: Array,
        split: NDArray[np.int64],
        group: NDArray[np.int64],
        names: tuple[str, ...],
        n_splits: int,
    ) -> None:
        self.counts = counts
        """Shares of windows, shape (n_files, n_features, N_BINS): each recording counts as one."""
        self.split, self.group, self.names, self.n_splits = split, group, names, n_splits

    @classmethod
    def of(cls, splits: Sequence[Windows]) -> "_FileTable":
        described = np.concatenate([describe_windows(one.values) for one in splits])
        source = np.concatenate([one.source for one in splits])
        split = np.repeat(np.arange(len(splits)), [len(one) for one in splits])
        y_true = np.concatenate([one.y_true for one in splits])
        files, first, inverse = np.unique(source, return_index=True, return_inverse=True)
        counts = np.stack(
            [_histograms(column, inverse, len(files)) for column in described.T], axis=1
        )
        names = description_names(splits[0].channel_names)
        return cls(counts, split[first], y_true[first], names, len(splits))

    def shuffled(self, rng: np.random.Generator) -> NDArray[np.int64]:
        """Return splits dealt anew among the recordings of each class."""
        dealt = self.split.copy()
        for index in np.unique(self.group):
            mine = np.flatnonzero(self.group == index)
            dealt[mine] = self.split[rng.permutation(mine)]
        return dealt

    def smallest_p(self) -> float:
        """Return how often random dealing gives a later split the recordings that it has."""
        sizes = np.array(
            [
                np.bincount(self.split[self.group == index], minlength=self.n_splits)
                for index in np.unique(self.group)
            ]
        )
        chances = []
        for later in range(1, self.n_splits):
            pairs = zip(sizes.sum(axis=1).tolist(), sizes[:, later].tolist(), strict=True)
            # a split of the same sizes would be as conspicuous with the same recordings
            twins = int((sizes[:, 1:] == sizes[:, [later]]).all(axis=0).sum())
            chances.append(twins / prod(comb(total, k) for total, k in pairs))
        return min(chances)

    def weights(self) -> Array:
        """Return by what distances of each later split are multiplied to be comparable.

        It is one over the standard error of a difference of shares, up to a constant: a split of
        few recordings is far from training by chance alone.
        """
        variance = np.zeros(self.n_splits - 1)
        total = np.zeros(self.n_splits - 1)
        for index in np.unique(self.group):
            counts = np.bincount(self.split[self.group == index], minlength=self.n_splits)
            n_train, later = counts[0], counts[1:]
            if n_train:
                total += later
                variance += later + later**2 / n_train
        return np.where(total > 0, total / np.sqrt(np.maximum(variance, 1e-12)), 0.0)

    def distances(self, split: NDArray[np.int64]) -> tuple[Array, Array]:
        """Return KS distance and PSI, each of shape (n_splits - 1, n_features).

        A split is compared with training class by class, so that another mix of classes is no
        drift; the classes count by their recordings in the split.
        """
        ks, psi = [], []
        for place in range(1, self.n_splits):
            one, other, weight = self._matched(split, place)
            if not weight:
                ks.append(np.full(len(self.names), np.nan))
                psi.append(ks[-1])
                continue
            ks.append(np.abs(np.cumsum(one - other, axis=-1)).max(axis=-1))
            psi.append(_psi(one, other))
        return np.array(ks), np.array(psi)

    def _matched(self, split: NDArray[np.int64], place: int) -> tuple[Array, Array, float]:
        one, other = np.zeros(self.counts.shape[1:]), np.zeros(self.counts.shape[1:])
        weight = 0.0
        for index in np.unique(self.group):
            here = self.counts[(self.group == index) & (split == place)]
            train = self.counts[(self.group == index) & (split == 0)]
            if len(here) and len(train):
                one += here.sum(axis=0)
                other += train.mean(axis=0) * len(here)
                weight += len(here)
        return one / max(weight, 1), other / max(weight, 1), weight


def _histograms(values: Array, file: NDArray[np.int64], n_files: int) -> Array:
    edges = np.unique(np.quantile(values, np.linspace(0, 1, N_BINS + 1)[1:-1]))
    place = np.searchsorted(edges, values, side="right")
    counts = np.bincount(file * N_BINS + place, minlength=n_files * N_BINS).reshape(n_files, N_BINS)
    shares: Array = counts / counts.sum(axis=1, keepdims=True)
    return shares


def _psi(one: Array, other: Array) -> Array:
    floor = 1e-4  # the usual one: an empty bin would make the index infinite
    p, q = np.maximum(one, floor), np.maximum(other, floor)
    return np.asarray(((p - q) * np.log(p / q)).sum(axis=-1))


def _ranked(
    splits: Sequence[Windows], names: tuple[str, ...], measured: tuple[Array, Array, Array]
) -> tuple[FeatureDrift, ...]:
    ks, psi, p_values = measured
    found = [
        FeatureDrift(
            split=splits[place + 1].split,
            feature=name,
            ks=float(ks[place, i]),
            psi=float(psi[place, i]),
            p_value=float(p_values[place, i]),
        )
        for place in range(len(ks))
        for i, name in enumerate(names)
        if np.isfinite(ks[place, i])
    ]
    return tuple(sorted(found, key=lambda one: -one.ks))
