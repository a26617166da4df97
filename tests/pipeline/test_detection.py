import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import afterfit
from afterfit.cli.main import app
from afterfit.errors import InputError
from afterfit.pipeline.compare import compare
from afterfit.pipeline.detection import analyze_detection_files, analyze_detections
from afterfit.pipeline.detection_points import ValidationSplit
from afterfit.pipeline.reports import read_analysis
from afterfit.readers import ReadOptions
from afterfit.results import DetectorAnalysis, RecallAtImageAlarms, from_json, to_json
from tests.analyses.detection.coco_judge import as_coco, as_results, twelve_numbers
from tests.analyses.detection.sample_detections import detector, sample_truth
from tests.readers.yolo_files import write_images, write_labels, write_seen

pytest.importorskip("hotcoco", reason="needs afterfit[detection]")

TRUTH = sample_truth(20)
GOOD, BAD = detector(TRUTH, miss=0.05), detector(TRUTH, miss=0.4, swap=0.2, variant="int8")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coco")
    for name, content in (
        ("truth", as_coco(TRUTH)),
        ("float32", as_results(GOOD)),
        ("int8", as_results(BAD)),
    ):
        (folder / f"{name}.json").write_text(json.dumps(content))
    return folder


def options(files: Path, **more: Any) -> ReadOptions:
    return ReadOptions(task="detection", ground_truth=files / "truth.json", **more)


@pytest.fixture(scope="module")
def compared(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = ["analyze", str(files / "float32.json"), f"q8={files / 'int8.json'}",
             "--ground-truth", str(files / "truth.json"), "-o"]  # fmt: skip
    folder = tmp_path_factory.mktemp("out")
    done = CliRunner().invoke(app, [*words, str(folder), "--format", "json"])
    assert done.exit_code == 0, done.output
    (folder / "answer.json").write_text(done.stdout)
    return folder


def test_the_command_line_answers_in_json(compared: Path) -> None:
    answer = json.loads((compared / "answer.json").read_text())
    assert [one["scope"]["variant"] for one in answer["variants"]] == ["float32", "q8"]
    told = [float(one["value"]) for one in answer["variants"][0]["overall"]]
    np.testing.assert_allclose(told, twelve_numbers(TRUTH, GOOD), atol=1e-12)
    assert {one["code"] for one in answer["findings"]} >= {"DT001", "DT008"}
    assert answer["recommendation"]["sentence"].startswith("Ship float32")


def test_the_report_shows_every_part(compared: Path) -> None:
    text = (compared / "report.md").read_text()
    headings = (
        "Which variant to ship", "Where boxes go wrong", "Classes", "Precision and recall",
        "Confidence", "Confusion", "Images", "Annotations to look at",
    )  # fmt: skip
    for heading in headings:
        assert f"## {heading}" in text
    assert "80 objects in 20 images" in text
    assert (compared / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "AP50 that each kind of error costs" in (compared / "report.html").read_text()


def test_what_was_written_is_read_again(compared: Path) -> None:
    analysis = read_analysis(compared)
    assert isinstance(analysis, DetectorAnalysis)
    again = from_json(to_json(analysis))
    assert to_json(again) == to_json(analysis)


def test_a_report_is_written_again(compared: Path) -> None:
    (compared / "report.html").unlink()
    done = CliRunner().invoke(app, ["report", str(compared)])
    assert done.exit_code == 0, done.output
    assert (compared / "report.html").is_file()


def test_gates_hold_detectors_too(compared: Path, tmp_path: Path) -> None:
    gates = tmp_path / "gates.yaml"
    gates.write_text(
        "gates:\n- {name: ap, metric: ap, variant: float32, min: 0.5}\n"
        "- {name: owl, metric: ap50, variant: q8, class: owl, min: 0.99}\n"
    )
    done = CliRunner().invoke(app, ["check", str(compared), str(gates)])
    assert done.exit_code == 1, done.output
    assert "owl" in done.output


def test_python_gives_the_same(files: Path, tmp_path: Path) -> None:
    outcome = afterfit.analyze_files(
        files / "float32.json", options(files), output=tmp_path, formats=("markdown",)
    )
    assert isinstance(outcome.analysis, DetectorAnalysis)
    found = afterfit.analyze_detections(TRUTH, [GOOD])
    assert to_json(outcome.analysis.variants[0].quality) == to_json(
        found.analysis.variants[0].quality
    )
    assert found.table()["metric"][0] == "ap"
    assert "Where boxes go wrong" in found.page()


def test_two_files_are_compared(files: Path, tmp_path: Path) -> None:
    outcome = compare(files / "float32.json", files / "int8.json", options(files), output=tmp_path)
    assert isinstance(outcome.analysis, DetectorAnalysis)
    (one,) = outcome.analysis.comparisons
    assert one.candidate.variant == "int8"
    assert one.change("ap").high < 0


def test_a_file_is_not_compared_with_itself(files: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="both are float32"):
        compare(files / "float32.json", files / "float32.json", options(files), output=tmp_path)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["int8.json", "--task", "detection"], "needs the annotated objects: --ground-truth"),
        (["int8.json", "--ground-truth", "truth.json", "--task", "anomaly"], "not to anomaly"),
        (["int8.json", "int8.json", "--ground-truth", "truth.json"], "two files are called 'int8'"),
        (["int8.json", "--ground-truth", "none.json"], "none.json: there is no such file"),
        (
            ["int8.json", "--ground-truth", "truth.json", "--iou-type", "segm"],
            "has no 'segmentation'",
        ),
        (
            ["int8.json", "float32.json", "--ground-truth", "truth.json", "--variant-name", "x"],
            "2 files are given one name",
        ),
    ],
)
def test_what_cannot_be_used_is_told(
    words: list[str], message: str, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)
    done = CliRunner().invoke(app, ["analyze", *words, "-o", str(tmp_path / "out")])
    assert isinstance(done.exception, InputError)
    assert message in str(done.exception)


