import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from afterfit.analyses import tabulate_sweep
from afterfit.dashboard.app import MOST_COMPARED, create_app
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.reports import read_document
from afterfit.report import write_html
from tests.dashboard.run_folders import (
    predictions_of,
    two_runs,
    write_manifest,
    write_run,
    write_running,
    write_training,
)

SECRET = "what stands in another folder"  # noqa: S105
HOSTILE = "<script>alert(1)<"


def open_app(root: Path, host: str = "127.0.0.1") -> TestClient:
    return TestClient(create_app([root], host), base_url="http://localhost:8765")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("base")
    (base / "secret.txt").write_text(SECRET)
    root = base / "runs"
    two_runs(root)
    write_run(root / "fewer", [predictions_of("float32", 1.0, n=60)])
    write_manifest(root / HOSTILE, ())
    write_manifest(root / "=cmd()")
    write_training(write_running(root / "live"))
    (root / "half").mkdir()
    (root / "half" / "analysis.json").write_text('{"kind": "anal')
    linked = write_manifest(root / "linked")
    (linked / "analysis.json").symlink_to(base / "secret.txt")
    (root / "page").mkdir()
    (root / "page" / "curves.html").write_text("<script>fetch('/api/runs')</script>")
    return root


@pytest.fixture(scope="module")
def client(root: Path) -> TestClient:
    return open_app(root)


@pytest.fixture(scope="module")
def ids(client: TestClient) -> dict[str, str]:
    return {one["name"]: one["id"] for one in client.get("/api/runs").json()["runs"]}


