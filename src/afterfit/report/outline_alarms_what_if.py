"""Anomaly detectors under change → the document about them."""

from collections.abc import Iterator
from math import isnan

from afterfit.report.document import Block, ChartRow, Document, Figure, Folded, Paragraph, Section
from afterfit.report.findings_brief import finding_lines, findings_sentence
from afterfit.report.text_table import one_line, text_table
from afterfit.report.what_if_sections import (
    acts_sentence,
    facts_of,
    findings_section,
    method_section,
    windows_sentence,
)
from afterfit.results import AlarmsVariantWhatIf, AlarmsWhatIf
from afterfit.results.alarms_what_if import AlarmRate
from afterfit.views import raised_findings
from afterfit.views.alarms_what_if import (
    RATE_TITLES,
    chart_alarms,
    chart_auc,
    chart_everyday_alarms,
    table_alarms_what_if,
    table_every_alarm,
    table_extra_alarms,
)
from afterfit.views.numbers import NO_VALUE, count, estimate_range, interval, percent
from afterfit.wording import listing, margin_text

_RATES: tuple[AlarmRate, ...] = ("false_alarms", "found")
_HEADINGS: dict[AlarmRate, str] = {
    "false_alarms": "What sets off false alarms", "found": "What hides anomalies"
}  # fmt: skip
_SURELY: dict[AlarmRate, str] = {
    "false_alarms": "false alarms rise", "found": "anomalies are missed"
}  # fmt: skip
_WINDOWS: dict[AlarmRate, str] = {"false_alarms": "normal windows", "found": "anomalies"}


def outline_alarms_what_if(found: AlarmsWhatIf) -> Document:
    """Return the page about anomaly detectors under change: what alarms them, what blinds them."""
    sections = (
        findings_section(found),
        *(_rate(found, one) for one in _RATES),
        _ranking(found),
        _fragility(found),
        _every_strength(found),
        method_section(found, acts_sentence(found.acts_on), _thresholds(found)),
    )
    return Document(
        title=f"What if: {found.subject}",
        verdict=alarms_verdict(found),
        figures=tuple(_figures(found)),
        sections=tuple(one for one in sections if one is not None),
        facts=facts_of(found, f"{margin_text(found.loss)} of the windows"),
    )


def alarms_verdict(found: AlarmsWhatIf) -> str:
    """Return what to read first: the findings, or how far the changes may go without any."""
    if raised_findings(found.findings):
        return findings_sentence(found.findings)
    return f"No everyday change is surely harmful. {_first_of_all(found)}"


def _first_of_all(found: AlarmsWhatIf) -> str:
    """Return from which strength on each change is surely harmful to the first variant."""
    first, said = found.variants[0], []
    for rate in _RATES:
        sure = [f"{one.title.lower()} {at.label}" for one, at in first.sure(rate, found.loss)]
        if sure:
            said.append(f"{_SURELY[rate]} from {listing(sure)} on")
    if not said:
        return (
            f"No strength surely costs {first.scope.variant} more than {margin_text(found.loss)}."
        )
    return f"Of {first.scope.variant}, {'; '.join(said)}."


def _figures(found: AlarmsWhatIf) -> Iterator[Figure]:
    for one in found.variants[:2]:
        for rate in _RATES:
            share = one.rate(rate)
            ends = estimate_range(share)
            told = "" if ends == NO_VALUE else f" ({ends})"
            detail = f"of {count(share.n)} {_WINDOWS[rate]}{told}, nothing changed"
            yield Figure(f"{RATE_TITLES[rate]}, {one.scope.variant}", percent(share.value), detail)


def _rate(found: AlarmsWhatIf, rate: AlarmRate) -> Section:
    title, anchor = _HEADINGS[rate], rate.replace("_", "-")
    if isnan(found.variants[0].rate(rate).value):
        return Section(title, anchor, (Paragraph(_why_unknown(found, rate)),))
    curves = found.variants[0].curves
    has_everyday = any(one.worst(rate, everyday=True) for one in curves)
    first: tuple[Block, ...] = (chart_everyday_alarms(found, rate),) if has_everyday else ()
    row = ChartRow(tuple(chart_alarms(found, one.key, rate) for one in curves))
    table = Folded("Every change in numbers", (table_alarms_what_if(found, rate),))
    return Section(title, anchor, (*first, row, table))


def _why_unknown(found: AlarmsWhatIf, rate: AlarmRate) -> str:
    first = found.variants[0]
    if isnan(first.threshold):
        return f"The run chose no threshold for {first.scope.variant}, so nothing is an alarm."
    return f"There are no {_WINDOWS[rate]} in {first.scope.split}, so nothing is known of them."


def _ranking(found: AlarmsWhatIf) -> Section | None:
    first = found.variants[0]
    if isnan(first.auc.value) or not first.curves:
        return None
    words = Paragraph(
        "The ROC AUC tells whether anomalies still score above normal windows, whatever the "
        "threshold: where it holds and the alarms do not, another threshold is what helps."
    )
    charts = ChartRow(tuple(chart_auc(found, one.key) for one in first.curves))
    return Section("Whether scores still rank", "ranking", (words, charts))


def _fragility(found: AlarmsWhatIf) -> Section | None:
    if not found.extra_alarms:
        return None
    return Section("Variants against each other", "fragility", (table_extra_alarms(found),))


def _every_strength(found: AlarmsWhatIf) -> Section:
    tables = (
        Folded(f"Every strength, {one.scope.variant}", (table_every_alarm(one),))
        for one in found.variants
    )
    return Section("In numbers", "numbers", tuple(tables))


def _thresholds(found: AlarmsWhatIf) -> str:
    told = ", ".join(f"{one.scope.variant} {_threshold(one)}" for one in found.variants)
    return f"An alarm is a score above the threshold that the run chose: {told}."


def _threshold(one: AlarmsVariantWhatIf) -> str:
    return "has none" if isnan(one.threshold) else f"{one.threshold:.6g}"


def summarize_alarms_what_if(found: AlarmsWhatIf) -> str:
    """Return the verdict and what each change does to the alarms, for a terminal."""
    return "\n".join(_lines(found))


def _lines(found: AlarmsWhatIf) -> Iterator[str]:
    yield one_line(alarms_verdict(found))
    yield from map(one_line, finding_lines(found.findings))
    for one in found.variants:
        yield one_line(
            f"  {one.scope.variant} unchanged: false alarms {interval(one.false_alarms)}, "
            f"anomalies found {interval(one.found)}, ROC AUC {interval(one.auc)}"
        )
    for rate in _RATES:
        table = table_alarms_what_if(found, rate)
        yield ""
        yield one_line(table.title)
        yield text_table(table)
    yield one_line(f"{acts_sentence(found.acts_on)} {windows_sentence(found)}")
    for note in found.notes:
        yield one_line(f"note: {note}")
