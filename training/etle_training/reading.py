"""Reads plates with a trained reader: one crop or several crops of a quad."""
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .decoding import beam, combine
from .geometry import cut_quad, enlarge, normalise
from .networks import READER_FLOOR, READER_HEIGHT, READER_WIDTH, READERS

CROPS = ((0.05, 0.08, False), (0.02, 0.04, False), (0.08, 0.14, False), (0.05, 0.08, True))
"""Margins across and down, and whether the crop is inverted."""


def load_reader(path: Path) -> nn.Module:
    """The averaged weights of a checkpoint, ready to read."""
    state = torch.load(path, map_location="cpu")
    network = READERS[state["kind"]]()
    network.load_state_dict(state["average"])
    return network.eval()


def cut(image: np.ndarray, quad: np.ndarray, across: float = 0.05, down: float = 0.08, inverted: bool = False) -> np.ndarray:
    crop = cut_quad(image, enlarge(quad, across, down), READER_HEIGHT, READER_WIDTH)
    return 255 - crop if inverted else crop


def frames(network: nn.Module, crops: list[np.ndarray]) -> np.ndarray:
    """Log probabilities, crops x 48 x 37."""
    network.eval()
    with torch.no_grad():
        batch = torch.from_numpy(np.stack([normalise(crop, READER_FLOOR) for crop in crops]))[:, None]
        parts = [network(batch[i:i + 64]).log_softmax(1).permute(0, 2, 1).numpy() for i in range(0, len(batch), 64)]
    return np.concatenate(parts)


def read_quads(network: nn.Module, image: np.ndarray, quads: list[np.ndarray], grammar: bool = True, crops=CROPS) -> list[tuple[str, float]]:
    """Texts and probabilities, averaged over all crops of all the given quads of one plate."""
    cuts = [cut(image, quad, *crop) for quad in quads for crop in crops]
    return combine([beam(rows, grammar=grammar) for rows in frames(network, cuts)])
