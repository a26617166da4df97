/*
 * What one pass says of the scores of many rows; called by afterfit.kernels.scores.
 *
 * Each operation on floats is that of the NumPy code it stands in for, in the same order, and the
 * compiler may not fuse or reorder them (-ffp-contract=off, no -ffast-math), so results are the
 * same to the last bit. Rows go by in blocks that stay in a core's own cache, and class by class,
 * as files hold them, so that loops become vector instructions.
 *
 * Arrays are contiguous, their lengths the caller's care. Scores to be counted are probabilities
 * (`find_highest` has said so): not negative, not nan, hardly above 1.
 */

#include <float.h>
#include <limits.h>
#include <stdint.h>

#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0
#error "floats must be computed in their own precision; without this library NumPy counts"
#endif

/* One wheel for all processors: the widest instructions that one has are chosen at load time. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__has_attribute)
#if __has_attribute(target_clones)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx2", "default")))
#endif
#endif
#ifndef FOR_EACH_PROCESSOR
#define FOR_EACH_PROCESSOR
#endif

/* Compiled anew within each function of several forms, else it would have the plainest alone. */
#if defined(__GNUC__)
#define PART static inline __attribute__((always_inline))
#else
#define PART static inline
#endif

enum {
    BLOCK = 1000,           /* no power of two, or arrays would compete for lines of the cache */
    N_FINE = 7680,          /* fine_bins.py */
    N_PLACES = N_FINE + 1,
    SHIFT = 47,             /* the excess of so many rows is at most 2^15 * 2^31 */
    TAKEN_APART = 32 * BLOCK,
    N_MARGIN_BINS = 20,     /* margin_counts.py */
    N_RANKS = 5             /* rank_counts.py */
};

static const double STEPS = 2147483648.0;        /* 2^31, fine_bins.py */
static const double NEAR = 1.0 / 274877906944.0; /* 2^-38 */
static const double COARSE = 1048576.0;          /* 2^20, exact_sums.py */
static const double FINE = 4294967296.0;         /* 2^32 */
static const double WHOLE = 4503599627370496.0;  /* 2^52: floats from there on are whole numbers */

/* Columns of one kind: of float where narrow, else of double. */
typedef struct {
    const void *const *columns;
    int64_t n_classes;
    int narrow;
} Scores;

/* Return the whole number nearest to a float from 0 to 2^51, the even one of two. */
PART double nearest_whole(double value)
{
    return (value + WHOLE) - WHOLE;
}

PART double larger(double one, double other)
{
    return one > other ? one : other;
}

PART double smaller(double one, double other)
{
    return one < other ? one : other;
}

PART int64_t block_length(int64_t start, int64_t n_rows)
{
    return n_rows - start < BLOCK ? n_rows - start : BLOCK;
}

/* Return rows of one class as doubles: those of the column itself, or else converted ones. */
PART const double *column_block(
    const Scores *scores, int64_t class, int64_t start, int64_t n, double *converted)
{
    const void *column = scores->columns[class];
    if (!scores->narrow)
        return (const double *)column + start;
    for (int64_t row = 0; row < n; row++)
        converted[row] = ((const float *)column)[start + row];
    return converted;
}

/* ---- which class is highest, and whether rows are probabilities --------------------------- */

PART void see_highest(
    const double *column, int64_t class, int64_t n, double *sum, double *highest, int64_t *y_pred)
{
    for (int64_t row = 0; row < n; row++) {
        const double score = column[row];
        sum[row] += score;
        /* Without a branch, which would often be guessed wrong. */
        y_pred[row] += (class - y_pred[row]) & -(int64_t)(score > highest[row]);
        highest[row] = larger(score, highest[row]);
    }
}

PART int any_negative(const double *column, int64_t n)
{
    int negative = 0;
    for (int64_t row = 0; row < n; row++)
        negative |= column[row] < 0;
    return negative;
}

/* A nan is neither above nor below, so it is outside. */
PART int any_outside(const double *sum, int64_t n, double low, double high)
{
    int outside = 0;
    for (int64_t row = 0; row < n; row++)
        outside |= !(sum[row] >= low) | !(sum[row] <= high);
    return outside;
}

/*
 * Write the class with the highest score of each row, the first among equals. Return whether all
 * scores are 0 or more and all sums of rows within low and high.
 */
