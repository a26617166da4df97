import pytest

from afterfit.engines import engine_named, tally_locally
from afterfit.errors import InputError
from tests.engines.sample_job import job_of, sample


def test_local() -> None:
    assert engine_named("local") is tally_locally
    assert engine_named("local")(job_of(sample()))["float32", "test"].n_samples == 600


@pytest.mark.parametrize(
    ("word", "hint"),
    [("dusk", "did you mean 'dask'"), ("spark", "use local, dask"), ("local=x", "no engine")],
)
def test_unknown(word: str, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        engine_named(word)
