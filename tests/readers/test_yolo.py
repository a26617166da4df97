import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from afterfit.errors import InputError
from afterfit.files import image_size
from afterfit.readers import ReadOptions, read_detections, read_objects
from afterfit.readers.image_list import read_image_list
from afterfit.readers.object_names import read_object_names
from afterfit.readers.yolo_rows import read_yolo_rows
from tests.analyses.detection.coco_judge import as_coco, as_results
from tests.analyses.detection.sample_detections import detector, sample_truth
from tests.readers.yolo_files import write_images, write_labels, write_seen

TRUTH = sample_truth(8)
SEEN = detector(TRUTH, swap=0.2, false=0.3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_labels(tmp_path / "labels", TRUTH)
    write_seen(tmp_path / "float32" / "labels", TRUTH, SEEN)
    write_images(tmp_path / "images.csv", TRUTH, weather=["rain", ""] * 4)
    (tmp_path / "data.yaml").write_text("path: .\nnames: {0: cat, 1: dog, 2: owl}\n")
    return tmp_path


def options(folder: Path, **more: Any) -> ReadOptions:
    told = {"images": folder / "images.csv", "names": folder / "data.yaml", **more}
    return ReadOptions(task="detection", **told)


def test_labels_are_read_as_coco_json_is(folder: Path) -> None:
    (folder / "truth.json").write_text(json.dumps(as_coco(TRUTH)))
    (folder / "seen.json").write_text(json.dumps(as_results(SEEN)))
    known, coco = (
        read_objects(folder / name, options(folder)) for name in ("labels", "truth.json")
    )
    np.testing.assert_allclose(known.truth.box, coco.truth.box, atol=1e-6, rtol=0)
    assert known.truth.class_names == coco.truth.class_names == ("cat", "dog", "owl")
    assert known.truth.image_names == coco.truth.image_names
    for name in ("image", "category", "is_crowd"):
        np.testing.assert_array_equal(getattr(known.truth, name), getattr(coco.truth, name))
    seen = read_detections(folder / "float32" / "labels", known, options(folder))
    assert (seen.variant, seen.split, len(seen)) == ("float32", "test", len(SEEN))
    order = np.argsort(SEEN.image, kind="stable")
    np.testing.assert_array_equal(seen.score, SEEN.score[order])
    np.testing.assert_array_equal(seen.category, SEEN.category[order])


def test_text_files_are_read_against_coco_json_by_names_alone(folder: Path) -> None:
    (folder / "truth.json").write_text(json.dumps(as_coco(TRUTH)))
    told = options(folder, images=folder / "images.csv")
    known = read_objects(folder / "truth.json", told)
    assert len(read_detections(folder / "float32" / "labels", known, told)) == len(SEEN)
    with pytest.raises(InputError, match=r"no ids of COCO: name the classes, --names data.yaml"):
        read_detections(folder / "float32" / "labels", known, options(folder, names=None))
    (folder / "data.yaml").write_text("names: [cat, yak]")
    with pytest.raises(InputError, match=r"--names: the class 'yak' is not in the ground truth"):
        read_detections(folder / "float32" / "labels", known, told)


def test_images_without_labels_are_background(folder: Path) -> None:
    (folder / "labels" / "003.txt").unlink()
    known = read_objects(folder / "labels", options(folder))
    assert known.truth.n_images == 8
    assert 3 not in known.truth.image.tolist()
    assert known.notes == (
        "1 image without a file of labels: taken as background, without any object.",
    )


def test_what_is_known_of_images_comes_with_them(folder: Path) -> None:
    known = read_objects(folder / "labels", options(folder))
    assert known.attributes == {"weather": ["rain", None] * 4}


def test_outlines_become_boxes_and_twins_one_object(folder: Path) -> None:
    (folder / "labels" / "003.txt").write_text("0 0.1 0.2 0.3 0.2 0.2 0.4\n1 .5 .5 .1 .1\n" * 2)
    known = read_objects(folder / "labels", options(folder))
    boxes = known.truth.box[known.truth.image == 3]
    width, height = TRUTH.image_sizes[3]
    np.testing.assert_allclose(
        boxes,
        [[0.1 * width, 0.2 * height, 0.2 * width, 0.2 * height],
         [0.45 * width, 0.45 * height, 0.1 * width, 0.1 * height]],
    )  # fmt: skip
    assert known.notes == (
        "2 rows of labels stood twice in a file and were left out, as YOLO's tools do.",
        "1 object annotated by an outline: read as the box around it.",
    )


def test_an_object_of_32_pixels_is_small_though_its_share_is_rounded(folder: Path) -> None:
    rows = [f"0 0.5 0.5 {32 / 800!r} {32 / 240!r}"]
    (folder / "labels" / "003.txt").write_text("\n".join(rows))
    known = read_objects(folder / "labels", options(folder))
    assert known.truth.area[known.truth.image == 3].tolist() == [1024]


def test_names_may_stand_beside_the_labels(folder: Path) -> None:
    (folder / "labels" / "classes.txt").write_text("cat\ndog\nowl\n\n")
    known = read_objects(folder / "labels", options(folder, names=None))
    assert known.truth.class_names == ("cat", "dog", "owl")
    (folder / "labels" / "classes.txt").unlink()
    known = read_objects(folder / "labels", options(folder, names=None))
    assert known.truth.class_names == ("0", "1", "2")
    known = read_objects(folder / "labels", options(folder, names=None, classes=("a", "b", "c")))
    assert known.truth.class_names == ("a", "b", "c")


@pytest.mark.parametrize("first", [0, 1])
def test_ultralytics_numbers_classes_from_0_or_1(folder: Path, first: int) -> None:
    entries = as_results(SEEN)
    for one in entries:
        stem = Path(TRUTH.image_names[one["image_id"] - 1]).stem
        one |= {"image_id": int(stem), "category_id": one["category_id"] - 1 + first}
    (folder / "predictions.json").write_text(json.dumps(entries))
    known = read_objects(folder / "labels", options(folder))
    seen = read_detections(folder / "predictions.json", known, options(folder))
    np.testing.assert_array_equal(seen.category, SEEN.category)
    np.testing.assert_array_equal(seen.image, SEEN.image)
    assert seen.variant == "predictions"


@pytest.mark.parametrize(
    ("ids", "told", "message"),
    [
        ((1, 2), None, "run from 1 to 2 of 3 classes, which does not tell"),
        ((0, 3), None, "one more than the 3 classes"),
        ((1, 90), None, "category_id 90 is beyond the 3 classes"),
        ((0, 1), 1, "category_id 0 is not in the ground truth"),
        (("dog",), None, "no entry has a whole number as category_id"),
    ],
    ids=["neither end", "both ends", "ids of COCO", "told otherwise", "a text"],
)
def test_classes_whose_numbers_are_not_clear_are_refused(
    folder: Path, ids: tuple[Any, ...], told: int | None, message: str
) -> None:
    entries = [
        {"image_id": 3, "category_id": one, "bbox": [1, 1, 5, 5], "score": 0.5} for one in ids
    ]
    (folder / "predictions.json").write_text(json.dumps(entries))
    said = options(folder, first_class_id=told)
    known = read_objects(folder / "labels", said)
    with pytest.raises(InputError, match=message):
        read_detections(folder / "predictions.json", known, said)


def test_a_model_that_was_told_its_first_class_is_read(folder: Path) -> None:
    entry = {"image_id": 3, "category_id": 2, "bbox": [1, 1, 5, 5], "score": 0.5}
    (folder / "predictions.json").write_text(json.dumps([entry]))
    said = options(folder, first_class_id=1)
    seen = read_detections(folder / "predictions.json", read_objects(folder / "labels", said), said)
    assert seen.category.tolist() == [1]


@pytest.mark.parametrize(
    ("row", "scored", "message"),
    [
        ("0 0.5 0.5 0.1", False, "must be 'class cx cy w h', or the points of an outline, got 4"),
        ("0 0.5 0.5 0.1 0.1 0.9", False, "has six numbers, as a detection"),
        ("0 0.5 0.5 0.1 0.1", True, "has no confidence: .* save_conf"),
        ("0 0.5 0.5 0.1 0.1 1.5", True, r"the confidence, last in the row, must lie in \[0, 1\]"),
        ("0 320 200 10 10", False, "must be shares of the image, from 0 to 1, got 320"),
        ("0 0.5 nan 0.1 0.1", False, "must be shares"),
        ("0 0.5 0.5 -0.005 0.1", False, "width and height must be 0 or more"),
        ("cat 0.5 0.5 0.1 0.1", False, "must be numbers, got 'cat"),
        ("0.5 0.5 0.5 0.1 0.1", False, "must be a whole number from 0 on, got 0.5"),
        ("7 0.5 0.5 0.1 0.1", False, "class 7 is none of the 3 that are named, 0 to 2"),
    ],
)
def test_rows_that_are_none_are_refused_by_file_and_line(
    tmp_path: Path, row: str, scored: bool, message: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"0 0.5 0.5 0.1 0.1{' 0.5' if scored else ''}\n\n{row}\n")
    with pytest.raises(InputError, match=rf"a\.txt, line 3: .*{message}"):
        read_yolo_rows(path, scored=scored, n_classes=3)


@given(st.binary(max_size=60))
def test_any_bytes_are_rows_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("rows") / "a.txt"
    path.write_bytes(content)
    try:
        rows = read_yolo_rows(path, scored=False, n_classes=None)
    except InputError:
        return
    assert all(row.score is None and row.category >= 0 for row in rows)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"images": None}, "labels are shares of their images: --images FOLDER"),
        ({"iou_type": "segm"}, "YOLO's text files are read as boxes"),
        ({"names": "none.yaml"}, "there is no such file of class names"),
        ({"images": "nowhere"}, "there is no such folder, or CSV file, of images"),
    ],
)
def test_what_is_missing_is_told(folder: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_objects(folder / "labels", options(folder, **change))


def test_files_of_no_image_are_refused(folder: Path) -> None:
    (folder / "labels" / "other.txt").write_text("0 .5 .5 .1 .1")
    with pytest.raises(InputError, match=r"other\.txt: there is no image 'other'"):
        read_objects(folder / "labels", options(folder))
    (folder / "labels" / "other.txt").unlink()
    (folder / "labels" / "more").mkdir()
    (folder / "labels" / "more" / "003.txt").write_text("0 .5 .5 .1 .1")
    with pytest.raises(InputError, match=r"is of the same image as .*003\.txt"):
        read_objects(folder / "labels", options(folder))


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no \.txt of YOLO's labels"):
        read_objects(tmp_path, ReadOptions(task="detection"))


def test_a_folder_of_images_tells_their_sizes(folder: Path) -> None:
    (folder / "images" / "day").mkdir(parents=True)
    Image.new("RGB", (40, 30)).save(folder / "images" / "day" / "10.png")
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (40, 30)).save(folder / "images" / "9.jpg", exif=turned)
    listed = read_image_list(folder / "images")
    assert listed.names == ("9.jpg", "day/10.png")
    assert listed.sizes.tolist() == [[30, 40], [40, 30]]


