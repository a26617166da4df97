"""Trainings of several networks → one table of them, and the front that none beats."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from afterfit.analyses.variant_costs import cost_figures
from afterfit.analyses.variant_table import NO_COSTS, front_of
from afterfit.records import VariantCost
from afterfit.results import (
    COST_NAMES,
    Estimate,
    ParetoAxis,
    ParetoFront,
    SweepEntry,
    SweepFailure,
    SweepTable,
    VariantAnalysis,
    VariantCosts,
)


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """One variant of one training, tested."""

    model: str
    seed: int
    tested: VariantAnalysis
    cost: VariantCost | None
    """None where nothing is known of the model file."""


def tabulate_sweep(
    trained: Sequence[Trained], failures: Sequence[SweepFailure], n_seeds: int
) -> SweepTable:
    """Return one entry a network and variant, seeds taken together.

    Parameters
    ----------
    trained : sequence of Trained
        At least one, all on one split, in the order of the table.
    failures : sequence of SweepFailure
        Trainings that are missing.
    n_seeds : int
        Trainings that were wanted of each network.
    """
    groups: dict[tuple[str, str], list[Trained]] = {}
    for one in trained:
        groups.setdefault((one.model, one.tested.variant), []).append(one)
    entries = tuple(_entry(group) for group in groups.values())
    split = trained[0].tested.split
    return SweepTable(split, n_seeds, entries, _front(split, entries), tuple(failures))


def _entry(group: Sequence[Trained]) -> SweepEntry:
    first = group[0]
    accuracies = [one.tested.quality.estimate("accuracy") for one in group]
    f1s = [one.tested.quality.estimate("macro_f1") for one in group]
    variant, cost = first.tested.variant, first.cost
    return SweepEntry(
        model=first.model,
        variant=variant,
        seeds=tuple(one.seed for one in group),
        accuracy=mean_of_seeds(accuracies),
        macro_f1=mean_of_seeds(f1s),
        accuracy_std=_std(accuracies),
        macro_f1_std=_std(f1s),
        accuracies=tuple(accuracies),
        costs=cost_figures(cost) if cost else VariantCosts.unknown(variant, NO_COSTS),
        n_macs=cost.profile.n_macs if cost else None,
        n_parameters=cost.profile.n_parameters if cost else None,
    )


def mean_of_seeds(estimates: Sequence[Estimate]) -> Estimate:
    """Return the mean of one metric over trainings tested on the same samples.

    The interval is that of a typical training: the same test samples judge every seed, so more
    seeds do not make it narrower.

    Examples
    --------
    >>> one = Estimate("accuracy", 0.5, 0.25, 0.75, 40, "wilson")
    >>> two = Estimate("accuracy", 1.0, 0.75, 1.0, 40, "wilson")
    >>> mean_of_seeds([one, two])  # doctest: +NORMALIZE_WHITESPACE
    Estimate(metric='accuracy', value=0.75, low=0.5, high=0.875, n=40,
             method='wilson, mean of 2 seeds')
    """
    first = estimates[0]
    if len(estimates) == 1:
        return first
    value, low, high = (
        statistics.fmean(getattr(one, end) for one in estimates) for end in ("value", "low", "high")
    )
    method = f"{first.method}, mean of {len(estimates)} seeds"
    return Estimate(first.metric, value, low, high, first.n, method)


def _std(estimates: Sequence[Estimate]) -> float:
    values = [one.value for one in estimates]
    return statistics.stdev(values) if len(values) > 1 else math.nan


def _front(split: str, entries: Sequence[SweepEntry]) -> ParetoFront:
    axes: tuple[ParetoAxis, ...] = (*COST_NAMES, "macs")
    known = tuple(axis for axis in axes if all(_is_known(one, axis) for one in entries))
    values = {
        one.name: (one.accuracy.value, *(_cost(one, axis) for axis in known)) for one in entries
    }
    left_out = tuple(axis for axis in axes if axis not in known)
    return front_of(split, ("quality", *known), left_out, values)


def _is_known(one: SweepEntry, axis: ParetoAxis) -> bool:
    return not math.isnan(_cost(one, axis))


def _cost(one: SweepEntry, axis: ParetoAxis) -> float:
    match axis:
        case "macs":
            return math.nan if one.n_macs is None else float(one.n_macs)
        case "quality":
            return one.accuracy.value
        case _:
            return one.costs.figure(axis).typical
