"""What a measurement gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One measured number of ours beside the number it is compared with, both in the same unit."""

    name: str
    ours: float
    reference: float
    unit: str
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the reference ours is."""
        return self.ours / self.reference
