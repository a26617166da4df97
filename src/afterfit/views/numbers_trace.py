"""Why the models of a regression told what they told of one sample."""

from collections.abc import Iterator

from afterfit.results import NumbersNeighbourhood, NumbersTrace, NumbersVariantTrace
from afterfit.views.numbers import NO_VALUE, counted, decimal, percent
from afterfit.views.tables import Table, make_table
from afterfit.wording import listing, quantity


def numbers_sentence(trace: NumbersTrace) -> str:
    """Return what each variant told of the sample, and what was measured."""
    said = ", ".join(f"{one.variant} says {_told(trace, one.predicted)}" for one in trace.variants)
    return f"{trace.sample_id} has {_named(trace)}; {said}."


def _named(trace: NumbersTrace) -> str:
    rows = zip(trace.target_names, trace.y_true, trace.units, strict=True)
    return listing([f"{name} {quantity(value, unit)}" for name, value, unit in rows])


def _told(trace: NumbersTrace, values: tuple[float, ...]) -> str:
    return listing([quantity(value, unit) for value, unit in zip(values, trace.units, strict=True)])


def error_sentence(trace: NumbersTrace) -> str:
    """Return how large the error of the reference is among those of all test windows."""
    one = trace.reference
    said = [
        f"{'' if len(trace.target_names) == 1 else f'of {name} '}{quantity(error, unit)}, more "
        f"than at {percent(share)} of the test windows"
        for name, error, unit, share in zip(
            trace.target_names, _errors(trace, one), trace.units, one.smaller_errors, strict=True
        )
    ]
    return f"{one.variant} is off by {listing(said)}."


def _errors(trace: NumbersTrace, one: NumbersVariantTrace) -> Iterator[float]:
    return (abs(p - t) for p, t in zip(one.predicted, trace.y_true, strict=True))


def nearest_targets_sentence(trace: NumbersTrace) -> str:
    """Return what was measured at the nearest training windows, and what that says."""
    found = trace.neighbourhood
    if not isinstance(found, NumbersNeighbourhood):
        return found.reason
    near = counted(len(found.nearest), "training window")
    spans = listing([_span(trace, found, place) for place in range(len(trace.target_names))])
    return (
        f"The {near} most like it to the last layer of {trace.reference.variant} have {spans}. "
        f"{_reading(trace, found)}"
    )


def _span(trace: NumbersTrace, found: NumbersNeighbourhood, place: int) -> str:
    low, high = _ends(found, place)
    unit = trace.units[place]
    return f"{trace.target_names[place]} from {quantity(low)} to {quantity(high, unit)}"


def _ends(found: NumbersNeighbourhood, place: int) -> tuple[float, float]:
    values = [one.targets[place] for one in found.nearest]
    return min(values), max(values)


def _reading(trace: NumbersTrace, found: NumbersNeighbourhood) -> str:
    if found.far:
        return (
            "It is further from them than 95 % of the test windows are from theirs: the training "
            "had little like it."
        )
    true, told = (_near(found, values) for values in (trace.y_true, trace.reference.predicted))
    if true and told:
        return "What was measured and what is told both lie near that: they bear out the answer."
    if true:
        return (
            "What was measured lies near that and what is told does not: an error of the last "
            "layer."
        )
    if told:
        return (
            "What is told lies near that and what was measured does not: to the model it looks "
            "like windows of other values, or its target is wrong: look at the recording."
        )
    return "Neither what was measured nor what is told lies near that: they decide nothing."


def _near(found: NumbersNeighbourhood, values: tuple[float, ...]) -> bool:
    """Say whether values lie where those of the neighbours do, or half as far again outside."""
    for place, value in enumerate(values):
        low, high = _ends(found, place)
        if not low - (high - low) / 2 <= value <= high + (high - low) / 2:
            return False
    return True


def table_told(trace: NumbersTrace) -> Table:
    """Return one row a target: what was measured, and what each variant told."""
    columns = ["Target", ">Measured"]
    for one in trace.variants:
        columns += [f">{one.variant}", ">Error"]
    rows = [_told_row(trace, place) for place in range(len(trace.target_names))]
    note = f"{trace.sample_id}. Error: told minus measured."
    return make_table("Measured and told", columns, rows, note=note, folds=True)


def _told_row(trace: NumbersTrace, place: int) -> list[str]:
    unit, true = trace.units[place], trace.y_true[place]
    cells = [trace.target_names[place], quantity(true, unit)]
    for one in trace.variants:
        cells += [quantity(one.predicted[place], unit), quantity(one.predicted[place] - true, unit)]
    return cells


def table_number_neighbours(trace: NumbersTrace) -> Table | None:
    """Return the nearest training windows with their targets; None where they are not known."""
    found = trace.neighbourhood
    if not isinstance(found, NumbersNeighbourhood):
        return None
    rows = [
        [one.sample_id, *map(quantity, one.targets, trace.units), decimal(one.distance)]
        for one in found.nearest
    ]
    note = (
        f"Of {counted(found.n_searched, 'training window')}, by Euclidean distance between what "
        f"the last layer with weights reads. Half of the test windows are nearer to theirs than "
        f"{decimal(found.usual_distance)}."
    )
    columns = ["Training window", *(f">{name}" for name in trace.target_names), ">Distance"]
    return make_table("Nearest training windows", columns, rows, note=note)


def table_numbers(trace: NumbersTrace) -> Table:
    """Return one row a variant and target: told, error, and where it parts from the reference."""
    rows = [
        [
            one.variant,
            name,
            quantity(true, unit),
            quantity(told, unit),
            quantity(told - true, unit),
            percent(share),
            one.parts_at or NO_VALUE,
        ]
        for one in trace.variants
        for name, unit, true, told, share in zip(
            trace.target_names,
            trace.units,
            trace.y_true,
            one.predicted,
            one.smaller_errors,
            strict=True,
        )
    ]
    columns = [
        *("Variant", "Target", ">Measured", ">Told", ">Error", ">Windows told better"),
        "Parts at",
    ]
    note = f"{trace.sample_id}. {nearest_targets_sentence(trace)}"
    return make_table("One answer", columns, rows, note=note)
