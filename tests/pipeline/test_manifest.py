from pathlib import Path

import pytest

from afterfit.errors import InputError
from afterfit.pipeline.manifest import Manifest, fingerprint


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    (tmp_path / "model.onnx").write_bytes(b"weights")
    manifest = Manifest(tmp_path / "manifest.json")
    manifest.finish("train", "inputs", [tmp_path / "model.onnx"])
    return manifest


def test_a_finished_stage_is_done(manifest: Manifest) -> None:
    assert manifest.is_done("train", "inputs")
    assert list(manifest.outputs("train")) == ["model.onnx"]


@pytest.mark.parametrize("harm", ["other inputs", "file changed", "file gone", "never made"])
def test_a_stage_is_not_done_when_anything_differs(manifest: Manifest, harm: str) -> None:
    model = manifest.path.parent / "model.onnx"
    if harm == "file changed":
        model.write_bytes(b"other")
    elif harm == "file gone":
        model.unlink()
    stage = "test" if harm == "never made" else "train"
    assert not manifest.is_done(stage, "others" if harm == "other inputs" else "inputs")


def test_a_damaged_manifest_is_named(manifest: Manifest) -> None:
    manifest.path.write_text('{"stages": ')
    with pytest.raises(InputError, match=r"manifest\.json: this manifest is damaged"):
        manifest.is_done("train", "inputs")


def test_the_fingerprint_tells_inputs_apart() -> None:
    assert fingerprint("a", 1) == fingerprint("a", 1)
    assert len({fingerprint("a", 1), fingerprint("a", 2), fingerprint("a1"), fingerprint()}) == 4
