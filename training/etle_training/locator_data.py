"""Training samples of the locator: 256 x 256 pieces of real surroundings with real, drawn and foreign plates."""
import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch.utils.data import IterableDataset, get_worker_info

from . import labels
from .distractors import add_distractors
from .foreign import draw_foreign
from .geometry import bounds, normalise
from .networks import LOCATOR_FLOOR, LOCATOR_STRIDE, LOCATOR_UNIT
from .photo import photograph
from .plate import draw_plate
from .reader_data import self_labelled
from .scene import draw_holder, draw_recess, paste, random_corners, surroundings

SIZE = 256
ROOM = 32
"""Samples are made this much larger and cut to SIZE in another place each time they are used."""
DRAWN = SIZE + ROOM
CELLS = SIZE // LOCATOR_STRIDE
SMALLEST, LARGEST = 18, 210
"""Plate widths in a sample, pixels."""


@dataclass
class Source:
    """A picture with one labelled plate; `exact` is false where the corners are only known as a box around them."""
    image: np.ndarray
    quad: np.ndarray
    exact: bool


def sources() -> list[Source]:
    """Training scenes and close-ups with a single labelled plate, the latter scaled to moderate size."""
    known = {row["file"] for row in labels.rows(labels.TILT_FILE)}
    found = []
    for plate in labels.scenes():
        image = cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE)
        found.append(Source(image, plate.quad(image.shape), plate.category in ("K3", "K4") or plate.file.name in known))
    closeups = [plate for plate in labels.training_plates() if plate.kind == "closeup"]
    files = [plate.file for plate in labels.closeups()]
    for plate in closeups:
        if files.count(plate.file) > 1:
            continue
        image = cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE)
        quad = plate.quad(image.shape)
        scale = min(1.0, 220 / np.ptp(quad[:, 0]), 900 / max(image.shape))
        if scale < 1:
            image, quad = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), quad * scale
        found.append(Source(image, quad, True))
    return found


def plate_pictures() -> list[np.ndarray]:
    """Rectified real plates, of training vehicles only, as 0...1 pictures."""
    crops = [plate for plate in labels.training_plates() if plate.kind == "crop"] + self_labelled()
    shrunk = [cv2.resize(cv2.imread(str(p.file), cv2.IMREAD_GRAYSCALE), (240, 76), interpolation=cv2.INTER_AREA) for p in crops]
    return [picture.astype(np.float32) / 255 for picture in shrunk]


def plain(rng: random.Random) -> np.ndarray:
    """A piece of surroundings without plates, any scale."""
    source = rng.choice(surroundings())
    scale = math.exp(rng.uniform(-0.7, 0.8))
    h, w = min(source.shape[0], int(DRAWN / scale)), min(source.shape[1], int(DRAWN / scale))
    x, y = rng.randint(0, source.shape[1] - w), rng.randint(0, source.shape[0] - h)
    return cv2.resize(source[y:y + h, x:x + w], (DRAWN, DRAWN)).astype(np.float32) / 255


def random_width(rng: random.Random) -> float:
    return math.exp(rng.uniform(math.log(SMALLEST), math.log(LARGEST)))


def place(canvas: np.ndarray, source: Source, rng: random.Random) -> tuple[np.ndarray, np.ndarray]:
    """Draws a source picture over the canvas so that its plate has a random width, place and tilt; returns the quad."""
    width = random_width(rng)
    scale = width / np.linalg.norm(source.quad[1] - source.quad[0])
    tilt = 0.0 if not source.exact else math.radians(rng.gauss(0, 3) if rng.random() < 0.8 else rng.uniform(-16, 16))
    image, quad = source.image, source.quad
    while scale < 0.55 and min(image.shape) > 40:
        image, quad, scale = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), quad / 2, scale * 2
    across, down = scale * rng.uniform(0.9, 1.1), scale * rng.uniform(0.7, 1.1)
    turn = np.array([[math.cos(tilt), -math.sin(tilt)], [math.sin(tilt), math.cos(tilt)]])
    shape = turn @ np.array([[across, rng.gauss(0, 0.06) * across], [0, down]])
    if rng.random() < 0.3:  # close to the picture's edge
        margin_x, margin_y = width * 0.5, width * 0.2
    else:
        margin_x, margin_y = min(110, width * 0.5 + 4), min(110, width * 0.35 + 4)
    target = np.array([rng.uniform(margin_x, DRAWN - margin_x), rng.uniform(margin_y, DRAWN - margin_y)])
    move = np.hstack([shape, (target - shape @ quad.mean(0))[:, None]]).astype(np.float32)
    drawn = cv2.warpAffine(image, move, (DRAWN, DRAWN), flags=cv2.INTER_LINEAR).astype(np.float32) / 255
    mask = cv2.warpAffine(np.full(image.shape, 255, np.uint8), move, (DRAWN, DRAWN), flags=cv2.INTER_NEAREST) > 127
    return np.where(mask, drawn, canvas), quad @ shape.T + move[:, 2]


