import contextlib
import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.readers.coco import read_coco_detections, read_coco_truth
from afterfit.readers.coco_masks import mask_of
from afterfit.readers.known_objects import KnownObjects

TRUTH: dict[str, Any] = {
    "images": [
        {"id": 7, "file_name": "b.jpg", "width": 20, "height": 10},
        {"id": 3, "file_name": "a.jpg", "width": 20, "height": 10},
    ],
    "categories": [{"id": 2, "name": "dog"}, {"id": 1, "name": "cat"}],
    "annotations": [
        {"id": 10, "image_id": 7, "category_id": 2, "bbox": [1, 1, 4, 4], "area": 9, "iscrowd": 0},
        {"id": 11, "image_id": 3, "category_id": 1, "bbox": [0, 0, 2, 3], "iscrowd": 1},
    ],
}
SEEN: list[dict[str, Any]] = [
    {"image_id": 7, "category_id": 2, "bbox": [1, 1, 4, 4], "score": 0.9},
    {"image_id": 3, "category_id": 1, "bbox": [0.5, 0, 2, 3], "score": 0.25},
]
SQUARE = [[1, 1, 5, 1, 5, 5, 1, 5]]


def written(folder: Path, content: Any, name: str = "file.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def truth(folder: Path) -> KnownObjects:
    return read_coco_truth(written(folder, TRUTH, "truth.json"))


def with_change(content: Any, *place: Any) -> Any:
    """Return a copy in which what lies at *place* is its last member; None takes it away."""
    *way, key, value = place
    changed = copy.deepcopy(content)
    inner = changed
    for step in way:
        inner = inner[step]
    if value is None:
        del inner[key]
    else:
        inner[key] = value
    return changed


def test_images_and_classes_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    found = truth(tmp_path).truth
    assert found.image_names == ("a.jpg", "b.jpg")
    assert found.class_names == ("cat", "dog")
    assert found.image.tolist() == [1, 0]
    assert found.category.tolist() == [1, 0]
    assert found.area.tolist() == [9, 6]  # told, and of the box
    assert found.is_crowd.tolist() == [False, True]
    assert found.image_sizes.tolist() == [[20, 10], [20, 10]]


def test_detections_name_the_ids_of_the_ground_truth(tmp_path: Path) -> None:
    seen = read_coco_detections(written(tmp_path, SEEN, "int8.json"), truth(tmp_path))
    assert (seen.variant, seen.split) == ("int8", "test")
    assert seen.image.tolist() == [1, 0]
    assert seen.box[1].tolist() == [0.5, 0, 2, 3]
    assert seen.score.tolist() == [0.9, 0.25]


def test_a_model_may_see_nothing(tmp_path: Path) -> None:
    assert len(read_coco_detections(written(tmp_path, []), truth(tmp_path))) == 0


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (
            (0, "image_id", 9),
            r"file\.json\[0\]: image_id 9 is not in the ground truth, which has 3",
        ),
        ((1, "category_id", 9), r"\[1\]: category_id 9 is not in the ground truth"),
        ((1, "category_id", [1]), r"\[1\]: category_id \[1\] is not in the ground truth"),
        ((0, "bbox", [1, 1, -4, 4]), r"\[0\]: bbox must have a width and height of 0 or more"),
        ((0, "bbox", [1, 1, 4]), r"\[0\]: bbox must be 4 numbers"),
        ((0, "bbox", [1, 1, 4, float("nan")]), r"\[0\]: bbox must be 4 numbers"),
        ((1, "score", 1.5), r"\[1\]: score must lie in \[0, 1\], got 1.5; turn logits"),
        ((1, "score", float("nan")), r"\[1\]: score must be a number, got nan"),
        ((1, "score", True), r"\[1\]: score must be a number, got True"),
        ((1, "score", None), r"\[1\]: has no 'score'"),
        ((1, 5), r"\[1\]: must be an object"),
        ((1, "id", []), r"\[1\]: id must be a number or a text, got \[\]"),
    ],
)
def test_a_detection_that_is_none(place: tuple[Any, ...], message: str, tmp_path: Path) -> None:
    path = written(tmp_path, with_change(SEEN, *place))
    with pytest.raises(InputError, match=message):
        read_coco_detections(path, truth(tmp_path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (with_change(TRUTH, "images", None), "has no 'images'"),
        (with_change(TRUTH, "images", []), "no images or no categories"),
        (with_change(TRUTH, "images", 0, "id", 3), r"images\[1\]: id 3 is there twice, first at"),
        (with_change(TRUTH, "images", 0, "file_name", "a.jpg"), "file_name 'a.jpg' is there twice"),
        (with_change(TRUTH, "images", 0, "id", "x"), "id must be a whole number"),
        (with_change(TRUTH, "categories", 0, "name", "cat"), "name 'cat' is there twice"),
        (with_change(TRUTH, "annotations", 1, "id", 10), r"annotations\[1\]: id 10 is there twice"),
        (with_change(TRUTH, "annotations", 1, "id", {}), r"\[1\]: id must be a number or a text"),
        (with_change(TRUTH, "annotations", 0, "image_id", 1), r"\[0\]: image_id 1 is not in"),
        (with_change(TRUTH, "annotations", 0, "bbox", [0, 0, 1, -1]), "width and height"),
        (with_change(TRUTH, "annotations", 0, "area", -1), "area must be 0 or more"),
        (with_change(TRUTH, "annotations", {}), "must be a list, got dict"),
        (SEEN, "this is a list, as detections are"),
        ("{", "not JSON that can be read"),
    ],
)
def test_a_ground_truth_that_is_none(content: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        read_coco_truth(written(tmp_path, content))


def test_files_taken_for_each_other(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a ground truth"):
        read_coco_detections(written(tmp_path, TRUTH), truth(tmp_path))
    with pytest.raises(InputError, match="there is no such file"):
        read_coco_truth(tmp_path / "none.json")


@given(st.recursive(
    st.none() | st.booleans() | st.integers(-2, 12) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["image_id", "category_id", "bbox", "score", "images",
                                       "annotations", "categories", "id", "segmentation"]),
                      inner, max_size=4),
    max_leaves=12,
))  # fmt: skip
def test_any_json_is_read_or_refused(content: Any) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        known = truth(Path(folder))
        path = written(Path(folder), content)
        for read in (read_coco_truth, lambda path: read_coco_detections(path, known)):
            with contextlib.suppress(InputError):
                read(path)


