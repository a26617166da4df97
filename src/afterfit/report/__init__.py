"""Charts and tables → files."""

from afterfit.report.about import About
from afterfit.report.anomaly_files import write_anomaly_folder
from afterfit.report.document import Document
from afterfit.report.file_level_log import file_level_log
from afterfit.report.html import write_html
from afterfit.report.markdown import write_markdown
from afterfit.report.operating_points import write_thresholds_header, write_thresholds_json
from afterfit.report.outline import outline_run
from afterfit.report.outline_anomaly import (
    judged_detectors,
    outline_anomaly,
    summarize_anomaly,
)
from afterfit.report.outline_multilabel import outline_multilabel, summarize_multilabel
from afterfit.report.pdf import write_pdf
from afterfit.report.png import render_png, render_svg
from afterfit.report.quantization_text import quantization_block
from afterfit.report.run_report import RunReport
from afterfit.report.tensorlab import TestingSwitches, write_testing_folder
from afterfit.report.terminal import summarize_run

__all__ = [
    "About",
    "Document",
    "RunReport",
    "TestingSwitches",
    "file_level_log",
    "judged_detectors",
    "outline_anomaly",
    "outline_multilabel",
    "outline_run",
    "quantization_block",
    "render_png",
    "render_svg",
    "summarize_anomaly",
    "summarize_multilabel",
    "summarize_run",
    "write_anomaly_folder",
    "write_html",
    "write_markdown",
    "write_pdf",
    "write_testing_folder",
    "write_thresholds_header",
    "write_thresholds_json",
]