def any_plate(pictures: list[np.ndarray], foreign: float, rng: random.Random) -> np.ndarray:
    """A plate seen straight on: real, drawn or foreign."""
    kind = rng.random()
    if kind < foreign:
        return np.minimum(draw_foreign(rng).image, 1)
    if kind < foreign + 0.6 * (1 - foreign):
        picture = rng.choice(pictures)
        return picture if rng.random() < 0.7 else 1 - picture
    return np.minimum(draw_plate(rng).image, 1)


def fit_light(image: np.ndarray, canvas: np.ndarray, centre: np.ndarray, reach: float, rng: random.Random) -> np.ndarray:
    """Brings a plate nearer to the light of the place where it is pasted."""
    x, y, r = int(centre[0]), int(centre[1]), int(reach) + 1
    around = canvas[max(0, y - r):y + r, max(0, x - r):x + r]
    factor = max(0.05, float(around.mean())) / max(0.08, float(image.mean())) if around.size else 1.0
    return np.clip(image * np.clip(factor ** rng.uniform(0, 0.7), 0.4, 1.8), 0, 1)


def paste_plate(canvas: np.ndarray, image: np.ndarray, corners: np.ndarray, rng: random.Random) -> np.ndarray:
    """Pastes a plate picture at the corners, shrunk first where it is much larger."""
    width = np.linalg.norm(corners[1] - corners[0])
    height = np.linalg.norm(corners[3] - corners[0])
    if width < image.shape[1] * 0.7:
        image = cv2.resize(image, (int(width) + 1, int(height) + 1), interpolation=cv2.INTER_AREA)
    image = fit_light(image, canvas, corners.mean(0), width * 0.6, rng)
    kind = rng.random()
    if kind < 0.3:
        draw_recess(canvas, corners, rng)
    elif kind < 0.45:  # bodywork as dark or light as the plate's own ground: a black plate on a black bumper
        draw_recess(canvas, corners, rng, float(np.median(image)) * rng.uniform(0.7, 1.2))
    if rng.random() < 0.35:
        draw_holder(canvas, corners, rng)
    return paste(canvas, image, corners)[0]


