"""A run in ten seconds, for a terminal."""

from collections.abc import Iterator
from pathlib import Path

from afterfit.report.findings_brief import finding_lines
from afterfit.report.run_report import RunReport
from afterfit.report.text_table import one_line
from afterfit.results import FileRow, VariantAnalysis
from afterfit.views import (
    describe_difference,
    describe_non_inferiority,
    headline_of,
)
from afterfit.views.files import usual_mistake
from afterfit.views.numbers import count, interval, size
from afterfit.views.scope import samples_text


def summarize_run(run: RunReport, page: Path) -> str:
    """Return accuracy, sizes, the findings that matter most, the worst file, and the page last.

    Plain lines without control characters, whatever the names in the data hold.
    """
    told = (*_advice(run), *finding_lines(run.analysis.findings), *_worst_file(run))
    lines = [run.title, *_accuracies(run), *told]
    return "\n".join([*(one_line(line) for line in lines), f"Report: {page}"])


def _accuracies(run: RunReport) -> Iterator[str]:
    sizes = {profile.variant: profile.file_bytes for profile in run.profiles}
    width = max((len(one.variant) for one in run.judged), default=0)
    for one in run.judged:
        scope = one.quality.scope
        yield (
            f"  {one.variant:<{width}}  accuracy {interval(one.quality.estimate('accuracy'))}, "
            f"{one.split} split, {samples_text(scope)}{_size(sizes.get(one.variant))}"
        )


def _size(n_bytes: int | None) -> str:
    return "" if n_bytes is None else f", {size(n_bytes)}"


def _advice(run: RunReport) -> Iterator[str]:
    spoken_of = run.comparison  # the other comparisons stand in the report
    for one in run.analysis.paired:
        if spoken_of and (one.reference, one.candidate) == (
            spoken_of.reference,
            spoken_of.candidate,
        ):
            yield f"  {describe_difference(one)} {describe_non_inferiority(one)}"
    if run.analysis.decision:
        yield f"  {headline_of(run.analysis.decision.recommendation)}"


def _worst_file(run: RunReport) -> Iterator[str]:
    rows = run.judged[0].files.rows if run.judged else ()
    # a file of one sample is no story of its own
    if rows and rows[0].n_wrong and rows[0].n_samples > 1:
        yield f"  Worst file: {_file_story(run.judged[0], run.judged[0].files.rows[0])}"


def _file_story(one: VariantAnalysis, row: FileRow) -> str:
    mistake = usual_mistake(row, one.files.class_names)
    taken = f", most as {mistake}" if mistake else ""
    wrong = f"{count(row.n_wrong)} of {count(row.n_samples)} wrong"
    return f"{row.source} ({row.true_class}): {wrong}{taken}, {one.variant}"
