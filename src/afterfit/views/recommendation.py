"""Which variant to ship, in words and as a table."""

from collections.abc import Iterator

from afterfit.results import (
    COST_NAMES,
    Breach,
    CostName,
    Decision,
    FigureBasis,
    NonInferiority,
    RecallDrop,
    Recommendation,
    Standing,
    VariantStanding,
)
from afterfit.views.numbers import counted, points
from afterfit.views.tables import Table, make_table
from afterfit.views.variants import AXIS_TITLES, axis_value
from afterfit.wording import accepted_loss, loss_noun, loss_verb, some_names

_STANDINGS: dict[Standing, str] = {  # "undecided" names what is tested
    "acceptable": "acceptable",
    "over_budget": "over budget",
    "unsupported": "does not run on the device",
    "shipped_otherwise": "shipped in another form",
    "inferior": "inferior",
    "class_collapse": "loses a class",
    "not_compared": "not compared",
}


_BASES: dict[FigureBasis, str] = {
    "measured": "measured",
    "computed": "computed",
    "estimated": "estimated",
    "given": "given by you",
    "unknown": "not known of all",
}


def headline_of(one: Recommendation) -> str:
    """Return the recommendation in one sentence: the variant, or why there is none.

    "Ship int8." or "Ship float32 for now: …".
    """
    if one.variant is None:
        return f"Ship none of them: {_nothing_fits(one)}."
    chosen = _standing(one, one.variant)
    if not one.reservations:
        return f"Ship {one.variant}: {_why(one, chosen)}."
    if "improve" in one.reservations:
        return f"{one.variant} {_only_fit(one)}, but improve it first: it {_fault(chosen, one)}."
    return f"Ship {one.variant} for now: {_why(one, chosen)}."


def _standing(one: Recommendation, variant: str) -> VariantStanding:
    return next(standing for standing in one.standings if standing.variant == variant)


def _nothing_fits(one: Recommendation) -> str:
    told = [other for other in one.standings if not other.shipped_as] or one.standings
    return "; ".join(f"{other.variant} {_not_fitting(other, one)}" for other in told)


def _not_fitting(one: VariantStanding, whole: Recommendation) -> str:
    if one.shipped_as:
        return f"is shipped as {one.shipped_as}, the same model in the form that devices take"
    if one.unsupported:
        where = whole.budget.device or "a microcontroller"
        return f"does not run on {where}, because {one.unsupported}"
    return " and ".join(map(_breach, one.breaches))


def _breach(one: Breach) -> str:
    cost = one.limit.cost
    return (
        f"needs {axis_value(one.value, cost)} of {_noun(cost)} ({one.basis}), over "
        f"{axis_value(one.limit.most, cost)} ({one.limit.source})"
    )


def _noun(cost: CostName) -> str:
    title = AXIS_TITLES[cost]
    return title if title.isupper() else title.lower()


def _why(one: Recommendation, chosen: VariantStanding) -> str:
    if chosen.standing == "undecided":
        return f"it {_only_fit(one)}, but {_fault(chosen, one)}"
    if chosen.variant != one.reference:
        loss = loss_noun(one.budget.margin, one.yardstick)
        return (
            f"{loss} against {one.reference} is ruled out, "
            "and of those for which that holds it costs least"
        )
    others = [other for other in one.standings if other is not chosen and not other.shipped_as]
    if not others:
        return "it keeps to every limit"
    if any(other.standing == "acceptable" for other in others):
        return "of the acceptable variants it costs least"
    faults = (f"{other.variant} {_fault(other, one)}" for other in others)
    return "; ".join(faults)


def _only_fit(one: Recommendation) -> str:
    if sum(other.fits for other in one.standings) > 1:
        return "is the most accurate of those that fit"
    if any(other.unsupported for other in one.standings) and not any(
        other.breaches and not other.unsupported for other in one.standings
    ):
        return f"alone runs on {one.budget.device or 'a microcontroller'}"
    return "alone fits"


def _fault(one: VariantStanding, whole: Recommendation) -> str:
    match one.standing:
        case "acceptable":
            return "is acceptable"
        case "over_budget" | "unsupported" | "shipped_otherwise":
            return _not_fitting(one, whole)
        case "not_compared":
            return f"was not tested on the same {_tested(whole)} as {whole.reference}"
        case "class_collapse":
            return f"loses {_drops(one.recall_drops)}"
        case "inferior":
            return loss_verb(whole.budget.margin, whole.yardstick, certain=True)
        case "undecided":
            may = loss_verb(whole.budget.margin, whole.yardstick, certain=False)
            return f"{may}: not enough {_tested(whole)} to tell{_needed(one)}"


def _standing_words(standing: VariantStanding, whole: Recommendation) -> str:
    if standing.standing == "undecided":
        return f"not enough {_tested(whole)}"
    return _STANDINGS[standing.standing]


