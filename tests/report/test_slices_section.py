from dataclasses import replace

from afterfit.report.document import Alternatives, Folded, Paragraph
from afterfit.report.markdown import write_markdown
from afterfit.report.outline import outline_run
from afterfit.report.run_report import RunReport
from afterfit.report.slices_section import FIRST, slices_section
from afterfit.views import Chart, Table
from tests.findings.sample_slices import sliced_analysis, sliced_models, windows

RUN = RunReport("Model", sliced_models())


def test_without_columns_there_is_no_section() -> None:
    assert slices_section(replace(RUN, analysis=replace(RUN.analysis, slices=()))) is None


def test_one_variant_at_a_time_and_then_what_changes() -> None:
    section = slices_section(RUN)
    assert section is not None
    choice, changes = section.blocks
    assert isinstance(choice, Alternatives)
    assert isinstance(changes, Folded)
    assert [part.name for part in choice.parts] == ["float32", "int8"]
    assert changes.title == "int8 against float32, by slice"
    kinds = [type(block) for block in choice.parts[0].blocks]
    assert kinds == [Paragraph, Chart, Table, Table]


def test_many_slices_are_folded() -> None:
    (slices,) = sliced_analysis([windows(0.1)]).slices
    many = replace(slices, rows=slices.rows * 5)
    section = slices_section(RunReport("Model", replace(RUN.analysis, slices=(many,))))
    assert section is not None
    table = next(block for block in section.blocks if isinstance(block, Table))
    folded = next(block for block in section.blocks if isinstance(block, Folded))
    assert len(table.rows) == FIRST
    assert folded.title == "All 15 slices of float32"


def test_every_format_tells_where_it_fails() -> None:
    document = outline_run(RUN)
    assert "slices" in [section.anchor for section in document.sections]
    text = write_markdown(document)
    assert "## Where it fails" in text
    assert "site = yard" in text
