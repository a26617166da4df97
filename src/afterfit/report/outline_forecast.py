"""An analysis of forecasts → the document about it."""

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
from afterfit.report.document import Block, BulletList, ChartRow, Document, Folded, Section
from afterfit.report.error_comparison_section import error_comparison_section
from afterfit.report.error_slices_section import error_slices_section
from afterfit.report.numbers_headline import (
    numbers_figures,
    numbers_verdict,
)
from afterfit.report.outline_regression import DEFINITIONS
from afterfit.report.recommendation_section import recommendation_section
from afterfit.report.sensitivity_section import sensitivity_section
from afterfit.results import ForecastAnalysis, ForecastVariant
from afterfit.results.judged import judged_comparisons, judged_of
from afterfit.views import (
    Chart,
    chart_error_files,
    chart_fan,
    chart_forecast,
    chart_skill,
    make_table,
    table_all_metrics,
    table_error_files,
    table_steps,
    table_tested,
    table_variables,
)

_MOST_VARIABLES = 6
"""Variables whose charts a page shows; tables have all."""


def outline_forecast(analysis: ForecastAnalysis, about: About) -> Document:
    """Return the report of forecasts: the verdict first, then evidence, then definitions."""
    judged = judged_of(analysis.variants)
    costs = judged_comparisons(analysis.variants, analysis.comparisons)
    sections = (
        recommendation_section(analysis.decision),
        findings_section(analysis.findings, about.notes),
        error_comparison_section("Variants on the same forecasts", costs, analysis.variants),
        _errors(judged, analysis),
        error_slices_section(analysis),
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
        verdict=numbers_verdict(judged, analysis, "skill_persistence"),
        figures=numbers_figures(judged, costs, about.profiles),
        sections=tuple(section for section in sections if section),
        facts=about.facts,
    )


def _errors(judged: Sequence[ForecastVariant], analysis: ForecastAnalysis) -> Section | None:
    if not judged:
        return None
    blocks = by_variant(judged, lambda one: _error_blocks(one, analysis))
    return Section(f"Forecasts on the {judged[0].split} split", "forecasts", blocks)


def _error_blocks(one: ForecastVariant, analysis: ForecastAnalysis) -> list[Block]:
    quality = one.quality
    blocks: list[Block] = [table_variables(quality)]
    if quality.notes:
        blocks.append(BulletList(quality.notes))
    shown = quality.variables[:_MOST_VARIABLES]
    for variable in shown:
        both: list[Chart | None] = [chart_fan(variable), chart_skill(variable)]
        blocks.append(ChartRow(tuple(chart for chart in both if chart)))
        drawn = tuple(chart_forecast(each) for each in one.drawn if each.variable == variable.name)
        blocks.append(ChartRow(drawn))
    blocks.append(Folded("Every step in numbers", tuple(map(table_steps, quality.variables))))
    metrics = tuple(table_all_metrics(variable) for variable in quality.variables)
    blocks.append(Folded(f"All metrics of {one.variant}", metrics))
    if len(one.files) > 1:
        table = table_error_files(one.files, analysis.variable_names)
        blocks += [chart_error_files(one.files), Folded("Recordings in numbers", (table,))]
    return blocks


def _method(analysis: ForecastAnalysis) -> Section:
    words = (
        *DEFINITIONS,
        (
            "MASE",
            "Mean size of the error / mean step of the history (of one season, where it is named "
            "and known): below 1 is better than the naive forecast was there.",
        ),
        (
            "Persistence",
            "The last known value, repeated. Skill: 1 − squared error / that of the baseline, on "
            "the samples whose past is known.",
        ),
        (
            "Interval",
            "95 %, by drawing whole recordings again a thousand times; with fewer than five, "
            "stretches that are longer than the horizon (“blocks”).",
        ),
        ("–", "The data cannot tell; the reason stands beside it."),
    )
    definitions = make_table("Words", ["Word", "Meaning"], words)
    return Section("How it was computed", "method", (table_tested(analysis.variants), definitions))
