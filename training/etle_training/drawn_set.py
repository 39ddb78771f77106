"""Writes labelled pictures of drawn plates by class, 90 to 260 pixels wide, as `etle evaluate --by class` scores them.

Drawn anew from a seed of their own and never trained on; each stands in a piece of street that shows no other plate.
"""
import argparse
import csv
import random
from pathlib import Path

import cv2
import numpy as np

from .geometry import bounds
from .plate import draw_plate
from .scene import View, view
from .text import usual_civil

CLASSES = {"car": (None, False), "motorcycle": (None, True), "yellow": ("yellow", False), "red": ("red", False),
           "night": ("night", None), "overexposed": ("overexposed", None)}
"""Look and whether it is a motorcycle's plate; None: any."""
NARROWEST = 90
LEGIBLE, CONTRAST = 0.7, 20
"""What people can read: least correlation of the picture with the ink of the faintest character, and least difference
of ink and ground in grey levels (of 255)."""


def legible_view(look: str | None, motorcycle: bool | None, rng: random.Random) -> View:
    """A photographed plate that people can read."""
    while True:
        photo = view(draw_plate(rng, look, motorcycle, usual_civil(rng)), rng, (rng.uniform(0.8, 2.0), rng.uniform(2.5, 5.0)))
        if photo.legibility >= LEGIBLE and photo.contrast >= CONTRAST and np.linalg.norm(photo.quad[1] - photo.quad[0]) >= NARROWEST:
            return photo


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("out", type=Path)
    given.add_argument("--count", type=int, default=300, help="pictures of each class")
    given.add_argument("--seed", type=int, default=7)
    options = given.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    np.random.seed(options.seed)
    with open(options.out / "labels.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "plate", "class", "x", "y", "w", "h"])
        for name, kind in CLASSES.items():
            for index in range(options.count):
                photo = legible_view(*kind, rng)
                left, top, right, bottom = (round(float(edge)) for edge in bounds(photo.quad))
                picture = f"{name}-{index:03}.png"
                cv2.imwrite(str(options.out / picture), photo.image)
                table.writerow([picture, photo.text, name, left, top, right - left, bottom - top])


if __name__ == "__main__":
    main()
