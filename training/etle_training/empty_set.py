"""Writes pictures without a number plate, cut from the scenes above and below the labelled one, for `etle evaluate`.

The scenes hold other vehicles, whose plates aren't labelled: look at what is found before counting it as false.
"""
import argparse
import csv
import random
from pathlib import Path

import cv2

from .scene import surroundings


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("out", type=Path)
    given.add_argument("--count", type=int, default=400, help="pictures")
    given.add_argument("--seed", type=int, default=7)
    options = given.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    with open(options.out / "labels.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "plate"])
        for index in range(options.count):
            part = rng.choice(surroundings())
            width = rng.randint(part.shape[1] // 2, part.shape[1])
            left = rng.randint(0, part.shape[1] - width)
            name = f"empty-{index:03}.png"
            cv2.imwrite(str(options.out / name), part[:, left:left + width])
            table.writerow([name, ""])


if __name__ == "__main__":
    main()
