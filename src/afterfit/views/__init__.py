"""Result → chart or table."""

from afterfit.views.anomaly import (
    chart_anomaly_comparison,
    chart_anomaly_files,
    chart_k_table,
    chart_kinds,
    chart_normal_scores,
    chart_rankings,
)
from afterfit.views.anomaly_scores import chart_error_location, chart_score_distribution
from afterfit.views.anomaly_tables import (
    table_anomaly_comparison,
    table_anomaly_files,
    table_anomaly_variants,
    table_chosen,
    table_detection,
    table_error_location,
    table_events,
    table_k,
    table_normal_scores,
    table_rankings,
    table_score_distribution,
)
from afterfit.views.calibration import chart_calibration, table_calibration
from afterfit.views.charts import Chart
from afterfit.views.confusion import chart_confusion, chart_confusion_pair, table_confusion
from afterfit.views.costs import table_costs
from afterfit.views.duplicates import chart_duplicates, table_duplicates
from afterfit.views.errors import chart_errors, table_errors
from afterfit.views.files import chart_files, table_files
from afterfit.views.findings import raised_findings, table_findings
from afterfit.views.history import chart_history
from afterfit.views.independence import chart_independence, table_independence
from afterfit.views.label_suspects import chart_label_suspects, table_label_suspects
from afterfit.views.layer_comparison import chart_layer_comparison, table_layer_comparison
from afterfit.views.layer_costs import table_layer_costs
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
from afterfit.views.memory import chart_memory, table_memory
from afterfit.views.multilabel import (
    chart_label_comparison,
    chart_label_confusion,
    chart_label_errors,
    chart_label_files,
    chart_labels,
    table_label_comparison,
    table_label_errors,
    table_label_files,
    table_label_metrics,
    table_label_mistakes,
    table_labels,
    table_multilabel_variants,
)
from afterfit.views.operating_points import chart_operating_points, table_operating_points
from afterfit.views.quality import chart_classes, table_classes, table_quality, table_variants
from afterfit.views.quantization import chart_quantization, table_quantization
from afterfit.views.roc import chart_precision_recall, chart_roc, table_thresholds
from afterfit.views.show import chart, table
from afterfit.views.tables import Column, Table, make_table
from afterfit.views.temperature import chart_temperature, table_temperature
from afterfit.views.uncertainty import (
    chart_uncertainty,
    chart_wished_accuracy,
    table_uncertainty,
    table_wished_accuracy,
)
from afterfit.views.windows import chart_window

__all__ = [
    "Chart",
    "Column",
    "Table",
    "chart",
    "chart_anomaly_comparison",
    "chart_anomaly_files",
    "chart_calibration",
    "chart_classes",
    "chart_components",
    "chart_confusion",
    "chart_confusion_pair",
    "chart_duplicates",
    "chart_error_location",
    "chart_errors",
    "chart_files",
    "chart_history",
    "chart_independence",
    "chart_k_table",
    "chart_kinds",
    "chart_label_comparison",
    "chart_label_confusion",
    "chart_label_errors",
    "chart_label_files",
    "chart_label_suspects",
    "chart_labels",
    "chart_layer_comparison",
    "chart_learning_rate",
    "chart_losses",
    "chart_margins",
    "chart_memory",
    "chart_metric",
    "chart_normal_scores",
    "chart_operating_points",
    "chart_precision_recall",
    "chart_quantization",
    "chart_rankings",
    "chart_roc",
    "chart_runs",
    "chart_score_distribution",
    "chart_temperature",
    "chart_uncertainty",
    "chart_window",
    "chart_wished_accuracy",
    "make_table",
    "raised_findings",
    "table",
    "table_anomaly_comparison",
    "table_anomaly_files",
    "table_anomaly_variants",
    "table_calibration",
    "table_chosen",
    "table_classes",
    "table_confusion",
    "table_costs",
    "table_detection",
    "table_duplicates",
    "table_error_location",
    "table_errors",
    "table_events",
    "table_files",
    "table_findings",
    "table_independence",
    "table_insights",
    "table_k",
    "table_label_comparison",
    "table_label_errors",
    "table_label_files",
    "table_label_metrics",
    "table_label_mistakes",
    "table_label_suspects",
    "table_labels",
    "table_layer_comparison",
    "table_layer_costs",
    "table_layers",
    "table_margins",
    "table_memory",
    "table_multilabel_variants",
    "table_normal_scores",
    "table_operating_points",
    "table_quality",
    "table_quantization",
    "table_rankings",
    "table_score_distribution",
    "table_temperature",
    "table_thresholds",
    "table_trace",
    "table_uncertainty",
    "table_variants",
    "table_wished_accuracy",
]
