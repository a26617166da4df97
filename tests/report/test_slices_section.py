from dataclasses import replace

from afterfit.report.document import Alternatives, Folded, Paragraph
from afterfit.report.markdown import write_markdown
from afterfit.report.outline import outline_run
from afterfit.report.run_report import RunReport
from afterfit.report.slices_section import FIRST, slice_changes_section, slices_section
from afterfit.views import Chart, Table
from tests.findings.sample_slices import sliced_analysis, sliced_models, windows

RUN = RunReport("Model", sliced_models())


def test_without_columns_there_is_no_section() -> None:
    nothing = replace(RUN, analysis=replace(RUN.analysis, slices=(), slice_changes=()))
    assert slices_section(nothing) is None
    assert slice_changes_section(nothing) is None


def test_what_one_candidate_changes_is_seen_at_once() -> None:
    section = slice_changes_section(RUN)
    assert section is not None
    assert [type(block) for block in section.blocks] == [Paragraph, Chart, Table]
    (words, *_) = section.blocks
    assert isinstance(words, Paragraph)
    assert "int8 is surely worse than float32 in 1 (most in site = roof: " in words.text


def test_what_several_candidates_change_is_folded() -> None:
    twice = replace(RUN.analysis, slice_changes=RUN.analysis.slice_changes * 2)
    section = slice_changes_section(replace(RUN, analysis=twice))
    assert section is not None
    assert [type(block) for block in section.blocks] == [Paragraph, Folded] * 2


def test_one_variant_at_a_time() -> None:
    section = slices_section(RUN)
    assert section is not None
    (choice,) = section.blocks
    assert isinstance(choice, Alternatives)
    assert [part.name for part in choice.parts] == ["float32", "int8"]
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
