from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.readers import read_costs, write_costs
from tests.views.sample_costs import sample_costs


def test_costs_come_back_as_they_were(tmp_path: Path) -> None:
    write_costs(sample_costs(), tmp_path / "costs.json")
    assert read_costs(tmp_path / "costs.json") == sample_costs()


def test_damage_and_absence_are_told(tmp_path: Path) -> None:
    path = tmp_path / "costs.json"
    with pytest.raises(InputError, match="no such file of costs"):
        read_costs(path)
    path.write_text('[{"profile": 3}]')
    with pytest.raises(InputError, match="not costs that this version of afterfit wrote"):
        read_costs(path)
