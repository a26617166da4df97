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
from afterfit.views.anomaly_slice_changes import (
    chart_anomaly_slice_changes,
    table_anomaly_slice_changes,
)
from afterfit.views.anomaly_slices import (
    alarm_sides,
    chart_anomaly_slices,
    describe_anomaly_slices,
    table_anomaly_slices,
    table_slice_areas,
)
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
from afterfit.views.comparison import (
    chart_class_changes,
    describe_difference,
    describe_non_inferiority,
    table_class_changes,
    table_comparison,
    table_drift,
    table_flips,
)
from afterfit.views.confusion import chart_confusion, chart_confusion_pair, table_confusion
from afterfit.views.confusion_change import chart_confusion_change
from afterfit.views.cost_bars import chart_cost_bars, charts_cost_bars
from afterfit.views.costs import table_costs
from afterfit.views.data_checks import (
    chart_data,
    chart_drift,
    table_data,
    table_data_drift,
    table_data_files,
    table_faults,
    table_shared,
)
from afterfit.views.detector_charts import (
    chart_class_curves,
    chart_confidence,
    chart_detector_classes,
    chart_detector_comparison,
    chart_detector_curves,
)
from afterfit.views.detector_errors import (
    chart_detector_confusion,
    chart_detector_errors,
    chart_detector_images,
    chart_detector_suspects,
    chart_error_sizes,
)
from afterfit.views.detector_points import (
    chart_detector_points,
    describe_detector_points,
    table_detector_points,
)
from afterfit.views.detector_slices import (
    chart_detector_slices,
    describe_detector_slices,
    table_detector_slices,
)
from afterfit.views.detector_tables import (
    table_confidence,
    table_detector_classes,
    table_detector_comparison,
    table_detector_confusion,
    table_detector_curves,
    table_detector_errors,
    table_detector_images,
    table_detector_metrics,
    table_detector_suspects,
    table_detector_variants,
)
from afterfit.views.detector_words import detector_scope
from afterfit.views.duplicates import chart_duplicates, table_duplicates
from afterfit.views.error_changes import (
    chart_rmse_changes,
    table_metric_changes,
    table_recording_changes,
)
from afterfit.views.error_numbers import error_interval
from afterfit.views.error_slices import (
    chart_error_slices,
    describe_error_slices,
    table_error_slices,
)
from afterfit.views.errors import chart_errors, table_errors
from afterfit.views.files import chart_files, table_files
from afterfit.views.findings import raised_findings, table_findings
from afterfit.views.forecast import (
    chart_fan,
    chart_forecast,
    chart_skill,
    table_steps,
    table_variables,
)
from afterfit.views.frames import frame_of
from afterfit.views.independence import chart_independence, table_independence
from afterfit.views.label_comparison import (
    chart_label_comparison,
    table_label_comparison,
    table_multilabel_variants,
)
from afterfit.views.label_confusion import chart_label_confusion, table_label_mistakes
from afterfit.views.label_files import (
    chart_label_errors,
    chart_label_files,
    table_label_errors,
    table_label_files,
)
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
from afterfit.views.learning_tables import table_insights
from afterfit.views.learning_trace import TraceRow, table_trace, trace_rows
from afterfit.views.margins import chart_margins, table_margins
from afterfit.views.memory import chart_memory, table_memory
from afterfit.views.multilabel import chart_labels, table_label_metrics, table_labels
from afterfit.views.operating_points import chart_operating_points, table_operating_points
from afterfit.views.pareto import chart_pareto, charts_pareto, numbered_names, table_pareto
from afterfit.views.quality import chart_classes, table_classes, table_quality, table_variants
from afterfit.views.quantization import chart_quantization, table_quantization
from afterfit.views.recommendation import headline_of, reasons_of, table_standings
from afterfit.views.regression_charts import (
    chart_actual,
    chart_course,
    chart_distribution,
    chart_error_files,
    chart_ranges,
    chart_residuals,
)
from afterfit.views.regression_tables import (
    table_all_metrics,
    table_bands,
    table_error_comparison,
    table_error_files,
    table_outputs,
    table_ranges,
    table_tested,
    table_worst,
)
from afterfit.views.roc import chart_precision_recall, chart_roc, table_thresholds
from afterfit.views.sensitivity import chart_sensitivity, table_sensitivity
from afterfit.views.separability import (
    chart_class_map,
    chart_importance,
    chart_separability,
    table_confusion_potential,
    table_importance,
    table_separability,
)
from afterfit.views.show import chart, table
from afterfit.views.slice_changes import (
    chart_slice_changes,
    describe_slice_changes,
    table_slice_changes,
)
from afterfit.views.slices import chart_slices, describe_slices, table_patterns, table_slices
from afterfit.views.tables import Column, Table, make_table
from afterfit.views.temperature import chart_temperature, table_temperature
from afterfit.views.uncertainty import (
    chart_uncertainty,
    chart_wished_accuracy,
    table_uncertainty,
    table_wished_accuracy,
)
from afterfit.views.variants import chart_variants, table_variant_costs
from afterfit.views.windows import chart_window, describe_drawing

