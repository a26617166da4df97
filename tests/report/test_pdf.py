import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from afterfit.report import outline_run, write_pdf
from afterfit.report.document import (
    Alternative,
    Alternatives,
    Code,
    Document,
    Folded,
    Paragraph,
    Section,
)
from tests.report.sample_run import sample_report


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "report.pdf").write_bytes(pdf)
    command = ["pdftotext", "-layout", str(folder / "report.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write_pdf(outline_run(sample_report()))


def test_every_section_and_name_is_in_the_text(pdf: bytes, tmp_path: Path) -> None:
    document = outline_run(sample_report())
    text = text_of(pdf, tmp_path)
    for section in document.sections:
        assert section.title in text
    assert document.verdict[:40] in text
    assert "<script>alert(1)</script>" in text
    assert "=cmd()" in text


def test_charts_are_vectors(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf)
    command = ["pdfimages", "-list", str(tmp_path / "report.pdf")]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pictures = [line for line in listed.splitlines()[2:] if line.split()[2] == "image"]
    # colour scales of heatmaps are the only pictures made of pixels
    assert len(pictures) <= 4


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        "*bold* _it_ $x$ @ref <label>",
        "\\ #let x = 1",
        "= Heading",
        "«ü» 🙂 日本",
        "`code`",
    ],
)
def test_no_text_is_read_as_markup(text: str, tmp_path: Path) -> None:
    blocks = (Paragraph(text), Code(text))
    document = Document(text, text, (), (Section(text, "s", blocks),), {text: text})
    found = text_of(write_pdf(document), tmp_path)
    letters = text if text.isascii() else "«ü»"
    assert found.count(letters) >= 6


def test_folded_parts_stand_in_an_appendix_that_is_linked(tmp_path: Path) -> None:
    inner = Folded("Deep", (Paragraph("the depths"),))
    parts = (
        Alternative("float32", (Folded("All metrics", (Paragraph("of the first"), inner)),)),
        Alternative("int8", (Folded("All metrics of int8", (Paragraph("of the second"),)),)),
    )
    section = Section("Classes", "classes", (Alternatives(parts), Paragraph("The end.")))
    pdf = write_pdf(Document("Run", "Fine.", (), (section,), {}))
    main, appendix = text_of(pdf, tmp_path).split(" Appendix A1 ")
    assert "Appendix A1: All metrics: float32" in main
    assert "Appendix A3: All metrics of int8 The end." in main
    assert "of the first" not in main
    assert "All metrics: float32 of the first Appendix A2: Deep" in appendix
    assert appendix.index("the depths") < appendix.index("of the second")
    assert pdf.count(b"/Annot") >= 3


def test_an_empty_run_still_has_a_page(tmp_path: Path) -> None:
    run = sample_report()
    bare = replace(run, analysis=replace(run.analysis, variants=(), comparisons=(), findings=()))
    text = text_of(write_pdf(outline_run(bare)), tmp_path)
    assert "No variant was tested" in text
