import pytest

from afterfit.analyses.data import separability


@pytest.fixture(autouse=True)
def without_slow_map(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Leave out t-SNE, which takes seconds; a test of its own draws it."""
    if "t_sne" not in request.node.name:
        monkeypatch.setattr(separability, "neighbour_embedding", lambda X, seed: "left out")
