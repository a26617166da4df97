"""What a compiler says of a model on a neural processor."""

from dataclasses import dataclass

from afterfit.records.model_profile import Basis


@dataclass(frozen=True, slots=True)
class NpuEstimate:
    """One model on an Arm Ethos-U, as its compiler lays it out; nothing of it was run."""

    device: str
    accelerator: str
    """Vela's name of the processor: "ethos-u55-128", …"""
    compiler: str
    """"Vela 5.2.0"."""
    n_npu_operators: int
    """Operators that the neural processor computes."""
    n_cpu_operators: int
    """Operators that are left to the processor beside it, whose time is not counted."""
    cycles: int
    clock_mhz: float
    latency_ms: float
    """One inference, without the operators of the other processor."""
    sram_bytes: int
    storage: str
    """Where the weights lie: "Off-chip Flash", "DRAM"."""
    storage_bytes: int
    """What the model takes there."""
    basis: Basis = "estimated"

    @property
    def npu_share(self) -> float:
        """Share of operators that the neural processor computes; nan where there is none."""
        n = self.n_npu_operators + self.n_cpu_operators
        return self.n_npu_operators / n if n else float("nan")
