import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from afterfit.dashboard.entries import find_entries
from afterfit.dashboard.summary import RunSummary, summarize
from afterfit.pipeline.reports import read_analysis
from afterfit.results import Analysis
from tests.dashboard.run_folders import two_runs, write_manifest


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("runs")
    two_runs(root)
    return root


def line(root: Path, name: str) -> RunSummary:
    return next(summarize(one) for one in find_entries([root]) if one.name == name)


def test_the_line_of_a_run_says_what_its_analysis_says(runs: Path) -> None:
    found, analysis = line(runs, "one"), read_analysis(runs / "one")
    assert isinstance(analysis, Analysis)
    assert analysis.decision is not None
    assert found.shown is not None
    variant = analysis.decision.recommendation.variant
    assert (found.state, found.task, found.model) == ("done", "classification", "CLS_1k")
    assert found.made == datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
    assert (found.shown.variant, found.shown.is_recommended) == (variant, True)
    of_variant = analysis.of(found.shown.variant, "test")
    assert of_variant is not None
    assert found.shown.quality == of_variant.quality.estimate("accuracy")
    raised = [one.severity for one in analysis.findings if one.outcome == "raised"]
    assert raised
    assert dict(found.findings) == {one: raised.count(one) for one in ("error", "warning", "info")}


def test_a_single_variant_is_shown_and_not_called_recommended(runs: Path) -> None:
    shown = line(runs, "two").shown
    assert shown is not None
    assert (shown.variant, shown.is_recommended) == ("float32", False)


def test_damaged_results_leave_what_the_facts_tell(runs: Path, tmp_path: Path) -> None:
    shutil.copytree(runs / "two", tmp_path / "x")
    (tmp_path / "x" / "analysis.json").write_text('{"kind": "analy')
    found = line(tmp_path, "x")
    assert (found.state, found.model, found.shown) == ("broken", "CLS_4k", None)
    assert found.detail.startswith("analysis.json: not JSON")


FILES = ["analysis.json", "run.json", "config.yaml", "manifest.json", "running.json", "costs.json"]
DAMAGE = st.one_of(
    st.binary(max_size=40),
    st.sampled_from([b"", b"{}", b"[]", b"null", b"1e999", b'{"stages": 3}', b"[" * 3000, b"\xff"]),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(damage=st.dictionaries(st.sampled_from(FILES), DAMAGE, min_size=1))
def test_no_content_of_any_file_stops_the_index(damage: dict[str, bytes], tmp_path: Path) -> None:
    root = tmp_path / "run"
    shutil.rmtree(root, ignore_errors=True)
    write_manifest(root)
    for name, content in damage.items():
        (root / name).write_bytes(content)
    (entry,) = find_entries([root]) or (None,)
    if entry is not None:
        assert summarize(entry).state in ("broken", "stopped", "done")
