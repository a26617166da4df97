"""Which rows of which recording train, validate and test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal, get_args

import numpy as np

from afterfit.datasets.annotations import read_annotations
from afterfit.datasets.layout import Layout
from afterfit.errors import InputError, did_you_mean
from afterfit.records import SPLITS
from afterfit.wording import agreeing, counted

SplitType = Literal["amongst_files", "within_files"]


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """How recordings are divided; the keys and defaults of Tensorlab's section dataset.

    Examples
    --------
    >>> SplitPlan(factors=(0.5, 0.25, 0.25)).split_type
    'amongst_files'
    """

    split_type: SplitType = "amongst_files"
    """"amongst_files" gives whole recordings to a split, "within_files" cuts each one in three."""
    factors: tuple[float, float, float] = (0.6, 0.3, 0.1)
    """Shares of train, validation and test; they sum to 1."""
    seed: int = 42
    """Seed of the order in which recordings are dealt out."""
    max_num_files: int = 10_000
    """Most recordings that are used; not applied to annotation lists."""
    annotation_dir: str = "annotations"
    """Folder beside (or in) the classes folder with lists of recordings for each split."""
    annotation_prefix: str = "instances"
    """First part of the lists' names: instances_train_list.txt."""

    def __post_init__(self) -> None:
        if self.split_type not in get_args(SplitType):
            hint = did_you_mean(self.split_type, get_args(SplitType))
            raise InputError(
                f"must be amongst_files or within_files, got {self.split_type!r}{hint}",
                where="dataset -> split_type",
            )
        if len(self.factors) != len(SPLITS) or min(self.factors) < 0:
            raise _wrong_factors(self.factors)
        if abs(sum(self.factors) - 1) > 1e-6:
            raise _wrong_factors(self.factors)


def _wrong_factors(factors: Sequence[float]) -> InputError:
    return InputError(
        "must be three shares (train, validation, test) of at least 0 that sum to 1, got "
        f"{list(factors)}",
        where="dataset -> split_factor",
    )


@dataclass(frozen=True, slots=True)
class Share:
    """The part of one recording that belongs to one split, from ``start`` to ``stop`` of it."""

    source: str
    split: str
    start: float = 0.0
    """Share of the rows that lies before, 0 to 1."""
    stop: float = 1.0
    """Share of the rows that lies before the end, 0 to 1."""

    def rows(self, n_rows: int) -> slice:
        """Return its rows in a recording of *n_rows*; neighbouring shares do not overlap."""
        return slice(_floor(self.start * n_rows), _floor(self.stop * n_rows))


@dataclass(frozen=True, slots=True)
class Split:
    """All shares of a data set, and what there is to say about them."""

    shares: tuple[Share, ...]
    notes: tuple[str, ...]


def split_recordings(layout: Layout, plan: SplitPlan) -> Split:
    """Return which part of which recording belongs to which split.

    Annotation lists are followed where all three exist. Otherwise each class is divided on its
    own; unlike in Tensorlab, whose shuffle has no effect, the order is drawn from the seed, and
    with three files or more each split with a factor above 0 gets one.
    """
    lists = read_annotations(layout, plan.annotation_dir, plan.annotation_prefix)
    if lists.splits is not None:
        shares = [Share(source, split) for source, split in lists.splits.items()]
        return Split(tuple(shares), lists.notes)
    used, notes = _limit(layout, plan)
    if plan.split_type == "within_files":
        return Split(_within_files(used, plan), (*lists.notes, *notes))
    split = _amongst_files(used, plan)
    return Split(split.shares, (*lists.notes, *notes, *split.notes))


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole parts of *total* near to *weights*, by largest remainder.

    Where *total* suffices, each weight above 0 gets at least 1.

    Examples
    --------
    >>> share_out(10, (0.6, 0.3, 0.1)), share_out(4, (0.6, 0.3, 0.1)), share_out(1, (0.6, 0.4))
    ([6, 3, 1], [2, 1, 1], [1, 0])
    """
    quotas = [total * weight / sum(weights) for weight in weights]
    parts = [_floor(quota) for quota in quotas]
    by_remainder = sorted(range(len(parts)), key=lambda i: parts[i] - quotas[i])
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    wanting = [i for i, weight in enumerate(weights) if weight > 0 and parts[i] == 0]
    if total >= sum(weight > 0 for weight in weights):
        for i in wanting:
            parts[parts.index(max(parts))] -= 1
            parts[i] += 1
    return parts


def _floor(number: float) -> int:
    return int(number + 1e-9)  # 0.3 × 10 is 2.9999999999999996


def _by_class(layout: Layout, sources: Sequence[str]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {name: [] for name in layout.class_names}
    for source in sources:
        groups[layout.class_names[layout.class_index(source)]].append(source)
    return groups


def _drawn(sources: Sequence[str], seed: int, class_index: int) -> list[str]:
    order = np.random.default_rng((seed, class_index)).permutation(len(sources))
    return [sources[i] for i in order]


def _limit(layout: Layout, plan: SplitPlan) -> tuple[Mapping[str, list[str]], tuple[str, ...]]:
    """Return the recordings of each class in drawn order, at most ``max_num_files`` in all."""
    groups = _by_class(layout, layout.sources)
    drawn = {
        name: _drawn(sources, plan.seed, i) for i, (name, sources) in enumerate(groups.items())
    }
    n_files = len(layout.sources)
    if n_files <= plan.max_num_files:
        return drawn, ()
    if plan.max_num_files < len(groups):
        raise InputError(
            f"must be at least {len(groups)}, one file a class, got {plan.max_num_files}",
            where="dataset -> max_num_files",
        )
    counts = share_out(plan.max_num_files, [len(sources) for sources in groups.values()])
    kept = {name: drawn[name][:n] for name, n in zip(drawn, counts, strict=True)}
    are = agreeing(plan.max_num_files, "is", "are")
    note = (
        f"{plan.max_num_files} of {counted(n_files, 'recording')} {are} used (dataset -> "
        "max_num_files)"
    )
    return kept, (note,)


def _within_files(groups: Mapping[str, list[str]], plan: SplitPlan) -> tuple[Share, ...]:
    cuts = [0.0, *accumulate(plan.factors[:-1]), 1.0]
    return tuple(
        Share(source, split, start, stop)
        for sources in groups.values()
        for source in sources
        for split, (start, stop) in zip(SPLITS, pairwise(cuts), strict=True)
    )


def _amongst_files(groups: Mapping[str, list[str]], plan: SplitPlan) -> Split:
    shares: list[Share] = []
    notes: list[str] = []
    for name, sources in groups.items():
        counts = share_out(len(sources), plan.factors)
        splits = [split for split, n in zip(SPLITS, counts, strict=True) for _ in range(n)]
        shares += [Share(source, split) for source, split in zip(sources, splits, strict=True)]
        group = f"class {name!r}" if "/" in sources[0] else "the data set"
        notes += _too_few(group, len(sources), counts, plan.factors)
    return Split(tuple(shares), tuple(notes))


def _too_few(name: str, n_files: int, counts: Sequence[int], factors: Sequence[float]) -> list[str]:
    without = [
        split
        for split, n, factor in zip(SPLITS, counts, factors, strict=True)
        if n == 0 and factor > 0
    ]
    if not without:
        return []
    return [
        f"{name} has {counted(n_files, 'recording')}, so none is left for "
        f"{' and '.join(without)}; add recordings, or set dataset -> split_type: within_files"
    ]
