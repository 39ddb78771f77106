"""Training samples of the reader: crops of drawn and of real plates as the product will cut them."""
import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch.utils.data import IterableDataset, get_worker_info

from . import labels
from .geometry import bounds, box_quad, cut_quad, enlarge, normalise
from .networks import EXPIRY_WIDTH, READER_FLOOR, READER_HEIGHT, READER_STRIDE, READER_WIDTH
from .paths import work_root
from .photo import expose, photograph
from .scene import View, random_view
from .text import BLANK, CHARACTERS, encode

FRAMES = READER_WIDTH // READER_STRIDE
UNKNOWN = -100
"""Frame label that the loss leaves out."""
SELF_LABELS = "self-labels.csv"
EXPIRY_LEAST, EXPIRY_SHARE = 120, 0.12
"""From this plate width on, this share of samples is the expiry row instead of the number."""
HIDDEN_SHARE = 0.07
"""Share of samples in which something covers a part of the number."""


@dataclass
class Sample:
    crop: np.ndarray
    """8-bit, READER_HEIGHT x READER_WIDTH"""
    text: str
    frames: np.ndarray
    """class per frame, or UNKNOWN"""


def loose_box(quad: np.ndarray, rng: random.Random) -> np.ndarray:
    """An upright box around the plate, as a locator without corners would give it."""
    left, top, right, bottom = bounds(quad)
    w, h = right - left, bottom - top
    box = box_quad(left, top, w, h)
    box += np.array([[-rng.uniform(-0.01, 0.1) * w, -rng.uniform(-0.02, 0.2) * h], [rng.uniform(-0.01, 0.1) * w, -rng.uniform(-0.02, 0.2) * h],
                     [rng.uniform(-0.01, 0.1) * w, rng.uniform(-0.02, 0.2) * h], [-rng.uniform(-0.01, 0.1) * w, rng.uniform(-0.02, 0.2) * h]])
    return box + np.array([[rng.uniform(-0.03, 0.03) * w, rng.uniform(-0.06, 0.06) * h] for _ in range(4)])


def loose_quad(quad: np.ndarray, rng: random.Random) -> np.ndarray:
    """The plate's corners with a random margin and corner errors as a locator makes them."""
    u, v = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])
    wide = enlarge(quad, rng.uniform(-0.005, 0.085), rng.uniform(-0.02, 0.16), rng.gauss(0, 0.04))
    return wide + np.array([[rng.gauss(0, 0.018) * u, rng.gauss(0, 0.06) * v] for _ in range(4)])


def frame_labels(view: View, quad: np.ndarray) -> np.ndarray:
    """Class of each frame: the character whose middle it shows, blank far from any, unknown at the edges."""
    target = np.array([[0, 0], [READER_WIDTH, 0], [READER_WIDTH, READER_HEIGHT], [0, READER_HEIGHT]], np.float32)
    homography = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    x = cv2.perspectiveTransform(view.points.reshape(1, -1, 2).astype(np.float32), homography)[0, :, 0].reshape(-1, 3)
    centres = np.arange(FRAMES) * READER_STRIDE + READER_STRIDE / 2
    half = np.maximum(np.abs(x[:, 2] - x[:, 0]) / 2, 2.5)
    out = np.full(FRAMES, BLANK, np.int64)
    for (_, middle, _), reach in zip(x, half):
        out[np.abs(centres - middle) < reach + 1] = UNKNOWN
    for (_, middle, _), reach, character in zip(x, half, view.text):
        out[np.abs(centres - middle) < max(READER_STRIDE / 2 + 0.01, reach * 0.55)] = CHARACTERS.index(character)
    return out


