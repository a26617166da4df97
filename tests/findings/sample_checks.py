"""Checks of a small data set in which nothing is wrong, written by hand."""

from dataclasses import replace

from afterfit.results import (
    ClassSeparability,
    ClassSeparation,
    ConfusionMatrix,
    ConfusionPotential,
    DataChecks,
    Estimate,
    FeatureDrift,
    FileCheck,
    NoDrift,
    NoSeparability,
    Scope,
)

CLASSES = ("a", "b")


def file(source: str, period: float = 0.1) -> FileCheck:
    return FileCheck(source, source.split("/")[0], ("train",), 100, 10, 0, period, 1.0, 0.1)


def accuracy(value: float) -> Estimate:
    return Estimate("accuracy", value, value - 0.05, min(1.0, value + 0.05), 60, "wilson")


def separability(confused: float = 0.0, value: float = 0.95) -> ClassSeparability:
    return ClassSeparability(
        class_names=CLASSES,
        source_names=("a/1", "b/1"),
        n_samples=60,
        n_used=60,
        n_features=4,
        n_components=4,
        majority_share=0.5,
        silhouette=0.4,
        knn_accuracy=accuracy(value),
        probe_accuracy=accuracy(value - 0.1),
        classes=tuple(ClassSeparation(name, 30, 3, 0.4, value, value) for name in CLASSES),
        confusion=ConfusionMatrix(Scope("probe", "held-out", 60, 6), CLASSES, ((30, 0), (0, 30))),
        pairs=(ConfusionPotential("a", "b", confused, 3.0),),
        importance=(),
        maps=(),
        suspects=(),
    )


def drift(ks: float, psi: float, p_value: float) -> tuple[FeatureDrift, ...]:
    return (FeatureDrift("test", "mean of x", ks, psi, p_value),)


def healthy_checks() -> DataChecks:
    return DataChecks(
        class_names=CLASSES,
        splits=("train", "test"),
        n_files=((2, 1), (2, 1)),
        n_windows=((20, 10), (20, 10)),
        files=tuple(file(f"{name}/{i}") for name in CLASSES for i in range(3)),
        faults=(),
        shared=(),
        drift=drift(0.2, 0.1, 0.6),
        separability=separability(),
    )


def empty_checks() -> DataChecks:
    """Return the checks of a data set without recordings."""
    return replace(
        healthy_checks(),
        splits=(),
        n_files=((), ()),
        n_windows=((), ()),
        files=(),
        drift=NoDrift("There are no windows."),
        separability=NoSeparability("There are no windows."),
    )


def changed_file(**changes: float | int) -> DataChecks:
    """Return healthy checks with the first recording changed."""
    checks = healthy_checks()
    first = replace(checks.files[0], **changes)  # type: ignore[arg-type]
    return replace(checks, files=(first, *checks.files[1:]))
