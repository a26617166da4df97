"""Real data that may lie beside a checkout; tests that need it are skipped elsewhere."""

from pathlib import Path

MLPERF_TINY = Path(__file__).parents[2] / "shared" / "data" / "mlperf-tiny"
"""Models and logs of MLPerf Tiny."""
