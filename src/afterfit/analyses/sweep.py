"""Trainings of several networks → one table of them, and the front that none beats."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from afterfit.analyses.tested import Measured
from afterfit.analyses.variant_costs import cost_figures
from afterfit.analyses.variant_table import NO_COSTS, front_of
from afterfit.records import VariantCost
from afterfit.results import (
    COST_NAMES,
    Estimate,
    ParetoAxis,
    ParetoFront,
    SeedsMetric,
    SweepEntry,
    SweepFailure,
    SweepTable,
    VariantCosts,
    Yardstick,
)


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """One variant of one training, tested."""

    model: str
    seed: int
    tested: Measured
    cost: VariantCost | None
    """None where nothing is known of the model file."""
    no_choice: str = ""
    """Why the variant is not shipped: it is tested in another form too, or is over budget."""


def tabulate_sweep(
    trained: Sequence[Trained], failures: Sequence[SweepFailure], n_seeds: int
) -> SweepTable:
    """Return one entry a network and variant, seeds taken together.

    Parameters
    ----------
    trained : sequence of Trained
        At least one, all of one task and on one split, in the order of the table.
    failures : sequence of SweepFailure
        Trainings that are missing.
    n_seeds : int
        Trainings that were wanted of each network.
    """
    groups: dict[tuple[str, str], list[Trained]] = {}
    for one in trained:
        groups.setdefault((one.model, one.tested.variant), []).append(one)
    entries = tuple(_entry(group) for group in groups.values())
    split, yardstick = trained[0].tested.split, trained[0].tested.yardstick
    reasons = {
        entry.name: group[0].no_choice
        for entry, group in zip(entries, groups.values(), strict=True)
        if group[0].no_choice
    }
    front = _front(split, yardstick, entries, reasons)
    return SweepTable(split, yardstick, n_seeds, entries, front, tuple(failures))


def _entry(group: Sequence[Trained]) -> SweepEntry:
    first = group[0]
    variant, cost = first.tested.variant, first.cost
    return SweepEntry(
        model=first.model,
        variant=variant,
        seeds=tuple(one.seed for one in group),
        metrics=tuple(
            SeedsMetric(mean_of_seeds(each), _std(each), each)
            for each in zip(*(one.tested.metrics for one in group), strict=True)
        ),
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
    if len(values) < 2 or any(map(math.isnan, values)):
        return math.nan
    return statistics.stdev(values)


def _front(
    split: str,
    yardstick: Yardstick,
    entries: Sequence[SweepEntry],
    no_choice: Mapping[str, str],
) -> ParetoFront:
    axes: tuple[ParetoAxis, ...] = (*COST_NAMES, "macs")
    choices = [one for one in entries if one.name not in no_choice] or entries
    known = tuple(axis for axis in axes if all(_is_known(one, axis) for one in choices))
    values = {
        one.name: (one.leading.mean.value, *(_cost(one, axis) for axis in known)) for one in entries
    }
    left_out = tuple(axis for axis in axes if axis not in known)
    return front_of(split, ("quality", *known), left_out, values, yardstick, no_choice)


def _is_known(one: SweepEntry, axis: ParetoAxis) -> bool:
    return not math.isnan(_cost(one, axis))


def _cost(one: SweepEntry, axis: ParetoAxis) -> float:
    match axis:
        case "macs":
            return math.nan if one.n_macs is None else float(one.n_macs)
        case "quality":
            return one.leading.mean.value
        case _:
            return one.costs.figure(axis).typical
