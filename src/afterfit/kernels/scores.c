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
#include <stdint.h>

#include "labels.h"

#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0
#error "floats must be computed in their own precision; without this library NumPy counts"
#endif

/* One wheel for all processors: the widest instructions that one has are chosen at load time. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__has_attribute)
#if __has_attribute(target_clones) && __GNUC__ >= 12 && !defined(__clang__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#elif __has_attribute(target_clones)
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
    SHIFT = 47,             /* the excess of up to 2^16 rows, at most 2^31 each, stays below */
    TAKEN_APART = 65 * BLOCK,
    N_MARGIN_BINS = 20,     /* margin_counts.py */
    N_RANKS = 5,            /* rank_counts.py */
    N_BEHIND = 31
};

static const double STEPS = 2147483648.0;        /* 2^N_BEHIND, fine_bins.py */
static const double NEAR = 1.0 / 274877906944.0; /* 2^-38 */
static const double COARSE = 1048576.0;          /* 2^20, exact_sums.py */
static const double FINE = 4294967296.0;         /* 2^32 */
static const double WHOLE = 4503599627370496.0;  /* 2^52: floats from there on are whole numbers */

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
    const void *column, int narrow, int64_t start, int64_t n, double *converted)
{
    if (!narrow)
        return (const double *)column + start;
    for (int64_t row = 0; row < n; row++)
        converted[row] = ((const float *)column)[start + row];
    return converted;
}

/*
 * Round a float from 0 to 2^51 to the nearest whole number, the even one of two: return it, and
 * write it as an integer, which few processors have a vector instruction for.
 */
PART double to_integer(double value, int64_t *integer)
{
    const union { double value; int64_t bits; } zero = {WHOLE}, shifted = {value + WHOLE};
    *integer = shifted.bits - zero.bits;
    return shifted.value - WHOLE;
}

/* ---- which class is highest, and whether rows are probabilities --------------------------- */

/*
 * A function for floats and one for doubles: comparing is the same in both, and integers as wide
 * as the scores let one vector instruction serve both.
 */
#define SEE_HIGHEST(NAME, REAL, INTEGER)                                                          \
    PART int NAME(                                                                                \
        const REAL *column, INTEGER class, int64_t n, double *sum, REAL *highest, INTEGER *place) \
    {                                                                                             \
        INTEGER negative = 0;                                                                     \
        for (int64_t row = 0; row < n; row++) {                                                   \
            const REAL score = column[row];                                                       \
            const INTEGER higher = score > highest[row];                                          \
            negative |= score < 0;                                                                \
            /* Without a branch, which would often be guessed wrong. */                           \
            place[row] += (class - place[row]) & -higher;                                         \
            highest[row] = higher ? score : highest[row];                                         \
            sum[row] += score;                                                                    \
        }                                                                                         \
        return negative != 0;                                                                     \
    }

SEE_HIGHEST(see_highest_float, float, int32_t)
SEE_HIGHEST(see_highest_double, double, int64_t)

/* A nan is neither above nor below, so it is outside. */
PART int any_outside(const double *sum, int64_t n, double low, double high)
{
    int64_t outside = 0;
    for (int64_t row = 0; row < n; row++)
        outside |= !(sum[row] >= low) | !(sum[row] <= high);
    return outside != 0;
}

#define HIGHEST_OF_BLOCK(NAME, SEE, REAL, INTEGER, LOWEST)                                        \
    PART int NAME(                                                                                \
        int64_t n_classes, const void *const *columns, int64_t start, int64_t n, double *sum,     \
        int32_t *y_pred)                                                                          \
    {                                                                                             \
        REAL highest[BLOCK];                                                                      \
        INTEGER place[BLOCK];                                                                     \
        int negative = 0;                                                                         \
        for (int64_t row = 0; row < n; row++) {                                                   \
            sum[row] = 0;                                                                         \
            highest[row] = LOWEST;                                                                \
            place[row] = 0;                                                                       \
        }                                                                                         \
        for (int64_t class = 0; class < n_classes; class++) {                                     \
            const REAL *column = (const REAL *)columns[class] + start;                            \
            negative |= SEE(column, (INTEGER)class, n, sum, highest, place);                      \
        }                                                                                         \
        for (int64_t row = 0; row < n; row++)                                                     \
            y_pred[row] = (int32_t)place[row];                                                    \
        return negative;                                                                          \
    }

