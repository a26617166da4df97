"""Charts and tables → files."""

from afterfit.report.about import About
from afterfit.report.anomaly_files import write_anomaly_folder
from afterfit.report.detector_points import write_detector_header, write_detector_json
from afterfit.report.document import Document
from afterfit.report.file_level_log import file_level_log
from afterfit.report.html import write_html
from afterfit.report.markdown import write_markdown
from afterfit.report.numbers_headline import summarize_numbers
from afterfit.report.operating_points import write_thresholds_header, write_thresholds_json
from afterfit.report.outline import outline_run
from afterfit.report.outline_alarms_what_if import (
    outline_alarms_what_if,
    summarize_alarms_what_if,
)
from afterfit.report.outline_anomaly import (
    judged_detectors,
    outline_anomaly,
    summarize_anomaly,
)
from afterfit.report.outline_detection import outline_detection, summarize_detection
from afterfit.report.outline_forecast import outline_forecast
from afterfit.report.outline_multilabel import outline_multilabel, summarize_multilabel
from afterfit.report.outline_numbers_what_if import (
    outline_numbers_what_if,
    summarize_numbers_what_if,
)
from afterfit.report.outline_regression import outline_regression
from afterfit.report.outline_sweep import outline_sweep, summarize_sweep
from afterfit.report.outline_tensorlab import (
    outline_tensorlab,
    summarize_tensorlab,
    with_tensorlab,
)
from afterfit.report.outline_what_if import outline_what_if
from afterfit.report.pdf import write_pdf
from afterfit.report.png import render_png, render_svg
from afterfit.report.post_training_files import write_forecast_files, write_regression_files
from afterfit.report.quantization_text import quantization_block
from afterfit.report.run_report import RunReport
from afterfit.report.tensorlab import TestingSwitches, write_testing_folder
from afterfit.report.terminal import summarize_run
from afterfit.report.terminal_what_if import summarize_what_if

__all__ = [
    "About",
    "Document",
    "RunReport",
    "TestingSwitches",
    "file_level_log",
    "judged_detectors",
    "outline_alarms_what_if",
    "outline_anomaly",
    "outline_detection",
    "outline_forecast",
    "outline_multilabel",
    "outline_numbers_what_if",
    "outline_regression",
    "outline_run",
    "outline_sweep",
    "outline_tensorlab",
    "outline_what_if",
    "quantization_block",
    "render_png",
    "render_svg",
    "summarize_alarms_what_if",
    "summarize_anomaly",
    "summarize_detection",
    "summarize_multilabel",
    "summarize_numbers",
    "summarize_numbers_what_if",
    "summarize_run",
    "summarize_sweep",
    "summarize_tensorlab",
    "summarize_what_if",
    "with_tensorlab",
    "write_anomaly_folder",
    "write_detector_header",
    "write_detector_json",
    "write_forecast_files",
    "write_html",
    "write_markdown",
    "write_pdf",
    "write_regression_files",
    "write_testing_folder",
    "write_thresholds_header",
    "write_thresholds_json",
]
