"""Finds how far the plates of the training scenes are tilted: the slope under which a reader finds the known text likeliest.

The labels are upright boxes; with the slope they become the parallelograms that the plates fill.
"""
import argparse

import cv2
import numpy as np
import torch

from . import labels
from .geometry import box_quad, enlarge, cut_quad
from .networks import READER_HEIGHT, READER_WIDTH
from .paths import work_root
from .reading import frames, load_reader
from .text import BLANK, encode

SLOPES = np.round(np.arange(-0.32, 0.33, 0.04), 2)
USUAL = 0.12
"""Standard deviation of slopes that is taken for granted."""
LEAST = -4.0
"""Log likelihood from which on a slope is believed."""


def likelihoods(rows: np.ndarray, text: str) -> np.ndarray:
    """Log CTC probability of a text for each crop."""
    logs = torch.from_numpy(rows).permute(1, 0, 2)
    count = logs.shape[1]
    target = torch.tensor(encode(text))[None].repeat(count, 1)
    return -torch.nn.functional.ctc_loss(logs, target, torch.full((count,), logs.shape[0]), torch.full((count,), len(text)),
                                         blank=BLANK, reduction="none").numpy()


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--reader", default="reader")
    network = load_reader(work_root() / f"{given.parse_args().reader}.pt")
    lines = []
    for plate in labels.scenes():
        if not plate.text:
            continue
        image = cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE)
        _, _, w, h = plate.box
        slopes = [s for s in SLOPES if abs(s) * w < 0.62 * h]
        crops = [cut_quad(image, enlarge(box_quad(*plate.box, s), 0.05, 0.08), READER_HEIGHT, READER_WIDTH) for s in slopes]
        found = likelihoods(frames(network, crops), plate.text) - (np.array(slopes) / USUAL) ** 2 / 2
        if found.max() > LEAST:
            lines.append(f"{plate.file.name},{slopes[int(found.argmax())] + 0.0:.2f}\n")
    labels.TILT_FILE.write_text("file,slope\n" + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} slopes")


if __name__ == "__main__":
    main()
