"""Puts drawn plates into pieces of real surroundings, in perspective."""
import math
import random
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from . import labels
from .foreign import draw_foreign
from .geometry import box_quad
from .photo import photograph
from .plate import Drawn, draw_plate


@dataclass
class View:
    """A photographed plate: 8-bit picture, corners, text, and per character left, middle and right points in it."""
    image: np.ndarray
    quad: np.ndarray
    text: str
    points: np.ndarray
    expiry: str = ""
    """`MMYY`, empty if the plate shows none"""
    expiry_quad: np.ndarray | None = None
    legibility: float = 0.0
    """correlation of the picture with the ink of the faintest character, 0...1"""
    contrast: float = 0.0
    """grey levels between ink and ground of the faintest character"""


@cache
def surroundings() -> list[np.ndarray]:
    """Parts of the training scenes above and below the labelled plate; they hold no number plate of their own."""
    parts = []
    for plate in labels.scenes():
        image = cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE)
        _, y, _, h = (int(v) for v in plate.box)
        if y > 150:
            parts.append(image[:y - 20])
        if y + h < 330:
            parts.append(image[y + h + 10:])
    return parts


def background(width: int, height: int, rng: random.Random) -> np.ndarray:
    """A patch of surroundings, or a plain slope of grey."""
    if rng.random() < 0.25:
        ramp = np.linspace(-0.2, 0.2, width, dtype=np.float32)[None] * rng.uniform(-1, 1)
        return np.full((height, width), rng.random(), np.float32) + ramp
    source = rng.choice(surroundings())
    rows, columns = source.shape
    scale = rng.uniform(0.5, 2)
    w, h = min(columns, max(8, int(width / scale))), min(rows, max(8, int(height / scale)))
    x, y = rng.randint(0, columns - w), rng.randint(0, rows - h)
    return cv2.resize(source[y:y + h, x:x + w], (width, height)).astype(np.float32) / 255 * rng.uniform(0.4, 1.4)


def random_corners(width: float, height: float, rng: random.Random) -> np.ndarray:
    """Corners around the origin of a plate of this size seen at an angle, up to 25 degrees of tilt."""
    kind = rng.random()
    tilt = math.radians(rng.gauss(0, 4) if kind < 0.7 else rng.uniform(-14, 14) if kind < 0.9 else rng.uniform(-25, 25))
    shear = rng.gauss(0, 0.1)
    corners = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]]) * [width, height * rng.uniform(0.75, 1.05)]
    corners[:, 0] -= shear * corners[:, 1]
    corners += np.array([[rng.gauss(0, 0.012) * width, rng.gauss(0, 0.03) * height] for _ in range(4)])
    cosine, sine = math.cos(tilt), math.sin(tilt)
    return corners @ np.array([[cosine, sine], [-sine, cosine]])