FOR_EACH_PROCESSOR
int find_highest(
    int64_t n_rows, int64_t n_classes, int narrow, const void *const *columns,
    double low, double high, int64_t *y_pred)
{
    const Scores scores = {columns, n_classes, narrow};
    double sum[BLOCK], highest[BLOCK], converted[BLOCK];
    int wrong = 0;
    for (int64_t start = 0; start < n_rows; start += BLOCK) {
        const int64_t n = block_length(start, n_rows);
        for (int64_t row = 0; row < n; row++) {
            sum[row] = 0;
            highest[row] = -DBL_MAX;
            y_pred[start + row] = 0;
        }
        for (int64_t class = 0; class < n_classes; class++) {
            const double *column = column_block(&scores, class, start, n, converted);
            see_highest(column, class, n, sum, highest, y_pred + start);
            wrong |= any_negative(column, n);
        }
        wrong |= any_outside(sum, n, low, high);
    }
    return !wrong;
}

/* ---- fine bins ----------------------------------------------------------------------------- */

/* Return whether rounding could have put a probability on the wrong side of an edge. */
PART int is_unsure(double within, int32_t place)
{
    return (within < NEAR) | (within > 1 - NEAR) | (place >= N_FINE);
}

/* Write again what is near an edge, by comparing with the edges themselves; see `FineBins`. */
PART void settle_by_edges(const double *probability, int64_t n, int32_t *place, double *above)
{
    for (int64_t row = 0; row < n; row++) {
        const double within = probability[row] * N_FINE;
        if (!is_unsure(within - (int32_t)within, (int32_t)within))
            continue;
        const double p = smaller(probability[row], 1.0);
        int32_t nearest = (int32_t)nearest_whole(p * N_FINE);
        nearest -= p < (double)nearest / N_FINE;
        const double excess = (p - (double)nearest / N_FINE) * (N_FINE * STEPS);
        const double rounded = nearest_whole(excess);
        place[row] = nearest;
        above[row] = rounded + (rounded < excess);
    }
}

/* Write place and excess of each probability; see `FineBins`. */
PART void settle(const double *probability, int64_t n, int32_t *place, double *above)
{
    int unsure = 0;
    for (int64_t row = 0; row < n; row++) {
        double within = probability[row] * N_FINE;
        const int32_t whole = (int32_t)within;
        within -= whole;
        const double excess = within * STEPS;
        const double rounded = nearest_whole(excess);
        place[row] = whole;
        above[row] = rounded + (rounded < excess);
        unsure |= is_unsure(within, whole);
    }
    if (unsure)
        settle_by_edges(probability, n, place, above);
}

/* Take apart the sums of at most TAKEN_APART rows. */
PART void take_apart(int64_t *both, int64_t *samples, int64_t *excess)
{
    for (int64_t place = 0; place < N_PLACES; place++) {
        samples[place] += both[place] >> SHIFT;
        excess[place] += both[place] & (((int64_t)1 << SHIFT) - 1);
        both[place] = 0;
    }
}

/* Add the scores of one class to its samples and excess by place, (7681,) both; see `FineBins`. */
FOR_EACH_PROCESSOR
void count_places(
    int64_t n_rows, int narrow, const void *column, int64_t *samples, int64_t *excess)
{
    const Scores scores = {&column, 1, narrow};
    double converted[BLOCK], above[BLOCK];
    int32_t place[BLOCK];
    int64_t both[N_PLACES] = {0}; /* samples in the upper bits, excess in the lower */
    for (int64_t start = 0; start < n_rows; start += BLOCK) {
        const int64_t n = block_length(start, n_rows);
        settle(column_block(&scores, 0, start, n, converted), n, place, above);
        for (int64_t row = 0; row < n; row++)
            both[place[row]] += ((int64_t)1 << SHIFT) + (int64_t)above[row];
        if ((start / BLOCK + 1) % (TAKEN_APART / BLOCK) == 0)
            take_apart(both, samples, excess);
    }
    take_apart(both, samples, excess);
}

/* Add 1 to the hits of each row's group at the place of its probability, (n_groups, 7681). */
FOR_EACH_PROCESSOR
void count_hits(int64_t n_rows, const double *probability, const int64_t *group, int64_t *hits)
{
    double above[BLOCK];
    int32_t place[BLOCK];
    for (int64_t start = 0; start < n_rows; start += BLOCK) {
        const int64_t n = block_length(start, n_rows);
        settle(probability + start, n, place, above);
        for (int64_t row = 0; row < n; row++)
            hits[group[start + row] * N_PLACES + place[row]]++;
    }
}

