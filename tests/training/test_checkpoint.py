from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from afterfit.errors import InputError
from afterfit.training import TrainingPlan, train_classifier

pytestmark = pytest.mark.train

PLAN = TrainingPlan("CLS_100_NPU", epochs=2)


def train(folder: Path, waves: Callable[..., Any], should_stop: Callable[[], bool]) -> int:
    history = train_classifier(
        PLAN, waves(8, 1), waves(4, 2), 3, folder, lambda report: None, should_stop
    )
    return len(history)


def content_of(trained: dict[str, Any]) -> bytes:
    return bytes((trained["folder"] / "checkpoint.pt").read_bytes())


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: b"PK garbage" * 99,
        lambda content: content[:-40],
    ],
    ids=["empty", "half", "garbage", "tail missing"],
)
def test_a_damaged_checkpoint_is_named_with_a_way_out(
    trained: dict[str, Any],
    waves: Callable[..., Any],
    tmp_path: Path,
    damage: Callable[[bytes], bytes],
) -> None:
    path = tmp_path / "checkpoint.pt"
    path.write_bytes(damage(content_of(trained)))
    with pytest.raises(InputError, match="Delete it to start the training over") as caught:
        train(tmp_path, waves, lambda: True)
    assert str(path) in str(caught.value)


def test_a_checkpoint_is_never_unpickled_beyond_weights(
    waves: Callable[..., Any], tmp_path: Path
) -> None:
    import torch

    from afterfit.training.networks import build_network

    torch.save(build_network("CLS_100_NPU", 1, 3, 0), tmp_path / "checkpoint.pt")
    with pytest.raises(InputError, match="not a checkpoint"):
        train(tmp_path, waves, lambda: True)


def test_something_else_that_torch_saved_starts_over(
    waves: Callable[..., Any], tmp_path: Path
) -> None:
    import torch

    torch.save([1, 2, 3], tmp_path / "checkpoint.pt")
    assert train(tmp_path, waves, lambda: True) == 0


def test_no_temporary_file_stays(trained: dict[str, Any]) -> None:
    assert not list(trained["folder"].glob(".tmp-*"))
