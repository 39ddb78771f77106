"""Writes the program's model file from the averaged weights, with everything that the program must know about them."""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import torch

from .calibration import load_knots
from .detection import CLOSE_WIDTH, MULTIPLE, NARROWEST, SCALES, WIDEST
from .networks import LOCATOR_FLOOR, LOCATOR_STRIDE, LOCATOR_UNIT, READER_FLOOR, READER_HEIGHT, READER_WIDTH
from .paths import TRAINING, work_root
from .text import CHARACTERS


def averaged(name: str) -> str:
    """Stores the averaged weights of a checkpoint by themselves; returns the file's name."""
    state = torch.load(work_root() / f"{name}.pt", map_location="cpu")
    file = f"{name}-averaged.pt"
    torch.save({"network": state["average"]}, work_root() / file)
    return file


def plan(reader: str, locator: str) -> dict:
    """What `training/export.py` is told (docs/model-format.md)."""
    module = str(TRAINING)
    return {"networks": [
        {"name": "locator", "module": module, "class": "etle_training.networks:Locator", "weights": averaged(locator),
         "input": {"channels": 1, "height": None, "width": None, "multiple": MULTIPLE}, "texts": {},
         "numbers": {"stride": [LOCATOR_STRIDE], "corner_unit": [LOCATOR_UNIT], "normalisation_floor": [LOCATOR_FLOOR],
                     "scales": sorted(SCALES, reverse=True), "plate_widths": [NARROWEST, WIDEST], "closer_width": [CLOSE_WIDTH]}},
        {"name": "reader", "module": module, "class": "etle_training.networks:Reader", "weights": averaged(reader),
         "input": {"channels": 1, "height": READER_HEIGHT, "width": READER_WIDTH, "multiple": 1}, "texts": {"alphabet": CHARACTERS},
         "numbers": {"normalisation_floor": [READER_FLOOR], "calibration": [value for knot in load_knots() for value in knot]}},
    ]}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--reader", default="reader")
    given.add_argument("--locator", default="locator")
    given.add_argument("--out", type=Path, default=TRAINING.parent / "Sources" / "CModel" / "etle.model")
    options = given.parse_args()
    file = work_root() / "plan.json"
    file.write_text(json.dumps(plan(options.reader, options.locator), indent=1))
    subprocess.run([sys.executable, str(TRAINING / "export.py"), "--plan", str(file), "--out", str(options.out)], check=True)


if __name__ == "__main__":
    main()
