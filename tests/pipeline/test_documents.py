"""A document in every format, and nothing of an earlier one left."""

from pathlib import Path

from afterfit.pipeline.documents import write_document
from afterfit.report import Document
from afterfit.report.document import Block, Section
from afterfit.report.outline import outline_run
from afterfit.views import Chart
from tests.report.sample_run import sample_report


def charts(n: int) -> Document:
    found: list[Block] = []
    for section in outline_run(sample_report()).sections:
        found += [block for block in section.blocks if isinstance(block, Chart)]
    section = Section("Charts", "charts", tuple(found[:n]))
    return Document("Run", "Fine.", (), (section,), {})


def test_pictures_of_an_earlier_report_go_and_other_files_stay(tmp_path: Path) -> None:
    note = tmp_path / "report_files" / "note.png"
    note.parent.mkdir()
    note.write_bytes(b"mine")
    write_document(charts(2), tmp_path, "report", ["markdown"])
    (_, picture) = write_document(charts(1), tmp_path, "report", ["markdown"])
    assert sorted(note.parent.iterdir()) == sorted([note, picture])


def test_a_report_without_its_markdown_form_keeps_the_pictures(tmp_path: Path) -> None:
    write_document(charts(1), tmp_path, "report", ["markdown"])
    before = list((tmp_path / "report_files").iterdir())
    write_document(charts(1), tmp_path, "report", ["html"])
    assert list((tmp_path / "report_files").iterdir()) == before
    assert len(before) == 1
