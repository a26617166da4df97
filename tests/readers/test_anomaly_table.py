from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.readers import (
    AnomalyOptions,
    ReadOptions,
    read_anomaly_scores,
    write_anomaly_scores,
)
from afterfit.records import AnomalyScores
from tests.statistics.sample_anomalies import detector, with_places


def read(path: Path, text: str, more: AnomalyOptions | None = None, **options: Any) -> Any:
    path.write_text(text)
    return read_anomaly_scores([path], ReadOptions(task="anomaly", **options), more)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("score,label\n1,0\n2,1\n", ("normal", "anomaly")),
        ("reconstruction_error,is_anomaly\n1,false\n2,True\n", ("normal", "anomaly")),
        ("Error,Kind\n1,Normal\n2,gear\n", ("normal", "gear")),
        ("anomaly_score;y_true\n1;normal\n2;Anomaly\n", ("normal", "anomaly")),
    ],
    ids=["numbers", "truths", "kinds", "words"],
)
def test_columns_are_found_by_their_names(
    text: str, kinds: tuple[str, ...], tmp_path: Path
) -> None:
    (scores,) = read(tmp_path / "int8.csv", text)

    assert scores.score.tolist() == [1, 2]
    assert scores.kind_names == kinds
    assert scores.is_anomaly.tolist() == [False, True]
    assert (scores.variant, scores.split) == ("int8", "test")
    assert not scores.has_sources


def test_a_user_names_what_is_normal(tmp_path: Path) -> None:
    more = AnomalyOptions(normal=("idle", "walk"))
    (scores,) = read(tmp_path / "a.csv", "score,label\n1,Idle\n2,walk\n3,fall\n", more)

    assert scores.is_anomaly.tolist() == [False, False, True]
    assert scores.kind_names == ("normal", "fall")


def test_splits_variants_machines_and_channels(tmp_path: Path) -> None:
    scores = read(
        tmp_path / "a.csv",
        "score,kind,split,variant,file,offset,machine,channel_error_x\n"
        "1,normal,training,float,a.wav,0,fan,0.5\n"
        "2,normal,val,float,b.wav,16,fan,0.5\n"
        "3,gear,test,float,c.wav,32,pump,0.5\n"
        "4,gear,test,int8,c.wav,32,pump,0.25\n",
        AnomalyOptions(window_seconds=2.0, step_seconds=0.5),
    )

    assert [(one.variant, one.split) for one in scores] == [
        ("float", "train"), ("float", "validation"), ("float", "test"), ("int8", "test")
    ]  # fmt: skip
    last = scores[-1]
    assert (last.source_names, last.group_names) == (("c.wav",), ("pump",))
    assert (last.offset.tolist(), last.seconds_per_sample) == ([32], 0.5)
    assert last.channel_names == ("x",)
    assert last.channel_error.tolist() == [[0.25]]


def test_label_and_machine_from_the_name_of_a_recording(tmp_path: Path) -> None:
    (scores,) = read(
        tmp_path / "toy.csv",
        "normal_id_01_00.wav,9.5\nanomaly_id_02_00.wav,11\n",
        AnomalyOptions(label_from="^(normal|anomaly)_", group_from="id_[0-9]+"),
        header=False,
    )

    assert scores.source_names == ("normal_id_01_00.wav", "anomaly_id_02_00.wav")
    assert scores.is_anomaly.tolist() == [False, True]
    assert scores.group_names == ("id_01", "id_02")


def test_a_variant_is_named_before_its_files(tmp_path: Path) -> None:
    for place in (1, 2):
        (tmp_path / f"m{place}.csv").write_text(f"score,label\n{place},0\n")
    (scores,) = read_anomaly_scores([f"int8={tmp_path}/m*.csv"])

    assert scores.variant == "int8"
    assert scores.score.tolist() == [1, 2]


def test_training_scores_in_a_file_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("score\n1\n2\n")
    (tmp_path / "a.csv").write_text("score,label\n3,1\n")
    (tmp_path / "b.csv").write_text("score,label\n4,1\n")
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    train = str(tmp_path / "train.csv")
    scores = read_anomaly_scores(paths, None, AnomalyOptions(train_paths=(train,)))

    found = {(one.variant, one.split): one.score.tolist() for one in scores}
    assert found == {
        ("a", "test"): [3], ("b", "test"): [4], ("a", "train"): [1, 2], ("b", "train"): [1, 2]
    }  # fmt: skip
    with pytest.raises(InputError, match="once for each of the 2 variants"):
        read_anomaly_scores(paths, None, AnomalyOptions(train_paths=(train,) * 3))