def _tested(whole: Recommendation) -> str:
    return f"{whole.yardstick.tested}s"


def _drops(drops: tuple[RecallDrop, ...]) -> str:
    texts = [f"{points(one.drop).lstrip('+')} of the recall of {one.class_name}" for one in drops]
    return some_names(texts, 3)


def _needed(one: VariantStanding) -> str:
    judged = one.non_inferiority
    if judged is None or judged.n_needed is None:
        return ""
    return f" (about {_amount(judged)})"


def _amount(judged: NonInferiority) -> str:
    return f"{counted(judged.n_needed or 0, judged.unit)} in all would"


def reasons_of(decision: Decision) -> tuple[str, ...]:
    """Return what the recommendation rests on and what is open, one sentence each."""
    return tuple(_reasons(decision))


def _reasons(decision: Decision) -> Iterator[str]:
    one = decision.recommendation
    yield _rule(one)
    yield from _places(decision)
    if "more_samples" in one.reservations and one.n_needed is not None:
        yield (
            f"More test data would settle it: about {counted(one.n_needed, one.unit)} in all, if "
            "the rates stay as they are (found in 4 of 5 such tests)."
        )
    if "unknown_costs" in one.reservations:
        yield (
            "What the acceptable variants cost is not known, so the quantised one is taken for the "
            "cheaper; give --cost NAME=flash:BYTES,ram:BYTES,latency:MS, or --costs FILE."
        )
    for cost in _standing(one, one.variant).unknown_costs if one.variant else ():
        yield f"The limit on {AXIS_TITLES[cost]} could not be checked: the figure is not known."
    yield _bases(decision)


def _rule(one: Recommendation) -> str:
    budget = one.budget
    limits = ", ".join(
        f"{AXIS_TITLES[each.cost]} at most {axis_value(each.most, each.cost)} ({each.source})"
        for each in budget.limits
    )
    dropped = f"Limits: {limits}" if limits else "No limit was set"
    accepted = accepted_loss(budget.margin, one.yardstick)
    return f"{dropped}. Accepted is {accepted}; then the lower cost decides."


def _places(decision: Decision) -> Iterator[str]:
    """Say what runs each variant; without a device that is all there is to say of it."""
    budget, rows = decision.recommendation.budget, decision.variants.rows
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.costs.runs_on:
            found.setdefault(row.costs.runs_on, []).append(row.variant)
    places = "; ".join(f"{some_names(names, 8)}: {runs_on}" for runs_on, names in found.items())
    where = f" ({budget.device} is wanted)" if budget.device else ""
    if places:
        yield f"What runs each{where}: {places}."
    unknown = [row.variant for row in rows if not row.costs.runs_on]
    if unknown and budget.is_for_microcontroller:
        yield (
            f"Nobody checked whether {some_names(unknown, 8)} can run on "
            f"{budget.device or 'a microcontroller'}: no model file was at hand."
        )


def _bases(decision: Decision) -> str:
    found: dict[FigureBasis, set[CostName]] = {}
    for row in decision.variants.rows:
        for name in COST_NAMES:
            found.setdefault(row.costs.figure(name).basis, set()).add(name)
    parts = [
        f"{words}: {', '.join(_titles(found[basis]))}"
        for basis, words in _BASES.items()
        if basis in found
    ]
    n = decision.variants.rows[0].quality.n
    yardstick, split = decision.variants.yardstick, decision.variants.split
    title = yardstick.title
    title += "," if "," in title else ""  # as "RMSE of x, the hardest of 2,"
    tested = counted(n, f"{split} {yardstick.counted}")
    return f"{title} is measured on {tested}; {'; '.join(parts)}."


def _titles(names: set[CostName]) -> list[str]:
    return [title for axis, title in AXIS_TITLES.items() if axis in names]


def table_standings(one: Recommendation) -> Table:
    """Return one row a variant: where it stands, and what speaks against it."""
    rows = [
        [
            standing.variant + (" (reference)" if standing.variant == one.reference else ""),
            "recommended" if standing.variant == one.variant else _standing_words(standing, one),
            _against(standing, one),
        ]
        for standing in one.standings
    ]
    columns = ["Variant", "Standing", "Why"]
    return make_table("What speaks for and against", columns, rows, folds=True)


def _against(standing: VariantStanding, one: Recommendation) -> str:
    parts = [_fault(standing, one)] if standing.standing != "acceptable" else []
    if standing.recall_drops and standing.standing != "class_collapse":
        parts.append(f"loses {_drops(standing.recall_drops)}")
    judged = standing.non_inferiority
    if judged is not None and judged.verdict == "non_inferior":
        parts.append(f"{loss_noun(judged.margin, one.yardstick)} is ruled out")
    parts += [f"{AXIS_TITLES[cost]} is not known" for cost in standing.unknown_costs]
    return "; ".join(parts) or "nothing speaks against it"
