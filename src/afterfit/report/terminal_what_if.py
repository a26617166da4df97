"""Models under change, for a terminal."""

from collections.abc import Iterator

from afterfit.report.findings_brief import finding_lines
from afterfit.report.outline_what_if import what_if_verdict
from afterfit.report.text_table import one_line, text_table
from afterfit.report.what_if_sections import acts_sentence, windows_sentence
from afterfit.results import SampleWhatIf, WhatIf
from afterfit.views import Table, make_table
from afterfit.views.numbers import count, interval, points
from afterfit.views.what_if import table_what_if
from afterfit.views.what_if_sample import nearest_sentence, table_turns

_MOST_PARTS = 3
_COLUMNS = (0, 1, 2, 3, 4, 5, 6)
"""Those of the table that a terminal has room for."""


def summarize_what_if(found: WhatIf) -> str:
    """Return the verdict, what each change costs, and what the models rest on."""
    return "\n".join(_lines(found))


def _lines(found: WhatIf) -> Iterator[str]:
    yield one_line(what_if_verdict(found))
    yield from map(one_line, finding_lines(found.findings))
    for one in found.variants:
        yield f"  {one.scope.variant} unchanged: {interval(one.accuracy)}"
    if found.variants[0].curves:
        yield text_table(_narrow(table_what_if(found)))
    yield from _parts(found)
    for sample in found.samples:
        yield from _sample(sample)
    yield one_line(f"{acts_sentence(found.acts_on)} {windows_sentence(found)}")
    yield f"{count(found.n_answers)} answers of models."
    for note in found.notes:
        yield one_line(f"note: {note}")


def _narrow(table: Table) -> Table:
    heads = [f"{'>' * (one.align == 'right')}{one.name}" for one in table.columns]
    rows = [[row[place] for place in _COLUMNS] for row in table.rows]
    return make_table(table.title, [heads[place] for place in _COLUMNS], rows)


def _parts(found: WhatIf) -> Iterator[str]:
    for one in found.variants:
        first = (*one.parts("channel"), *one.parts("stretch", "patch"))[:_MOST_PARTS]
        if first:
            said = ", ".join(f"{part.name} ({points(part.drop.value)})" for part in first)
            yield one_line(f"  {one.scope.variant} rests most on {said}")


def _sample(sample: SampleWhatIf) -> Iterator[str]:
    table = table_turns(sample)
    yield ""
    yield one_line(table.note)
    yield text_table(table)
    yield one_line(nearest_sentence(sample))
