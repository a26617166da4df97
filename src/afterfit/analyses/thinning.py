"""Long curves of counts → as many of their points as drawing and choosing need."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.scope import scope_of
from afterfit.analyses.threshold_choice import choose_threshold
from afterfit.analyses.thresholds import sweep_around_hits, sweep_class, sweep_thresholds
from afterfit.results import Policy, ThresholdSweep, ThresholdSweeps
from afterfit.statistics import ClassificationTally
from afterfit.statistics.side_by_side import side_by_side

Counts = NDArray[np.int64]

WHOLE = 20_000
"""Thresholds of all classes together up to which every one is stored."""
SHARE_STEP = 1 / 500
"""Most that a share of positives or negatives may move between neighbours that are kept."""
FOUND_STEP = 1 / 200
"""Most that the number found may grow by; precision moves by no more."""


def thin_sweeps(sweeps: ThresholdSweeps, policies: Sequence[Policy]) -> ThresholdSweeps:
    """Return *sweeps* with the thresholds that a curve needs, and those that *policies* choose.

    Counts at kept thresholds and the areas are those of the whole sweep. A threshold that is left
    out finds as many positives as both its neighbours, or it stands below a kept one and differs
    from it by at most 1/500 in recall and in false-positive rate and 1/200 in precision.
    """
    if sum(len(one.thresholds) for one in sweeps.classes) <= WHOLE:
        return sweeps
    return replace(sweeps, classes=tuple(_thinned(one, policies) for one in sweeps.classes))


def sweep_thinly(tally: ClassificationTally, policies: Sequence[Policy]) -> ThresholdSweeps:
    """Return ``thin_sweeps(sweep_thresholds(tally), policies)``, one whole sweep in memory."""
    if not _are_many(tally):
        return sweep_thresholds(tally)

    def thinned(index: int) -> ThresholdSweep:
        name = tally.class_names[index]
        if tally.settings.exact:
            return _thinned(sweep_around_hits(name, tally.scores[index]), policies)
        return _thinned(sweep_class(name, tally.levels_of(index)), policies)

    n_classes = len(tally.class_names)
    classes = side_by_side(thinned, range(n_classes), tally.n_samples * n_classes)
    return ThresholdSweeps(scope_of(tally), tuple(classes))


def _are_many(tally: ClassificationTally) -> bool:
    """Return whether the thresholds of all classes are more than are stored."""
    if not tally.settings.exact:
        return sum(len(one.counts.levels) + 1 for one in tally.levels()) > WHOLE
    *scores, _ = tally.scores
    if sum(len(one.codes) + 1 for one in scores) <= WHOLE:
        return False
    return any(n > WHOLE for n in accumulate(one.n_levels + 1 for one in scores))


def _thinned(sweep: ThresholdSweep, policies: Sequence[Policy]) -> ThresholdSweep:
    needed = np.zeros(len(sweep.thresholds), dtype=np.bool_)
    needed[needed_places(sweep.tp, sweep.fp)] = True
    choices = (choose_threshold(sweep, policy) for policy in policies)
    chosen = [one.gap_high for one in choices if not isinstance(one, str)]
    needed[np.searchsorted(-sweep.thresholds, -np.array(chosen))] = True
    kept = np.flatnonzero(needed)
    return replace(
        sweep,
        thresholds=sweep.thresholds[kept],
        tp=sweep.tp[kept],
        fp=sweep.fp[kept],
        n_left_out=sweep.n_left_out + len(sweep.thresholds) - len(kept),
    )


def needed_places(hits: Counts, misses: Counts) -> Counts:
    """Return the indices to keep of two counts that only grow along a curve; both ends are.

    Examples
    --------
    A run of misses alone needs its ends:

    >>> needed_places(np.array([0, 1, 1, 1, 1, 2]), np.array([0, 0, 1, 2, 3, 3])).tolist()
    [0, 1, 4, 5]
    """
    if not len(hits):
        return np.zeros(0, dtype=np.int64)
    grows = np.diff(hits) > 0
    bends = np.flatnonzero(np.append(True, grows) | np.append(grows, True))
    cells = np.array(
        [
            np.floor(hits[bends] / (SHARE_STEP * max(int(hits[-1]), 1))),
            np.floor(misses[bends] / (SHARE_STEP * max(int(misses[-1]), 1))),
            # Nothing found counts as half a sample: the first one found is not near it.
            np.floor(np.log(np.maximum(hits + misses, 0.5)[bends]) / np.log1p(FOUND_STEP)),
        ]
    )
    entered = np.append(True, (np.diff(cells) != 0).any(axis=0))
    entered[-1] = True
    return np.asarray(bends[entered])
