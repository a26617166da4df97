"""Files that are damaged, strange or made to mislead: a right result or one clear message."""

import gzip
import json
import pickle
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from afterfit.errors import InputError
from afterfit.readers import ReadOptions, open_predictions, read_predictions
from afterfit.records import Predictions
from tests.readers.tables import WRITERS, assert_equal

STRANGE = ("<script>alert(1)</script>", 'a "quoted", name', "=cmd()", "../../etc", "x" * 200, "🙂")


def save(folder: Path, content: str | bytes, name: str = "any.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(
    "classes",
    [("only",), STRANGE[:2], STRANGE, tuple(f"class {i}" for i in range(1000))],
    ids=["1 class", "2 classes", "strange names", "1000 classes"],
)
def test_any_class_names_come_back(tmp_path: Path, suffix: str, classes: tuple[str, ...]) -> None:
    k = len(classes)
    rng = np.random.default_rng(k)
    one = Predictions(
        class_names=classes,
        y_true=rng.integers(0, k, 5),
        scores=rng.dirichlet(np.ones(k), 5),
        source=np.zeros(5, dtype=np.int64),
        source_names=("a.wav",),
        offset=np.arange(5),
        variant="int8",
        split="test",
    )
    WRITERS[suffix](one, tmp_path / f"any.{suffix}")
    assert_equal(read_predictions(tmp_path / f"any.{suffix}")[0], one)


