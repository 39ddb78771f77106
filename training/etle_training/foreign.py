"""Draws plates of foreign look: North American 2:1, Brazilian with a town above the number, European long ones."""
import random

import cv2
import numpy as np

from .glyphs import random_face
from .plate import LOOK_WEIGHTS, LOOKS, Canvas, Drawn, Style, add_bolts, add_wear, colour, draw_border, draw_number
from .text import random_foreign

WORDS = ("{0} state", "The {0} Land", "{0}", "City of {0}", "SP-{0}", "MG-{0}", "www.{0}.com", "visit {0}", "{0} MOTORS")


def small_print(image: np.ndarray, y: float, tall: float, level: float, rng: random.Random) -> None:
    """A centred line of small letters, in capitals or not."""
    height, width = image.shape
    word = "".join(rng.choice("aeiourstlnmdcpb") for _ in range(rng.randint(4, 9))).capitalize()
    line = rng.choice(WORDS).format(word)
    line = line.upper() if rng.random() < 0.5 else line
    face = rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX])
    scale = tall * height / 22
    (wide, _), _ = cv2.getTextSize(line, face, scale, 1)
    scale = scale * min(1.0, 0.9 * width / max(wide, 1))
    (wide, _), _ = cv2.getTextSize(line, face, scale, 1)
    x = int((width - wide) / 2 + rng.uniform(-0.05, 0.05) * width)
    cover = np.zeros((height, width), np.uint8)
    cv2.putText(cover, line, (x, int(y * height)), face, scale, 255, 1, cv2.LINE_AA)
    image += (level - image) * (cover.astype(np.float32) / 255)


def picture(height: int, width: int, rng: random.Random) -> np.ndarray:
    """A soft pattern as printed behind the number: hills, a sunset, a badge."""
    field = np.zeros((height, width), np.float32)
    for _ in range(rng.randint(1, 4)):
        centre = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
        axes = (int(rng.uniform(0.05, 0.6) * width) + 1, int(rng.uniform(0.05, 0.5) * height) + 1)
        cv2.ellipse(field, centre, axes, rng.uniform(0, 180), 0, 360, rng.uniform(-0.3, 0.3), -1)
    field = cv2.GaussianBlur(field, (0, 0), rng.uniform(0.5, 5))
    return field + np.linspace(rng.uniform(-0.2, 0.2), rng.uniform(-0.2, 0.2), height, dtype=np.float32)[:, None]


def draw_foreign(rng: random.Random) -> Drawn:
    """A random foreign plate, seen straight on."""
    kind = rng.choice(["us", "us", "us", "br", "eu"])
    height = rng.randint(60, 84)
    aspect = {"us": rng.uniform(1.85, 2.2), "br": rng.uniform(2.7, 3.3), "eu": rng.uniform(3.6, 5.0)}[kind]
    width = int(height * aspect)
    top, row = {"us": (rng.uniform(0.2, 0.3), rng.uniform(0.4, 0.52)), "br": (rng.uniform(0.25, 0.35), rng.uniform(0.5, 0.6)),
                "eu": (rng.uniform(0.1, 0.2), rng.uniform(0.6, 0.72))}[kind]
    canvas = Canvas(np.zeros((height, width), np.uint8), int(height * top), int(height * row))
    face, wide = random_face(rng)
    style = Style(None, face, wide, rng.uniform(0.42, 0.6), slashed=rng.random() < 0.05, open_zero=rng.random() < 0.1, serifs=rng.random() < 0.3)
    groups = random_foreign(rng)
    places = draw_number(canvas, groups, style, rng)
    if rng.random() < 0.5:
        draw_border(canvas, rng)
    image, paper, mark = colour(canvas.ink, rng.choices(list(LOOKS), LOOK_WEIGHTS)[0], rng)
    if kind == "us" and rng.random() < 0.7:
        image = image + picture(height, width, rng) * abs(paper - mark)
    if kind == "us":
        for y, chance in ((rng.uniform(0.14, 0.2), 0.85), (rng.uniform(0.9, 0.97), 0.6)):
            if rng.random() < chance:
                small_print(image, y, rng.uniform(0.08, 0.2), rng.choice([mark, (paper + 2 * mark) / 3]), rng)
        for gap in canvas.gaps:  # an emblem between the groups
            if rng.random() < 0.5:
                cv2.circle(image, (int(gap), canvas.top + canvas.row // 2), int(0.12 * canvas.row) + 1, float((paper + mark) / 2), -1)
    elif kind == "br":
        small_print(image, rng.uniform(0.17, 0.22), rng.uniform(0.1, 0.16), mark, rng)
        for gap in canvas.gaps:
            cv2.circle(image, (int(gap), canvas.top + canvas.row // 2), max(1, int(0.06 * canvas.row)), float(mark), -1)
    elif rng.random() < 0.7:
        image[:, :int(0.09 * width)] = (paper + mark) / 2
    if rng.random() < 0.5:
        add_bolts(image, canvas, paper, mark, False, rng)
    image = add_wear(image, canvas, paper, mark, rng)
    return Drawn(np.clip(image, 0, 1.2).astype(np.float32), canvas.ink, "".join(groups), places)
