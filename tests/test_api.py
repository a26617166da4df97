from importlib import import_module
from pkgutil import walk_packages

import afterfit


def test_every_public_name_is_there() -> None:
    for name in afterfit.__all__:
        assert getattr(afterfit, name) is not None


def test_a_misspelt_name_is_an_attribute_error() -> None:
    assert not hasattr(afterfit, "runn")


def test_every_name_that_a_package_exports_is_there() -> None:
    packages = [one.name for one in walk_packages(afterfit.__path__, "afterfit.") if one.ispkg]
    assert "afterfit.views" in packages
    for package in map(import_module, packages):
        missing = [name for name in getattr(package, "__all__", ()) if not hasattr(package, name)]
        assert not missing, f"{package.__name__} does not have {missing}"
