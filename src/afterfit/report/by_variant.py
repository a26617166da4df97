"""The same about each variant → blocks of which a reader sees one variant's at a time."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from afterfit.report.document import Alternative, Alternatives, Block, Folded
from afterfit.results import OperatingPoints, ThresholdSweeps
from afterfit.views import chart_precision_recall, chart_roc, table_operating_points


class OfVariant(Protocol):
    """Results of one variant."""

    @property
    def variant(self) -> str:
        """Name of the variant."""
        ...


V = TypeVar("V", bound=OfVariant)


def by_variant(variants: Sequence[V], blocks: Callable[[V], Iterable[Block]]) -> tuple[Block, ...]:
    """Return *blocks* of each variant to choose from, or those of the only one.

    A variant of which nothing is said has no part; names stay apart, since a page finds parts by
    them.
    """
    parts = tuple(
        Alternative(one.variant, said) for one in variants if (said := tuple(blocks(one)))
    )
    return (Alternatives(parts),) if len(parts) > 1 else tuple(b for p in parts for b in p.blocks)


class Swept(OfVariant, Protocol):
    """Results of one variant, thresholds among them."""

    @property
    def thresholds(self) -> ThresholdSweeps:
        """Every threshold of every class or label."""
        ...


def threshold_blocks(one: Swept, points: Iterable[OperatingPoints]) -> tuple[Block, ...]:
    """Return ROC, precision against recall for the reader who asks, and its own *points*."""
    precision = chart_precision_recall(one.thresholds)
    return (
        chart_roc(one.thresholds),
        Folded("Precision and recall", (precision,)),
        *(table_operating_points(p) for p in points if p.reported_on.variant == one.variant),
    )
