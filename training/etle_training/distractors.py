"""Things that look like a plate and are none: signs, lettering, badges, lamps, grilles, blank panels."""
import random

import cv2
import numpy as np

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPRSTUW   "
FACES = (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_PLAIN, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX)


def lettering(canvas: np.ndarray, x: int, y: int, width: int, height: int, rng: random.Random) -> None:
    """Words on a vehicle, without a panel; mostly small letters or several lines."""
    lines = rng.choice([1, 1, 2, 3])
    cover = np.zeros(canvas.shape, np.uint8)
    scale = height / lines / 30
    for line in range(lines):
        text = "".join(rng.choice(LETTERS) for _ in range(rng.randint(3, 18)))
        text = text.upper() if rng.random() < 0.3 else text
        cv2.putText(cover, text, (x, y + int((line + 0.8) * height / lines)), rng.choice(FACES), max(0.25, scale), 255, rng.choice([1, 1, 2]), cv2.LINE_AA)
    level = rng.choice([0.0, 1.0, rng.random()])
    canvas += (level - canvas) * (cover.astype(np.float32) / 255)


def sign(canvas: np.ndarray, x: int, y: int, width: int, height: int, rng: random.Random) -> None:
    """A panel with lettering on several lines, or in one of unlike size."""
    canvas[y:y + height, x:x + width] = rng.random()
    lettering(canvas, x + 2, y, width, height, rng)


def panel(canvas: np.ndarray, x: int, y: int, width: int, height: int, rng: random.Random) -> None:
    """A blank panel with an edge, as a plate holder without plate, a step or a reflector."""
    inner = rng.random()
    canvas[y:y + height, x:x + width] = inner + np.linspace(-0.2, 0.2, width, dtype=np.float32)[None] * rng.uniform(-1, 1)
    cv2.rectangle(canvas, (x, y), (x + width, y + height), float(rng.random()), rng.choice([1, 1, 2]))


def grille(canvas: np.ndarray, x: int, y: int, width: int, height: int, rng: random.Random) -> None:
    """Bars, upright or level."""
    part = canvas[y:y + height, x:x + width]
    pitch, upright = rng.uniform(3, 14), rng.random() < 0.5
    along = np.arange(part.shape[1 if upright else 0], dtype=np.float32)
    wave = ((along / pitch) % 1 < rng.uniform(0.3, 0.7)).astype(np.float32)
    wave = rng.random() + (rng.random() - 0.5) * wave
    part[:] = wave[None] if upright else wave[:, None]


def lamp(canvas: np.ndarray, x: int, y: int, width: int, height: int, rng: random.Random) -> None:
    """A bright lamp with a halo."""
    row, column = np.mgrid[:canvas.shape[0], :canvas.shape[1]].astype(np.float32)
    distance = ((column - x - width / 2) / (width / 2)) ** 2 + ((row - y - height / 2) / (height / 2)) ** 2
    canvas += rng.uniform(0.4, 1.2) * np.exp(-distance * rng.uniform(0.5, 3)) + (distance < 0.5) * rng.uniform(0, 0.6)


def badge(canvas: np.ndarray, x: int, y: int, width: int, height: int, rng: random.Random) -> None:
    """An oval or round maker's badge."""
    middle = (x + width // 2, y + height // 2)
    cv2.ellipse(canvas, middle, (max(2, width // 3), max(2, height // 2)), 0, 0, 360, float(rng.random()), -1)
    cv2.ellipse(canvas, middle, (max(1, width // 5), max(1, height // 3)), rng.uniform(0, 90), 0, 360, float(rng.random()), rng.choice([1, 2, -1]))


def add_distractors(canvas: np.ndarray, plates: list[np.ndarray], rng: random.Random) -> np.ndarray:
    """Adds one to three of them away from the plates."""
    canvas = np.ascontiguousarray(canvas, np.float32)
    size = canvas.shape[0]
    for _ in range(rng.choice([1, 1, 2, 3])):
        width = rng.randint(14, 130)
        height = max(6, int(width / rng.uniform(1.2, 6)))
        x, y = rng.randint(0, size - 20), rng.randint(0, size - 12)
        right, bottom = x + width, y + height
        if all(right < q[:, 0].min() - 6 or x > q[:, 0].max() + 6 or bottom < q[:, 1].min() - 6 or y > q[:, 1].max() + 6 for q in plates):
            kind = rng.choice([lettering, lettering, sign, sign, panel, grille, lamp, badge])
            kind(canvas, x, y, min(width, size - x), min(height, size - y), rng)
    return canvas
