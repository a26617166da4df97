/*
 * Sorted scores: how many samples have each, and what they move the areas under curves by; called
 * by afterfit.kernels.levels.
 *
 * Each operation on floats is that of the NumPy code it stands in for, in the same order. Arrays
 * are contiguous, their lengths the caller's care.
 */

#include <math.h>
#include <stdint.h>
#include <string.h>

/* ---- codes: twice the bits of a score, plus 1 for a positive; rising --------------------------- */

static double score_of_32(uint32_t bits)
{
    float score;
    memcpy(&score, &bits, sizeof score);
    return score;
}

static double score_of_64(uint64_t bits)
{
    double score;
    memcpy(&score, &bits, sizeof score);
    return score;
}

/* Write each distinct score, falling, and its positives and negatives; return how many there are. */
#define COUNT_LEVELS(width)                                                                       \
    int64_t count_levels_##width(                                                                 \
        int64_t n, const uint##width##_t *codes, double *levels, int64_t *positives,              \
        int64_t *negatives)                                                                       \
    {                                                                                             \
        int64_t n_levels = 0;                                                                     \
        for (int64_t i = n - 1; i >= 0;) {                                                        \
            const uint##width##_t bits = codes[i] >> 1;                                           \
            int64_t total = 0, hits = 0;                                                          \
            for (; i >= 0 && codes[i] >> 1 == bits; i--, total++)                                 \
                hits += codes[i] & 1;                                                             \
            levels[n_levels] = score_of_##width(bits);                                            \
            positives[n_levels] = hits;                                                           \
            negatives[n_levels++] = total - hits;                                                 \
        }                                                                                         \
        return n_levels;                                                                          \
    }

COUNT_LEVELS(32)
COUNT_LEVELS(64)

/* A point of the curve of hits and misses over falling thresholds. */
typedef struct {
    double level;
    int64_t tp, fp;
    int grew;
} Point;

/* Where points go. */
typedef struct {
    double *levels;
    int64_t *tp, *fp, n;
} Curve;

static void put(Curve *curve, const Point *point)
{
    curve->levels[curve->n] = point->level;
    curve->tp[curve->n] = point->tp;
    curve->fp[curve->n++] = point->fp;
}

/*
 * Write the first and the last point of the curve, and of every point that finds more than the one
 * before it also both neighbours; return how many are written. The first point is above all
 * scores. counted: levels, and twice the pairs of a positive above a negative, ties counted half.
 */