def test_variant_and_split_that_a_user_names(tmp_path: Path) -> None:
    (scores,) = read(tmp_path / "a.csv", "score\n1\n", variant_name="int8", split_name="validation")

    assert (scores.variant, scores.split) == ("int8", "validation")


def test_no_labels_are_no_labels(tmp_path: Path) -> None:
    (scores,) = read(tmp_path / "a.csv", "score\n1\n2\n")

    assert not scores.has_labels


def test_our_own_files_come_back_whole(tmp_path: Path) -> None:
    one = with_places(detector(40))
    write_anomaly_scores(one, tmp_path / "x.parquet")
    (again,) = read_anomaly_scores([tmp_path])

    assert isinstance(again, AnomalyScores)
    np.testing.assert_array_equal(again.score, one.score)
    np.testing.assert_array_equal(again.kind, one.kind)
    np.testing.assert_array_equal(again.channel_error, one.channel_error)
    np.testing.assert_array_equal(again.part_error, one.part_error)
    assert (again.kind_names, again.source_names) == (one.kind_names, one.source_names)
    assert again.window_seconds == one.window_seconds


TENSORLAB = "k_value,threshold,accuracy\n0.0,1.6,50.0\n"


@pytest.mark.parametrize(
    ("text", "more", "options", "message"),
    [
        (TENSORLAB, {}, {}, "a table of thresholds, one row a k, and holds no scores"),
        ("a,b\n1,2\n", {}, {}, "no column of scores was found; the columns are a, b"),
        ("1.5,2\n1,2\n", {}, {}, "--no-header"),
        ("score,label\n1,0\nnan,1\n", {}, {}, r"row 3: column 'score' must hold finite numbers"),
        ("score,label\n1,0\n,1\n", {}, {}, r"row 3: .* got None"),
        ("score,label\n1,0\nx,1\n", {}, {}, r"row 3: column 'score' must hold numbers, got 'x'"),
        ("score,split\n1,test\n2,later\n", {}, {}, r"row 3: the split must be one of train"),
        ("score,offset\n1,0\n2,a\n", {}, {}, r"row 3: column 'offset' must hold whole numbers"),
        ("score,label\n", {}, {}, "holds no rows"),
        ("score,label\n1,0\n", {"label_from": "n"}, {}, "names of recordings, and there are none"),
        ("score,file\n1,ab\n", {"label_from": "n"}, {}, "--label-from 'n' finds nothing in 'ab'"),
        ("score,label\n1,0\n", {}, {"scores": "scor"}, "did you mean 'score'"),
        ("score,label\n1,0\n", {"group": "m"}, {}, "no column 'm'.*--group"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    text: str, more: dict[str, Any], options: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path / "a.csv", text, AnomalyOptions(**more), **options)


def test_a_broken_expression_is_named() -> None:
    with pytest.raises(InputError, match=r"--group-from '\(' is no regular expression"):
        AnomalyOptions(group_from="(")


def test_files_of_one_split_must_agree_on_labels(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("score,label\n1,0\n")
    (tmp_path / "b.csv").write_text("score\n1\n")
    with pytest.raises(InputError, match="must all name the kind of each row, or none"):
        read_anomaly_scores([f"x={tmp_path}/*.csv"])


def test_parts_are_one_variant_and_a_name_is_of_all(tmp_path: Path) -> None:
    paths = [tmp_path / "int8" / name for name in ("part-0000.csv", "part-0001.csv")]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text("score,label,split\n1,0,test\n2,1,test\n")
    (scores,) = read_anomaly_scores(paths)
    assert (scores.variant, len(scores)) == ("int8", 4)
    options = ReadOptions(task="anomaly", variant_name="q", split_name="validation")
    (named,) = read_anomaly_scores(paths, options)
    assert (named.variant, named.split, len(named)) == ("q", "validation", 4)


def test_a_name_is_of_our_own_file_too(tmp_path: Path) -> None:
    write_anomaly_scores(detector(), tmp_path / "a.parquet")
    options = ReadOptions(task="anomaly", variant_name="q", split_name="validation")
    (scores,) = read_anomaly_scores([tmp_path / "a.parquet"], options)
    assert (scores.variant, scores.split) == ("q", "validation")
