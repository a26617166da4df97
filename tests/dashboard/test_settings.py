from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.dashboard.settings import differing_settings, read_settings
from afterfit.pipeline.folder import RunFolder


def test_only_the_keys_that_differ_in_the_order_of_the_first_run(tmp_path: Path) -> None:
    texts = (
        "common: {run_name: a}\ntraining: {seed: 1, rate: 0.1, names: [x, y]}\n",
        "common: {run_name: b}\ntraining: {seed: 2, rate: 0.1, names: [x], more: null}\n",
    )
    read = []
    for place, text in enumerate(texts):
        folder = RunFolder(tmp_path / str(place))
        folder.root.mkdir()
        folder.config.write_text(text)
        read.append(read_settings(folder))
    assert [(one.key, one.values) for one in differing_settings(read)] == [
        ("training.seed", ("1", "2")),
        ("training.names", ("[x, y]", "[x]")),
        ("training.more", ("–", "null")),
    ]


@pytest.mark.parametrize("text", [None, "", "- a list", "a: [", "\x00", "a: !!python/object:x {}"])
def test_what_is_no_configuration_has_no_keys(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "config.yaml").write_text(text)
    assert read_settings(RunFolder(tmp_path)) == {}


keys = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"))


@given(runs=st.lists(keys, min_size=1, max_size=4))
def test_a_key_is_listed_where_and_only_where_runs_disagree(runs: list[dict[str, str]]) -> None:
    listed = {one.key for one in differing_settings(runs)}
    every = {key for one in runs for key in one}
    assert listed == {key for key in every if len({one.get(key) for one in runs}) > 1}