#define FIND_CORNERS(width)                                                                       \
    int64_t find_corners_##width(                                                                 \
        int64_t n, const uint##width##_t *codes, double *levels, int64_t *tp, int64_t *fp,        \
        int64_t *counted)                                                                         \
    {                                                                                             \
        Curve curve = {levels, tp, fp, 0};                                                        \
        Point last = {INFINITY, 0, 0, 0};                                                         \
        int wanted = 1;                                                                           \
        for (int64_t i = n - 1; i >= 0;) {                                                        \
            const uint##width##_t bits = codes[i] >> 1;                                           \
            const int64_t above = i;                                                              \
            int64_t hits = 0;                                                                     \
            for (; i >= 0 && codes[i] >> 1 == bits; i--)                                          \
                hits += codes[i] & 1;                                                             \
            const int64_t misses = above - i - hits;                                              \
            if (wanted || hits)                                                                   \
                put(&curve, &last);                                                               \
            wanted = hits > 0 || last.grew;                                                       \
            counted[0]++;                                                                         \
            counted[1] += misses * (2 * last.tp + hits);                                          \
            last = (Point){score_of_##width(bits), last.tp + hits, last.fp + misses, hits > 0};   \
        }                                                                                         \
        put(&curve, &last);                                                                       \
        return curve.n;                                                                           \
    }

FIND_CORNERS(32)
FIND_CORNERS(64)

/* ---- keys: level, 1 bit for a positive, 32 bits for the unit; rising, levels of falling score -- */

#define LEVEL(key) ((key) >> 33)
#define IS_POSITIVE(key) ((key) >> 32 & 1)
#define UNIT(key) ((key) & 0xffffffff)

/* Count the positives of the level that starts here; return where the next one starts. */
static int64_t next_level(int64_t n, const uint64_t *keys, int64_t start, int64_t *positives)
{
    int64_t end = start;
    *positives = 0;
    for (; end < n && LEVEL(keys[end]) == LEVEL(keys[start]); end++)
        *positives += IS_POSITIVE(keys[end]);
    return end;
}

/* Add to the sum of each unit in the level, by what its samples are. */
static void add_level(
    const uint64_t *keys, int64_t start, int64_t end, double positive, double negative, double *a,
    double *b)
{
    for (int64_t i = start; i < end; i++)
        if (IS_POSITIVE(keys[i]))
            a[UNIT(keys[i])] += positive;
        else
            b[UNIT(keys[i])] += negative;
}

/* Return the share of negatives below a level, ties counted half; f are at or above it. */
static double share_below(int64_t n_negatives, int64_t f, int64_t negatives)
{
    return (double)(2 * (n_negatives - f) + negatives) / (double)(2 * n_negatives);
}

/*
 * Write the placements of the positives of each level, summed; return how many levels there are.
 * wins_twice: twice the pairs of a positive above a negative, ties counted half.
 */
int64_t place_positives(
    int64_t n, const uint64_t *keys, int64_t n_negatives, double *placements, int64_t *wins_twice)
{
    int64_t n_levels = 0, f = 0, p;
    *wins_twice = 0;
    for (int64_t start = 0, end; start < n; start = end) {
        end = next_level(n, keys, start, &p);
        *wins_twice += (end - start - p) * (2 * (start - f) + p);
        f += end - start - p;
        placements[n_levels++] = (double)p * share_below(n_negatives, f, end - start - p);
    }
    return n_levels;
}

/* Add the influences on the ROC AUC by unit: of positives to a, of negatives to b. */
void add_placements(
    int64_t n, const uint64_t *keys, int64_t n_positives, int64_t n_negatives, double area,
    double *a, double *b)
{
    int64_t t = 0, f = 0, p;
    for (int64_t start = 0, end; start < n; start = end) {
        end = next_level(n, keys, start, &p);
        t += p;
        f += end - start - p;
        const double below = share_below(n_negatives, f, end - start - p);
        const double above = (double)(2 * t - p) / (double)(2 * n_positives);
        add_level(keys, start, end, (below - area) / (double)n_positives,
                  (above - area) / (double)n_negatives, a, b);
    }
}

static void sum_from_here_down(double *values, int64_t n)
{
    for (int64_t i = n - 2; i >= 0; i--)
        values[i] = values[i + 1] + values[i];
}

/*
 * Write of each level its positives times their precision, rounded in either order, and what
 * positives raise and negatives lower the precision of this level and those below by; return how
 * many levels there are.
 */
int64_t find_precisions(
    int64_t n, const uint64_t *keys, double *precisions, double *products, double *raised,
    double *lowered)
{
    int64_t level = 0, t = 0, p;
    for (int64_t start = 0, end; start < n; start = end, level++) {
        end = next_level(n, keys, start, &p);
        t += p;
        const int64_t f = end - t;
        const double found = (double)end;
        precisions[level] = (double)p * ((double)t / found);
        products[level] = (double)(p * t) / found;
        raised[level] = (double)(p * f) / (found * found);
        lowered[level] = (double)(p * t) / (found * found);
    }
    sum_from_here_down(raised, level);
    sum_from_here_down(lowered, level);
    return level;
}

/* Add the influences on the average precision by unit: of positives to a, of negatives to b. */
void add_precisions(
    int64_t n, const uint64_t *keys, int64_t n_positives, double area, const double *raised,
    const double *lowered, double *a, double *b)
{
    int64_t level = 0, t = 0, p;
    for (int64_t start = 0, end; start < n; start = end, level++) {
        end = next_level(n, keys, start, &p);
        t += p;
        const double own = (double)t / (double)end - area + raised[level];
        add_level(keys, start, end, own / (double)n_positives,
                  -lowered[level] / (double)n_positives, a, b);
    }
}