__all__ = [
    "Chart",
    "Column",
    "Table",
    "TraceRow",
    "alarm_sides",
    "chart",
    "chart_actual",
    "chart_anomaly_comparison",
    "chart_anomaly_files",
    "chart_anomaly_slice_changes",
    "chart_anomaly_slices",
    "chart_calibration",
    "chart_class_changes",
    "chart_class_curves",
    "chart_class_map",
    "chart_classes",
    "chart_components",
    "chart_confidence",
    "chart_confusion",
    "chart_confusion_change",
    "chart_confusion_pair",
    "chart_cost_bars",
    "chart_course",
    "chart_data",
    "chart_detector_classes",
    "chart_detector_comparison",
    "chart_detector_confusion",
    "chart_detector_curves",
    "chart_detector_errors",
    "chart_detector_images",
    "chart_detector_points",
    "chart_detector_slices",
    "chart_detector_suspects",
    "chart_distribution",
    "chart_drift",
    "chart_duplicates",
    "chart_error_files",
    "chart_error_location",
    "chart_error_sizes",
    "chart_error_slices",
    "chart_errors",
    "chart_fan",
    "chart_files",
    "chart_forecast",
    "chart_history",
    "chart_importance",
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
    "chart_pareto",
    "chart_precision_recall",
    "chart_quantization",
    "chart_ranges",
    "chart_rankings",
    "chart_residuals",
    "chart_rmse_changes",
    "chart_roc",
    "chart_runs",
    "chart_score_distribution",
    "chart_sensitivity",
    "chart_separability",
    "chart_skill",
    "chart_slice_changes",
    "chart_slices",
    "chart_temperature",
    "chart_uncertainty",
    "chart_variants",
    "chart_window",
    "chart_wished_accuracy",
    "charts_cost_bars",
    "charts_pareto",
    "describe_anomaly_slices",
    "describe_detector_points",
    "describe_detector_slices",
    "describe_difference",
    "describe_drawing",
    "describe_error_slices",
    "describe_non_inferiority",
    "describe_slice_changes",
    "describe_slices",
    "detector_scope",
    "error_interval",
    "frame_of",
    "headline_of",
    "make_table",
    "numbered_names",
    "raised_findings",
    "reasons_of",
    "table",
    "table_all_metrics",
    "table_anomaly_comparison",
    "table_anomaly_files",
    "table_anomaly_slice_changes",
    "table_anomaly_slices",
    "table_anomaly_variants",
    "table_bands",
    "table_calibration",
    "table_chosen",
    "table_class_changes",
    "table_classes",
    "table_comparison",
    "table_confidence",
    "table_confusion",
    "table_confusion_potential",
    "table_costs",
    "table_data",
    "table_data_drift",
    "table_data_files",
    "table_detection",
    "table_detector_classes",
    "table_detector_comparison",
    "table_detector_confusion",
    "table_detector_curves",
    "table_detector_errors",
    "table_detector_images",
    "table_detector_metrics",
    "table_detector_points",
    "table_detector_slices",
    "table_detector_suspects",
    "table_detector_variants",
    "table_drift",
    "table_duplicates",
    "table_error_comparison",
    "table_error_files",
    "table_error_location",
    "table_error_slices",
    "table_errors",
    "table_events",
    "table_faults",
    "table_files",
    "table_findings",
    "table_flips",
    "table_importance",
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
    "table_metric_changes",
    "table_multilabel_variants",
    "table_normal_scores",
    "table_operating_points",
    "table_outputs",
    "table_pareto",
    "table_patterns",
    "table_quality",
    "table_quantization",
    "table_ranges",
    "table_rankings",
    "table_recording_changes",
    "table_score_distribution",
    "table_sensitivity",
    "table_separability",
    "table_shared",
    "table_slice_areas",
    "table_slice_changes",
    "table_slices",
    "table_standings",
    "table_steps",
    "table_temperature",
    "table_tested",
    "table_thresholds",
    "table_trace",
    "table_uncertainty",
    "table_variables",
    "table_variant_costs",
    "table_variants",
    "table_wished_accuracy",
    "table_worst",
    "trace_rows",
]
