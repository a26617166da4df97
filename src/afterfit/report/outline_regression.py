"""An analysis of predicted numbers → the document about it."""

from collections.abc import Sequence

from afterfit.report.about import About
from afterfit.report.by_variant import by_variant
from afterfit.report.common_sections import (
    findings_section,
    model_section,
    quantized_training_section,
    rules_section,
    training_section,
)
from afterfit.report.costs_section import costs_section
from afterfit.report.document import Block, ChartRow, Document, Folded, Paragraph, Section
from afterfit.report.error_comparison_section import error_comparison_section
from afterfit.report.error_slices_section import error_slices_section
from afterfit.report.numbers_headline import (
    numbers_figures,
    numbers_verdict,
)
from afterfit.report.recommendation_section import recommendation_section
from afterfit.report.sensitivity_section import sensitivity_section
from afterfit.results import RegressionAnalysis, RegressionVariant
from afterfit.results.judged import judged_comparisons, judged_of
from afterfit.views import (
    chart_actual,
    chart_course,
    chart_distribution,
    chart_error_files,
    chart_ranges,
    chart_residuals,
    make_table,
    table_all_metrics,
    table_bands,
    table_error_files,
    table_outputs,
    table_ranges,
    table_tested,
    table_worst,
)

_MOST_OUTPUTS = 6
"""Outputs whose charts a page shows; tables have all."""


def outline_regression(analysis: RegressionAnalysis, about: About) -> Document:
    """Return the report of a regression: the verdict first, then evidence, then definitions."""
    judged = judged_of(analysis.variants)
    costs = judged_comparisons(analysis.variants, analysis.comparisons)
    sections = (
        recommendation_section(analysis.decision),
        findings_section(analysis.findings, about.notes),
        error_comparison_section("Variants on the same samples", costs, analysis.variants),
        _errors(judged, analysis),
        error_slices_section(analysis),
        _bands(analysis),
        sensitivity_section(analysis.sensitivities),
        training_section(about.training, about.kept_epoch),
        quantized_training_section(about.quantized_training, about.quantized_kept_epoch),
        costs_section(about.costs),
        None if about.costs else model_section(about.profiles),
        rules_section(analysis.findings),
        _method(analysis),
    )
    return Document(
        title=about.title,
        verdict=numbers_verdict(judged, analysis, "skill_mean"),
        figures=numbers_figures(judged, costs, about.profiles),
        sections=tuple(section for section in sections if section),
        facts=about.facts,
    )


def _errors(judged: Sequence[RegressionVariant], analysis: RegressionAnalysis) -> Section | None:
    if not judged:
        return None
    blocks = by_variant(judged, lambda one: _error_blocks(one, analysis))
    return Section(f"Errors on the {judged[0].split} split", "errors", blocks)


def _error_blocks(one: RegressionVariant, analysis: RegressionAnalysis) -> list[Block]:
    shown = one.outputs[:_MOST_OUTPUTS]
    blocks: list[Block] = [table_outputs(one.quality)]
    for output in shown:
        blocks += [
            ChartRow((chart_actual(output), chart_residuals(output))),
            ChartRow((chart_distribution(output), chart_ranges(output))),
        ]
    if len(shown) < len(one.outputs):
        blocks.append(Paragraph(f"Charts of the first {len(shown)} outputs; tables have all."))
    blocks.append(Folded("Bias and error by range", tuple(map(table_ranges, one.outputs))))
    metrics = tuple(table_all_metrics(output) for output in one.quality.outputs)
    blocks.append(Folded(f"All metrics of {one.variant}", metrics))
    blocks += _recordings(one, analysis)
    return blocks


def _recordings(one: RegressionVariant, analysis: RegressionAnalysis) -> list[Block]:
    names, units = analysis.target_names, analysis.units
    blocks: list[Block] = []
    if len(one.files) > 1:
        table = table_error_files(one.files, names)
        blocks += [chart_error_files(one.files), Folded("Recordings in numbers", (table,))]
    courses = tuple(
        chart_course(course, output, names[output], units[output])
        for course in one.courses
        for output in range(min(len(names), 2))
    )
    if courses:
        blocks += [
            Paragraph(
                "Actual and predicted values in order: the worst recordings, the best one last."
                if len(one.courses) > 1
                else "Actual and predicted values in order."
            ),
            ChartRow(courses),
        ]
    worst = table_worst(one.worst, names, units, one.quality.scope.n_samples)
    return [*blocks, Folded("Largest errors", (worst,))]


def _bands(analysis: RegressionAnalysis) -> Section | None:
    if not analysis.bands:
        return None
    return Section("Error band", "bands", (table_bands(analysis.bands),))


DEFINITIONS = (
    ("Error", "Predicted minus actual: above 0 the model says too much."),
    ("RMSE", "Root of the mean squared error, in the unit of the target; large errors rule it."),
    ("MAE", "Mean of the error's size."),
    ("R²", "1 − squared error / squared distance of the targets from their mean; 0: as the mean."),
    ("Explained variance", "R² of the model without its bias."),
    ("SMAPE", "100 · mean of |error| / ((|actual| + |predicted|) / 2): from 0 to 200 %."),
    ("MAPE", "100 · mean of |error| / |actual|; not defined where an actual value is 0."),
)


def _method(analysis: RegressionAnalysis) -> Section:
    splits = {one.quality.baseline_split for one in analysis.variants}
    words = (
        *DEFINITIONS,
        (
            "Skill against the mean",
            "1 − squared error / that of always saying the mean target of the "
            f"{' or '.join(sorted(splits))} split.",
        ),
        (
            "Interval",
            "95 %, by drawing whole recordings again a thousand times; “clustered” where samples "
            "share recordings. Largest errors have none.",
        ),
        ("–", "The data cannot tell; the reason stands beside it."),
    )
    definitions = make_table("Words", ["Word", "Meaning"], words)
    return Section("How it was computed", "method", (table_tested(analysis.variants), definitions))