def test_detections_that_do_not_count_are_told(files: Path, tmp_path: Path) -> None:
    strange = [{**one, "category_id": 4} for one in as_results(GOOD)[:3]]
    known = as_coco(TRUTH)
    known["categories"].append({"id": 4, "name": "yak"})
    (tmp_path / "truth.json").write_text(json.dumps(known))
    (tmp_path / "odd.json").write_text(json.dumps([*as_results(GOOD), *strange]))
    outcome = analyze_detection_files(
        tmp_path / "odd.json", options(tmp_path), output=tmp_path / "out", formats=("markdown",)
    )
    text = (outcome.folder.root / "report.md").read_text()
    assert "odd: 3 of" in text
    assert "detections are of classes without any annotated object" in text


def test_nothing_to_analyse_is_refused(files: Path) -> None:
    with pytest.raises(InputError, match="no detections to analyse"):
        analyze_detections(TRUTH, [])
    with pytest.raises(InputError, match="no file of detections"):
        analyze_detection_files([], options(files))


def test_a_detector_that_sees_nothing_has_a_report(files: Path, tmp_path: Path) -> None:
    (tmp_path / "blind.json").write_text("[]")
    outcome = analyze_detection_files(
        tmp_path / "blind.json", options(files), output=tmp_path / "out", formats=("markdown",)
    )
    assert isinstance(outcome.analysis, DetectorAnalysis)
    assert outcome.analysis.variants[0].quality.estimate("ap").value == 0
    assert outcome.analysis.variants[0].errors.of("missed").n == len(TRUTH)


FOG = [("clear", "rain", "fog")[place % 3] for place in range(20)]
OTHER = sample_truth(15, seed=4)


@pytest.fixture(scope="module")
def yolo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("yolo")
    for part, truth in (("test", TRUTH), ("val", OTHER)):
        write_labels(folder / part / "labels", truth)
        write_images(folder / part / "images.csv", truth, weather=FOG[: truth.n_images])
    write_seen(folder / "test" / "float32" / "labels", TRUTH, GOOD)
    write_seen(folder / "test" / "int8" / "labels", TRUTH, BAD)
    write_seen(folder / "val" / "float32" / "labels", OTHER, detector(OTHER))
    (folder / "data.yaml").write_text("names: [cat, dog, owl]")
    return folder


WORDS = ("--ground-truth", "test/labels", "--images", "test/images.csv", "--names", "data.yaml")