def expiry_sample(view: View, rng: random.Random) -> Sample:
    """The row of month and year by itself, as strips below the number would show it: `MMYY`. As many strips as a crop of
    the usual width holds stand side by side."""
    strips = []
    for _ in range(READER_WIDTH // EXPIRY_WIDTH):
        quad = enlarge(view.expiry_quad, rng.uniform(0.08, 0.6), rng.uniform(0.15, 0.7))
        tall = np.linalg.norm(quad[3] - quad[0])
        quad = quad + np.array([[rng.gauss(0, 0.05) * tall, rng.gauss(0, 0.06) * tall] for _ in range(4)])
        strips.append(cut_quad(view.image, quad, READER_HEIGHT, EXPIRY_WIDTH))
    return Sample(vary(np.hstack(strips), rng), view.expiry * len(strips), np.full(FRAMES, UNKNOWN, np.int64))


def vary(crop: np.ndarray, rng: random.Random) -> np.ndarray:
    """A cheap change of light for a view that is used again; both polarities equally."""
    if rng.random() < 0.3:
        pixels = expose(crop.astype(np.float32) / 255, rng)
        if rng.random() < 0.3:
            pixels = pixels + rng.uniform(0, 0.15) * float(pixels.std()) * np.random.standard_normal(crop.shape).astype(np.float32)
        crop = (np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8)
    return 255 - crop if rng.random() < 0.4 else crop


def hide(crop: np.ndarray, rng: random.Random) -> np.ndarray:
    """Sometimes puts something before a part of the number: a hook, a bar, a sticker, mud. What is left of a character mostly still
    tells it."""
    if rng.random() >= HIDDEN_SHARE:
        return crop
    height, width = crop.shape
    cover = np.zeros((height, width), np.float32)
    x, kind = rng.uniform(0, width), rng.random()
    if kind < 0.4:  # from above or below, up to the middle of the characters
        tall = rng.uniform(0.2, 0.4) if rng.random() < 0.5 else rng.uniform(0.4, 0.68)
        top = 0 if tall < 0.4 else height * (1 - tall)
        cv2.rectangle(cover, (int(x), int(top)), (int(x + rng.uniform(6, 60)), int(top + height * tall)), 1, -1)
    elif kind < 0.7:
        end = (int(x + rng.gauss(0, 12)), height) if rng.random() < 0.7 else (int(x + rng.gauss(0, 60)), int(rng.uniform(0, height)))
        cv2.line(cover, (int(x), int(rng.choice([0, rng.uniform(0, height)]))), end, 1, rng.randint(1, 5))
    else:
        cv2.ellipse(cover, (int(x), int(rng.uniform(0.1, 0.7) * height)), (rng.randint(2, 8), rng.randint(2, 6)), rng.uniform(0, 180), 0, 360, 1, -1)
    cover = cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.4, 1.5))
    level = rng.uniform(float(crop.min()), float(crop.max()))
    return (crop + (level - crop) * cover + 0.5).astype(np.uint8)


class DrawnPlates:
    """Views of drawn plates; each is used about `uses` times, with other corners and light each time."""

    def __init__(self, rng: random.Random, size: int = 40_000, uses: float = 3.0) -> None:
        self.rng, self.size, self.uses = rng, size, uses
        self.views: list[View] = []

    def sample(self) -> Sample:
        rng = self.rng
        if len(self.views) < 2_000 or rng.random() < 1 / self.uses:
            view = random_view(rng)
            if len(self.views) < self.size:
                self.views.append(view)
            else:
                self.views[rng.randrange(self.size)] = view
        else:
            view = rng.choice(self.views)
        if view.expiry and np.linalg.norm(view.quad[1] - view.quad[0]) >= EXPIRY_LEAST and rng.random() < EXPIRY_SHARE:
            return expiry_sample(view, rng)
        top = view.quad[1] - view.quad[0]
        upright = abs(top[1]) < 0.18 * abs(top[0])
        quad = loose_box(view.quad, rng) if upright and rng.random() < 0.3 else loose_quad(view.quad, rng)
        crop = vary(cut_quad(view.image, quad, READER_HEIGHT, READER_WIDTH), rng)
        return Sample(hide(crop, rng), view.text, frame_labels(view, quad))


