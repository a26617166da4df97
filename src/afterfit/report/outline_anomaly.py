"""An analysis of anomaly scores → the document about it, and its summary for a terminal."""

from collections.abc import Iterator
from math import isnan
from pathlib import Path

from afterfit.findings.few_anomalies import what_few_allow
from afterfit.report.about import About
from afterfit.report.anomaly_slices_section import anomaly_slices_section
from afterfit.report.by_variant import by_variant
from afterfit.report.common_sections import (
    findings_section,
    model_section,
    quantized_training_section,
    rules_section,
    training_section,
)
from afterfit.report.costs_section import costs_section
from afterfit.report.document import Block, Document, Figure, Folded, Paragraph, Section
from afterfit.report.findings_brief import finding_lines, findings_sentence
from afterfit.report.recommendation_section import advice_of, recommendation_section
from afterfit.report.sensitivity_section import sensitivity_section
from afterfit.report.text_table import one_line
from afterfit.results import AnomalyAnalysis, AnomalyVariant, ChosenK, Detection, NoChosenK
from afterfit.results.judged import judged_of
from afterfit.views import (
    chart_anomaly_comparison,
    chart_anomaly_files,
    chart_error_location,
    chart_k_table,
    chart_kinds,
    chart_normal_scores,
    chart_precision_recall,
    chart_rankings,
    chart_roc,
    chart_score_distribution,
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
from afterfit.views.files import WORST
from afterfit.views.numbers import decimal, estimate_range, interval, percent
from afterfit.views.scope import samples_text
from afterfit.views.tables import make_table
from afterfit.wording import counted


def outline_anomaly(analysis: AnomalyAnalysis, about: About) -> Document:
    """Return the report of anomaly scores; the test split is judged where there is one."""
    judged = judged_detectors(analysis)
    sections = (
        recommendation_section(analysis.decision),
        findings_section(analysis.findings, about.notes),
        _scores(analysis, judged),
        _ranking(judged),
        _thresholds(analysis, judged),
        _alarms(judged),
        anomaly_slices_section(analysis),
        _recordings(judged),
        _normal(judged),
        _location(judged),
        _comparison(analysis, judged),
        sensitivity_section(analysis.sensitivities),
        training_section(about.training, about.kept_epoch),
        quantized_training_section(about.quantized_training, about.quantized_kept_epoch),
        costs_section(about.costs),
        None if about.costs else model_section(about.profiles),
        rules_section(analysis.findings),
        _method(analysis),
    )
    figures = tuple(figure for one in judged for figure in _figures(one))
    present = tuple(section for section in sections if section)
    return Document(about.title, _verdict(analysis, judged), figures, present, about.facts)


def judged_detectors(analysis: AnomalyAnalysis) -> tuple[AnomalyVariant, ...]:
    """Return the results of each variant on test, or on the split nearest to it."""
    return judged_of(analysis.variants)


def summarize_anomaly(analysis: AnomalyAnalysis, about: About, page: Path) -> str:
    """Return the analysis in a few lines for a terminal, the page last."""
    advice = [f"  {one}" for one in advice_of(analysis.decision)]
    lines = [
        about.title,
        *_quality_lines(analysis),
        *advice,
        *finding_lines(analysis.findings),
    ]
    return "\n".join([*(one_line(line) for line in lines), f"Report: {page}"])


def _quality_lines(analysis: AnomalyAnalysis) -> Iterator[str]:
    for one in judged_detectors(analysis):
        scope = f"{one.split} split, {samples_text(one.quality.scope)}"
        yield f"  {one.variant}  {_auc_words(one)}, {scope}"
        for group in one.quality.groups:
            auc = interval(group.estimate("roc_auc"), reason="one kind only")
            yield f"    {group.name}  ROC AUC {auc}"
        yield f"    {_alarm_words(one)}"


def _auc_words(one: AnomalyVariant) -> str:
    if one.quality.reason:
        return f"no ROC AUC ({one.quality.reason})"
    return f"ROC AUC {interval(one.quality.estimate('roc_auc'))}"


def _alarm_words(one: AnomalyVariant) -> str:
    found = one.detection
    if not isinstance(found, Detection):
        return f"no threshold: {found.reason}"
    recall = interval(found.rate("recall"), reason="no anomalies")
    false_alarms = interval(found.rate("false_positive_rate"), reason="no normal samples")
    allowed = what_few_allow(found)
    return (
        f"k = {found.k:g}, threshold {found.threshold:.6g}: recall {recall}, "
        f"false-positive rate {false_alarms}" + (f"; {allowed}" if allowed else "")
    )


def _verdict(analysis: AnomalyAnalysis, judged: tuple[AnomalyVariant, ...]) -> str:
    if not judged:
        return "No variant was tested, so there is nothing to judge yet."
    first = judged[0]
    said = (
        f"{first.variant} on {counted(first.quality.scope.n_samples, f'{first.split} sample')}: "
        f"{_auc_words(first)}; {_alarm_words(first)}."
    )
    advice = advice_of(analysis.decision)
    return " ".join([said, *advice, findings_sentence(analysis.findings)])


def _figures(one: AnomalyVariant) -> Iterator[Figure]:
    auc = one.quality.estimate("roc_auc")
    scope = f"{one.split} split, {samples_text(one.quality.scope)}"
    ends = "no interval" if isnan(auc.low) else f"95 % interval {estimate_range(auc)}"
    yield Figure(f"{one.variant}, ROC AUC", decimal(auc.value), one.quality.reason or
                 f"{ends}; {scope}")  # fmt: skip
    if isinstance(one.detection, Detection):
        recall, alarms = (one.detection.rate(n) for n in ("recall", "false_positive_rate"))
        own = "no interval" if isnan(recall.low) else f"95 % interval {estimate_range(recall)}"
        ends = what_few_allow(one.detection) or own
        false_alarms = f"alarms on {percent(alarms.value)} of normal samples"
        detail = f"{ends}; {false_alarms}; k = {one.detection.k:g}"
        yield Figure(f"{one.variant}, anomalies found", percent(recall.value), detail)


def _chosen(analysis: AnomalyAnalysis, one: AnomalyVariant) -> ChosenK | NoChosenK | None:
    return next((each for each in analysis.chosen if each.variant == one.variant), None)


def _scores(analysis: AnomalyAnalysis, judged: tuple[AnomalyVariant, ...]) -> Section | None:
    def blocks(one: AnomalyVariant) -> Iterator[Block]:
        chosen = _chosen(analysis, one)
        threshold = chosen.threshold if isinstance(chosen, ChosenK) else None
        yield chart_score_distribution(one.distribution, threshold)
        if one.distribution.log_edges:
            yield chart_score_distribution(one.distribution, threshold, log=True)
        yield table_score_distribution(one.distribution)

    return Section("Scores", "scores", by_variant(judged, blocks)) if judged else None


def _ranking(judged: tuple[AnomalyVariant, ...]) -> Section | None:
    return Section("Ranking", "ranking", by_variant(judged, _ranking_blocks)) if judged else None


def _ranking_blocks(one: AnomalyVariant) -> Iterator[Block]:
    if not one.quality.reason:
        curves = (chart_roc(one.curves), chart_precision_recall(one.curves))
        yield chart_rankings(one.quality)
        yield Folded(f"ROC, precision and recall of {one.variant}", curves)
    yield table_rankings(one.quality)


def _thresholds(analysis: AnomalyAnalysis, judged: tuple[AnomalyVariant, ...]) -> Section | None:
    if not judged:
        return None
    reading = Paragraph(
        "The threshold is mean + k · std of normal training scores. The recommended k is chosen "
        "on validation, or by the false alarms that are allowed; what it does on test is only "
        "reported. Taking the best k of the test table would promise too much."
    )

    def blocks(one: AnomalyVariant) -> Iterator[Block]:
        chosen = _chosen(analysis, one)
        if chosen is not None:
            yield table_chosen(chosen)
        if isinstance(chosen, ChosenK):
            yield chart_k_table(one.thresholds, chosen.k)
            yield Folded(f"Every k, {one.variant}", (table_k(one.thresholds),))

    return Section("Thresholds", "thresholds", (reading, *by_variant(judged, blocks)))


def _alarms(judged: tuple[AnomalyVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _alarm_blocks)
    return Section("Alarms", "alarms", blocks) if blocks else None


def _alarm_blocks(one: AnomalyVariant) -> Iterator[Block]:
    if isinstance(one.detection, Detection):
        if len(one.detection.kinds) > 1:
            yield chart_kinds(one.detection)
        yield table_detection(one.detection)


def _recordings(judged: tuple[AnomalyVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _recording_blocks)
    return Section("Recordings", "recordings", blocks) if blocks else None


def _recording_blocks(one: AnomalyVariant) -> Iterator[Block]:
    found = one.detection
    if not isinstance(found, Detection):
        return
    if any(row.n_false_alarms + row.n_missed for row in found.files):
        yield chart_anomaly_files(found)
    if found.files:
        yield Folded(f"Recordings, {one.variant}", (table_anomaly_files(found, most=WORST),))
    if found.events:
        yield table_events(found, most=WORST)


def _normal(judged: tuple[AnomalyVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _normal_blocks)
    if not blocks:
        return None
    reading = Paragraph(
        "Thresholds rest on two promises: normal samples score as they did in training, and "
        "mean + k · std leaves few of them above it. Both are checked here."
    )
    return Section("Normal samples", "normal", (reading, *blocks))


def _normal_blocks(one: AnomalyVariant) -> Iterator[Block]:
    if one.normal.kind == "normal_scores":
        yield chart_normal_scores(one.normal)
        yield table_normal_scores(one.normal)


def _location(judged: tuple[AnomalyVariant, ...]) -> Section | None:
    blocks = by_variant(judged, _location_blocks)
    return Section("Where the error lies", "location", blocks) if blocks else None


def _location_blocks(one: AnomalyVariant) -> Iterator[Block]:
    if one.location.channels or one.location.parts:
        yield chart_error_location(one.location)
        yield Folded(f"Numbers, {one.variant}", (table_error_location(one.location),))


def _comparison(analysis: AnomalyAnalysis, judged: tuple[AnomalyVariant, ...]) -> Section | None:
    splits = {one.split for one in judged}
    blocks: list[Block] = []
    for one in analysis.comparisons:
        if one.reference.split in splits:
            blocks += [chart_anomaly_comparison(one), table_anomaly_comparison(one)]
    return Section("Variants compared", "comparison", tuple(blocks)) if blocks else None


_DEFINITIONS = (
    ("Score", "How unusual a sample is; for an autoencoder the mean squared error of its "
     "reconstruction."),
    ("Anomaly", "What is found: a sample whose score is above the threshold raises an alarm."),
    ("ROC AUC", "Chance that an anomaly scores above a normal sample, ties counted half."),
    ("Partial AUC", "The same at false-positive rates up to 0.1, standardised: 0.5 is chance, 1 "
     "is perfect (McClish 1989)."),
    ("Recall", "Share of the anomalies that raise an alarm."),
    ("False-positive rate", "Share of the normal samples that raise an alarm."),
    ("k, mean, std", "Threshold = mean + k · std of normal training scores, std with n − 1."),
    ("Interval", "95 %; clustered: samples of one recording are not counted as independent."),
)  # fmt: skip


def _method(analysis: AnomalyAnalysis) -> Section:
    definitions = make_table("Words", ["Word", "Meaning"], _DEFINITIONS)
    blocks = (table_anomaly_variants(analysis), definitions)
    return Section("How it was computed", "method", blocks)