GOOD = "label,score_a,score_b\na,1,0\nb,0.25,0.75\n"


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD + "\n\r\n\n",
        GOOD.rstrip(),
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        '"label","score_a","score_b"\n"a","1","0"\n"b","0.25","0.75"\n',
        "label,score_a,score_b\n0.0,1,0\n1.0,0.25,0.75\n",
        "label,score_a,score_b\n0,1,0\n1,0.25,0.75\n",
    ],
    ids=[
        *("plain", "byte order mark", "CRLF", "blank lines at the end", "no last line end"),
        *("semicolons", "tabs", "all quoted", "labels as float", "labels as indices"),
    ],
)
def test_the_same_table_in_other_clothes(tmp_path: Path, content: str) -> None:
    (one,) = read_predictions(save(tmp_path, content))
    assert one.class_names == ("a", "b")
    assert one.y_true.tolist() == [0, 1]
    assert one.scores.tolist() == [[1, 0], [0.25, 0.75]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty; the first line must name the columns"),
        ("label,p0,p1\n", "no rows"),
        ("label,p0,p1\n0,1,0\n1,low,1\n", "row 3: column 'p0' must hold numbers, got 'low'"),
        (
            "label,p0,p1\n0,1,0\n1,0.5,0.6\n",
            "1 of 2 rows .* --scores-are logits(.|\n)*row 3: .*1.1",
        ),
        ("label,p0,p1\n0,1,0\n,0.5,0.5\n", "row 3: column 'label' is empty"),
        ("label,p0,p1\n0,1,0\n\n1,0,1\n", "row 3: a score is nan or missing"),
        ("label,p0,p1\n0,1,0\n1,1\n", "row 3: a score is nan or missing"),
        ("label,p0,p1\n0,1,0\n1,1,0,7\n", "cannot be read as CSV"),
        ("label,p0,p1\n0,nan,0\n1,inf,0\n", "2 of 2 rows(.|\n)*row 2: a score is nan or missing"),
        ("label,p0,p0\n0,1,0\n", "'p0' is there twice"),
        ("7,0.5,0.5\n7,0.5,0.5\n", "'0.5' is there twice.*--no-header"),
        (
            "labell,score_a,score_b\na,1,0\n",
            "are labell, score_a, score_b: name one with --label \\(did you mean 'labell'",
        ),
        (
            "label,score_a,score_b\na,1,0\n1,0,1\n",
            "row 3: .*holds '1', which is none of the classes",
        ),
        ("label,score_a,score_b\n0,1,0\na,0,1\n", "row 3: .*indices from 0 to 1, got 'a'"),
        ("label,score_a,score_b\n2,1,0\n", "row 2: .*indices from 0 to 1, got '2'"),
        ("label,score_cat,score_dog\ncta,1,0\n", "did you mean 'cat'"),
        ('label,p0,p1\n0,1,0\n"0,1,0\n', "a quote is opened that never closes"),
        ("label,logit_a,logit_b\na,3,1\n", "'logit_a' seems to hold logits.*--scores-are logits"),
        (
            "label,score_a,prob_a\na,1,1\n",
            "'score_a' and 'prob_a' could both be the scores.*--scores",
        ),
        ("label,target,p0,p1\n0,0,1,0\n", "'label' and 'target' could both be the label.*--label"),
        ("label,x\na,1\n", "no column of scores was found"),
        (b"label,p0,p1\n\xe9,1,0\n", "cannot be read as CSV: .*utf-8"),
        ("label,p0,p1\n0,1,0\n".encode("utf-16"), "UTF-16; save it in UTF-8"),
        (gzip.compress(b"label,p0,p1\n0,1,0\n"), "compressed by gzip; unpack it first"),
    ],
    ids=[
        *("empty", "header only", "text in a score", "sum", "no label", "blank line", "short row"),
        *("long row", "nan and inf", "twin columns", "no header", "no label column"),
        *("index among names", "name among indices", "index too high", "misspelt class"),
        *("open quote", "logits", "two families", "two labels", "no scores", "latin-1"),
        *("utf-16", "gzip inside"),
    ],
)
def test_a_bad_csv_is_refused_with_its_place(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    path = save(tmp_path, content)
    with pytest.raises(InputError, match=message) as caught:
        read_predictions(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"label":"a","scores":[1,0]}\n{"label":"b"\n', "row 2: is not a JSON object"),
        ("[1,2]\n", r"row 1: must be a JSON object, \{…\}, got \[1,2\]"),
        ('{"label":"a","score_a":1}\n{"label":"a","score_a":"x"}\n', 'row 2: .*numbers, got "x"'),
        ('{"label":"a","scores":[1,0]}\n{"label":"b","scores":[1]}\n', "row 2: .*holds 1 scores"),
        ('{"label":"a","score_a":1}\n\n{"label":"a","score_a":1}\n', "no line may be blank"),
        ('{"label":"a","score_a":NaN}\n', "row 1: a score is nan or missing"),
        ('{"label":"a","score_a":1}\n{"label":"a"}\n', "row 2: a score is nan or missing"),
        ('{"label":["a"],"score_a":1}\n', "'label' holds lists.*--task multilabel"),
        ("", "no column of labels"),
    ],
    ids=[
        *("broken line", "no object", "text", "length", "blank line", "nan", "missing"),
        *("list as label", "empty"),
    ],
)
def test_bad_ndjson_is_refused_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    path = save(tmp_path, content, "any.ndjson")
    with pytest.raises(InputError, match=message) as caught:
        read_predictions(path)
    assert str(path) in str(caught.value)


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "any.parquet"
    rows = pl.DataFrame({"label": [0, 1] * 500, "p0": np.linspace(0, 1, 1000)})
    rows.with_columns(p1=1 - pl.col("p0")).write_parquet(path, metadata={"afterfit": "[1"})
    with pytest.raises(InputError, match="metadata under 'afterfit' is damaged"):
        read_predictions(path)
    twice = json.dumps({"source_names": ["a", "a"], "variant": "int8", "split": "test"})
    rows.with_columns(p1=1 - pl.col("p0")).write_parquet(path, metadata={"afterfit": twice})
    with pytest.raises(InputError, match="source_names must differ"):
        read_predictions(path)
    whole = path.read_bytes()
    for content in (whole[:-40], whole[:10], b"", b"PAR1" + bytes(200) + b"PAR1"):
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"any\.parquet: cannot be read as Parquet"):
            read_predictions(path)


