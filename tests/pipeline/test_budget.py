from pathlib import Path

import pytest

from afterfit.costs import known_devices
from afterfit.errors import InputError
from afterfit.pipeline.budget import BudgetWish, budget_of, bytes_of, read_costs
from afterfit.pipeline.shipping import Shipping
from afterfit.records import VariantCost
from afterfit.results import Budget, CostFigure, VariantCosts
from tests.report.sample_run import sample_profiles


@pytest.mark.parametrize(
    ("text", "expected"),
    [("65536", 65536), ("64k", 65536), ("64 KiB", 65536), ("1.5MB", 1572864), (20, 20), ("7b", 7)],
)
def test_sizes(text: str | float, expected: float) -> None:
    assert bytes_of(text, "here") == expected


@pytest.mark.parametrize("text", ["", "k", "64q", "-1", "1e3", "nan", "6 4"])
def test_other_texts_are_no_sizes(text: str) -> None:
    with pytest.raises(InputError, match="here: expected bytes"):
        bytes_of(text, "here")


def test_a_devices_limits_stand_where_none_is_given() -> None:
    device = known_devices()["NUCLEO-L4R5ZI"]
    budget = budget_of(BudgetWish(max_ram="20k", device="nucleo-l4r5zi"))
    limits = {one.cost: (one.most, one.source) for one in budget.limits}
    assert limits == {
        "flash_bytes": (device.flash_bytes, device.name),
        "ram_bytes": (20480, "--max-ram"),
    }
    assert budget.device == device.name


@pytest.mark.parametrize("suffix", ["yaml", "csv"])
def test_costs_of_a_file(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"costs.{suffix}"
    texts = {
        "yaml": "int8: {flash: 52k, latency: 12.5}\nfloat32: {ram: 100}\n",
        "csv": "variant,flash,ram,latency\nint8,52k,,12.5\nfloat32,,100,\n",
    }
    path.write_text(texts[suffix])
    int8, float32 = read_costs(path)
    assert (int8.variant, int8.flash_bytes.typical, int8.latency_ms.typical) == (
        *("int8", 53248),
        12.5,
    )
    assert not int8.ram_bytes.is_known
    assert float32.ram_bytes == CostFigure.of(100, "given")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("costs.yaml", "[1]", "one line a variant"),
        ("costs.yaml", "int8: {latency: soon}", "expected milliseconds"),
        ("costs.yaml", "int8: {ram: much}", "expected bytes"),
        ("costs.csv", "name,flash\nint8,3\n", "expected the columns variant"),
        ("costs.csv", "variant,flash,speed\nint8,3,4\n", "no cost is called 'speed'"),
    ],
)
def test_files_of_another_form(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=said):
        read_costs(tmp_path / name)


def test_what_the_user_gives_replaces_what_the_file_tells() -> None:
    profiles = [VariantCost(one, None, None) for one in sample_profiles()]
    given = VariantCosts.unknown("int8", "not given")
    given = VariantCosts("int8", given.flash_bytes, CostFigure.of(9, "given"), given.latency_ms)
    costs = Shipping.given(Budget(), [given]).with_models(profiles).costs
    assert costs["int8"].flash_bytes.typical == 6_212
    assert costs["int8"].ram_bytes.basis == "given"
    assert costs["float32"].flash_bytes.basis == "measured"
