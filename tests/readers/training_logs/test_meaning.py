import pytest

from afterfit.errors import InputError
from afterfit.readers.training_logs import meaning_of, meanings_of
from afterfit.records import Meaning


@pytest.mark.parametrize(
    ("name", "role", "split", "higher"),
    [
        ("train_loss", "total_loss", "train", False),
        ("val_loss", "total_loss", "eval", False),
        ("train/box_loss", "localisation_loss", "train", False),
        ("val/dfl_loss", "localisation_loss", "eval", False),
        ("val/cls_loss", "classification_loss", "eval", False),
        ("train/obj_loss", "other_loss", "train", False),
        ("Loss/regularization_loss", "regularisation_loss", "none", False),
        ("Loss/localization_loss", "localisation_loss", "none", False),
        ("loss_rpn_box_reg", "localisation_loss", "none", False),
        ("loss_rpn_cls", "classification_loss", "none", False),
        ("total_loss", "total_loss", "none", False),
        ("train_loss_epoch", "total_loss", "train", False),
        ("eval_squad_loss", "other_loss", "eval", False),
        ("metrics/mAP50-95(B)", "metric", "eval", True),
        ("bbox/AP", "metric", "none", True),
        ("val_accuracy", "metric", "eval", True),
        ("valid_0-auc", "metric", "eval", True),
        ("val_mae", "metric", "eval", False),
        ("validation_0-logloss", "metric", "eval", False),
        ("eval_wer", "metric", "eval", False),
        ("learning_rate", "learning_rate", "none", None),
        ("lr/pg0", "learning_rate", "none", None),
        ("lr-Adam", "learning_rate", "none", None),
        ("grad_norm", "other", "none", None),
        ("eval_samples_per_second", "other", "eval", None),
        ("epoch", "other", "none", None),
    ],
)
def test_a_name_and_what_it_measures(name: str, role: str, split: str, higher: bool) -> None:
    assert meaning_of(name) == Meaning(role, split, higher)  # type: ignore[arg-type]


def test_names_without_a_split_are_read_beside_their_neighbours() -> None:
    meanings = meanings_of(["loss", "accuracy", "val_accuracy", "mAP"])
    assert {name: one.split for name, one in meanings.items()} == {
        "loss": "train",
        "accuracy": "train",
        "val_accuracy": "eval",
        "mAP": "eval",
    }


def test_boosted_trees_have_the_first_falling_metric_as_their_loss() -> None:
    meanings = meanings_of(["train-auc", "train-logloss", "valid-logloss", "valid-error"])
    assert [name for name, one in meanings.items() if one.role == "total_loss"] == [
        "train-logloss",
        "valid-logloss",
    ]


def test_a_meaning_of_no_known_role_is_refused() -> None:
    with pytest.raises(InputError, match="role must be one of total_loss"):
        Meaning("los")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        *("bbox/AP", "bbox/AP50", "bbox/AP75", "bbox/APs", "bbox/APm", "bbox/APl", "segm/AP50"),
        *("bbox/AP-person", "AP@0.5", "mAP@[.5:.95]", "AR@1", "AR@10", "AR@100", "AR100", "ARs"),
        *("AR@100_small", "DetectionBoxes_Recall/AR@100 (large)", "coco/bbox_mAP_s"),
        *("DetectionBoxes_Precision/mAP@.50IOU", "metrics/mAP50-95(B)", "metrics/recall(B)"),
    ],
)
def test_average_precision_and_recall_are_better_when_higher(name: str) -> None:
    (meaning,) = meanings_of([name]).values()
    assert meaning == Meaning("metric", "eval", higher_is_better=True)
