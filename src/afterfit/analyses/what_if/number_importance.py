"""Which channels and stretches of time a model that tells numbers rests on, over all windows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if.change import Array
from afterfit.analyses.what_if.importance import N_REPEATS, Part, shuffled
from afterfit.analyses.what_if.numbers import Numbers, NumbersSubject
from afterfit.results import Estimate
from afterfit.results.what_if import PartImportance


def measure_number_importance(
    subject: NumbersSubject[Numbers],
    parts: Sequence[Part],
    seed: int,
    n_repeats: int = N_REPEATS,
) -> Mapping[str, tuple[PartImportance, ...]]:
    """Return what each variant loses when each part comes from other windows, drawn at random.

    The same shuffles as of a classifier (`measure_importance`), measured by R² or the skill. Every
    window stands in each of the repeats, so that the loss of all of them together is their mean,
    and its interval is that of the recordings.

    References
    ----------
    Breiman (2001), Machine Learning 45(1), 5-32, section 10; Fisher, Rudin & Dominici (2019),
    Journal of Machine Learning Research 20(177), 1-81 (model reliance).
    """
    found: dict[str, list[PartImportance]] = {name: [] for name in subject.models}
    for place, part in enumerate(parts):
        answers = [
            subject.answers(values)
            for values in _trials(subject.values, part, [seed, place], n_repeats)
        ]
        for name in subject.models:
            told = [one[name] for one in answers]
            found[name].append(_importance(part, subject, subject.unchanged[name], told))
    return {name: tuple(ranked) for name, ranked in found.items()}


def _trials(values: Array, part: Part, seed: Sequence[int], n_repeats: int) -> Iterator[Array]:
    luck = np.random.default_rng(seed)
    return (shuffled(values, part.mask, luck) for _ in range(n_repeats))


def _importance(
    part: Part, subject: NumbersSubject[Numbers], before: Numbers, told: Sequence[Numbers]
) -> PartImportance:
    measure, n = subject.measure, len(before)
    changes = [measure.paired(before, one).change.value for one in told]
    rows: NDArray[np.int64] = np.tile(np.arange(n), len(told))
    repeated = measure.at(before, rows)
    all_told = replace(repeated, y_pred=np.concatenate([one.y_pred for one in told]))
    change = measure.paired(repeated, all_told).change
    return PartImportance(
        name=part.name,
        part=part.kind,
        drop=Estimate(change.metric, -change.value, -change.high, -change.low, n, change.method),
        lowest=-max(changes),
        highest=-min(changes),
        moved=float(np.mean([_moved(before, one) for one in told])),
    )


def _moved(before: Numbers, after: Numbers) -> float:
    """Return the mean change of what is told, in standard deviations of the targets."""
    spread = before.y_true.std(axis=0)
    moved = np.abs(after.y_pred - before.y_pred).mean(axis=0)
    return float((moved / np.where(spread > 0, spread, 1.0)).mean())
