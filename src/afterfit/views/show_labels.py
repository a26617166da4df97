"""The chart and the table of what is found of samples with any number of labels."""

from typing import assert_never

from afterfit.results import (
    LabelErrors,
    LabelFiles,
    LabelMistakes,
    MultilabelAnalysis,
    MultilabelComparison,
    MultilabelQuality,
    MultilabelVariant,
)
from afterfit.results.result import LabelResult
from afterfit.views.charts import Chart
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
from afterfit.views.last_tested import last_tested
from afterfit.views.multilabel import chart_labels, table_label_metrics
from afterfit.views.tables import Table


def chart_labels_result(result: LabelResult) -> Chart:
    """Return the chart that says most about *result*."""
    match result:
        case MultilabelAnalysis():
            return chart_labels(last_tested(result.variants).quality)
        case MultilabelVariant():
            return chart_labels(result.quality)
        case MultilabelQuality():
            return chart_labels(result)
        case MultilabelComparison():
            return chart_label_comparison(result)
        case LabelMistakes():
            return chart_label_confusion(result)
        case LabelFiles():
            return chart_label_files(result)
        case LabelErrors():
            return chart_label_errors(result)
        case _:
            assert_never(result)


def table_labels_result(result: LabelResult) -> Table:
    """Return the table that says most about *result*."""
    match result:
        case MultilabelAnalysis():
            return table_multilabel_variants(result)
        case MultilabelVariant():
            return table_label_metrics(result.quality)
        case MultilabelQuality():
            return table_label_metrics(result)
        case MultilabelComparison():
            return table_label_comparison(result)
        case LabelMistakes():
            return table_label_mistakes(result)
        case LabelFiles():
            return table_label_files(result)
        case LabelErrors():
            return table_label_errors(result)
        case _:
            assert_never(result)
