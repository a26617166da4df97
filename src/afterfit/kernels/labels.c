/*
 * What one pass says of labels, and sums of what was counted; called by afterfit.kernels.scores.
 *
 * Arrays are contiguous, their lengths the caller's care.
 */

#include <stdint.h>

#include "labels.h"

/* ---- labels -------------------------------------------------------------------------------- */

/*
 * Count rows by (source * n_classes + true class) * n_classes + predicted class: all of them, and
 * those whose highest score is at least so much.
 */
void count_cells(
    int64_t n_rows, int64_t n_classes, const int64_t *y_true, const int64_t *y_pred,
    const int64_t *source, const double *highest, double least, int64_t *all, int64_t *sure)
{
    for (int64_t row = 0; row < n_rows; row++) {
        const int64_t cell = (source[row] * n_classes + y_true[row]) * n_classes + y_pred[row];
        all[cell]++;
        sure[cell] += highest[row] >= least;
    }
}

void keep_in_heap(double *heap, int64_t size, double value)
{
    int64_t at = 0;
    if (value <= *heap)
        return;
    for (int64_t child = 1; child < size; child = 2 * at + 1) {
        child += child + 1 < size && heap[child + 1] < heap[child];
        if (value <= heap[child])
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = value;
}

/*
 * Write the wrong rows among which are, of each true class, the `limit` with the highest scores;
 * return how many they are. heaps: (n_classes, limit), all -1 at first.
 */
int64_t find_errors(
    int64_t n_rows, const int64_t *y_true, const int64_t *y_pred, const double *highest,
    int64_t limit, double *heaps, int64_t *found)
{
    int64_t n = 0;
    for (int64_t row = 0; row < n_rows; row++) {
        double *lowest = heaps + y_true[row] * limit;
        if (y_true[row] != y_pred[row] && highest[row] >= *lowest) {
            keep_in_heap(lowest, limit, highest[row]);
            found[n++] = row;
        }
    }
    return n;
}

/* ---- sums ---------------------------------------------------------------------------------- */

/*
 * Merge two rising lists of cells, adding the counts of equal ones; each list has n_kinds rows of
 * counts. Return how many cells there are; counts of kind i start at i * room.
 */
int64_t merge_cells(
    int64_t n_one, const int64_t *one, int64_t n_other, const int64_t *other, int64_t n_kinds,
    const int64_t *const *counts_of_one, const int64_t *const *counts_of_other,
    int64_t *cells, int64_t *counts)
{
    const int64_t room = n_one + n_other;
    int64_t n = 0, i = 0, j = 0;
    while (i < n_one || j < n_other) {
        const int has_one = j == n_other || (i < n_one && one[i] <= other[j]);
        const int has_other = i == n_one || (j < n_other && other[j] <= one[i]);
        cells[n] = has_one ? one[i] : other[j];
        for (int64_t kind = 0; kind < n_kinds; kind++)
            counts[kind * room + n] = (has_one ? counts_of_one[kind][i] : 0)
                                      + (has_other ? counts_of_other[kind][j] : 0);
        i += has_one;
        j += has_other;
        n++;
    }
    return n;
}
