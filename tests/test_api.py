import afterfit


def test_every_public_name_is_there() -> None:
    for name in afterfit.__all__:
        assert getattr(afterfit, name) is not None


def test_a_misspelt_name_is_an_attribute_error() -> None:
    assert not hasattr(afterfit, "runn")
