import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.readers.told_units import told_units

NAMES = ("sbp", "dbp")


@pytest.mark.parametrize(
    ("words", "noted", "units"),
    [
        (None, None, ("", "")),
        (None, ("kPa", "kPa"), ("kPa", "kPa")),
        ("mmHg", None, ("mmHg", "mmHg")),
        (" m/s² ", ("kPa", "kPa"), ("m/s²", "m/s²")),
        ("sbp=mmHg, dbp=kPa", None, ("mmHg", "kPa")),
        ("dbp=mmHg", ("Pa", "Pa"), ("Pa", "mmHg")),
    ],
    ids=["nothing", "the file's", "one for all", "before the file's", "of each", "of some"],
)
def test_units(words: str | None, noted: tuple[str, ...] | None, units: tuple[str, ...]) -> None:
    assert told_units(words, NAMES, noted) == units


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "give one unit for all"),
        ("mmHg,kPa", "NAME=UNIT of each"),
        ("sbp=", "got 'sbp='"),
        ("sbp=mmHg,dbp", "got 'dbp'"),
        ("sbt=mmHg", "did you mean 'sbp'"),
        ("sbp=mmHg,sbp=kPa", "the unit of 'sbp' is given twice"),
    ],
)
def test_mistakes_name_the_option(words: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        told_units(words, NAMES, None)
    assert str(refusal.value).startswith("--units: ")
    assert said in str(refusal.value)


PLAIN = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1)


@given(st.dictionaries(PLAIN, PLAIN, min_size=1))
def test_each_name_gets_the_unit_that_is_written_for_it(units: dict[str, str]) -> None:
    words = ",".join(f"{name}={unit}" for name, unit in units.items())
    assert dict(zip(units, told_units(words, list(units), None), strict=True)) == units