class RealPlates:
    """Labelled pictures, cut down to the plate and its surroundings once, degraded anew for each sample."""

    def __init__(self, plates: list[labels.Plate], rng: random.Random) -> None:
        self.rng = rng
        self.items = [self.prepare(plate) for plate in plates]

    @staticmethod
    def prepare(plate: labels.Plate) -> tuple[np.ndarray, np.ndarray, labels.Plate]:
        image = cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE)
        quad = plate.quad(image.shape)
        left, top, right, bottom = bounds(quad)
        w, h = right - left, bottom - top
        x0, y0 = max(0, int(left - 0.2 * w)), max(0, int(top - 0.5 * h))
        image = image[y0:int(bottom + 0.5 * h) + 1, x0:int(right + 0.2 * w) + 1]
        quad = quad - [x0, y0]
        scale = min(1.0, 300 / w)
        if scale < 1:
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        return image, quad * scale, plate

    def sample(self) -> Sample:
        rng = self.rng
        image, quad, plate = rng.choice(self.items)
        width = float(np.ptp(quad[:, 0]))
        goal = math.exp(rng.uniform(math.log(62), math.log(260)))
        if goal < width and rng.random() < (0.8 if width > 160 else 0.3):
            scale = max(goal, 75 if width < 160 else 62) / width
            image, quad = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), quad * scale
        grey = photograph(image.astype(np.float32) / 255, float(np.ptp(quad[:, 0])), rng, 0.7)
        image = (grey * 255 + 0.5).astype(np.uint8)
        loose = loose_quad(quad, rng) if plate.slope and rng.random() < 0.75 else loose_box(quad, rng) if rng.random() < 0.5 else loose_quad(quad, rng)
        turn = math.radians(rng.gauss(0, 2.5))
        centre = loose.mean(0)
        cosine, sine = math.cos(turn), math.sin(turn)
        loose = (loose - centre) @ np.array([[cosine, sine], [-sine, cosine]]) + centre
        crop = hide(cut_quad(image, loose, READER_HEIGHT, READER_WIDTH), rng)
        return Sample(255 - crop if rng.random() < 0.4 else crop, plate.text, np.full(FRAMES, UNKNOWN, np.int64))


def self_labelled() -> list[labels.Plate]:
    """Unlabelled crops with the texts that `self_label` accepted; empty before it has run."""
    path = work_root() / SELF_LABELS
    folder = labels.data_root() / "id-crops" / "unlabelled"
    return [labels.Plate(folder / row["file"], row["plate"], "crop", None) for row in labels.rows(path)] if path.exists() else []


class ReaderBatches(IterableDataset):
    """Endless batches: normalised crops, joined target texts, their lengths, frame labels."""

    def __init__(self, size: int, seed: int, real: float = 0.25, assumed: float = 0.18, uses: float = 3.0) -> None:
        self.size, self.seed, self.real, self.assumed, self.uses = size, seed, real, assumed, uses

    def __iter__(self):
        worker = get_worker_info()
        seed = self.seed * 1000 + (worker.id if worker else 0)
        rng = random.Random(seed)
        np.random.seed(seed % 2**32)
        torch.set_num_threads(1)
        drawn, real = DrawnPlates(rng, uses=self.uses), RealPlates(labels.training_plates(), rng)
        extra = self_labelled()
        assumed = RealPlates(extra, rng) if extra else real
        while True:
            samples = []
            for _ in range(self.size):
                kind = rng.random()
                source = real if kind < self.real else assumed if kind < self.real + self.assumed else drawn
                samples.append(source.sample())
            yield collate(samples)


def collate(samples: list[Sample]) -> tuple[torch.Tensor, ...]:
    crops = np.stack([normalise(s.crop, READER_FLOOR) for s in samples])[:, None]
    targets = torch.tensor([c for s in samples for c in encode(s.text)])
    return torch.from_numpy(crops), targets, torch.tensor([len(s.text) for s in samples]), torch.from_numpy(np.stack([s.frames for s in samples]))
