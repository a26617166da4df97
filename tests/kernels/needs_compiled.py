"""Marks tests that compare compiled loops with NumPy."""

import pytest

from afterfit.kernels import are_compiled

needs_compiled = pytest.mark.skipif(
    not are_compiled(), reason="no C compiler was at hand when afterfit was installed"
)
