"""What your model really does after fit: where it fails, why, what to change, which to ship."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afterfit.dashboard.server import serve
    from afterfit.pipeline.analysis_run import analyze, analyze_files
    from afterfit.pipeline.anomaly import analyze_anomaly
    from afterfit.pipeline.compare import compare
    from afterfit.pipeline.curves import diagnose
    from afterfit.pipeline.detection import analyze_detections
    from afterfit.pipeline.forecasting import analyze_forecast
    from afterfit.pipeline.gates import check
    from afterfit.pipeline.models_run import ModelOptions, analyze_models
    from afterfit.pipeline.regression import analyze_regression
    from afterfit.pipeline.reports import read_analysis
    from afterfit.pipeline.run import run
    from afterfit.pipeline.sweep import sweep
    from afterfit.pipeline.tensorlab_run import analyze_tensorlab_run
    from afterfit.pipeline.tracing.trace import trace
    from afterfit.pipeline.what_if import WhatIfWish, what_if, write_what_if
    from afterfit.readers import AnomalyOptions, ReadOptions, read_predictions
    from afterfit.readers.samples import SampleOptions
    from afterfit.readers.training_logs import read_training_logs
    from afterfit.views import chart, table

__version__ = "0.1.0"
__all__ = [
    "AnomalyOptions",
    "ModelOptions",
    "ReadOptions",
    "SampleOptions",
    "WhatIfWish",
    "__version__",
    "analyze",
    "analyze_anomaly",
    "analyze_detections",
    "analyze_files",
    "analyze_forecast",
    "analyze_models",
    "analyze_regression",
    "analyze_tensorlab_run",
    "chart",
    "check",
    "compare",
    "diagnose",
    "read_analysis",
    "read_predictions",
    "read_training_logs",
    "run",
    "serve",
    "sweep",
    "table",
    "trace",
    "what_if",
    "write_what_if",
]

# Public name → module that holds it; loaded when first used, so `import afterfit` stays light.
_PLACES = {
    "AnomalyOptions": "afterfit.readers",
    "ModelOptions": "afterfit.pipeline.models_run",
    "ReadOptions": "afterfit.readers",
    "SampleOptions": "afterfit.readers.samples",
    "analyze": "afterfit.pipeline.analysis_run",
    "analyze_anomaly": "afterfit.pipeline.anomaly",
    "analyze_detections": "afterfit.pipeline.detection",
    "analyze_files": "afterfit.pipeline.analysis_run",
    "analyze_forecast": "afterfit.pipeline.forecasting",
    "analyze_regression": "afterfit.pipeline.regression",
    "analyze_tensorlab_run": "afterfit.pipeline.tensorlab_run",
    "analyze_models": "afterfit.pipeline.models_run",
    "chart": "afterfit.views",
    "check": "afterfit.pipeline.gates",
    "compare": "afterfit.pipeline.compare",
    "diagnose": "afterfit.pipeline.curves",
    "read_analysis": "afterfit.pipeline.reports",
    "read_predictions": "afterfit.readers",
    "read_training_logs": "afterfit.readers.training_logs",
    "run": "afterfit.pipeline.run",
    "serve": "afterfit.dashboard.server",
    "sweep": "afterfit.pipeline.sweep",
    "table": "afterfit.views",
    "WhatIfWish": "afterfit.pipeline.what_if",
    "what_if": "afterfit.pipeline.what_if",
    "write_what_if": "afterfit.pipeline.what_if",
    "trace": "afterfit.pipeline.tracing.trace",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _PLACES:
        raise AttributeError(f"module 'afterfit' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