def test_what_is_no_image_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"none")
    with pytest.raises(InputError, match=r"a\.png: not an image that can be read"):
        image_size(tmp_path / "a.png")
    (tmp_path / "a.png").unlink()
    with pytest.raises(InputError, match="holds no images"):
        read_image_list(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,width,height\na.jpg,1,1\n", "has no column 'image'"),
        ("image,width,height\n", "lists no images"),
        ("image,width,height\na.jpg,1,1\na.jpg,1,1\n", "line 3: image 'a.jpg' is there twice"),
        ("image,width,height\na.jpg,0,1\n", "line 2: width and height must be pixels above 0"),
        ("image,width,height\na.jpg,x,1\n", "line 2: width and height must be pixels"),
        ("image,width,height\na.jpg,1,1,2\n", "line 2: must have 3 cells"),
    ],
)
def test_tables_of_images_that_cannot_be_used(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "images.csv").write_text(text)
    with pytest.raises(InputError, match=message):
        read_image_list(tmp_path / "images.csv")


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("data.yaml", "names: [cat, dog]", ("cat", "dog")),
        ("data.yml", "nc: 2\nnames:\n  1: dog\n  0: cat\n", ("cat", "dog")),
        ("obj.names", "cat\ndog\n", ("cat", "dog")),
        ("data.yaml", "names: [1, 2]", ("1", "2")),
    ],
)
def test_names_of_classes(tmp_path: Path, name: str, text: str, names: tuple[str, ...]) -> None:
    (tmp_path / name).write_text(text)
    assert read_object_names(tmp_path / name) == names


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("names: !!python/object/apply:os.system [id]", "not valid YAML"),
        ("names: {0: cat, 2: dog}", "must number the classes from 0 to 1 without gaps"),
        ("nc: 3", "must be a list of class names"),
        ("names: [cat, cat]", "the class 'cat' is named twice"),
        ("names: []", "must name each class"),
        ("names: [", "not valid YAML"),
        ("- cat", "must be a list of class names"),
    ],
)
def test_names_that_cannot_be_used(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "data.yaml").write_text(text)
    with pytest.raises(InputError, match=message):
        read_object_names(tmp_path / "data.yaml")