@pytest.mark.filterwarnings("ignore:__array__:DeprecationWarning")  # pycocotools' own
@pytest.mark.parametrize(
    "segmentation",
    [
        SQUARE,
        {"size": [10, 20], "counts": [11, 4, 6, 4, 6, 4, 6, 4, 155]},
    ],
    ids=["polygon", "run lengths"],
)
def test_masks_are_the_same_pixels(segmentation: Any, tmp_path: Path) -> None:
    mask = pytest.importorskip("pycocotools.mask")
    pytest.importorskip("hotcoco", reason="needs afterfit[detection]")
    known = with_change(TRUTH, "annotations", 0, "segmentation", segmentation)
    known = with_change(known, "annotations", 1, "segmentation", SQUARE)
    found = read_coco_truth(written(tmp_path, known), "segm").truth
    assert found.masks is not None
    pixels = mask.decode(found.masks[0].packed)
    expected = np.zeros((10, 20), np.uint8)
    expected[1:5, 1:5] = 1
    np.testing.assert_array_equal(pixels, expected)


@pytest.mark.parametrize(
    ("segmentation", "message"),
    [
        ([], "must be polygons"),
        ([[1, 2, 3, 4]], "must be polygons"),
        ([[1, 1, 5, 1, 5, "x"]], "must be polygons"),
        ({"size": [10], "counts": "x"}, "size must be"),
        ({"size": [20, 10], "counts": "x"}, "its mask is 10 x 20 pixels, its image 20 x 10"),
        ({"size": [10, 20], "counts": 5}, "counts must be run lengths"),
        ({"size": [10, 20], "counts": [201, -1]}, "run lengths that fill 20 x 10 pixels"),
        ({"size": [10, 20], "counts": [5, 5]}, "run lengths that fill 20 x 10 pixels"),
        ({"size": [10, 20], "counts": "zzzz"}, "run lengths that fill 20 x 10 pixels"),
        ({"size": [10, 20], "counts": "é"}, "run lengths that fill 20 x 10 pixels"),
    ],
)
def test_masks_that_are_none(segmentation: Any, message: str, tmp_path: Path) -> None:
    pytest.importorskip("hotcoco", reason="needs afterfit[detection]")
    seen = [{**one, "segmentation": segmentation} for one in SEEN]
    with pytest.raises(InputError, match=message):
        read_coco_detections(written(tmp_path, seen), truth(tmp_path), iou_type="segm")


def test_a_box_is_drawn_around_a_mask(tmp_path: Path) -> None:
    pytest.importorskip("hotcoco", reason="needs afterfit[detection]")
    seen = [{"image_id": 7, "category_id": 2, "segmentation": SQUARE, "score": 0.5}]
    for iou_type in ("bbox", "segm"):
        found = read_coco_detections(
            written(tmp_path, seen),
            truth(tmp_path),
            iou_type=iou_type,
        )
        assert found.box.tolist() == [[1, 1, 4, 4]]
        assert (found.masks is None) == (iou_type == "bbox")


@given(st.lists(st.booleans(), min_size=200, max_size=200))
@pytest.mark.filterwarnings("ignore:__array__:DeprecationWarning")
def test_what_coco_packs_fills_the_image(pixels: list[bool]) -> None:
    mask = pytest.importorskip("pycocotools.mask")
    packed = mask.encode(np.asfortranarray(np.array(pixels, np.uint8).reshape(10, 20)))
    segmentation = {"size": [10, 20], "counts": packed["counts"].decode()}
    assert mask_of(segmentation, (20, 10), "here").counts == packed["counts"]
