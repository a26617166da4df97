"""Traces by hand, for views and reports."""

from math import inf, nan

from afterfit.results import Neighbourhood, PipelineTrace, PredictionTrace
from afterfit.results.pipeline_trace import (
    EpochObservation,
    Flow,
    StageTrace,
    TracedFile,
    TracedValues,
)
from afterfit.results.prediction_trace import LayerTrace, Neighbour, SameMistake, VariantTrace

CLASSES = ("idle", "fault")
WINDOW = TracedValues(
    "window", (2, 3), ("x", "y"), ((1.0, 2.0, 4.0), (0.0, 0.0, -1.0)), -1.0, 1.0, 4.0
)
SCORES = TracedValues("scores of int8", (1, 2), CLASSES, ((0.3, 0.7),), 0.3, 0.5, 0.7)
PLANE = TracedValues(
    "features", (1, 2, 2), ("x",), ((0.0, 1.0, 2.0, 3.0),), 0, 1.5, 3, ((0.0, 1.0), (2.0, 3.0))
)


def flow(what: str, split: str, n: int, *shape: int) -> Flow:
    return Flow(what, split, (n, *shape), "float32", "raw readings", (n - 2, 2))


def stage(
    name: str,
    gives: tuple[Flow, ...] = (),
    seconds: float = nan,
    examples: tuple[TracedValues, ...] = (),
) -> StageTrace:
    files = (TracedFile(f"{name}.bin", 2048),)
    return StageTrace(
        name, f"Does {name}.", (), gives, (("key", "1"),), examples, seconds, files, ("odd",)
    )


def sample_pipeline() -> PipelineTrace:
    windows = (flow("windows", "train", 10, 2, 3), flow("windows", "test", 5, 2, 3))
    features = (flow("features", "train", 10, 2, 3, 1), flow("features", "test", 5, 2, 3, 1))
    return PipelineTrace(
        title="pump",
        class_names=CLASSES,
        followed="idle/a.csv@0",
        stages=(
            stage("recordings", (flow("recordings", "", 4),), 0.5),
            stage("splits", (flow("recordings", "train", 3), flow("recordings", "test", 2))),
            stage("windows", windows, examples=(WINDOW,)),
            stage("features", features, 0.1, (PLANE,)),
            stage("training", seconds=9.4, examples=(SCORES,)),
        ),
        metric="val_accuracy",
        epochs=(
            EpochObservation(1, 1.0, 1.1, 0.5, "The start", kept=False),
            EpochObservation(4, 0.2, 0.3, 0.9, "Both losses fall", kept=True),
            EpochObservation(5, 0.1, nan, 0.9, "Both losses hold", kept=False),
        ),
    )


def layer(
    name: str, picture: tuple[tuple[float, ...], ...], snr_db: float = nan, partner: str = ""
) -> LayerTrace:
    flat = [value for row in picture for value in row]
    return LayerTrace(
        name=name,
        operator="Conv",
        shape=(len(picture), len(picture[0])),
        lowest=min(flat),
        mean=sum(flat) / len(flat),
        highest=max(flat),
        zeros=flat.count(0) / len(flat),
        saturated=0.25 if partner else nan,
        snr_db=snr_db,
        compared_with=partner,
        picture=picture,
    )


def variant(name: str, layers: tuple[LayerTrace, ...], parts_at: str = "") -> VariantTrace:
    return VariantTrace(
        variant=name,
        layers=layers,
        outputs=(-1.0, 1.0),
        scores=(0.1, 0.9),
        stored_scores=(0.1, 0.9),
        predicted="fault",
        threshold=0.4,
        min_confidence=0.6,
        answer="fault",
        parts_at=parts_at,
    )


def sample_prediction() -> PredictionTrace:
    real = (layer("conv", ((0.0, 2.0), (1.0, 0.0))), layer("head", ((-1.0, 1.0),)))
    int8 = (
        layer("conv", ((0.0, 2.5), (1.0, 0.0)), 13.0, "conv"),
        layer("head", ((-1.0, 1.0),), inf, "head"),
    )
    nearest = tuple(Neighbour(f"fault/{n}.csv@0", "fault", n / 2) for n in range(1, 6))
    return PredictionTrace(
        sample_id="idle/a.csv@40",
        index=3,
        chosen="most confident error of int8",
        class_names=CLASSES,
        true_class="idle",
        window=WINDOW,
        features=PLANE,
        variants=(variant("float32", real), variant("int8", int8, "conv")),
        neighbourhood=Neighbourhood(
            nearest,
            40,
            0.8,
            far=False,
            alike=SameMistake(3, 3, 20, 0),
            looks_like="label or model error",
        ),
    )
