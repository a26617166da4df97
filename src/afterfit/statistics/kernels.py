"""What `compiled_batch` counts, as loops for Numba's compiler.

Each operation on floats is that of the NumPy code it stands in for, in the same order, and the
compiler may not fuse or reorder them, so results are the same to the last bit. A kernel lets go of
the interpreter's lock: threads count side by side.
"""

import math

from numba import njit
from numpy import empty, floor, int64, rint, zeros

from afterfit.statistics.exact_sums import COARSE, FINE
from afterfit.statistics.fine_bins import EDGES, N_FINE, N_PLACES, NEAR, STEPS
from afterfit.statistics.margin_counts import N_MARGIN_BINS
from afterfit.statistics.rank_counts import N_RANKS

HIT = 1 << 32
"""Samples of a cell are counted in its lower 32 bits, hits in the upper ones."""
_ROWS = 1 << 13  # of a block: the columns of ten classes stay in a core's own cache

compiled = njit(nogil=True, cache=True)


@compiled
def settle(p):
    """Return place and excess of a probability; see `FineBins`."""
    within = p * N_FINE
    whole = floor(within)
    within -= whole
    if within >= NEAR and within <= 1 - NEAR and whole < N_FINE:
        return int64(whole), int64(math.ceil(within * STEPS))
    p = min(p, 1.0)
    nearest = int64(rint(p * N_FINE))
    if p < EDGES[nearest]:
        nearest -= 1
    return nearest, int64(math.ceil((p - EDGES[nearest]) * (N_FINE * STEPS)))


@compiled
def count_places(probability, group, own, cells):
    """Add a block to *cells*, (7681, 2): samples and hits, and excess; a hit is of the group."""
    for row in range(len(probability)):
        place, above = settle(probability[row])
        cells[place, 0] += 1 + HIT * int64(own[row] == group)
        cells[place, 1] += above


@compiled
def count_scores(columns, y_true, right):
    """Return cells of the classes, (n_classes + 1, 7681, 2), and what each row says.

    The last cells are those of the highest score, where a hit is a right prediction. Rows have
    the score of the true class, the highest and the second-highest one, and the sum of squares,
    shape (4, n_samples), and the rank of the true class, shape (n_samples,).
    """
    k, n = columns.shape
    cells = zeros((k + 1, N_PLACES, 2), int64)
    rows, rank = zeros((4, n)), zeros(n, int64)
    for start in range(0, n, _ROWS):
        block = slice(start, min(start + _ROWS, n))
        own, p_true = y_true[block], rows[0, block]
        for row in range(len(own)):
            p_true[row] = columns[own[row], start + row]
        for index in range(k):
            column = columns[index, block]
            count_places(column, index, own, cells[index])
            rank_against(column, index, own, p_true, rank[block])
            see_scores(column, rows[1, block], rows[2, block], rows[3, block])
        count_places(rows[1, block], 1, right[block], cells[k])
    return cells, rows, rank


@compiled
def rank_against(column, index, own, p_true, rank):
    """Count one more class in the ranks of a block."""
    for row in range(len(column)):
        above = column[row] > p_true[row]
        rank[row] += int64(above | ((column[row] == p_true[row]) & (own[row] > index)))


@compiled
def see_scores(column, highest, second, squares):
    """See one more class in the highest two scores and the squares of a block, 0 at first."""
    for row in range(len(column)):
        score = column[row]
        second[row] = max(second[row], min(highest[row], score))
        highest[row] = max(highest[row], score)
        squares[row] += score * score


@compiled
def count_rows(rows, rank, y_true, y_pred, source, n_sources, n_classes, least):
    """Return margins, ranks by source, and the confident among wrong and right, as tables."""
    margins = zeros((n_classes, 2, N_MARGIN_BINS), int64)
    ranks = zeros((n_sources, N_RANKS + 1), int64)
    sure = empty(len(rank), "bool")
    for row in range(len(rank)):
        margin = rows[1, row] - rows[2, row]
        place = min(int64(margin * N_MARGIN_BINS), N_MARGIN_BINS - 1)
        margins[y_pred[row], int64(y_pred[row] != y_true[row]), place] += 1
        ranks[source[row], min(rank[row], N_RANKS)] += 1
        sure[row] = rows[1, row] >= least
    return margins, ranks, sure


@compiled
def brier_of(p_true, squares):
    """Return half the squared distance between scores and truth of each row."""
    brier = empty(len(p_true))
    for row in range(len(p_true)):
        brier[row] = max(squares[row] - 2 * p_true[row] + 1, 0.0) / 2
    return brier


@compiled
def sum_exactly(values, place, n_sums):
    """Return the limbs of `ExactSums`, shape (2, n_sums)."""
    limbs = zeros((2, n_sums), int64)
    for row in range(len(values)):
        scaled = values[row] * COARSE
        whole = floor(scaled)
        limbs[0, place[row]] += int64(whole)
        limbs[1, place[row]] += int64(rint((scaled - whole) * FINE))
    return limbs