HIGHEST_OF_BLOCK(highest_of_floats, see_highest_float, float, int32_t, -FLT_MAX)
HIGHEST_OF_BLOCK(highest_of_doubles, see_highest_double, double, int64_t, -DBL_MAX)

/*
 * Write the class with the highest score of each row, the first among equals. Return whether all
 * scores are 0 or more and all sums of rows within low and high.
 */
FOR_EACH_PROCESSOR
int find_highest(
    int64_t n_rows, int64_t n_classes, int narrow, const void *const *columns,
    double low, double high, int32_t *y_pred)
{
    double sum[BLOCK];
    int wrong = 0;
    for (int64_t start = 0; start < n_rows; start += BLOCK) {
        const int64_t n = block_length(start, n_rows);
        if (narrow)
            wrong |= highest_of_floats(n_classes, columns, start, n, sum, y_pred + start);
        else
            wrong |= highest_of_doubles(n_classes, columns, start, n, sum, y_pred + start);
        wrong |= any_outside(sum, n, low, high);
    }
    return !wrong;
}

/* ---- fine bins ----------------------------------------------------------------------------- */

/*
 * Return whether rounding could have put a probability on the wrong side of an edge. It could not
 * where it was a float: its product with 7680 has 37 bits and is exact.
 */
PART int is_unsure(double within, int32_t place, int narrow)
{
    return (place >= N_FINE) | ((narrow == 0) & ((within < NEAR) | (within > 1 - NEAR)));
}

/* Write again what is near an edge, by comparing with the edges themselves; see `FineBins`. */
PART void settle_by_edges(
    const double *probability, int narrow, int64_t n, int32_t *place, int64_t *excess)
{
    for (int64_t row = 0; row < n; row++) {
        const double within = probability[row] * N_FINE;
        if (!is_unsure(within - (int32_t)within, (int32_t)within, narrow))
            continue;
        const double p = smaller(probability[row], 1.0);
        int32_t nearest = (int32_t)nearest_whole(p * N_FINE);
        nearest -= p < (double)nearest / N_FINE;
        const double above = (p - (double)nearest / N_FINE) * (N_FINE * STEPS);
        const double rounded = nearest_whole(above);
        place[row] = nearest;
        excess[row] = (int64_t)(rounded + (rounded < above));
    }
}

/*
 * Write place and excess of each probability; see `FineBins`. Both come from one fixed-point
 * number of 31 bits behind the point: its whole part is rounded down, what is behind it up.
 */
