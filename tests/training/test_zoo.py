import pytest

from afterfit.training.zoo import ARCHITECTURES, MODEL_NAMES, Conv


def test_names_that_configs_rely_on() -> None:
    assert {"CLS_1k_NPU", "CLS_4k_NPU", "CLS_6k_NPU", "CLS_13k_NPU"} <= set(MODEL_NAMES)


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_layers_stay_within_the_limits_of_the_npu(name: str) -> None:
    for block in ARCHITECTURES[name]:
        if isinstance(block, Conv):
            assert block.channels % 4 == 0
            assert block.kernel <= 7
            assert block.kernel % 2 == 1
        else:
            assert block.kernel <= 4