def run(folder: Path, output: Path, *words: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(app, ["analyze", *words, "-o", str(output)])


def test_labels_of_yolo_give_the_numbers_of_coco_json_to_the_last_digit(
    yolo: Path, compared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = ("test/float32/labels", "q8=test/int8/labels")
    done = run(yolo, tmp_path, *seen, *WORDS, monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    ours, coco = read_analysis(tmp_path), read_analysis(compared)
    assert isinstance(ours, DetectorAnalysis)
    assert isinstance(coco, DetectorAnalysis)
    for one, other in zip(ours.variants, coco.variants, strict=True):
        assert to_json(one.quality) == to_json(other.quality)
        assert to_json(one.errors) == to_json(other.errors)
        assert to_json(one.confusion) == to_json(other.confusion)
    assert [to_json(one) for one in ours.points] == [to_json(one) for one in coco.points]
    assert "float32, q8" in done.stdout
    judge = twelve_numbers(TRUTH, GOOD)
    told = [one.value for one in ours.variants[0].quality.overall]
    np.testing.assert_allclose(told, judge, atol=1e-12)


def test_a_confidence_is_chosen_on_other_images_and_written_for_the_device(
    yolo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = ("--validation-truth", "val/labels", "--validation", "val/float32/labels",
                 "--validation-images", "val/images.csv")  # fmt: skip
    done = run(yolo, tmp_path, "test/float32/labels", *WORDS, *elsewhere,
               "--max-false-alarms-per-image", "0.2", monkeypatch=monkeypatch)  # fmt: skip
    assert done.exit_code == 0, done.output
    document = json.loads((tmp_path / "testing" / "afterfit_thresholds.json").read_text())
    assert document["policy"] == "highest recall with at most 0.2 false alarms an image"
    assert document["chosen_on"] == {"split": "validation", "n_images": 15}
    assert document["reported_on"] == {"split": "test", "n_images": 20}
    assert document["chosen_on_other_images"] is True
    assert [one["class"] for one in document["classes"]] == ["cat", "dog", "owl"]
    header = (tmp_path / "testing" / "afterfit_thresholds.h").read_text()
    threshold = document["all_classes"]["threshold"]
    assert f"#define AFTERFIT_THRESHOLD_ALL_CLASSES {threshold:.9g}f" in header
    assert "Chosen on the validation split, 15 images" in header
    report = (tmp_path / "report.md").read_text()
    assert "These numbers are of other images than those it was chosen on." in report
    analysis = read_analysis(tmp_path)
    assert isinstance(analysis, DetectorAnalysis)
    assert analysis.points[0].table()["metric"].unique().sort().to_list() == [
        "f1", "false_alarms", "precision", "recall",
    ]  # fmt: skip


def test_one_split_says_that_it_judges_itself(compared: Path) -> None:
    report = (compared / "report.md").read_text()
    assert "It was chosen on the very images that these numbers are of" in report
    header = (compared / "testing" / "afterfit_thresholds.h").read_text()
    assert "told of the same images: others give a little less" in header


def test_images_are_sliced_by_what_is_known_of_them(
    yolo: Path, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(yolo, tmp_path / "yolo", "test/int8/labels", *WORDS, "--slice", "weather",
               monkeypatch=monkeypatch)  # fmt: skip
    assert done.exit_code == 0, done.output
    content = json.loads((files / "truth.json").read_text())
    for image, weather in zip(content["images"], FOG, strict=True):
        image["weather"] = weather
    (tmp_path / "truth.json").write_text(json.dumps(content))
    again = options(files, variant_name="int8")
    again = replace(again, ground_truth=tmp_path / "truth.json")
    outcome = analyze_detection_files(
        files / "int8.json", again, output=tmp_path / "coco", slices=["w*"], formats=()
    )
    ours, coco = read_analysis(tmp_path / "yolo"), outcome.analysis
    assert isinstance(ours, DetectorAnalysis)
    assert isinstance(coco, DetectorAnalysis)
    assert to_json(ours.slices[0]) == to_json(coco.slices[0])
    assert [row.value for row in ours.slices[0].rows] == ["clear", "fog", "rain"]
    found = afterfit.analyze_detections(TRUTH, [BAD], slices={"weather": FOG}).analysis
    assert to_json(found.slices[0]) == to_json(ours.slices[0])
    assert "Recall by slice" in (tmp_path / "yolo" / "report.md").read_text()
    assert {one.code for one in ours.findings} >= {"SL001"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--slice", "wether"], "images have no attribute 'wether' (did you mean 'weather'?)"),
        (["--slice", "weather,hour"], "--slice: images have no attribute 'hour'"),
        (["--validation", "val/float32/labels"], "are chosen on annotated objects, --validation-t"),
        (["--validation-images", "val"], "--validation-images: belongs to --validation-truth"),
        (["--cost-fp", "1", "--cost-fn", "2"], "not for the least cost"),
        (["--min-precision", "0.9", "--max-false-alarms-per-image", "1"], "one wish at a time"),
        (
            ["--split-name", "validation", "--validation-truth", "val/labels", "--validation", "x"],
            "the tested images are called 'validation' themselves",
        ),
    ],
)
def test_wishes_that_cannot_be_fulfilled_are_told(
    words: list[str], message: str, yolo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(yolo, tmp_path, "test/float32/labels", *WORDS, *words, monkeypatch=monkeypatch)
    assert isinstance(done.exception, InputError)
    assert message in str(done.exception)


@pytest.mark.parametrize(
    "words", [["--images", "x"], ["--max-false-alarms-per-image", "0"], ["--first-class-id", "0"]]
)
def test_options_of_objects_belong_to_objects(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(tmp_path, tmp_path, "p.csv", *words, monkeypatch=monkeypatch)
    assert isinstance(done.exception, InputError)
    assert str(done.exception).startswith(f"{words[0]}: belongs to object detection")


def test_classes_of_both_splits_must_be_the_same() -> None:
    other = replace(OTHER, class_names=("cat", "dog", "yak"))
    seen = detector(other, split="validation")
    with pytest.raises(InputError, match="only one of them has 'owl'"):
        analyze_detections(TRUTH, [GOOD], validation=ValidationSplit(other, (seen,)))


def test_false_alarms_an_image_are_those_of_detectors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="those of object detection alone"):
        afterfit.analyze_files("p.csv", policy=RecallAtImageAlarms(1), output=tmp_path)