def test_parquet_of_other_kinds_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "any.parquet"
    pl.DataFrame({"label": ["a", None], "score_a": [1.0, 1.0]}).write_parquet(path)
    with pytest.raises(InputError, match="row 2: column 'label' is empty"):
        read_predictions(path)
    pl.DataFrame({"label": ["a"], "score_a": ["1.0"]}).write_parquet(path)
    with pytest.raises(InputError, match=r"'score_a' must hold numbers, got '1\.0'"):
        read_predictions(path)
    pl.DataFrame({"label": ["a"], "score_a": [1.0], "source": [None]}).write_parquet(path)
    with pytest.raises(InputError, match="row 1: column 'source' holds None"):
        read_predictions(path)
    pl.DataFrame({"label": ["a"], "score_a": [1.0], "offset": [0.5]}).write_parquet(path)
    with pytest.raises(
        InputError, match=r"row 1: column 'offset' must hold whole numbers, got 0\.5"
    ):
        read_predictions(path)


def test_ids_as_labels_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "any.parquet"
    ids = [f"id {i}" for i in range(10_001)]
    pl.DataFrame({"label": ids, "prediction": ids}).write_parquet(path)
    with pytest.raises(InputError, match="more than 10000 different values"):
        read_predictions(path)


def test_npz_that_needs_unpickling_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "any.npz"
    np.savez(path, y_true=np.array(["a", None], dtype=object), scores=np.eye(2))
    with pytest.raises(InputError, match=r"'y_true' holds object .*astype\(str\)"):
        read_predictions(path)
    np.savez(path, y_true=[0, 1, 1], scores=np.eye(2))
    with pytest.raises(InputError, match="'y_true' has 3 and 'scores' has 2"):
        read_predictions(path)
    whole = path.read_bytes()
    for content in (whole[:-30], whole[: len(whole) // 2], b"PK", b""):
        path.write_bytes(content)
        with pytest.raises(InputError, match="cannot be read as NPZ"):
            read_predictions(path)


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    path = save(tmp_path, pickle.dumps({"label": [0]}), "any.pkl")
    with pytest.raises(InputError, match=r"a pickle runs code .*to_parquet"):
        read_predictions(path)


def test_files_of_one_table_share_columns_and_classes(tmp_path: Path) -> None:
    save(tmp_path, "label,p0,p1\n0,1,0\n", "a.csv")
    save(tmp_path, "label,p0,p2\n0,1,0\n", "b.csv")
    with pytest.raises(InputError, match=r"p1, p2 are in only one of .*a\.csv and .*b\.csv"):
        read_predictions(tmp_path)
    for name, classes in (("a", ["x", "y"]), ("b", ["x", "z"])):
        np.savez(tmp_path / f"{name}.npz", y_true=[0], scores=[[1.0, 0]], classes=classes)
    with pytest.raises(InputError, match=r"a\.npz names x, y and .*b\.npz names x, z"):
        read_predictions(tmp_path / "*.npz")


def test_columns_that_mean_nothing_may_differ(tmp_path: Path) -> None:
    save(tmp_path, "label,p0,p1,site\n0,1,0,north\n", "a.csv")
    save(tmp_path, "p1,label,p0\n1,1,0\n", "b.csv")
    parts = read_predictions(tmp_path)
    assert [(one.variant, one.y_pred.tolist()) for one in parts] == [("a", [0]), ("b", [1])]
    save(tmp_path, "label,p0,p1,source\n0,1,0,north\n", "c.csv")
    with pytest.raises(InputError, match=r"source is in only one of .*a\.csv and .*c\.csv"):
        read_predictions(tmp_path)


def test_nan_in_ndjson_can_be_dropped(tmp_path: Path) -> None:
    lines = [{"label": "a", "scores": [1.0, 0.0]}, {"label": "b", "scores": [float("nan"), 1.0]}]
    path = save(tmp_path, "\n".join(map(json.dumps, lines)), "any.ndjson")
    (one,) = read_predictions(path, ReadOptions(on_bad_rows="drop"))
    assert (len(one), one.left_out.n_rows, one.class_names) == (1, 1, ("a", "b"))


def test_rows_of_parquet_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.parquet"
    pl.DataFrame({"label": [0, 1] * 500, "p0": [0.5] * 1000, "p1": [0.5] * 1000}).write_parquet(
        path
    )
    data = bytearray(path.read_bytes())
    data[4:60] = bytes(56)  # the first page; the schema at the end stays
    path.write_bytes(data)
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        open_predictions(path)
