"""Each fault planted into a healthy data set is found, and named."""

from collections.abc import Callable

import numpy as np
import pytest

from afterfit.findings import diagnose_data
from tests.analyses.data.sample_data import (
    DataSetInMemory,
    Sample,
    facts_of,
    healthy,
    recording,
)

Plant = Callable[[DataSetInMemory], None]


def copied_file(data: DataSetInMemory) -> None:
    data.named("slow/rec_11.csv").rows = data.named("slow/rec_0.csv").rows.copy()


def copied_window(data: DataSetInMemory) -> None:
    data.named("slow/rec_11.csv").rows[:, :32] = data.named("slow/rec_0.csv").rows[:, 16:48]


def clipped_channel(data: DataSetInMemory) -> None:
    rows = data.named("middle/rec_3.csv").rows
    rows[1] = rows[1].clip(-0.3, 0.3)


def dead_channel(data: DataSetInMemory) -> None:
    data.named("middle/rec_3.csv").rows[0] = 4.0


def other_rate(data: DataSetInMemory) -> None:
    data.named("fast/rec_2.csv").period = 0.1


def swapped_label(data: DataSetInMemory) -> None:
    rng = np.random.default_rng(3)
    data.named("fast/rec_1.csv").rows = recording(rng, 2, 160)


def drifted_split(data: DataSetInMemory) -> None:
    for one in data.samples:
        if one.split == "test":
            one.rows = np.add(one.rows, [[2.5], [0.0]])


def strange_recording(data: DataSetInMemory) -> None:
    data.named("slow/rec_5.csv").rows = 40 * data.named("slow/rec_5.csv").rows + 100


def gap(data: DataSetInMemory) -> None:
    data.named("slow/rec_2.csv").n_missing = 3


def few_files(data: DataSetInMemory) -> None:
    data.samples = [one for one in data.samples if one.class_name != "slow"]
    rng = np.random.default_rng(1)
    data.samples += [
        Sample(f"slow/rec_{i}.csv", "slow", split, recording(rng, 2, 160))
        for i, split in enumerate(("train", "test"))
    ]


def rare_class(data: DataSetInMemory) -> None:
    for one in data.samples:
        if one.class_name == "slow" and one.source != "slow/rec_0.csv":
            one.rows = one.rows[:, :20]
        elif one.class_name == "fast":
            one.rows = np.tile(one.rows, 3)


def same_tones(data: DataSetInMemory) -> None:
    rng = np.random.default_rng(4)
    for one in data.samples:
        if one.class_name == "middle":
            one.rows = recording(rng, 9, 160)


@pytest.mark.parametrize(
    ("plant", "code", "told"),
    [
        (copied_file, "DC001", "slow/rec_11.csv (test) holds the same values as slow/rec_0.csv"),
        (copied_window, "DC001", "slow/rec_11.csv (test) has windows equal to some of slow/rec_0"),
        (clipped_channel, "DC003", "y of middle/rec_3.csv is clipped at"),
        (dead_channel, "DC003", "x of middle/rec_3.csv is 4 throughout"),
        (other_rate, "DC004", "fast/rec_2.csv has 0.1"),
        (rare_class, "DC005", "as many as slow"),
        (few_files, "DC006", "slow (2)"),
        (strange_recording, "DC007", "most of all slow/rec_5.csv"),
        (drifted_split, "DC008", "The test split differs from training in"),
        (swapped_label, "DC009", "fast/rec_1.csv (like slow)"),
        (gap, "DC010", "slow/rec_2.csv (3)"),
        (same_tones, "DC011", "fast and middle for each other"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_planted_fault_is_found_and_named(plant: Plant, code: str, told: str) -> None:
    data = healthy(2)
    assert data.finding(code).outcome == "clear"
    plant(data)
    found = data.finding(code)
    assert (found.outcome, told in found.claim) == ("raised", True), found.claim


def test_drift_names_the_feature() -> None:
    data = healthy(2)
    drifted_split(data)
    assert str(data.finding("DC008").evidence["feature"]).endswith(" of x")


@pytest.mark.parametrize("seed", range(3))
def test_healthy_data_is_quiet(seed: int) -> None:
    raised = [one.claim for one in diagnose_data(healthy(seed).checks()) if one.outcome == "raised"]
    assert raised == []


def test_facts_of_the_sample_are_those_of_a_file() -> None:
    one = healthy(0).samples[0]
    assert facts_of(one).channels[0].highest == one.rows[0].max()
