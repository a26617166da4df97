import pytest

from afterfit.callbacks.names import history_name, history_row


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("loss", "train_loss"),
        ("accuracy", "train_accuracy"),
        ("val_loss", "val_loss"),
        ("valid/acc", "val_accuracy"),
        ("validation_accuracy", "val_accuracy"),
        ("train_loss_epoch", "train_loss"),
        ("learning_rate", "learning_rate"),
        ("lr", "learning_rate"),
        ("val_top5", "val_top5"),
    ],
)
def test_columns(name: str, column: str) -> None:
    assert history_name(name) == column


def test_names_that_would_collide_stay_as_they_are() -> None:
    assert history_row({"acc": 1, "accuracy": 2, "loss": 3}) == {
        "acc": 1,
        "accuracy": 2,
        "train_loss": 3,
    }