/* ---- rows ---------------------------------------------------------------------------------- */

/* What the rows of a block say so far, class by class. */
typedef struct {
    double second[BLOCK];
    double squares[BLOCK];
    int32_t rank[BLOCK];
} Seen;

PART void see_nothing(Seen *seen, int64_t n, double *highest)
{
    for (int64_t row = 0; row < n; row++) {
        highest[row] = seen->second[row] = seen->squares[row] = 0;
        seen->rank[row] = 0;
    }
}

PART void find_own(
    const Scores *scores, const int64_t *own, int64_t start, int64_t n, double *p_true)
{
    for (int64_t row = 0; row < n; row++) {
        const void *column = scores->columns[own[row]];
        p_true[row] = scores->narrow ? ((const float *)column)[start + row]
                                     : ((const double *)column)[start + row];
    }
}

/* See one more class: before the true one, among equal scores, come those of lower index. */
PART void see_scores(
    const double *column, int64_t class, int64_t n, const int64_t *own, const double *p_true,
    double *highest, Seen *seen)
{
    for (int64_t row = 0; row < n; row++) {
        const double score = column[row];
        seen->rank[row] += (score > p_true[row]) | ((score == p_true[row]) & (own[row] > class));
        seen->second[row] = larger(seen->second[row], smaller(highest[row], score));
        highest[row] = larger(highest[row], score);
        seen->squares[row] += score * score;
    }
}

/* Add a value from 0 to 64 to the limbs of `ExactSums`. */
PART void add_exactly(double value, int64_t *coarse, int64_t *fine)
{
    const double scaled = value * COARSE;
    const int64_t whole = (int64_t)scaled;
    *coarse += whole;
    *fine += (int64_t)nearest_whole((scaled - (double)whole) * FINE);
}

/* Return Σ (p - y)² / 2, with y one-hot, by Σ p² - 2 p_true + 1. */
PART double brier(double squares, double p_true)
{
    return larger(squares - 2 * p_true + 1, 0.0) / 2;
}

/*
 * Count what the scores of a row say together. All tables are 0 at first.
 *
 * margins: (n_classes, 2, 20); ranks: (n_sources, 6); coarse and fine: limbs of the Brier score by
 * source; p_true and highest: score of the true class and highest score of each row.
 */
FOR_EACH_PROCESSOR
void count_rows(
    int64_t n_rows, int64_t n_classes, int narrow, const void *const *columns,
    const int64_t *y_true, const int64_t *y_pred, const int64_t *source,
    int64_t *margins, int64_t *ranks, int64_t *coarse, int64_t *fine,
    double *p_true, double *highest)
{
    const Scores scores = {columns, n_classes, narrow};
    Seen seen;
    double converted[BLOCK];
    for (int64_t start = 0; start < n_rows; start += BLOCK) {
        const int64_t n = block_length(start, n_rows);
        const int64_t *own = y_true + start, *answer = y_pred + start, *from = source + start;
        double *own_p = p_true + start, *top = highest + start;
        see_nothing(&seen, n, top);
        find_own(&scores, own, start, n, own_p);
        for (int64_t class = 0; class < n_classes; class++) {
            const double *column = column_block(&scores, class, start, n, converted);
            see_scores(column, class, n, own, own_p, top, &seen);
        }
        for (int64_t row = 0; row < n; row++) {
            const int64_t margin = (int64_t)((top[row] - seen.second[row]) * N_MARGIN_BINS);
            const int64_t bin = margin < N_MARGIN_BINS ? margin : N_MARGIN_BINS - 1;
            const int64_t rank = seen.rank[row] < N_RANKS ? seen.rank[row] : N_RANKS;
            const int64_t wrong = own[row] != answer[row];
            margins[(answer[row] * 2 + wrong) * N_MARGIN_BINS + bin]++;
            ranks[from[row] * (N_RANKS + 1) + rank]++;
            const double loss = brier(seen.squares[row], own_p[row]);
            add_exactly(loss, coarse + from[row], fine + from[row]);
        }
    }
}

/* Add values from 0 to 64 to the limbs of `ExactSums`, each to the sum at its place. */
void sum_exactly(
    int64_t n, const double *values, const int64_t *place, int64_t *coarse, int64_t *fine)
{
    for (int64_t row = 0; row < n; row++)
        add_exactly(values[row], coarse + place[row], fine + place[row]);
}

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
