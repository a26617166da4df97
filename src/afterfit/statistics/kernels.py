"""What `compiled_batch` counts, as loops for Numba's compiler.

Each operation on floats is that of the NumPy code it stands in for, in the same order, and the
compiler may not fuse or reorder them, so results are the same to the last bit. A kernel lets go of
the interpreter's lock: threads count side by side.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit
from numpy import ceil, empty, float64, floor, int32, int64, rint, zeros
from numpy.typing import NDArray

from afterfit.statistics.exact_sums import COARSE, FINE
from afterfit.statistics.fine_bins import EDGES, N_FINE, N_PLACES, NEAR, STEPS
from afterfit.statistics.margin_counts import N_MARGIN_BINS
from afterfit.statistics.rank_counts import N_RANKS

HIT = 1 << 32
"""Samples of a cell are counted in its lower 32 bits, hits in the upper ones."""
_LAST_MARGIN = N_MARGIN_BINS - 1
_ROWS = 1 << 13  # of a block: the columns of ten classes stay in a core's own cache

Floats = NDArray[float64]
Codes = NDArray[Any]
"""Whole numbers of any width."""

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Let Numba compile a function when it is first called, and keep that for other processes."""
    return cast("F", njit(function, nogil=True, cache=True))


@compiled
def settle(probability: Floats, place: Codes, above: Floats) -> None:
    """Write place and excess of a block of probabilities; see `FineBins`."""
    unsure = False
    for row in range(len(probability)):
        within = probability[row] * N_FINE
        whole = floor(within)
        within -= whole
        place[row] = int32(whole)
        above[row] = ceil(within * STEPS)
        unsure |= (within < NEAR) | (within > 1 - NEAR) | (whole >= N_FINE)
    if unsure:
        settle_by_edges(probability, place, above)


@compiled
def settle_by_edges(probability: Floats, place: Codes, above: Floats) -> None:
    """Write again what is near an edge, by comparing with the edges themselves."""
    for row in range(len(probability)):
        within = probability[row] * N_FINE
        whole = floor(within)
        within -= whole
        if (within < NEAR) | (within > 1 - NEAR) | (whole >= N_FINE):
            p = min(probability[row], 1.0)
            nearest = int32(rint(p * N_FINE))
            if p < EDGES[nearest]:
                nearest -= 1
            place[row] = nearest
            above[row] = ceil((p - EDGES[nearest]) * (N_FINE * STEPS))


@compiled
def count_places(
    probability: Floats, group: int, own: Codes, place: Codes, above: Floats, cells: Codes
) -> None:
    """Add a block to *cells*, (7681, 2): samples and hits, and excess; a hit is of the group."""
    settle(probability, place, above)
    for row in range(len(probability)):
        cells[place[row], 0] += 1 + HIT * int64(own[row] == group)
        cells[place[row], 1] += int64(above[row])


@compiled
def see_scores(
    column: Floats,
    index: int,
    own: Codes,
    p_true: Floats,
    rank: Codes,
    highest: Floats,
    second: Floats,
    squares: Floats,
) -> None:
    """See one more class in ranks, highest two scores and squares of a block, all 0 at first."""
    for row in range(len(column)):
        score = column[row]
        rank[row] += (score > p_true[row]) | ((score == p_true[row]) & (own[row] > index))
        second[row] = max(second[row], min(highest[row], score))
        highest[row] = max(highest[row], score)
        squares[row] += score * score


@compiled
def count_rows(
    rank: Codes,
    highest: Floats,
    second: Floats,
    y_true: Codes,
    y_pred: Codes,
    source: Codes,
    margins: Codes,
    ranks: Codes,
) -> None:
    """Count a block of rows: predictions by outcome and margin, sources by rank."""
    for row in range(len(rank)):
        margin = int((highest[row] - second[row]) * N_MARGIN_BINS)
        wrong = int(y_pred[row] != y_true[row])
        margins[y_pred[row], wrong, min(margin, _LAST_MARGIN)] += 1
        ranks[source[row], min(rank[row], N_RANKS)] += 1


@compiled
def add_exactly(values: Floats, place: Codes, coarse: Codes, fine: Codes) -> None:
    """Add values to the limbs of `ExactSums`."""
    for row in range(len(values)):
        scaled = values[row] * COARSE
        whole = floor(scaled)
        coarse[place[row]] += int64(whole)
        fine[place[row]] += int64(rint((scaled - whole) * FINE))


@compiled
def count_scores(
    columns: Floats, y_true: Codes, y_pred: Codes, source: Codes, n_sources: int
) -> tuple[Codes, Codes, Codes, Codes, Floats, Floats]:
    """Return all that the scores of rows say.

    In turn: cells of fine bins, (n_classes + 1, 7681, 2), the last ones those of the highest
    score, where a hit is a right prediction; margins; ranks by source; limbs of the Brier score
    by source, (2, n_sources); and the score of the true class and the highest one of each row.
    """
    k, n = columns.shape
    cells = zeros((k + 1, N_PLACES, 2), int64)
    margins = zeros((k, 2, N_MARGIN_BINS), int64)
    ranks = zeros((n_sources, N_RANKS + 1), int64)
    brier, p_true, highest = zeros((2, n_sources), int64), empty(n), zeros(n)
    place, above = empty(_ROWS, int32), empty(_ROWS)
    for start in range(0, n, _ROWS):
        block = slice(start, min(start + _ROWS, n))
        own, answer, own_p, top = y_true[block], y_pred[block], p_true[block], highest[block]
        rank, second, squares = zeros(len(own), int32), zeros(len(own)), zeros(len(own))
        for row in range(len(own)):
            own_p[row] = columns[own[row], start + row]
        for index in range(k):
            column = columns[index, block]
            see_scores(column, index, own, own_p, rank, top, second, squares)
            count_places(column, index, own, place, above, cells[index])
        count_places(top, True, own == answer, place, above, cells[k])
        count_rows(rank, top, second, own, answer, source[block], margins, ranks)
        for row in range(len(own)):
            squares[row] = max(squares[row] - 2 * own_p[row] + 1, 0.0) / 2
        add_exactly(squares, source[block], brier[0], brier[1])
    return cells, margins, ranks, brier, p_true, highest


@compiled
def sum_exactly(values: Floats, place: Codes, n_sums: int) -> Codes:
    """Return the limbs of `ExactSums`, shape (2, n_sums)."""
    limbs = zeros((2, n_sums), int64)
    add_exactly(values, place, limbs[0], limbs[1])
    return limbs
