/* What both C files use. */

#include <stdint.h>

/* Put a value in the place of the lowest of a heap, whose first is the lowest, if it is higher. */
void keep_in_heap(double *heap, int64_t size, double value);
