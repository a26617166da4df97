"""What analyses of regressions and of forecasts share."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from afterfit.errors import InputError
from afterfit.pipeline.facts import Facts, write_facts
from afterfit.pipeline.folder import RunFolder
from afterfit.records import NONE_LEFT_OUT, Forecasts, RegressionPredictions
from afterfit.wording import some_names

Rows = RegressionPredictions | Forecasts


def check_same_names(predictions: Sequence[Rows], names: Sequence[tuple[str, ...]]) -> None:
    """Refuse an analysis of nothing, or of records that predict different things."""
    if not predictions:
        raise InputError("there are no predictions to analyse")
    for one, its in zip(predictions, names, strict=True):
        if its != names[0]:
            raise InputError(
                f"all predictions must be of {', '.join(names[0])}; those of {one.variant} on "
                f"{one.split} are of {', '.join(its)}"
            )


def arranged(source: Sequence[str] | None, n: int) -> dict[str, Any]:
    """Return where *n* rows in memory come from, as records want it."""
    if source is not None and len(source) != n:
        raise InputError(f"source must name the recording of each of {n} rows, got {len(source)}")
    names = [""] if source is None else sorted(set(source))
    places = {name: place for place, name in enumerate(names)}
    codes = [places[name] for name in (source if source is not None else [""] * n)]
    return {
        "source": np.array(codes, dtype=np.int64),
        "source_names": tuple(names),
        "offset": np.arange(n),
        "has_sources": source is not None,
    }


def numbers_facts(
    paths: Sequence[str | Path],
    predictions: Sequence[Rows],
    predicted: tuple[str, tuple[str, ...]],
    folder: RunFolder,
) -> None:
    """Write what the report says of the files beside the results."""
    names = [Path(path).name for path in paths]
    shown = some_names(names, 4)
    word, targets = predicted
    lost = sum((one.left_out for one in predictions), NONE_LEFT_OUT)
    notes = []
    if lost.n_rows:
        told = "; ".join(lost.examples)
        notes.append(f"{lost.n_rows:,} rows without a number were left out, the first: {told}")
    facts = {
        "Files": shown,
        "Rows": f"{sum(map(len, predictions)):,}",
        word: some_names(targets, 12),
        "Made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Made with": f"afterfit {version('afterfit')}",
    }
    write_facts(Facts(shown, facts, tuple(notes)), folder.facts)


def shown_in_notebook(page: str) -> str:
    """Return a whole page as a frame within a notebook."""
    frame = 'style="width: 100%; height: 44rem; border: 0" sandbox="allow-scripts"'
    return f'<iframe {frame} srcdoc="{escape(page)}"></iframe>'
