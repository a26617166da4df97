"""What a metric promises."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

Statistic = TypeVar("Statistic")


@dataclass(frozen=True, slots=True)
class Metric(Generic[Statistic]):
    """A number with its name, direction, bounds, unit and source, declared once.

    Arrows and colours of the report, the documentation and one property test over all metrics
    follow from these fields.
    """

    name: str
    """Stable name, as in `Estimate.metric`: "macro_f1"."""
    title: str
    """The same for readers: "Macro F1"."""
    function: Callable[[Statistic], Any]
    """Statistics → number; nan where the data cannot tell. See the table that holds the metric."""
    better: Literal["higher", "lower"]
    """Which way is up."""
    bounds: tuple[float, float]
    """Smallest and largest value it can take."""
    source: str
    """Where the definition is from."""
    unit: Literal["share", "nat", "", "target", "target²", "percent", "relative"] = "share"
    """"share" counts samples and is read in percent, "nat" is a log loss, "" has no unit: 0.93;
    "target" is the unit of what is predicted, "percent" holds percent, "relative" is a change in
    relation to a reference: 0.1 is 10 % more."""
