from io import StringIO

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.report.error_files import error_csv, limited
from tests.report.sample_run import CLASSES, errors_of, make_windows, score

WINDOWS = make_windows("test", 72)
ERRORS = errors_of(score(WINDOWS, "float32", 1.2))


def test_a_program_reads_the_window_and_what_was_made_of_it() -> None:
    sample = ERRORS.samples[0]
    table = pl.read_csv(StringIO(error_csv(sample, WINDOWS)))
    assert table["true_label"].unique().to_list() == [sample.true_class]
    assert table["predicted_label"].unique().to_list() == ["'=cmd()"]
    assert table["offset"].unique().to_list() == [sample.offset]
    assert table["source"].unique().to_list() == [sample.source]
    scores = table.select(f"score:{name}" for name in CLASSES).row(0)
    assert scores == sample.scores
    signals = table.select(f"value:{name}" for name in WINDOWS.channel_names).to_numpy()
    assert np.array_equal(signals.T.astype(np.float32), WINDOWS.values[sample.index])
    assert table["step"].to_list() == list(range(24))


def test_other_windows_are_refused() -> None:
    with pytest.raises(InputError, match="should start at row"):
        error_csv(ERRORS.samples[0], make_windows("train", 120))


@pytest.mark.parametrize(("most", "n_kept"), [(None, 18), (0, 0), (1, 4), (100, 18)])
def test_limit_counts_by_true_class(most: int | None, n_kept: int) -> None:
    assert len(limited(ERRORS, most)) == n_kept
