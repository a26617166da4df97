"""What a run has finished: each stage with its inputs' fingerprint and its outputs' hashes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.results.codec import FORM


def fingerprint(*inputs: object) -> str:
    """Return a short hash of *inputs*, of afterfit's version and of the form of its results.

    The same inputs give the same text in every process; their ``repr`` must say all of them.
    """
    said = repr((version("afterfit"), FORM, *inputs))
    return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The ledger of a run folder; every finished stage is written down at once.

    A stage counts as done when it was finished from the same inputs and all that it wrote is
    still there, unchanged. So a run that was killed goes on after its last finished stage, and
    a changed key or recording does again only what depends on it.
    """

    path: Path

    def is_done(self, stage: str, inputs: str) -> bool:
        """Say whether *stage* needs no work for *inputs*, a `fingerprint`."""
        entry = self._read()["stages"].get(stage)
        if entry is None or entry["inputs"] != inputs:
            return False
        return all(
            (self.path.parent / name).is_file() and _hash(self.path.parent / name) == digest
            for name, digest in entry["outputs"].items()
        )

    def finish(
        self, stage: str, inputs: str, outputs: Iterable[Path], seconds: float | None = None
    ) -> None:
        """Write down that *stage* made *outputs* from *inputs*, and how long it took."""
        content = self._read()
        content["stages"][stage] = {
            "inputs": inputs,
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            **({} if seconds is None else {"seconds": round(seconds, 3)}),
            "outputs": {
                path.relative_to(self.path.parent).as_posix(): _hash(path)
                for path in sorted(outputs)
            },
        }
        write_text(self.path, json.dumps(content, indent=2) + "\n")

    def outputs(self, stage: str) -> Mapping[str, str]:
        """Return path and hash of all that *stage* wrote; empty when it never finished."""
        outputs: Mapping[str, str] = self._read()["stages"].get(stage, {}).get("outputs", {})
        return outputs

    def seconds(self, stage: str) -> float:
        """Return how long *stage* took; nan where it never finished or nobody measured."""
        return float(self._read()["stages"].get(stage, {}).get("seconds", "nan"))

    def finished(self) -> tuple[str, ...]:
        """Return the stages that were finished."""
        return tuple(self._read()["stages"])

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            return {"afterfit": version("afterfit"), "stages": dict(content["stages"])}
        except FileNotFoundError:
            return {"afterfit": version("afterfit"), "stages": {}}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"this manifest is damaged ({error}); remove it to start the run over",
                where=str(self.path),
            ) from None


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
