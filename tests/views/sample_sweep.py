"""A sweep over two networks, the larger one without a finished second seed."""

from afterfit.analyses import Trained, tabulate_sweep, tested_variants
from afterfit.results import SweepFailure, SweepTable
from tests.report.sample_run import sample_analysis
from tests.views.sample_costs import sample_costs


def sample_sweep(*, with_costs: bool = True) -> SweepTable:
    variants = tested_variants(sample_analysis())
    costs = {one.profile.variant: one for one in sample_costs()} if with_costs else {}
    trained = [
        Trained(model, seed, one, costs.get(one.variant))
        for model, seeds in (("CLS_1k_NPU", (42, 43)), ("CLS_4k_NPU", (42,)))
        for seed in seeds
        for one in variants
    ]
    return tabulate_sweep(trained, [SweepFailure("CLS_4k_NPU", 43, "out of memory")], 2)
