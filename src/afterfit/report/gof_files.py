"""The files that Tensorlab's documents name for the goodness-of-fit test."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from afterfit.files import csv_cell, write_bytes, write_text
from afterfit.report.png import render_png
from afterfit.results import ClassSeparability
from afterfit.views import chart_class_map

PICTURES = {"PCA": "gof_pca_2d.png", "LDA": "gof_lda_2d.png", "t-SNE": "gof_tsne_2d.png"}


def write_gof_files(folder: Path, measured: ClassSeparability) -> list[Path]:
    """Write maps as pictures and separability, confusion and importance as CSV into *folder*.

    A picture of an earlier test that this one has no map for is removed.
    """
    tables = {
        "class_separability.csv": _classes(measured),
        "confusion_potential.csv": _pairs(measured),
        "feature_importance.csv": _importance(measured),
    }
    for name, text in tables.items():
        write_text(folder / name, text)
    drawn = {PICTURES[one.method]: chart_class_map(measured, one) for one in measured.maps}
    for name in PICTURES.values():
        if name in drawn:
            write_bytes(folder / name, render_png(drawn[name]))
        else:
            (folder / name).unlink(missing_ok=True)
    return [folder / name for name in (*tables, *drawn)]


def _classes(measured: ClassSeparability) -> str:
    head = ["class", "n_samples", "n_sources", "silhouette", "knn_recall", "probe_recall"]
    rows = [
        [
            csv_cell(one.class_name),
            one.n_samples,
            one.n_sources,
            one.silhouette,
            one.knn_recall,
            one.probe_recall,
        ]
        for one in measured.classes
    ]
    return _csv(head, rows)


def _pairs(measured: ClassSeparability) -> str:
    rows = [
        [csv_cell(one.first), csv_cell(one.second), one.share, one.distance]
        for one in measured.pairs
    ]
    return _csv(["class_1", "class_2", "confused_share", "mean_distance"], rows)


def _importance(measured: ClassSeparability) -> str:
    head = ["feature", "mutual_information_bits", "f_value", "permutation_accuracy_drop"]
    rows = [
        [csv_cell(one.feature), one.mutual_information, one.f_value, one.permutation_drop]
        for one in measured.importance
    ]
    return _csv(head, rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([head, *rows])
    return text.getvalue()
