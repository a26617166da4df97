from hypothesis import given
from hypothesis import strategies as st

from afterfit.wording import fine_percent, percent


@given(st.floats(0.00001, 0.99999))
def test_only_nothing_reads_0_and_only_a_whole_reads_100(share: float) -> None:
    for text in (percent(share), fine_percent(share)):
        assert text not in ("0 %", "0.0 %", "100 %", "100.0 %")


@given(st.floats(0.001, 0.999))
def test_tables_and_sentences_say_the_same(share: float) -> None:
    assert percent(share) == fine_percent(share)
