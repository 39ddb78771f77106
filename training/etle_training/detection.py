"""Finds plates with a trained locator: peaks of the map at several scales, then a closer look at each."""
import math
from pathlib import Path

import cv2
import numpy as np
import torch

from .geometry import bounds, normalise, overlap
from .networks import LOCATOR_FLOOR, LOCATOR_STRIDE, LOCATOR_UNIT, Locator

MULTIPLE = 32
"""Pictures are padded with their mean to a multiple of this."""
SCALES = (128, 416)
"""Longer sides at which a picture is looked at."""
LARGEST_ZOOM = 1.6
NARROWEST, WIDEST = 14, 260
"""Plate widths that are believed at one scale, pixels."""
CLOSE_WIDTH = 100.0
"""Plate width at the closer look, pixels."""
LOOKS, AGREEMENT, LAST_AGREEMENT = 3, 0.6, 0.35
"""Closer looks at a place, the overlap from which on two agree, and that of the last one."""


def load_locator(path: Path) -> Locator:
    """The averaged weights of a checkpoint, ready to look."""
    network = Locator()
    network.load_state_dict(torch.load(path, map_location="cpu")["average"])
    return network.eval()


def run(network: Locator, picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Probability map and corners (rows x columns x 4 x 2, pixels of `picture`)."""
    with torch.no_grad():
        out = network(torch.from_numpy(normalise(picture, LOCATOR_FLOOR))[None, None])[0]
    rows, columns = np.mgrid[:out.shape[1], :out.shape[2]]
    centres = (np.stack([columns, rows], -1) + 0.5) * LOCATOR_STRIDE
    corners = out[1:].permute(1, 2, 0).numpy().reshape(*centres.shape[:2], 4, 2) * LOCATOR_UNIT
    return torch.sigmoid(out[0]).numpy(), corners + centres[:, :, None]


def blend(heat: np.ndarray, corners: np.ndarray, row: int, column: int) -> np.ndarray:
    """Mean of the corners that the 3 x 3 cells around a peak give, weighted by their squared probability."""
    near = np.s_[max(0, row - 1):row + 2, max(0, column - 1):column + 2]
    weight = heat[near].astype(np.float64) ** 2
    return (corners[near] * weight[..., None, None]).sum((0, 1)) / weight.sum()


def shrink(image: np.ndarray, longer: int) -> tuple[np.ndarray, float]:
    """The picture with the given longer side (enlarged at most by LARGEST_ZOOM), padded; and the factor."""
    height, width = image.shape
    zoom = min(LARGEST_ZOOM, longer / max(height, width))
    size = (max(1, int(width * zoom)), max(1, int(height * zoom)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR)
    padded = np.full([math.ceil(s / MULTIPLE) * MULTIPLE for s in small.shape], np.uint8(round(float(small.mean()))))
    padded[:small.shape[0], :small.shape[1]] = small
    return padded, zoom


def peaks(network: Locator, image: np.ndarray, longer: int, least: float) -> list[tuple[float, np.ndarray]]:
    """Probability and quad, in pixels of the picture, of each local maximum at one scale."""
    small, zoom = shrink(image, longer)
    heat, corners = run(network, small)
    top = cv2.dilate(heat, np.ones((3, 3)))
    found = []
    for row, column in zip(*np.nonzero((heat >= top) & (heat > least))):
        quad = blend(heat, corners, row, column)
        if NARROWEST <= np.linalg.norm(quad[1] - quad[0]) <= WIDEST:
            found.append((float(heat[row, column]), quad / zoom))
    return found


def look_closer(network: Locator, image: np.ndarray, quad: np.ndarray, width: float = CLOSE_WIDTH) -> tuple[float, np.ndarray]:
    """Cuts out the surroundings with the plate `width` pixels wide and looks again; probability 0: nothing there."""
    centre, span = quad.mean(0), max(float(np.ptp(quad[:, 0])), 8.0)
    reach = np.array([1.05, 0.62]) * span
    zoom = width / span
    columns, rows = (max(1, round(2 * r * zoom / MULTIPLE)) * MULTIPLE for r in reach)
    scale = np.array([columns, rows]) / (2 * reach)
    s = min(8, max(1, round(1 / zoom)))
    move = np.array([[scale[0] * s, 0, -(centre - reach)[0] * scale[0] * s], [0, scale[1] * s, -(centre - reach)[1] * scale[1] * s]], np.float32)
    cut = cv2.warpAffine(image, move, (columns * s, rows * s), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=float(image.mean()))
    if s > 1:
        cut = cv2.resize(cut, (columns, rows), interpolation=cv2.INTER_AREA)
    heat, corners = run(network, cut)
    row, column = np.mgrid[:heat.shape[0], :heat.shape[1]]
    offset = ((column + 0.5) * LOCATOR_STRIDE - columns / 2) ** 2 + ((row + 0.5) * LOCATOR_STRIDE - rows / 2) ** 2
    best = np.unravel_index((heat * np.exp(-offset / (2 * 30.0 ** 2))).argmax(), heat.shape)
    return float(heat[best]), blend(heat, corners, *best) / scale + (centre - reach)


def distinct(found: list[tuple[float, np.ndarray]], contained: bool = True) -> list[tuple[float, np.ndarray]]:
    """The surest of any that overlap or, if asked, contain each other's centre."""
    kept: list[tuple[float, np.ndarray]] = []
    for score, quad in sorted(found, key=lambda item: -item[0]):
        if all(overlap(bounds(quad), bounds(other)) < 0.3 and not (contained and (holds(quad, other) or holds(other, quad)))
               for _, other in kept):
            kept.append((score, quad))
    return kept


def holds(outer: np.ndarray, inner: np.ndarray) -> bool:
    left, top, right, bottom = bounds(outer)
    x, y = inner.mean(0)
    return left < x < right and top < y < bottom


def settle(network: Locator, image: np.ndarray, score: float, quad: np.ndarray) -> tuple[float, np.ndarray]:
    """Closer looks until two agree, three at most: one at a recess around a plate leads to the plate itself.

    Score and corners are the mean of the two looks that agree; without such, the first one's with half the score.
    """
    last, at = score, quad
    for look in range(LOOKS):
        again, better = look_closer(network, image, at)
        if again <= 0.3:
            break
        if overlap(bounds(better), bounds(at)) > (AGREEMENT if look < LOOKS - 1 else LAST_AGREEMENT):
            return (last + again) / 2, (at + better) / 2
        last, at = again, better
    return score / 2, quad


def detect(network: Locator, image: np.ndarray, scales=SCALES, least: float = 0.3, closer: bool = True) -> list[tuple[float, np.ndarray]]:
    """Plates, surest first. `closer`: each is looked at again, for its corners and to see whether it is one."""
    found = [peak for longer in scales for peak in peaks(network, image, longer, least)]
    if not closer:
        return distinct(found)
    return distinct([settle(network, image, *peak) for peak in distinct(found, contained=False)[:8]])