class Page(HTMLParser):
    """Tags, attributes and words of a page as a browser would take them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.inline: list[str] = []
        self.handlers: list[str] = []
        self.rows: dict[str, str] = {}
        self._row = ""
        self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.handlers += [name for name in given if name.startswith("on")]
        self.inline += ["style"] if "style" in given or tag == "style" else []
        self._in_script = tag == "script"
        self._row = given.get("data-id") or ("" if tag == "tr" else self._row)

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.inline.append(data)
        elif self._row:
            self.rows[self._row] = self.rows.get(self._row, "") + data


def test_the_index_lists_every_run_with_what_programs_are_told(
    client: TestClient, ids: dict[str, str]
) -> None:
    rows = Page(client.get("/").text).rows
    assert set(rows) == set(ids.values())
    for one in client.get("/api/runs").json()["runs"]:
        words = rows[one["id"]]
        assert one["name"] in words
        assert one["state"] in words
        if one["quality"] is not None:
            assert f"{one['quality']['value']:.1%}".replace("%", "\N{NO-BREAK SPACE}%") in words
            assert f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{one['quality']['n']}" in words


@pytest.mark.parametrize(
    ("name", "state", "detail"),
    [
        ("one", "done", ""),
        ("live", "running", "training"),
        ("half", "broken", "analysis.json: not JSON"),
        ("linked", "broken", "analysis.json is a link out of the folders"),
        (HOSTILE, "stopped", "before its first stage"),
        ("page", "done", ""),
    ],
)
def test_states(client: TestClient, name: str, state: str, detail: str) -> None:
    (found,) = (one for one in client.get("/api/runs").json()["runs"] if one["name"] == name)
    assert found["state"] == state
    assert found["detail"].startswith(detail)


def test_the_page_of_a_run_is_its_report(
    client: TestClient, ids: dict[str, str], root: Path
) -> None:
    page = client.get(f"/runs/{ids['one']}").text
    report = write_html(read_document(RunFolder(root / "one")))
    body = re.search(r'<main id="content">.*</main>', report, re.DOTALL)
    assert body is not None
    assert body[0] in page
    assert '<a href="/">← All runs</a>' in page


def test_a_training_in_progress_shows_its_curves_and_watches_for_more(
    client: TestClient, ids: dict[str, str]
) -> None:
    page = client.get(f"/runs/{ids['live']}").text
    assert "Running: training." in page
    assert '<div class="figure"><dt>Epoch</dt><dd class="value">6</dd>' in page
    watched = re.search(r'data-watch="([^"]+)" data-version="([^"]+)"', page)
    assert watched is not None
    assert client.get(watched[1]).json() == {"version": watched[2]}


def test_what_is_wrong_with_a_broken_run_stands_on_its_page(
    client: TestClient, ids: dict[str, str]
) -> None:
    page = client.get(f"/runs/{ids['half']}")
    assert page.status_code == 200
    assert "analysis.json: not JSON" in page.text


def test_programs_get_the_whole_analysis_of_a_run(
    client: TestClient, ids: dict[str, str], root: Path
) -> None:
    answer = client.get(f"/api/runs/{ids['one']}").json()
    written = json.loads((root / "one" / "analysis.json").read_text())
    assert answer["analysis"]["variants"] == written["variants"]
    assert client.get(f"/api/runs/{ids['half']}").json()["analysis"] is None


def test_runs_side_by_side(client: TestClient, ids: dict[str, str]) -> None:
    asked = f"run={ids['one']}:float32&run={ids['two']}"
    page, answer = client.get(f"/compare?{asked}"), client.get(f"/api/compare?{asked}").json()
    change = answer["runs"][1]["change"]["value"]
    assert f"change {100 * change:+.1f}\N{NO-BREAK SPACE}points" in page.text
    assert (
        f'<a href="/compare?run={ids["one"]}%3Aint8&amp;run={ids["two"]}%3Afloat32">' in page.text
    )
    assert "<strong>float32</strong>" in page.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "needs two runs or more"),
        ("run={one}", "needs two runs or more"),
        ("run={one}&run={half}", "half has no results to be compared (broken)"),
        ("run={one}:none&run={two}", "no variant is called"),
        ("&".join(["run={one}"] * (MOST_COMPARED + 1)), "too many for one page"),
    ],
    ids=["none", "one", "broken", "unknown variant", "too many"],
)
def test_what_cannot_be_compared_is_told_in_a_sentence(
    client: TestClient, ids: dict[str, str], query: str, said: str
) -> None:
    asked = query.format(**ids) if query else ""
    page, answer = client.get(f"/compare?{asked}"), client.get(f"/api/compare?{asked}")
    assert (page.status_code, answer.status_code) == (400, 400)
    assert said in page.text.replace("&#39;", "'")
    assert said in answer.json()["error"]


def test_a_sweep_has_its_report(tmp_path: Path) -> None:
    from afterfit.analyses import Trained
    from afterfit.analyses.tested import tested_variants
    from afterfit.pipeline.analyze import analyze_predictions
    from afterfit.results import to_json

    analysis = analyze_predictions([predictions_of("float32", 1.0)])
    trained = [Trained(name, 1, tested_variants(analysis)[0], None) for name in ("A", "B")]
    (tmp_path / "sweep.json").write_text(to_json(tabulate_sweep(trained, (), 1)))
    client = open_app(tmp_path)
    (line,) = client.get("/api/runs").json()["runs"]
    assert (line["task"], line["model"], line["variant"]) == ("sweep", "2 networks", "A float32")
    assert "All networks" in client.get(f"/runs/{line['id']}").text


def test_the_index_renews_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("afterfit.dashboard.library.FRESH_SECONDS", -1.0)
    client = open_app(tmp_path)
    before = client.get("/api/version").json()["version"]
    assert f'data-version="{before}"' in client.get("/").text
    write_manifest(tmp_path / "new")
    after = client.get("/api/version").json()["version"]
    assert after != before
    assert f'data-version="{after}"' in client.get("/").text


def test_a_run_that_vanishes_is_not_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("afterfit.dashboard.library.FRESH_SECONDS", -1.0)
    write_manifest(tmp_path / "gone")
    client = open_app(tmp_path)
    name = client.get("/api/runs").json()["runs"][0]["id"]
    shutil.rmtree(tmp_path / "gone")
    assert client.get(f"/runs/{name}").status_code == 404
    assert client.get(f"/api/runs/{name}").json() == {
        "error": "no such run; it may have been removed"
    }


# --- safety ---


def test_hostile_names_stay_words(client: TestClient, ids: dict[str, str]) -> None:
    index = Page(client.get("/").text)
    assert HOSTILE in index.rows[ids[HOSTILE]]
    assert index.tags.count("script") == 1
    own = Page(client.get(f"/runs/{ids[HOSTILE]}").text)
    assert own.tags.count("script") == 4  # charts as data, their library, drawing, watching
    compared = client.get(f"/compare?run={ids['one']}&run={ids['two']}").text
    assert "<script>alert" not in compared


ADDRESSES = ["/", "/runs/{one}", "/runs/{live}", "/compare?run={one}&run={two}", "/api/runs",
             "/nothing", "/assets/index.js"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_a_policy_that_admits_no_foreign_script(
    client: TestClient, ids: dict[str, str], address: str
) -> None:
    answer = client.get(address.format(**ids))
    policy = dict(
        [*part.split(maxsplit=1), ""][:2]
        for part in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert "http" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in answer.headers


def test_the_index_holds_no_inline_script_style_or_handler(client: TestClient) -> None:
    page = Page(client.get("/").text)
    assert (page.inline, page.handlers) == ([], [])


def test_a_kept_page_has_no_origin_and_no_network(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/runs/{ids['page']}")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none';")
    assert "connect-src" not in policy
    assert "allow-same-origin" not in policy


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8765", 200), ("127.0.0.1", 200), ("[::1]:8765", 200), ("evil.example", 421),
     ("localhost.evil.example:8765", 421), ("", 421)],
)  # fmt: skip
def test_a_foreign_name_is_refused(client: TestClient, host: str, status: int) -> None:
    answer = client.get("/api/runs", headers={"host": host})
    assert answer.status_code == status
    assert ("version" in answer.text) is (status == 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", ["/", "/runs/{one}", "/api/runs", "/compare"])
def test_nothing_can_be_changed(
    client: TestClient, ids: dict[str, str], method: str, address: str
) -> None:
    assert client.request(method, address.format(**ids)).status_code == 405


def test_reading_leaves_the_folders_as_they_were(root: Path, ids: dict[str, str]) -> None:
    def state() -> dict[str, tuple[int, int]]:
        return {
            str(path): (path.lstat().st_size, path.lstat().st_mtime_ns)
            for path in sorted(root.parent.rglob("*"))
        }

    before = state()
    client = open_app(root)
    for name in ids.values():
        client.get(f"/runs/{name}")
    client.get(f"/compare?run={ids['one']}&run={ids['fewer']}")
    assert state() == before


ESCAPES = ["..", "../..", "../../secret.txt", "/etc/passwd", "..%2f..%2fsecret.txt",
           "%2e%2e/secret.txt", "..\\secret.txt", "secret.txt\0", "%00", "....//secret.txt",
           "one/../../secret.txt", "file:///etc/passwd", "linked/analysis.json", "~",
           "index.html.j2", "../html.py"]  # fmt: skip
FRONTS = ["/runs/", "/assets/", "/api/runs/", "/api/version/", "/"]
steps = st.one_of(
    st.sampled_from(ESCAPES),
    st.lists(
        st.sampled_from(
            ["..", ".", "%2e%2e", "%252e", "/", "%2f", "\\", "secret.txt", "one", "%00"]
        ),
        min_size=1,
        max_size=8,
    ).map("".join),
    st.text(max_size=15),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(front=st.sampled_from(FRONTS), place=steps, raw=st.booleans())
def test_no_address_leads_to_a_file(client: TestClient, front: str, place: str, raw: bool) -> None:
    text = place if raw and place.isascii() and place.isprintable() else quote(place, safe="%/")
    try:
        answer = client.get(f"{front}{text}")
    except httpx.InvalidURL:
        return
    assert SECRET not in answer.text
    assert "root:x:0" not in answer.text
    kinds = (200, 404) if answer.url.path in ("/", "/api/runs") else (404, 200, 400)
    assert answer.status_code in kinds
    if answer.status_code == 200:
        assert answer.url.path in ("/", "/api/runs", "/api/version", "/compare") or (
            answer.url.path.endswith(("index.js", "style.css"))
        )


@pytest.mark.parametrize("name", ["linked"])
def test_a_link_out_of_the_tree_is_never_read(
    client: TestClient, ids: dict[str, str], name: str
) -> None:
    for address in (f"/runs/{ids[name]}", f"/api/runs/{ids[name]}"):
        answer = client.get(address)
        assert SECRET not in answer.text
        assert "is a link out of the folders" in answer.text
    asked = client.get(f"/api/compare?run={ids[name]}&run={ids['one']}")
    assert asked.status_code == 400
