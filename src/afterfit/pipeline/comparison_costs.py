"""Two sides of a comparison → what their runs know of costs, and the limits that they kept to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from afterfit.errors import InputError
from afterfit.pipeline.comparison_sides import FoundSide
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.model_costs import cost_of_file, device_or_none
from afterfit.pipeline.reports import read_analysis
from afterfit.pipeline.shipping import Shipping
from afterfit.readers import read_costs
from afterfit.records import Device, Latency, VariantCost
from afterfit.results import COST_NAMES, Budget, CostFigure, Decision, VariantCosts

_Found = TypeVar("_Found")


@dataclass(frozen=True)
class _Known:
    """What is known of one side beside its predictions; of a file nothing."""

    path: Path
    side: FoundSide

    @cached_property
    def cost(self) -> VariantCost | None:
        """Profile, memory and latency of the model file, by the name that reports call it."""
        costs = _if_readable(read_costs, RunFolder(self.path).costs) or ()
        found = (one for one in costs if one.profile.variant == self.side.states)
        renamed = (replace(one, profile=replace(one.profile, variant=self.side.name))
                   for one in found)  # fmt: skip
        return next(renamed, None)

    @property
    def tflite(self) -> Path | None:
        """The .tflite of the variant, where it is one and its run kept it."""
        folder = RunFolder(self.path)
        kept = (*folder.given_models, folder.device_model)
        is_tflite = self.cost is not None and self.cost.profile.file_format == "tflite"
        files = (path for path in kept if path.suffix == ".tflite" and path.is_file())
        return next(files, None) if is_tflite else None

    @cached_property
    def decision(self) -> Decision | None:
        """How the run itself chose."""
        analysis = _if_readable(lambda _: read_analysis(self.path), RunFolder(self.path).analysis)
        return analysis.decision if analysis else None

    @property
    def device(self) -> str:
        """Where the run wanted to know its latency."""
        if self.cost and self.cost.latency:
            return self.cost.latency.device
        return self.decision.recommendation.budget.device if self.decision else ""

    @property
    def decided(self) -> VariantCosts | None:
        """The costs that the run chose by."""
        rows = self.decision.variants.rows if self.decision else ()
        return next((row.costs for row in rows if row.variant == self.side.states), None)


def _if_readable(read: Callable[[Path], _Found], path: Path) -> _Found | None:
    # predictions of a run that another release wrote are still worth comparing
    try:
        return read(path) if path.is_file() else None
    except InputError:
        return None


@dataclass(frozen=True, slots=True)
class KnownCosts:
    """What a comparison takes over from the runs that it compares."""

    shipping: Shipping
    models: tuple[VariantCost, ...]
    """Of the sides whose model files were looked at, by the names in the comparison."""


def costs_of_sides(
    paths: Sequence[Path], sides: Sequence[FoundSide], asked: Shipping
) -> KnownCosts:
    """Return *asked* with what the runs know; what the user gave counts before it.

    Limits and device are those of the runs where the user names none and all runs agree; a latency
    is that of the one device, and unknown where runs are for several.
    """
    known = [_Known(path, side) for path, side in zip(paths, sides, strict=True)]
    budget = _budget(asked.budget, known)
    name = budget.device or _same(one.device for one in known)
    models = tuple(_costs_on(name, asked.device or device_or_none(name), known))
    taken = Shipping(budget).with_models(models).with_costs(_decided(known))
    return KnownCosts(_with_forms(taken.with_costs(asked.costs.values()), known), models)


def _budget(asked: Budget, known: Sequence[_Known]) -> Budget:
    """Return what the user asks for, else the limits of the runs with the user's margin."""
    if asked.is_limited:
        return asked
    budgets = [
        replace(one.decision.recommendation.budget, margin=asked.margin)
        for one in known
        if one.decision
    ]
    return budgets[0] if budgets and all(one == budgets[0] for one in budgets) else asked


def _same(names: Iterator[str]) -> str:
    found = {name for name in names if name}
    return found.pop() if len(found) == 1 else ""


def _costs_on(name: str, device: Device | None, known: Sequence[_Known]) -> Iterator[VariantCost]:
    # a file of the user's may call another device what a run was made for
    is_own = device is not None and device != device_or_none(name)
    for one in known:
        if one.cost is None:
            continue
        if one.device == name and not is_own:
            yield one.cost
        elif device is not None:
            yield cost_of_file(one.cost, one.tflite, device)
        else:
            why = f"its run is for {one.device or 'no device'}, and another is not"
            yield replace(one.cost, latency=Latency(name, (), why), npu=None)


def _decided(known: Sequence[_Known]) -> Iterator[VariantCosts]:
    """Return what runs know and no model file tells: what their user gave, and other formats."""
    for one in known:
        if one.decided is not None:
            found = replace(one.decided, variant=one.side.name, shipped_as="")
            yield _given_alone(found) if one.cost else found


def _given_alone(costs: VariantCosts) -> VariantCosts:
    flash, ram, latency = (_if_given(costs.figure(name)) for name in COST_NAMES)
    return replace(costs, flash_bytes=flash, ram_bytes=ram, latency_ms=latency)


def _if_given(figure: CostFigure) -> CostFigure:
    return figure if figure.basis == "given" else CostFigure.unknown("not given")


def _with_forms(shipping: Shipping, known: Sequence[_Known]) -> Shipping:
    """Return *shipping* where a side is the form in which devices take the other."""
    names = {(one.path, one.side.states): one.side.name for one in known}
    forms = {
        one.side.name: names[one.path, one.decided.shipped_as]
        for one in known
        if one.decided and (one.path, one.decided.shipped_as) in names
    }
    return shipping.shipped_as(forms)
