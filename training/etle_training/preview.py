"""Sheets of samples as pictures: `python -m etle_training.preview OUT.png [--kind drawn|real|locator] [--seed N]`."""
import argparse
import random

import cv2
import numpy as np

from . import labels
from .geometry import normalise
from .locator_data import LocatorSamples
from .reader_data import DrawnPlates, RealPlates, Sample


def tile(sample: Sample) -> np.ndarray:
    grey = np.clip(normalise(sample.crop, 0.02) * 50 + 128, 0, 255).astype(np.uint8)
    grey = cv2.copyMakeBorder(grey, 0, 14, 0, 4, cv2.BORDER_CONSTANT)
    cv2.putText(grey, sample.text, (2, sample.crop.shape[0] + 11), 0, 0.4, 255, 1)
    return grey


def marked(image: np.ndarray, quads: list[tuple[np.ndarray, bool]]) -> np.ndarray:
    """A locator sample with its corners: light where they are exact, dark where they are not."""
    grey = (np.clip(image, 0, 1) * 255).astype(np.uint8)
    for quad, exact in quads:
        cv2.polylines(grey, [np.round(quad).astype(np.int32)], True, 255 if exact else 0, 1)
    return grey


def sheet(tiles: list[np.ndarray], columns: int) -> np.ndarray:
    return np.vstack([np.hstack(tiles[i:i + columns]) for i in range(0, len(tiles) - columns + 1, columns)])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out")
    options.add_argument("--kind", choices=["drawn", "real", "locator"], default="drawn")
    options.add_argument("--count", type=int, default=104)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    rng = random.Random(given.seed)
    np.random.seed(given.seed)
    if given.kind == "locator":
        samples = LocatorSamples(rng)
        cv2.imwrite(given.out, sheet([marked(*samples.sample()) for _ in range(given.count)], 6))
        return
    source = DrawnPlates(rng) if given.kind == "drawn" else RealPlates(labels.training_plates(), rng)
    cv2.imwrite(given.out, sheet([tile(source.sample()) for _ in range(given.count)], 8))


if __name__ == "__main__":
    main()
