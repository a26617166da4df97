"""The errors of a run, drawn."""

from collections import deque
from collections.abc import Iterable, Iterator

from afterfit.errors import InputError
from afterfit.records import Windows
from afterfit.report.by_variant import by_variant
from afterfit.report.document import Block, ChartRow, Folded, Paragraph, Section
from afterfit.report.run_report import RunReport
from afterfit.results import ErrorSample, FlippedSample, LabelSuspect, VariantAnalysis
from afterfit.views import Chart, chart_errors, chart_window, describe_drawing, table_errors
from afterfit.views.errors import confidence
from afterfit.views.numbers import count, counted, percent
from afterfit.wording import agreeing

DRAWN = 12
"""Errors whose windows a page shows."""
_LISTED = 100
"""Errors that the table of a page lists."""


def errors_section(run: RunReport) -> Section | None:
    """Return the errors of the reference and of the candidate that the report speaks of.

    They are taken from each true class in turn. A test without any error says so; where the windows
    are not at hand, the errors are listed without their windows.
    """
    if not run.judged:
        return None
    windows = run.windows.get(run.split)
    blocks = by_variant(_spoken_of(run), lambda one: _blocks(one, windows))
    return Section("Errors", "errors", blocks)


def _spoken_of(run: RunReport) -> list[VariantAnalysis]:
    reference, *others = run.judged
    pair = run.comparison
    return [reference, *(one for one in others if pair and one.variant == pair.candidate.variant)]


def _blocks(one: VariantAnalysis, windows: Windows | None) -> Iterator[Block]:
    errors = one.errors
    if not errors.n_errors:
        yield Paragraph(f"{one.variant} makes no error.")
        return
    if windows is not None and errors.samples:
        drawn = list(in_turn(errors.samples))[:DRAWN]
        more = errors.n_errors - len(drawn)
        rest = f" {count(more)} more {agreeing(more, 'is', 'are')} not drawn." if more else ""
        yield Paragraph(
            f"{counted(errors.n_errors, 'error')} of {one.variant} on the {one.split} split, the "
            f"most confident ones of each class first. {describe_drawing(windows.layout)}{rest}"
        )
        yield ChartRow(tuple(draw_error(windows, sample) for sample in drawn))
    if errors.samples:
        yield chart_errors(errors)
    yield Folded("List of errors", (table_errors(errors, most=_LISTED),))


def in_turn(samples: Iterable[ErrorSample]) -> Iterator[ErrorSample]:
    """Yield the first error of each true class, then the second of each, and so on."""
    queues: dict[str, deque[ErrorSample]] = {}
    for sample in samples:
        queues.setdefault(sample.true_class, deque()).append(sample)
    while queues:
        for name in list(queues):
            yield queues[name].popleft()
            if not queues[name]:
                del queues[name]


def draw_error(windows: Windows, sample: ErrorSample) -> Chart:
    """Return the window of one error under its two classes."""
    check_same_sample(windows, sample)
    title = f"{sample.true_class} → {sample.predicted_class}"
    place = f"{percent(confidence(sample))} sure. {sample.source}"
    return chart_window(windows, sample.index, title, place)


def check_same_sample(windows: Windows, sample: ErrorSample | FlippedSample | LabelSuspect) -> None:
    """Refuse windows that are not those the predictions were made of."""
    if sample.index < len(windows):
        source = windows.source_names[windows.source[sample.index]]
        if (source, int(windows.offset[sample.index])) == (sample.source, sample.offset):
            return
    raise InputError(
        f"windows of the {windows.split} split must be those that were tested, in the same order; "
        f"row {sample.index} should start at row {sample.offset} of {sample.source}"
    )