def paste(canvas: np.ndarray, image: np.ndarray, corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Warps a picture onto the canvas; returns the new canvas and the homography."""
    height, width = image.shape
    outline = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    homography = cv2.getPerspectiveTransform(outline, corners.astype(np.float32))
    size = (canvas.shape[1], canvas.shape[0])
    warped = cv2.warpPerspective(image, homography, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.ones((height, width), np.float32), homography, size)
    return canvas * (1 - mask) + warped * mask, homography


def draw_holder(canvas: np.ndarray, corners: np.ndarray, rng: random.Random) -> None:
    """A frame of one grey around the place of a plate."""
    centre = corners.mean(0)
    outer = (corners - centre) * [1 + rng.uniform(0.01, 0.06), 1 + rng.uniform(0.04, 0.2)] + centre
    level = float(rng.choice([0.05, 0.1, 0.2, 0.5, 0.8, rng.random()]))
    cv2.fillPoly(canvas, [np.round(outer * 8).astype(np.int32)], level, cv2.LINE_AA, 3)


def draw_recess(canvas: np.ndarray, corners: np.ndarray, rng: random.Random, level: float | None = None) -> None:
    """A wide hollow or panel of the bodywork around the place of a plate, lighter or darker than what is about it, or of a given grey."""
    centre = corners.mean(0)
    outer = (corners - centre) * [rng.uniform(1.2, 2.8), rng.uniform(1.1, 2.0)]
    outer[:2] *= [rng.uniform(0.8, 1.1), 1]
    outer += centre + np.array([rng.gauss(0, 0.05), rng.gauss(0, 0.05)]) * np.ptp(corners, axis=0)
    cover = np.zeros(canvas.shape, np.uint8)
    cv2.fillPoly(cover, [np.round(outer * 8).astype(np.int32)], 255, cv2.LINE_AA, 3)
    if rng.random() < 0.5:
        cover = cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.5, 2.5))
    share = cover.astype(np.float32) / 255 * (rng.uniform(0.4, 1.0) if level is None else 1)
    if level is None:
        level = canvas.mean() * rng.uniform(0.2, 1.6)
    canvas += (float(np.clip(level, 0, 1)) - canvas) * share


def view(drawn: Drawn, rng: random.Random, room: tuple[float, float] = (0.24, 0.6)) -> View:
    """Photographs a drawn plate at 60 to 260 pixels of width with surroundings: `room` plate widths and heights in all."""
    height, width = drawn.image.shape
    plate_width = math.exp(rng.uniform(math.log(60), math.log(260))) if rng.random() < 0.65 else rng.uniform(85, 150)
    scale = plate_width / width
    corners = random_corners(plate_width, height * scale, rng)
    span = np.ptp(corners, axis=0)
    columns, lines = int(span[0] + plate_width * room[0] + 8), int(span[1] + height * scale * room[1] + 8)
    corners += [columns / 2, lines / 2]
    image = cv2.GaussianBlur(drawn.image, (0, 0), 0.4 / scale) if scale < 0.8 else drawn.image
    canvas = background(columns, lines, rng)
    if rng.random() < 0.4:
        draw_holder(canvas, corners, rng)
    canvas, homography = paste(canvas, image, corners)
    places = np.array([[[l, y], [(l + r) / 2, y], [r, y]] for l, r, y in drawn.places], np.float32).reshape(1, -1, 2)
    points = cv2.perspectiveTransform(places, homography).reshape(-1, 3, 2)
    grey = photograph(canvas, plate_width, rng)
    photo = View((grey * 255 + 0.5).astype(np.uint8), corners, drawn.text, points)
    if drawn.expiry_box:
        x, y, w, h = drawn.expiry_box
        outline = box_quad(x, y, w, h).astype(np.float32)[None]
        photo.expiry, photo.expiry_quad = drawn.expiry.replace(".", ""), cv2.perspectiveTransform(outline, homography)[0]
    photo.legibility, photo.contrast = legibility(drawn, photo, homography)
    return photo


def legibility(drawn: Drawn, photo: View, homography: np.ndarray) -> tuple[float, float]:
    """How well the photograph follows the ink of its faintest character, and by how many grey levels."""
    size = (photo.image.shape[1], photo.image.shape[0])
    ink = cv2.warpPerspective(drawn.ink, homography, size)
    half = max(4.0, float(np.linalg.norm(photo.quad[3] - photo.quad[0])) * 0.25)
    least, faintest = 1.0, 255.0
    for left, middle, right in photo.points:
        x0, x1 = int(max(0, left[0] - 2)), int(right[0] + 3)
        y0, y1 = int(max(0, middle[1] - half)), int(middle[1] + half)
        a, b = ink[y0:y1, x0:x1].astype(np.float32), photo.image[y0:y1, x0:x1].astype(np.float32)
        a, b = a - a.mean(), b - b.mean()
        common, own = abs(float((a * b).sum())), float((a * a).sum())
        least = min(least, common / (math.sqrt(own * float((b * b).sum())) + 1e-3))
        faintest = min(faintest, common / (own + 1e-3) * float(np.ptp(a)))
    return least, faintest


def random_view(rng: random.Random, foreign_share: float = 0.06) -> View:
    """A photographed plate; four of five in which a character is lost altogether are drawn again."""
    while True:
        photo = view(draw_foreign(rng) if rng.random() < foreign_share else draw_plate(rng), rng)
        if photo.legibility >= 0.2 or rng.random() < 0.2:
            return photo
