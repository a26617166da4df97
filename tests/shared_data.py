"""Real data that may lie beside a checkout; tests that need it are skipped elsewhere."""

from pathlib import Path

MLPERF_TINY = Path(__file__).parents[2] / "shared" / "data" / "mlperf-tiny"
"""Models and logs of MLPerf Tiny."""
COCO_FAKE100 = Path(__file__).parents[2] / "shared" / "data" / "coco-fake100"
"""COCO's own example: 100 images, detections, and the official table of twelve numbers."""
