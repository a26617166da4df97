from afterfit.records import N_EXAMPLES, NONE_LEFT_OUT, LeftOut


def test_counts_add_and_the_first_examples_stay() -> None:
    parts = [LeftOut(2, (f"row {i}", f"row {i + 1}")) for i in range(1, 9, 2)]
    total = sum(parts, NONE_LEFT_OUT)
    assert total.n_rows == 8
    assert total.examples == ("row 1", "row 2", "row 3", "row 4", "row 5")
    assert len(total.examples) == N_EXAMPLES


def test_nothing_is_the_zero() -> None:
    one = LeftOut(1, ("row 3",))
    assert NONE_LEFT_OUT + one == one + NONE_LEFT_OUT == one
