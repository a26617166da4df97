from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.readers import ReadOptions, read_predictions
from afterfit.readers.part_files import name_variants, word_of_folder

ROWS = "label,score_cat,score_dog\ncat,0.75,0.25\ndog,0.5,0.5\n"


@pytest.mark.parametrize(
    ("paths", "variants"),
    [
        (["kws_fp32.csv", "kws_int8.csv"], ["kws_fp32", "kws_int8"]),
        (["kws_int8.csv", "kws_int16.csv"], ["kws_int8", "kws_int16"]),
        (["model_1.csv", "model_2.csv"], ["model_1", "model_2"]),
        (["model_v1.csv", "model_v2.csv"], ["model_v1", "model_v2"]),
        (["out/part-0000.parquet", "out/part-0001.parquet"], ["out", "out"]),
        (["out/part_0.pq", "out/part_10.pq"], ["out", "out"]),
        (["out/00000.csv", "out/00001.csv"], ["out", "out"]),
        (["kws-part-0.csv", "kws-part-1.csv"], ["kws", "kws"]),
        (["kws-00000-of-00002.csv", "kws-00001-of-00002.csv"], ["kws", "kws"]),
        (["kws-000000000000.csv", "kws-000000000001.csv"], ["kws", "kws"]),
        (["out/part-00000-9f-c000.snappy.parquet", "out/part.1.parquet"], ["out", "out"]),
        (["float/part-0.csv", "int8/part-0.csv"], ["float", "int8"]),
        (["a/int8.csv", "b/int8.csv"], ["a/int8", "b/int8"]),
        (["a/int8/part-0.csv", "b/int8/part-0.csv"], ["a/int8", "b/int8"]),
        (["kws/day=1/part-0.csv", "kws/day=2/part-0.csv"], ["kws", "kws"]),
        (["kws/day=1/hour=3/x.csv", "kws/day=2/hour=3/x.csv"], ["x", "x"]),
        (["k/variant=f32/p.csv", "k/variant=int8/part-1.csv"], ["f32", "int8"]),
        (["departure-1.csv", "departure-2.csv"], ["departure-1", "departure-2"]),
    ],
    ids=lambda names: names[0],
)
def test_names_of_variants(paths: list[str], variants: list[str]) -> None:
    assert name_variants([Path("runs", path) for path in paths]) == tuple(variants)


@given(st.lists(st.integers(0, 10**6), min_size=1, unique=True), st.integers(1, 8))
def test_parts_of_any_number_are_one_variant(numbers: list[int], digits: int) -> None:
    paths = [Path(f"int8/part-{number:0{digits}}.parquet") for number in numbers]
    assert set(name_variants(paths)) == {"int8"}


def test_a_folder_names_the_split() -> None:
    assert word_of_folder(Path("kws/split=train/day=3/a.csv"), "split") == "train"
    assert word_of_folder(Path("kws/splits/a.csv"), "split") is None


def test_a_folder_of_parts_is_read_as_one_variant_with_its_splits(tmp_path: Path) -> None:
    for name in ("split=train/part-0.csv", "split=test/part-0.csv", "split=test/part-1.csv"):
        path = tmp_path / "kws" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ROWS)
    found = {(one.variant, one.split): len(one) for one in read_predictions(tmp_path / "kws")}
    assert found == {("kws", "train"): 2, ("kws", "test"): 4}


def test_a_given_name_wins(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(ROWS)
    options = ReadOptions(variant_name="int8", split_name="validation")
    (one,) = read_predictions(tmp_path, options)
    assert (one.variant, one.split, len(one)) == ("int8", "validation", 4)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"variant": "model", "variant_name": "int8"}, "leave out variant or variant_name"),
        ({"split": "part", "split_name": "test"}, "leave out split or split_name"),
        ({"split_name": " "}, "split_name must name the split, got ' '"),
    ],
)
def test_what_contradicts_itself_is_refused(options: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        ReadOptions(**options)  # type: ignore[arg-type]
