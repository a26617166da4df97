"""Result → chart or table."""

from afterfit.views.charts import Chart
from afterfit.views.confusion import chart_confusion, chart_confusion_pair, table_confusion
from afterfit.views.errors import chart_errors, table_errors
from afterfit.views.files import chart_files, table_files
from afterfit.views.findings import raised_findings, table_findings
from afterfit.views.history import chart_history
from afterfit.views.layers import table_layers
from afterfit.views.learning import (
    chart_components,
    chart_learning_rate,
    chart_losses,
    chart_metric,
    chart_runs,
)
from afterfit.views.learning_tables import table_insights, table_trace
from afterfit.views.margins import chart_margins, table_margins
from afterfit.views.quality import chart_classes, table_classes, table_quality, table_variants
from afterfit.views.quantization import chart_quantization, table_quantization
from afterfit.views.roc import chart_precision_recall, chart_roc, table_thresholds
from afterfit.views.show import chart, table
from afterfit.views.tables import Column, Table, make_table
from afterfit.views.windows import chart_window

__all__ = [
    "Chart",
    "Column",
    "Table",
    "chart",
    "chart_classes",
    "chart_components",
    "chart_confusion",
    "chart_confusion_pair",
    "chart_errors",
    "chart_files",
    "chart_history",
    "chart_learning_rate",
    "chart_losses",
    "chart_margins",
    "chart_metric",
    "chart_precision_recall",
    "chart_quantization",
    "chart_roc",
    "chart_runs",
    "chart_window",
    "make_table",
    "raised_findings",
    "table",
    "table_classes",
    "table_confusion",
    "table_errors",
    "table_files",
    "table_findings",
    "table_insights",
    "table_layers",
    "table_margins",
    "table_quality",
    "table_quantization",
    "table_thresholds",
    "table_trace",
    "table_variants",
]
