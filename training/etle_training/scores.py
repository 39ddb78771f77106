"""What a list of readings is worth: the measures of `etle evaluate`."""
from dataclasses import dataclass, field

import numpy as np

from .text import edit_distance


@dataclass
class Reading:
    """What was found for one labelled plate."""
    name: str
    truth: str
    located: bool
    texts: list[tuple[str, float]]
    """texts and probabilities, best first"""
    category: str = ""

    @property
    def text(self) -> str:
        return self.texts[0][0] if self.texts else ""

    @property
    def confidence(self) -> float:
        return min(1.0, self.texts[0][1]) if self.texts else 0.0

    @property
    def right(self) -> bool:
        return self.text == self.truth


@dataclass
class Scores:
    """All measures of one set."""
    plates: int
    located: float
    exact: float
    characters: float
    coverage: float
    calibration: float
    false: float = 0.0
    wrong: list[Reading] = field(default_factory=list)

    def __str__(self) -> str:
        return (f"{self.plates} plates, located {self.located:.3f}, exact {self.exact:.3f}, character errors {self.characters:.4f}, "
                f"coverage at zero errors {self.coverage:.3f}, calibration error {self.calibration:.3f}, false a picture {self.false:.3f}")


def coverage_at_zero_errors(readings: list[Reading]) -> float:
    """Share of plates accepted before the first wrong one, by falling confidence."""
    accepted = 0
    for reading in sorted(readings, key=lambda r: -r.confidence):
        if not reading.right:
            break
        accepted += 1
    return accepted / len(readings)


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width, weighted by their number of readings."""
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    return float(sum(abs(confidence[index == k].mean() - right[index == k].mean()) * (index == k).mean() for k in set(index)))


def score(readings: list[Reading], false: int = 0, pictures: int = 1) -> Scores:
    confidence = np.array([r.confidence for r in readings])
    right = np.array([r.right for r in readings], float)
    errors = sum(edit_distance(r.text, r.truth) for r in readings) / sum(len(r.truth) for r in readings)
    return Scores(len(readings), float(np.mean([r.located for r in readings])), float(right.mean()), errors,
                  coverage_at_zero_errors(readings), calibration_error(confidence, right), false / pictures,
                  [r for r in readings if not r.right])
