"""Draws Indonesian plates: layout, both typefaces, all colours, wear. Grey pictures of 60 to 84 rows, 0...1 and a little over."""
import random
from dataclasses import dataclass, field

import cv2
import numpy as np

from .glyphs import GLYPH_HEIGHT, closeup_glyphs, crop_glyphs, random_face
from .text import CHARACTERS, random_civil


@dataclass
class Drawn:
    """A drawn plate and where its characters stand (left, right, middle row; pixels of `image`)."""
    image: np.ndarray
    ink: np.ndarray
    """8-bit coverage before colour, light and wear"""
    text: str
    places: list[tuple[float, float, float]]
    expiry: str = ""
    expiry_box: tuple[float, float, float, float] | None = None


@dataclass
class Style:
    """What one plate's characters have in common."""
    bank: dict[str, list[np.ndarray]] | None
    face: dict[str, np.ndarray]
    face_width: float
    ratio: float
    """mean character width in heights"""
    slashed: bool
    open_zero: bool
    serifs: bool


@dataclass
class Canvas:
    """Ink coverage while a plate is drawn, and its measures in pixels."""
    ink: np.ndarray
    top: int
    row: int
    """height of the number row"""
    gaps: list[float] = field(default_factory=list)
    """centres of the gaps between the groups"""


def random_style(rng: random.Random) -> Style:
    kind = rng.random()
    bank = crop_glyphs() if kind < 0.34 else closeup_glyphs() if kind < 0.6 else None
    face, width = random_face(rng)
    old = rng.random() < 0.65
    return Style(bank, face, width, rng.uniform(0.42, 0.56) if bank else rng.uniform(0.40, 0.60),
                 slashed=old and rng.random() < 0.85, open_zero=not old and rng.random() < 0.6,
                 serifs=not old and rng.random() < 0.6)


def slash(glyph: np.ndarray, rng: random.Random) -> np.ndarray:
    """The letter O of the older typeface."""
    out = glyph.copy()
    height, width = out.shape
    thick = max(2, int(height * rng.uniform(0.05, 0.12)))
    if rng.random() < 0.75:
        inset = rng.uniform(0.08, 0.24)
        cv2.line(out, (int(width * inset), int(height * (1 - inset))), (int(width * (1 - inset)), int(height * inset)), 255, thick)
    else:
        cv2.line(out, (int(-0.1 * width), int(height * 0.75)), (int(1.1 * width), int(height * 0.25)), 255, thick)
    return out


