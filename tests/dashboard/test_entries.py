import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.dashboard.entries import check_roots, find_entries
from afterfit.errors import InputError


def put(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"stages": {}}')
    return root


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        (["manifest.json", "analysis.json"], "run"),
        (["running.json"], "run"),
        (["analysis.json", "report.html"], "analysis"),
        (["tensorlab.json"], "analysis"),
        (["sweep.json"], "sweep"),
        (["gof/data_checks.json"], "data"),
        (["curves.html"], "curves"),
        (["report.html"], None),
    ],
    ids=["run", "running", "analysis", "tensorlab", "sweep", "data", "curves", "a page alone"],
)
def test_what_a_folder_is(tmp_path: Path, files: list[str], kind: str | None) -> None:
    put(tmp_path / "deep" / "x", *files)
    assert [one.kind for one in find_entries([tmp_path])] == ([kind] if kind else [])


def test_a_manifest_of_another_tool_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"icons": []}')
    assert find_entries([tmp_path]) == ()


def test_names_are_places_below_the_folder_that_was_given(tmp_path: Path) -> None:
    put(tmp_path / "a", "sweep.json", "net/seed_1/manifest.json")
    put(tmp_path / "b", "analysis.json")
    names = [one.name for one in find_entries([tmp_path / "a", tmp_path / "b"])]
    assert names == ["a", "a/net/seed_1", "b"]
    assert [one.name for one in find_entries([tmp_path])] == ["a", "a/net/seed_1", "b"]


def test_a_folder_that_two_roots_hold_is_found_once(tmp_path: Path) -> None:
    put(tmp_path / "a", "analysis.json")
    assert len(find_entries([tmp_path, tmp_path / "a"])) == 1


def test_the_parts_of_a_run_are_no_runs(tmp_path: Path) -> None:
    put(tmp_path, "manifest.json", "testing/analysis.json", "training/base/analysis.json")
    assert [one.name for one in find_entries([tmp_path])] == [tmp_path.name]


def test_the_version_changes_with_any_file_of_the_entry_and_no_other(tmp_path: Path) -> None:
    put(tmp_path, "manifest.json", "training/base/history.csv", "later/manifest.json")

    def version() -> str:
        return find_entries([tmp_path])[0].version

    first = version()
    put(tmp_path, "later/manifest.json", "later/more.json")
    assert version() == first
    (tmp_path / "training" / "base" / "history.csv").write_text("epoch\n1\n")
    second = version()
    assert second != first
    (tmp_path / ".tmp-1-analysis.json").write_text("half")
    assert version() == second


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "outside", "analysis.json")
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "link").symlink_to(tmp_path / "outside")
    assert find_entries([tmp_path / "runs"]) == ()


@pytest.mark.parametrize("place", ["analysis.json", "training", "training/base/history.csv"])
def test_a_link_out_of_the_tree_is_named(tmp_path: Path, place: str) -> None:
    put(tmp_path / "outside", "secret")
    run = put(tmp_path / "runs" / "one", "manifest.json")
    link = run / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(tmp_path / "outside" / "secret")
    (entry,) = find_entries([tmp_path / "runs"])
    assert entry.escapes == place


def test_a_link_within_the_tree_is_no_escape(tmp_path: Path) -> None:
    run = put(tmp_path, "one/manifest.json", "two/analysis.json") / "one"
    (run / "analysis.json").symlink_to(tmp_path / "two" / "analysis.json")
    assert [one.escapes for one in find_entries([tmp_path])] == ["", ""]


def test_a_name_that_is_no_text_is_shown_as_far_as_it_is(tmp_path: Path) -> None:
    os.makedirs(os.fsencode(tmp_path) + b"/\xff\xfe")  # noqa: PTH103
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe/sweep.json")).write_text("{}")
    (entry,) = find_entries([tmp_path])
    assert entry.name == "\N{REPLACEMENT CHARACTER}" * 2
    assert entry.id.isascii()


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_what_is_no_folder_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    if kind == "file":
        path.write_text("")
    with pytest.raises(InputError, match="folder that holds runs"):
        check_roots([path])


def test_no_folder_at_all_is_refused() -> None:
    with pytest.raises(InputError, match="at least one"):
        check_roots([])


names = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20
).filter(lambda name: name not in (".", ".."))


@settings(max_examples=30, deadline=None)
@given(found=st.sets(names, min_size=1, max_size=5))
def test_every_folder_has_an_id_of_its_own_that_is_one_plain_word(
    found: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("runs")
    for name in found:
        put(root / name, "analysis.json")
    entries = find_entries([root])
    assert {one.name for one in entries} == found
    assert len({one.id for one in entries}) == len(entries)
    assert all(
        one.id.replace("-", "").replace("_", "").replace(".", "").isalnum() for one in entries
    )
    assert all(one.id.isascii() and "/" not in one.id for one in entries)
