"""Predictions made by hypothesis, and plain writers of each format to read them back from."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from hypothesis import strategies as st

from afterfit.records import Predictions

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from('",;=\n\t<'),
    min_size=1,
    max_size=12,
).filter(lambda name: not name.strip().lstrip("-").isdigit())


@st.composite
def predictions(draw: st.DrawFn) -> Predictions:
    classes = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    sources = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    n = draw(st.integers(1, 8))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    levels = draw(st.sampled_from([2, 256, 2**40]))  # few levels make ties
    counts = rng.integers(0, levels, (n, len(classes))) + (np.arange(len(classes)) == 0)
    source = rng.integers(0, len(sources), n)
    return Predictions(
        class_names=tuple(classes),
        y_true=rng.integers(0, len(classes), n),
        scores=counts / counts.sum(axis=1, keepdims=True),
        source=source,
        source_names=tuple(sources),
        offset=rng.integers(0, 2**62, n),
        variant="int8",
        split="validation",
    )


def rows_of(one: Predictions) -> list[dict[str, Any]]:
    """Return one flat dictionary a row, labels and sources by name."""
    return [
        {
            "label": one.class_names[one.y_true[i]],
            "source": one.source_names[one.source[i]],
            "offset": int(one.offset[i]),
            "variant": one.variant,
            "split": one.split,
        }
        | {
            f"score_{name}": float(score)
            for name, score in zip(one.class_names, one.scores[i], strict=True)
        }
        for i in range(len(one))
    ]


def write_csv(one: Predictions, path: Path, **dialect: Any) -> None:
    rows = rows_of(one)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), **dialect)
        writer.writeheader()
        writer.writerows(rows)


def write_ndjson(one: Predictions, path: Path) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows_of(one)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def write_parquet(one: Predictions, path: Path) -> None:
    pl.DataFrame(rows_of(one)).write_parquet(path, row_group_size=3)


def write_npz(one: Predictions, path: Path) -> None:
    np.savez(
        path,
        y_true=one.y_true,
        scores=one.scores,
        source=np.array(one.source_names)[one.source],
        offset=one.offset,
        variant=one.variant,
        split=one.split,
        classes=np.array(one.class_names),
    )


WRITERS: dict[str, Callable[[Predictions, Path], None]] = {
    "csv": write_csv,
    "tsv": lambda one, path: write_csv(one, path, delimiter="\t"),
    "ndjson": write_ndjson,
    "parquet": write_parquet,
    "npz": write_npz,
}


def assert_equal(one: Predictions, other: Predictions) -> None:
    """Same rows to the last bit; sources may be numbered in another order."""
    for name in ("class_names", "variant", "split", "has_scores", "has_sources", "left_out"):
        assert getattr(one, name) == getattr(other, name), name
    for name in ("y_true", "scores", "offset", "y_pred"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert [one.source_names[i] for i in one.source] == [
        other.source_names[i] for i in other.source
    ]