def stroked_m(rng: random.Random) -> np.ndarray:
    """The letter M with upright legs and a short middle, which far away looks like an H."""
    width, thick = rng.randint(26, 40), rng.randint(4, 9)
    out = np.zeros((GLYPH_HEIGHT, width), np.uint8)
    left, right = thick // 2, width - 1 - thick // 2
    valley = (width // 2, int(GLYPH_HEIGHT * rng.uniform(0.35, 0.75)))
    for x in (left, right):
        cv2.line(out, (x, 0), (x, GLYPH_HEIGHT), 255, thick)
        cv2.line(out, (x, thick // 2), valley, 255, max(3, int(thick * rng.uniform(0.6, 1.0))))
    return out


def glyph_for(character: str, style: Style, rng: random.Random) -> tuple[np.ndarray, float]:
    """The shape of a character and the factor on its width."""
    if style.bank is not None and style.bank[character]:
        glyph = rng.choice(style.bank[character])
        if character == "O" and style.slashed and style.bank is closeup_glyphs() and rng.random() < 0.4:
            glyph = slash(glyph, rng)
        return glyph, rng.uniform(0.92, 1.08) * style.ratio / 0.49
    glyph = style.face[character]
    if character == "M" and rng.random() < 0.5:
        return stroked_m(rng), style.ratio / 0.49
    height, width = glyph.shape
    if character == "O" and style.slashed:
        glyph = slash(glyph, rng)
    elif character == "0" and style.open_zero:
        glyph = glyph.copy()
        if rng.random() < 0.7:
            glyph[int(height * 0.12):int(height * 0.3), int(width * 0.62):] = 0
        else:
            glyph[int(height * 0.1):int(height * 0.28), :int(width * 0.4)] = 0
    elif character in "1I" and style.serifs:
        wide = np.zeros((height, max(width, int(0.34 * height))), np.uint8)
        left = (wide.shape[1] - width) // 2
        wide[:, left:left + width] = glyph
        bar = max(3, int(height * 0.11))
        wide[-bar:] = 255
        if character == "I":
            wide[:bar] = 255
        glyph = wide
    return glyph, style.ratio / style.face_width


def stamp(ink: np.ndarray, glyph: np.ndarray, left: int, top: int) -> None:
    """Draws a glyph, clipped to the plate."""
    height, width = ink.shape
    x0, x1 = max(0, left), min(width, left + glyph.shape[1])
    y0, y1 = max(0, top), min(height, top + glyph.shape[0])
    if x1 > x0 and y1 > y0:
        ink[y0:y1, x0:x1] = np.maximum(ink[y0:y1, x0:x1], glyph[y0 - top:y1 - top, x0 - left:x1 - left])


def draw_number(canvas: Canvas, groups: tuple[str, ...], style: Style, rng: random.Random) -> list[tuple[float, float, float]]:
    """Draws the number row, its groups pushed apart as the plate's width allows; returns the places."""
    height, width = canvas.ink.shape
    row = canvas.row
    glyphs = [(index, *glyph_for(character, style, rng), character) for index, group in enumerate(groups) for character in group]
    mono = rng.random() < 0.5
    pitch = row * style.ratio
    space, gap = row * rng.uniform(0.05, 0.22), row * rng.uniform(0.25, 1.0)
    x, last, places = 0.0, 0, []
    for index, glyph, factor, character in glyphs:
        w = max(2.0, glyph.shape[1] * row / GLYPH_HEIGHT * factor)
        x += gap if index != last else 0
        last = index
        cell = w
        if mono:
            cell = max(w, pitch * (0.95 if character not in "I1" else rng.uniform(0.6, 0.95)))
        places.append((x + (cell - w) / 2, w))
        x += cell + space
    total = x - space
    shrink = min(1.0, width * rng.uniform(0.84, 0.95) / total)
    spread = 0.0
    if shrink == 1.0 and len(groups) > 1 and rng.random() < 0.65:  # wide gaps, as on most cars
        spread = min((width * rng.uniform(0.86, 0.93) - total) / (len(groups) - 1), row * 1.4)
        spread = max(0.0, spread)
    start = (width - (total * shrink + spread * (len(groups) - 1))) / 2 + rng.uniform(-0.02, 0.02) * width
    morph = rng.choice([0, 0, 0, 1, 2, -1])
    out, ends = [], {}
    for (index, glyph, _, _), (x, w) in zip(glyphs, places):
        w = max(2, int(w * shrink))
        left, tall = int(start + x * shrink + spread * index), row + rng.choice([0, 0, 0, 1, -1])
        shape = cv2.resize(glyph, (w, tall), interpolation=cv2.INTER_AREA if tall < GLYPH_HEIGHT else cv2.INTER_LINEAR)
        if morph > 0:
            shape = cv2.dilate(shape, np.ones((1 + (morph > 1), 2), np.uint8))
        elif morph < 0:
            shape = cv2.erode(shape, np.ones((1, 2), np.uint8))
        stamp(canvas.ink, shape, left, canvas.top + rng.choice([0, 0, 0, 1, -1]))
        out.append((left, left + w, canvas.top + row / 2))
        ends.setdefault(index, [left, left + w])[1] = left + w
    canvas.gaps = [(ends[i][1] + ends[i + 1][0]) / 2 for i in range(len(groups) - 1) if i in ends and i + 1 in ends]
    return out


def draw_expiry(canvas: Canvas, style: Style, motorcycle: bool, rng: random.Random) -> tuple[str, tuple | None]:
    """Draws month and year under the number; returns their text and box, or nothing where they do not fit."""
    height, width = canvas.ink.shape
    tall = int(height * rng.uniform(0.13, 0.2) * (1.15 if motorcycle else 1))
    top = min(height - tall - 2, int(canvas.top + canvas.row + height * rng.uniform(0.05, 0.12)))
    left = x = width * (rng.uniform(0.5, 0.66) if motorcycle and rng.random() < 0.75 else rng.uniform(0.33, 0.45))
    text = f"{rng.randint(1, 12):02d}" + rng.choice(".-. ") + f"{rng.randint(20, 31):02d}"
    pitch = tall * rng.uniform(0.55, 0.95)
    bank = style.bank if style.bank is not None and rng.random() < 0.6 else None
    drawn = ""
    for character in text:
        if character not in CHARACTERS:
            if character != " ":
                middle = (int(x + pitch * 0.3), int(top + tall * (0.5 if character == "-" else rng.choice([0.5, 0.85]))))
                cv2.circle(canvas.ink, middle, max(1, tall // 8), 255, -1)
            x += pitch * 0.7
            continue
        glyph = rng.choice(bank[character]) if bank and bank[character] else style.face[character]
        shape = cv2.resize(glyph, (max(2, int(pitch * 0.85 * (0.5 if character == "1" else 1))), tall), interpolation=cv2.INTER_AREA)
        if x + shape.shape[1] < width:
            stamp(canvas.ink, shape, int(x), top)
            drawn += character
        x += pitch
    if len(drawn) != 4:
        return "", None
    return f"{drawn[:2]}.{drawn[2:]}", (left, top, x - left, tall)


def draw_border(canvas: Canvas, rng: random.Random) -> None:
    """Painted border, sometimes touching the last character, sometimes partly worn off."""
    height, width = canvas.ink.shape
    inset = int(height * rng.uniform(0.01, 0.07))
    level = 255 if rng.random() < 0.8 else 120
    cv2.rectangle(canvas.ink, (inset, inset), (width - 1 - inset, height - 1 - inset), level, rng.choice([1, 1, 1, 2, 3]))
    if rng.random() < 0.25:
        cut = np.s_[:, : inset + 4] if rng.random() < 0.5 else np.s_[-inset - 4:, :]
        canvas.ink[cut] = 0


def draw_marks(canvas: Canvas, rng: random.Random) -> None:
    """Police emblem or stickers in the lower corners."""
    height, width = canvas.ink.shape
    for _ in range(rng.choice([1, 2])):
        centre = (int(width * rng.choice([rng.uniform(0.03, 0.12), rng.uniform(0.85, 0.97)])), int(height * rng.uniform(0.75, 0.9)))
        radius = int(height * rng.uniform(0.04, 0.09))
        cv2.ellipse(canvas.ink, centre, (max(1, int(radius * rng.uniform(0.7, 1.8))), max(1, radius)), 0, 0, 360, rng.choice([255, 160, 90]), -1)


def overexposed(rng: random.Random) -> tuple[float, float]:
    paper = rng.uniform(0.85, 1.1)
    return paper, paper - rng.uniform(0.06, 0.25)


def night(rng: random.Random) -> tuple[float, float]:
    dark = rng.uniform(0.01, 0.06)
    light = dark + rng.uniform(0.03, 0.15)
    return (dark, light) if rng.random() < 0.6 else (light, dark)


def light_on_dark(rng: random.Random) -> tuple[float, float]:
    paper = rng.uniform(0.05, 0.5) * rng.uniform(0.18, 0.98)
    return paper, paper + rng.uniform(0.25, 0.9) * (1 - paper)


def dark_on_light(rng: random.Random) -> tuple[float, float]:
    ink = rng.uniform(0, 0.45) * rng.uniform(0.18, 0.98)
    return ink + rng.uniform(0.25, 1) * (1 - ink), ink


def yellow(rng: random.Random) -> tuple[float, float]:
    light = rng.uniform(0.4, 1.0)
    return rng.uniform(0.6, 0.8) * light, rng.uniform(0.03, 0.25) * light


def red(rng: random.Random) -> tuple[float, float]:
    light = rng.uniform(0.4, 1.0)
    return rng.uniform(0.2, 0.4) * light, rng.uniform(0.75, 1.0) * light


LOOKS = {"overexposed": overexposed, "night": night, "light-on-dark": light_on_dark, "dark-on-light": dark_on_light,
         "yellow": yellow, "red": red}
"""Grey levels of paper and ink. In grey the colours differ in polarity and contrast only; nearly white plates with faint
ink and nearly black ones are drawn on purpose."""
LOOK_WEIGHTS = (7, 6, 40, 40, 4, 3)


def colour(ink: np.ndarray, look: str, rng: random.Random) -> tuple[np.ndarray, float, float]:
    """Grey picture of the plate, and the levels of paper and ink."""
    paper, mark = LOOKS[look](rng)
    return (paper + (mark - paper) * (ink.astype(np.float32) / 255)).astype(np.float32), paper, mark


def add_bolts(image: np.ndarray, canvas: Canvas, paper: float, mark: float, motorcycle: bool, rng: random.Random) -> None:
    """Screws and caps in the gaps: dots that look like strokes, points or a 1."""
    height, width = image.shape
    radius = max(1, int(height * rng.uniform(0.02, 0.055)))
    y = int(canvas.top + canvas.row * (rng.uniform(0.6, 1.1) if motorcycle and rng.random() < 0.7 else rng.uniform(0.05, 0.7)))
    level = float(rng.choice([mark, mark, paper, (paper + mark) / 2, 0.5, 0.1]))
    spots = [x + rng.uniform(-0.3, 0.3) * canvas.row for x in canvas.gaps]
    if rng.random() < 0.2:
        spots = [width * rng.uniform(0.2, 0.35), width * rng.uniform(0.65, 0.8)]
    for x in spots[:1] if rng.random() < 0.2 else spots:
        axes = (radius, radius if rng.random() < 0.8 else int(radius * rng.uniform(1, 2.2)))
        cv2.ellipse(image, (int(x), y), axes, 0, 0, 360, level, -1)
        if rng.random() < 0.3:
            cv2.circle(image, (int(x), y), max(1, radius // 2), float(rng.choice([paper, mark, 0.8])), -1)


def add_wear(image: np.ndarray, canvas: Canvas, paper: float, mark: float, rng: random.Random) -> np.ndarray:
    """Uneven light, cast shadows, dirt, scratches, stickers and holders that hide the edge of the characters."""
    height, width = image.shape
    if rng.random() < 0.3:
        image = image * (1 + np.linspace(-1, 1, width, dtype=np.float32)[None] * rng.uniform(-0.35, 0.35)
                         + np.linspace(-1, 1, height, dtype=np.float32)[:, None] * rng.uniform(-0.35, 0.35))
    if rng.random() < 0.15:
        corners = np.array([[rng.uniform(0, width), 0], [width * rng.uniform(0, 1.2), 0],
                            [width * rng.uniform(0, 1.2), height], [rng.uniform(0, width), height]], np.int32)
        shade = np.ones((height, width), np.float32)
        cv2.fillPoly(shade, [corners], rng.uniform(0.3, 1.9))
        image = image * shade
    if rng.random() < 0.1:  # two-tone light: the upper part brighter or darker
        image = image.copy()
        image[:int(height * rng.uniform(0.2, 0.7))] *= rng.uniform(0.5, 1.6)
    if rng.random() < 0.18:  # dirt and worn paint
        spots = np.random.rand(max(2, height // rng.randint(3, 12)), max(2, width // rng.randint(3, 12))).astype(np.float32)
        spots = cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC)
        cover = np.clip((spots - rng.uniform(0.7, 0.95)) * 4, 0, 1) * rng.uniform(0.4, 1)
        image = image * (1 - cover) + cover * rng.choice([paper, paper, (paper + mark) / 2, rng.random()])
    if rng.random() < 0.12:  # a holder or bumper over the upper or lower edge of the number row
        level = rng.choice([paper, mark, rng.random() * 0.3, rng.random()])
        depth = int(canvas.row * rng.uniform(0.02, 0.16))
        if rng.random() < 0.5:
            image[:canvas.top + depth] = level
        else:
            image[canvas.top + canvas.row - depth:canvas.top + canvas.row - depth + rng.choice([2, 4, height])] = level
    if rng.random() < 0.06:
        x, y = rng.randint(0, width), rng.randint(0, height)
        cv2.line(image, (x, y), (x + rng.randint(-40, 40), y + rng.randint(-30, 30)), float(rng.choice([paper, mark, rng.random()])), 1)
    return image


def draw_plate(rng: random.Random, look: str | None = None, motorcycle: bool | None = None, groups: tuple[str, ...] | None = None) -> Drawn:
    """A random Indonesian plate, seen straight on; its look (of LOOKS), layout and text are random unless given."""
    motorcycle = rng.random() < 0.35 if motorcycle is None else motorcycle
    look = look or rng.choices(list(LOOKS), LOOK_WEIGHTS)[0]
    groups = groups or random_civil(rng)
    height = rng.randint(60, 84)
    width = int(height * (rng.uniform(2.2, 2.9) if motorcycle else rng.uniform(2.9, 3.6)))
    canvas = Canvas(np.zeros((height, width), np.uint8), int(height * rng.uniform(0.07, 0.2)), int(height * rng.uniform(0.38, 0.54)))
    style = random_style(rng)
    places = draw_number(canvas, groups, style, rng)
    expiry, box = draw_expiry(canvas, style, motorcycle, rng) if rng.random() < 0.93 else ("", None)
    if rng.random() < 0.65:
        draw_border(canvas, rng)
    if rng.random() < 0.25:
        draw_marks(canvas, rng)
    image, paper, mark = colour(canvas.ink, look, rng)
    if rng.random() < 0.3:  # embossing
        image += cv2.Sobel(canvas.ink, cv2.CV_32F, rng.choice([0, 1]), 1, ksize=3) / 1020 * rng.uniform(-0.15, 0.15)
    if motorcycle and box and rng.random() < 0.2:  # the expiry row on a field of the other polarity
        x, y, w, h = (int(v) for v in box)
        field_ = image[max(0, y - 3):y + h + 3, max(0, x - 6):x + w + 6]
        field_[:] = paper + mark - field_
    if rng.random() < 0.5:
        add_bolts(image, canvas, paper, mark, motorcycle, rng)
    image = add_wear(image, canvas, paper, mark, rng)
    return Drawn(np.clip(image, 0, 1.2).astype(np.float32), canvas.ink, "".join(groups), places, expiry, box)