def replace(canvas: np.ndarray, quad: np.ndarray, image: np.ndarray, rng: random.Random) -> tuple[np.ndarray, np.ndarray]:
    """Puts another plate where a vehicle carries its own, large enough to hide it."""
    u, v = (quad[1] - quad[0] + quad[2] - quad[3]) / 2, (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    width, height = np.linalg.norm(u), np.linalg.norm(v)
    wide = max(width * rng.uniform(0.85, 1.2), height * 1.02 * image.shape[1] / image.shape[0] * 0.8)
    tall = max(wide * image.shape[0] / image.shape[1] * rng.uniform(0.85, 1.1), height)
    wide = max(wide, width * 0.95)
    a, b = u / width * wide / 2, v / max(height, 1e-6) * tall / 2
    centre = quad.mean(0)
    corners = np.array([centre - a - b, centre + a - b, centre + a + b, centre - a + b])
    surround = (corners - centre) * 1.12 + centre
    if wide < width * 1.05:  # hide what the new plate leaves open of the old one
        cv2.fillPoly(canvas, [np.round(surround * 8).astype(np.int32)], float(rng.choice([0.05, 0.15, 0.3, rng.random()])), cv2.LINE_8, 3)
    return paste_plate(canvas, image, corners, rng), corners


def apart(corners: np.ndarray, taken: list[np.ndarray]) -> bool:
    """True if a plate here would touch no other."""
    centre, span = corners.mean(0), np.ptp(corners, axis=0)
    return all((np.abs(centre - quad.mean(0)) > (span + np.ptp(quad, axis=0)) * [0.55, 0.7]).any() for quad in taken)


class LocatorSamples:
    """Pictures with the corners of all plates in them and whether those are exact."""

    def __init__(self, rng: random.Random, size: int = 6_000, uses: float = 4.0) -> None:
        self.rng, self.sources, self.pictures, self.size, self.uses = rng, sources(), plate_pictures(), size, uses
        self.kept: list[tuple[np.ndarray, list[tuple[np.ndarray, bool]]]] = []

    def sample(self) -> tuple[np.ndarray, list[tuple[np.ndarray, bool]]]:
        """A new picture or one of those made before, cut in a random place and in other light."""
        rng = self.rng
        if len(self.kept) < 300 or rng.random() < 1 / self.uses:
            picture, quads = self.draw()
            made = ((picture * 255 + 0.5).astype(np.uint8), quads)
            if len(self.kept) < self.size:
                self.kept.append(made)
            else:
                self.kept[rng.randrange(self.size)] = made
        else:
            made = rng.choice(self.kept)
        x, y = rng.randint(0, ROOM), rng.randint(0, ROOM)
        picture = made[0][y:y + SIZE, x:x + SIZE].astype(np.float32) / 255
        quads = [(quad - [x, y], exact) for quad, exact in made[1]]
        if rng.random() < 0.3:
            picture = np.power(picture, math.exp(rng.uniform(-0.5, 0.5)))
        inside = [(quad, exact) for quad, exact in quads if (quad.mean(0) > 0).all() and (quad.mean(0) < SIZE).all()]
        return picture, inside

    def draw(self) -> tuple[np.ndarray, list[tuple[np.ndarray, bool]]]:
        rng, canvas = self.rng, plain(self.rng)
        quads: list[tuple[np.ndarray, bool]] = []
        vehicle = rng.random() < 0.72
        if vehicle:
            source = rng.choice(self.sources)
            canvas, quad = place(canvas, source, rng)
            exact = source.exact
            if rng.random() < 0.48:
                canvas, quad = replace(canvas, quad, any_plate(self.pictures, 0.8, rng), rng)
                exact = True
            quads.append((quad, exact))
        if rng.random() < 0.5:
            canvas = add_distractors(canvas, [quad for quad, _ in quads], rng)
        for _ in range(rng.choice([0, 0, 0, 1, 1]) if vehicle else rng.choice([0, 0, 1, 2])):
            image = any_plate(self.pictures, 0.4, rng)
            width = random_width(rng) * 0.8
            shape = random_corners(width, width * image.shape[0] / image.shape[1], rng)
            for _ in range(6):
                corners = shape + [rng.uniform(width * 0.5, DRAWN - width * 0.5), rng.uniform(width * 0.2, DRAWN - width * 0.2)]
                if apart(corners, [quad for quad, _ in quads]):
                    canvas = paste_plate(canvas, image, corners, rng)
                    quads.append((corners, True))
                    break
        if rng.random() < 0.08:
            canvas = 1 - canvas
        return photograph(np.clip(canvas, 0, 1).astype(np.float32), 100, rng, 0.6), quads


def targets(quads: list[tuple[np.ndarray, bool]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Heat (1 at each plate's centre cell), corner offsets and their weights."""
    heat, weight = np.zeros((CELLS, CELLS), np.float32), np.zeros((CELLS, CELLS), np.float32)
    offsets = np.zeros((8, CELLS, CELLS), np.float32)
    row, column = np.mgrid[:CELLS, :CELLS]
    x, y = (column + 0.5) * LOCATOR_STRIDE, (row + 0.5) * LOCATOR_STRIDE
    for quad, exact in quads:
        left, top, right, bottom = bounds(quad)
        centre, sx, sy = quad.mean(0), max((right - left) / 7, 5.0), max((bottom - top) / 5, 4.0)
        bump = np.exp(-((x - centre[0]) ** 2 / (2 * sx * sx) + (y - centre[1]) ** 2 / (2 * sy * sy)))
        at = tuple(int(np.clip(c // LOCATOR_STRIDE, 0, CELLS - 1)) for c in centre[::-1])
        bump[at] = 1
        heat = np.maximum(heat, bump)
        near = (bump > 0.35) & (bump >= heat - 1e-6)
        for corner in range(4):
            offsets[2 * corner][near] = ((quad[corner, 0] - x) / LOCATOR_UNIT)[near]
            offsets[2 * corner + 1][near] = ((quad[corner, 1] - y) / LOCATOR_UNIT)[near]
        weight[near] = (bump * LOCATOR_UNIT / max(right - left, 20))[near] if exact else 0
    return heat, offsets, weight


class LocatorBatches(IterableDataset):
    """Endless batches: normalised pictures, heat, offsets, weights."""

    def __init__(self, size: int, seed: int) -> None:
        self.size, self.seed = size, seed

    def __iter__(self):
        worker = get_worker_info()
        seed = self.seed * 100 + (worker.id if worker else 0)
        rng = random.Random(seed)
        np.random.seed(seed % 2**32)
        torch.set_num_threads(1)
        source = LocatorSamples(rng)
        while True:
            batch = []
            for _ in range(self.size):
                image, quads = source.sample()
                batch.append((normalise(image, LOCATOR_FLOOR)[None], *targets(quads)))
            yield tuple(torch.from_numpy(np.stack(part).astype(np.float32)) for part in zip(*batch))
