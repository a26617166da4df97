from afterfit.errors import InputError, MissingExtraError, did_you_mean


def test_an_input_error_names_its_place_first() -> None:
    assert str(InputError("got -1", where="a -> b")) == "a -> b: got -1"


def test_a_missing_extra_prints_its_install_line() -> None:
    error = MissingExtraError("training", "train")
    assert str(error) == "training needs an extra: pip install 'afterfit[train]'"
    assert error.exit_code == 2


def test_no_near_word_means_no_guess() -> None:
    assert did_you_mean("zzz", ["frame_size", "stride_size"]) == ""
