"""Writes the program's model file from the averaged weights, with everything that the program must know about them."""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import torch

from .calibration import load_knots
from .detection import CLOSE_WIDTH, MULTIPLE, NARROWEST, SCALES, WIDEST
from .networks import LOCATOR_FLOOR, LOCATOR_STRIDE, LOCATOR_UNIT, READER_FLOOR, READER_HEIGHT, READER_STRIDE, READER_WIDTH, READERS
from .paths import TRAINING, work_root
from .text import CHARACTERS


def averaged(name: str, network: str) -> dict:
    """Stores the averaged weights of a checkpoint by themselves; returns where the network of this class and they are."""
    state = torch.load(work_root() / f"{name}.pt", map_location="cpu")
    file = f"{name}-averaged.pt"
    torch.save({"network": state["average"]}, work_root() / file)
    return {"module": str(TRAINING), "class": f"etle_training.networks:{network}", "weights": file}


def reader_plan(name: str, checkpoint: str) -> dict:
    state = torch.load(work_root() / f"{checkpoint}.pt", map_location="cpu")
    return {"name": name, **averaged(checkpoint, READERS[state["kind"]].__name__),
            "input": {"channels": 1, "height": READER_HEIGHT, "width": None, "multiple": READER_STRIDE},
            "texts": {"alphabet": CHARACTERS},
            "numbers": {"normalisation_floor": [READER_FLOOR], "crop_width": [READER_WIDTH], "expiry_width": [state["expiry_width"]],
                        "calibration": [value for knot in load_knots() for value in knot] if name == "reader" else []}}


def plan(readers: list[str], locator: str) -> dict:
    """What `training/export.py` is told (docs/model-format.md)."""
    return {"networks": [
        {"name": "locator", **averaged(locator, "Locator"),
         "input": {"channels": 1, "height": None, "width": None, "multiple": MULTIPLE}, "texts": {},
         "numbers": {"stride": [LOCATOR_STRIDE], "corner_unit": [LOCATOR_UNIT], "normalisation_floor": [LOCATOR_FLOOR],
                     "scales": sorted(SCALES, reverse=True), "plate_widths": [NARROWEST, WIDEST], "closer_width": [CLOSE_WIDTH]}},
    ] + [reader_plan(name, checkpoint) for name, checkpoint in zip(("reader", "reader-2"), readers)]}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--readers", nargs="+", default=["reader"], help="one, or two: each sees one of the first two crops, both see the others")
    given.add_argument("--locator", default="locator")
    given.add_argument("--out", type=Path, default=TRAINING.parent / "Sources" / "CModel" / "etle.model")
    options = given.parse_args()
    if len(options.readers) > 2:
        given.error("the program takes one or two readers")
    file = work_root() / "plan.json"
    file.write_text(json.dumps(plan(options.readers, options.locator), indent=1))
    subprocess.run([sys.executable, str(TRAINING / "export.py"), "--plan", str(file), "--out", str(options.out)], check=True)


if __name__ == "__main__":
    main()