PART void settle(
    const double *probability, int narrow, int64_t n, int32_t *place, int64_t *excess)
{
    const int64_t behind = ((int64_t)1 << N_BEHIND) - 1;
    int64_t unsure = 0;
    for (int64_t row = 0; row < n; row++) {
        const double within = probability[row] * (N_FINE * STEPS);
        int64_t nearest;
        const double rounded = to_integer(within, &nearest);
        const int64_t whole = (nearest - (rounded > within)) >> N_BEHIND;
        place[row] = (int32_t)whole;
        excess[row] = nearest + (rounded < within) - (whole << N_BEHIND);
        /* More than `is_unsure` says, which has the last word. */
        unsure |= (whole >= N_FINE) | ((narrow == 0) & ((nearest & behind) == 0));
    }
    if (unsure)
        settle_by_edges(probability, narrow, n, place, excess);
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
PART void count_column(
    int64_t n_rows, int narrow, const void *column, int64_t *both, int64_t *samples,
    int64_t *excess)
{
    double converted[BLOCK];
    int64_t added[BLOCK];
    int32_t place[BLOCK];
    for (int64_t start = 0; start < n_rows; start += BLOCK) {
        const int64_t n = block_length(start, n_rows);
        const double *probability = column_block(column, narrow, start, n, converted);
        if (narrow) /* twice, so that each has the loop for its kind */
            settle(probability, 1, n, place, added);
        else
            settle(probability, 0, n, place, added);
        for (int64_t row = 0; row < n; row++)
            both[place[row]] += added[row] + ((int64_t)1 << SHIFT);
        if ((start / BLOCK + 1) % (TAKEN_APART / BLOCK) == 0)
            take_apart(both, samples, excess);
    }
    take_apart(both, samples, excess);
}

/* Do so for each class; tables are (n_classes, 7681). */
FOR_EACH_PROCESSOR
void count_places(
    int64_t n_rows, int64_t n_classes, int narrow, const void *const *columns, int64_t *samples,
    int64_t *excess)
{
    int64_t both[N_PLACES] = {0}; /* samples in the upper bits, excess in the lower */
    for (int64_t class = 0; class < n_classes; class++)
        count_column(
            n_rows, narrow, columns[class], both, samples + class * N_PLACES,
            excess + class * N_PLACES);
}

/* ---- rows ---------------------------------------------------------------------------------- */

/* What rows are counted into, nothing at first; `RowTables` in scores.py says what each holds. */
typedef struct {
    double least;
    int64_t limit;
    int64_t *margins, *top, *class_hits;
    double *heaps;
    int64_t *ranks, *coarse, *fine, *cells, *sure_cells;
} Tables;

/* Rows that follow each other and come from one source; `left` of the first have not been seen. */
typedef struct {
    const int64_t *source, *length;
    int64_t left;
} Runs;

/* What the rows of a block say. */
typedef struct {
    double highest[BLOCK], second[BLOCK], p_true[BLOCK], squares[BLOCK];
    int32_t rank[BLOCK];
} Seen;

/* See one more class: before the true one, among equal scores, come those of lower index. */
#define SEE_SCORES(NAME, REAL, INTEGER)                                                           \
    PART void NAME(                                                                               \
        const REAL *column, INTEGER class, int64_t n, const INTEGER *own, const REAL *p_true,     \
        REAL *highest, REAL *second, double *squares, INTEGER *rank)                              \
    {                                                                                             \
        for (int64_t row = 0; row < n; row++) {                                                   \
            const REAL score = column[row];                                                       \
            const REAL lower = score < highest[row] ? score : highest[row];                       \
            rank[row] += (score > p_true[row]) | ((score == p_true[row]) & (own[row] > class));   \
            second[row] = second[row] > lower ? second[row] : lower;                              \
            highest[row] = score > highest[row] ? score : highest[row];                           \
            squares[row] += (double)score * (double)score;                                        \
        }                                                                                         \
    }

SEE_SCORES(see_floats, float, int32_t)
SEE_SCORES(see_doubles, double, int64_t)

#define SEE_BLOCK(NAME, SEE, REAL, INTEGER)                                                       \
    PART void NAME(                                                                               \
        int64_t n_classes, const void *const *columns, const int32_t *y_true, int64_t start,      \
        int64_t n, Seen *seen)                                                                    \
    {                                                                                             \
        REAL p_true[BLOCK], highest[BLOCK], second[BLOCK];                                        \
        INTEGER own[BLOCK], rank[BLOCK];                                                          \
        for (int64_t row = 0; row < n; row++) {                                                   \
            p_true[row] = ((const REAL *)columns[y_true[row]])[start + row];                      \
            highest[row] = second[row] = 0;                                                       \
            seen->squares[row] = 0;                                                               \
            own[row] = y_true[row];                                                               \
            rank[row] = 0;                                                                        \
        }                                                                                         \
        for (int64_t class = 0; class < n_classes; class++)                                       \
            SEE((const REAL *)columns[class] + start, (INTEGER)class, n, own, p_true, highest,    \
                second, seen->squares, rank);                                                     \
        for (int64_t row = 0; row < n; row++) {                                                   \
            seen->highest[row] = highest[row];                                                    \
            seen->second[row] = second[row];                                                      \
            seen->p_true[row] = p_true[row];                                                      \
            seen->rank[row] = (int32_t)(rank[row] < N_RANKS ? rank[row] : N_RANKS);               \
        }                                                                                         \
    }

SEE_BLOCK(see_block_of_floats, see_floats, float, int32_t)
SEE_BLOCK(see_block_of_doubles, see_doubles, double, int64_t)

/* Write values from 0 to 64 as the limbs of `ExactSums`. */
PART void to_limbs(const double *values, int64_t n, int64_t *coarse, int64_t *fine)
{
    for (int64_t row = 0; row < n; row++) {
        const double scaled = values[row] * COARSE;
        int64_t nearest;
        const double rounded = to_integer(scaled, &nearest);
        const int64_t above = rounded > scaled;
        coarse[row] = nearest - above;
        to_integer((scaled - (rounded - above)) * FINE, &fine[row]);
    }
}

/* Return how many of at most `most` rows come from the source of the first, and what it is. */
PART int64_t next_rows(Runs *runs, int64_t most, int64_t *source)
{
    while (runs->left == 0) {
        runs->source++;
        runs->left = *++runs->length;
    }
    const int64_t n = runs->left < most ? runs->left : most;
    *source = *runs->source;
    runs->left -= n;
    return n;
}

/* Add the limbs of a block to the sums of their sources. */
PART void add_limbs(
    Runs runs, int64_t n, const int64_t *coarse, const int64_t *fine, int64_t *coarse_sums,
    int64_t *fine_sums)
{
    for (int64_t row = 0, end = 0, source; row < n; row = end) {
        end += next_rows(&runs, n - row, &source);
        int64_t coarse_sum = 0, fine_sum = 0;
        for (int64_t at = row; at < end; at++) {
            coarse_sum += coarse[at];
            fine_sum += fine[at];
        }
        coarse_sums[source] += coarse_sum;
        fine_sums[source] += fine_sum;
    }
}

/* Return Σ (p - y)² / 2, with y one-hot, by Σ p² - 2 p_true + 1. */
PART void brier(const Seen *seen, int64_t n, double *values)
{
    for (int64_t row = 0; row < n; row++)
        values[row] = larger(seen->squares[row] - 2 * seen->p_true[row] + 1, 0.0) / 2;
}

PART void count_margins(
    const Seen *seen, int64_t n, const int32_t *own, const int32_t *answer, int64_t *margins)
{
    int32_t place[BLOCK];
    for (int64_t row = 0; row < n; row++) {
        const int32_t bin = (int32_t)((seen->highest[row] - seen->second[row]) * N_MARGIN_BINS);
        const int32_t last = N_MARGIN_BINS - 1, wrong = own[row] != answer[row];
        place[row] = (answer[row] * 2 + wrong) * N_MARGIN_BINS + (bin < last ? bin : last);
    }
    for (int64_t row = 0; row < n; row++)
        margins[place[row]]++;
}

/* Count the highest score, right or wrong, and the score of the true class by their fine bins. */
PART void count_bins(
    const Seen *seen, int narrow, int64_t n, const int32_t *own, const int32_t *answer,
    const Tables *tables)
{
    int64_t excess[BLOCK];
    int32_t place[BLOCK];
    settle(seen->highest, narrow, n, place, excess);
    for (int64_t row = 0; row < n; row++) {
        int64_t *top = tables->top + place[row] * 3; /* side by side, in one line of the cache */
        top[0]++;
        top[1] += own[row] == answer[row];
        top[2] += excess[row];
    }
    settle(seen->p_true, narrow, n, place, excess);
    for (int64_t row = 0; row < n; row++)
        tables->class_hits[(int64_t)own[row] * N_PLACES + place[row]]++;
}

/* Compare with each rank: most rows have the first, and would wait for each other to be added. */
PART void count_ranks(const int32_t *rank, int64_t n, int64_t *ranks)
{
    int64_t others = n;
    for (int32_t place = 0; place < N_RANKS; place++) {
        int32_t equal = 0;
        for (int64_t row = 0; row < n; row++)
            equal += rank[row] == place;
        ranks[place] += equal;
        others -= equal;
    }
    ranks[N_RANKS] += others;
}

PART void count_by_source(
    Runs runs, const Seen *seen, int64_t n, int64_t n_classes, const int32_t *own,
    const int32_t *answer, const Tables *tables)
{
    for (int64_t row = 0, end = 0, source; row < n; row = end) {
        end += next_rows(&runs, n - row, &source);
        count_ranks(seen->rank + row, end - row, tables->ranks + source * (N_RANKS + 1));
        if (tables->cells == 0)
            continue;
        const int64_t first = source * n_classes * n_classes;
        for (int64_t at = row; at < end; at++) {
            const int64_t cell = first + own[at] * n_classes + answer[at];
            tables->cells[cell]++;
            tables->sure_cells[cell] += seen->highest[at] >= tables->least;
        }
    }
}

/* Return the lowest of the scores that an error must reach to be kept, whatever its class. */
PART double least_kept(const Tables *tables, int64_t n_classes)
{
    double least = *tables->heaps;
    for (int64_t class = 1; class < n_classes; class++)
        least = smaller(least, tables->heaps[class * tables->limit]);
    return least;
}

/* Return whether a block may hold errors to keep: after many rows, few do. */
PART int may_hold_errors(
    const Seen *seen, int64_t n, const int32_t *own, const int32_t *answer, double least)
{
    int64_t any = 0;
    for (int64_t row = 0; row < n; row++)
        any |= (own[row] != answer[row]) & (seen->highest[row] >= least);
    return any != 0;
}

/* Write wrong rows that may be among the most confident of their class; return how many. */
PART int64_t see_errors(
    const Seen *seen, int64_t start, int64_t n, int64_t n_classes, const int32_t *own,
    const int32_t *answer, const Tables *tables, int64_t *found)
{
    int64_t n_found = 0;
    if (!tables->limit || !may_hold_errors(seen, n, own, answer, least_kept(tables, n_classes)))
        return 0;
    for (int64_t row = 0; row < n; row++) {
        double *heap = tables->heaps + own[row] * tables->limit;
        if (own[row] != answer[row] && seen->highest[row] >= *heap) {
            keep_in_heap(heap, tables->limit, seen->highest[row]);
            found[n_found++] = start + row;
        }
    }
    return n_found;
}

/*
 * Count what the scores of a row say together. Write the score of its true class, within what the
 * logarithm takes, its highest score, and the rows that `find_errors` would find; return how many.
 */
FOR_EACH_PROCESSOR
int64_t count_rows(
    int64_t n_rows, int64_t n_classes, int narrow, const void *const *columns,
    const int32_t *y_true, const int32_t *y_pred, const int64_t *run_source,
    const int64_t *run_length, const Tables *tables, double *p_true, double *highest,
    int64_t *found)
{
    Seen seen;
    Runs runs = {run_source, run_length, *run_length};
    double values[BLOCK];
    int64_t coarse[BLOCK], fine[BLOCK], n_found = 0, source;
    for (int64_t start = 0; start < n_rows; start += BLOCK) {
        const int64_t n = block_length(start, n_rows);
        const int32_t *own = y_true + start, *answer = y_pred + start;
        if (narrow)
            see_block_of_floats(n_classes, columns, own, start, n, &seen);
        else
            see_block_of_doubles(n_classes, columns, own, start, n, &seen);
        count_margins(&seen, n, own, answer, tables->margins);
        count_bins(&seen, narrow, n, own, answer, tables);
        count_by_source(runs, &seen, n, n_classes, own, answer, tables);
        n_found += see_errors(&seen, start, n, n_classes, own, answer, tables, found + n_found);
        brier(&seen, n, values);
        to_limbs(values, n, coarse, fine);
        add_limbs(runs, n, coarse, fine, tables->coarse, tables->fine);
        for (int64_t row = 0; row < n; row++) {
            p_true[start + row] = smaller(larger(seen.p_true[row], DBL_EPSILON), 1.0);
            highest[start + row] = seen.highest[row];
        }
        for (int64_t row = 0; row < n;)
            row += next_rows(&runs, n - row, &source);
    }
    return n_found;
}

/* Add the negatives of values from -64 to 0 to the limbs of `ExactSums` of their sources. */
FOR_EACH_PROCESSOR
void subtract_exactly(
    int64_t n_rows, const double *values, const int64_t *run_source, const int64_t *run_length,
    int64_t *coarse_sums, int64_t *fine_sums)
{
    Runs runs = {run_source, run_length, *run_length};
    double negative[BLOCK];
    int64_t coarse[BLOCK], fine[BLOCK], source;
    for (int64_t start = 0; start < n_rows; start += BLOCK) {
        const int64_t n = block_length(start, n_rows);
        for (int64_t row = 0; row < n; row++)
            negative[row] = -values[start + row];
        to_limbs(negative, n, coarse, fine);
        add_limbs(runs, n, coarse, fine, coarse_sums, fine_sums);
        for (int64_t row = 0; row < n;)
            row += next_rows(&runs, n - row, &source);
    }
}
