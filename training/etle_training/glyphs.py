"""Character shapes: from fonts, and cut out of the training pictures.

A glyph is an 8-bit coverage map (255 = ink) that is `GLYPH_HEIGHT` rows high and as wide as the character.
"""
import pickle
import random
from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from . import labels
from .paths import font_root, work_root
from .text import CHARACTERS

GLYPH_HEIGHT = 56
FONTS = {  # path below the font folder: weight
    "opentype/urw-base35/NimbusSansNarrow-Bold.otf": 1, "opentype/urw-base35/NimbusSansNarrow-Regular.otf": 1,
    "truetype/liberation/LiberationSansNarrow-Bold.ttf": 1, "truetype/roboto/unhinted/RobotoCondensed-Bold.ttf": 2,
    "truetype/roboto/unhinted/RobotoCondensed-Medium.ttf": 2, "truetype/roboto/unhinted/RobotoCondensed-Regular.ttf": 1,
    "truetype/roboto/unhinted/RobotoCondensed-Light.ttf": 1, "truetype/open-sans/OpenSans-CondBold.ttf": 1,
    "opentype/bebas-neue/BebasNeue-Bold.otf": 1, "opentype/bebas-neue/BebasNeue-Regular.otf": 1,
    "opentype/bebas-neue/BebasNeue-Book.otf": 1, "truetype/opendin/OSP-DIN.ttf": 4,
    "truetype/dejavu/DejaVuSansCondensed-Bold.ttf": 1, "truetype/dejavu/DejaVuSansCondensed.ttf": 1,
    "truetype/freefont/FreeSansBold.ttf": 1,
}
CROP_GLYPHS = "crop-glyphs.pickle"


def font_face(path: str) -> tuple[dict[str, np.ndarray], float]:
    """All characters of a font, and the mean width of an upright character in heights."""
    font = ImageFont.truetype(str(font_root() / path), 110)
    _, top, _, bottom = font.getbbox("H")
    face = {}
    for character in CHARACTERS:
        picture = Image.new("L", (200, 200))
        ImageDraw.Draw(picture).text((40, 20), character, font=font, fill=255)
        pixels = np.asarray(picture)
        columns = np.where(pixels > 40)[1]
        pixels = pixels[20 + top - 2:20 + bottom + 2, columns.min():columns.max() + 1]
        face[character] = to_height(pixels)
    return face, mean_width(face)


def to_height(pixels: np.ndarray) -> np.ndarray:
    height, width = pixels.shape
    return cv2.resize(pixels, (max(3, width * GLYPH_HEIGHT // height), GLYPH_HEIGHT), interpolation=cv2.INTER_AREA)


def mean_width(face: dict[str, np.ndarray]) -> float:
    return float(np.mean([face[c].shape[1] for c in "ABDEH23456789"])) / GLYPH_HEIGHT


@cache
def font_faces() -> tuple[list[tuple[dict[str, np.ndarray], float]], list[int]]:
    present = {path: weight for path, weight in FONTS.items() if (font_root() / path).exists()}
    if len(present) < 4:
        raise SystemExit(f"Only {len(present)} fonts found; training/README.md names the Debian packages.")
    return [font_face(path) for path in present], list(present.values())


def random_face(rng: random.Random) -> tuple[dict[str, np.ndarray], float]:
    faces, weights = font_faces()
    return rng.choices(faces, weights)[0]


@cache
def closeup_glyphs() -> dict[str, list[np.ndarray]]:
    """Characters (black on white) cut out of the training close-ups, for upright and large enough plates."""
    bank: dict[str, list[np.ndarray]] = {c: [] for c in CHARACTERS}
    plates = {(p.file.name, row["plate_index"]): p for p, row in
              zip(labels.closeups(), labels.rows(labels.data_root() / "id-closeups" / "labels.csv"))}
    for key, boxes in labels.characters().items():
        plate = plates[key]
        tall = np.mean([int(b["h"]) for b in boxes])
        if labels.is_held_out(plate.text) or len(boxes) < 3 or abs(plate.slope) > 0.06 or tall < 30:
            continue
        image = cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE)
        for box in boxes:
            x, y, w, h = (int(box[k]) for k in "xywh")
            pad = max(1, int(0.04 * h))
            cut = image[max(0, y - pad):y + h + pad, max(0, x - 1):x + w + 1].astype(np.float32)
            if cut.size < 50:
                continue
            paper, ink = np.percentile(cut, 85), np.percentile(cut, 8)
            if paper - ink >= 40:
                cover = np.clip((paper - 6 - cut) / (paper - ink - 12), 0, 1) * 255
                bank[box["char"]].append(to_height(cover.astype(np.uint8)))
    return bank


def crop_components(image: np.ndarray) -> list[np.ndarray]:
    """Coverage maps of the tall connected strokes of a rectified plate's number row, left to right."""
    height, width = image.shape
    smooth = cv2.GaussianBlur(image, (0, 0), 1.2)
    inner = smooth[int(0.05 * height):int(0.95 * height), int(0.03 * width):int(0.97 * width)]
    threshold, _ = cv2.threshold(inner, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    light_ink = (inner > threshold).mean() < 0.5
    mask = ((smooth > threshold) if light_ink else (smooth <= threshold)).astype(np.uint8)
    _, marks, found, _ = cv2.connectedComponentsWithStats(mask)
    glyphs = []
    for index in np.argsort(found[:, 0]):
        x, y, w, h, _ = found[index]
        if index == 0 or not 0.27 * height < h < 0.62 * height or w > 0.17 * width or w < 0.012 * width:
            continue
        if y >= 0.4 * height or y <= 0 or x <= 0:
            continue
        values = image[y:y + h, max(0, x - 1):x + w + 1].astype(np.float32)
        part = marks[y:y + h, max(0, x - 1):x + w + 1]
        ink = np.percentile(values[part == index], 75 if light_ink else 25)
        paper = np.percentile(values, 8 if light_ink else 92)
        if abs(ink - paper) < 25:
            continue
        cover = (np.clip((values - paper) / (ink - paper) * 1.25 - 0.15, 0, 1) * 255).astype(np.uint8)
        other = ((part > 0) & (part != index)).astype(np.uint8)
        cover[cv2.dilate(other, np.ones((3, 3), np.uint8)) > 0] = 0
        glyphs.append(to_height(cover))
    return glyphs


def cut_crop_glyphs(plates: list[labels.Plate]) -> dict[str, list[np.ndarray]]:
    """Characters of rectified crops in which exactly as many tall strokes stand as the text has characters.

    Shapes that are far from the median of their character are dropped.
    """
    bank: dict[str, list[np.ndarray]] = {c: [] for c in CHARACTERS}
    for plate in plates:
        glyphs = crop_components(cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE))
        if len(glyphs) == len(plate.text):
            for character, glyph in zip(plate.text, glyphs):
                slim = glyph.shape[1] < 0.28 * GLYPH_HEIGHT
                if slim == (character in "1I") or (character in "1IJ"):
                    bank[character].append(glyph)
    for character, glyphs in bank.items():
        if len(glyphs) >= 8:
            bank[character] = typical(glyphs, 0.45 if character == "O" else 0.6)
    return bank


def typical(glyphs: list[np.ndarray], least: float) -> list[np.ndarray]:
    """The glyphs whose correlation with the median shape is not among the lowest 5 % and at least `least`."""
    shapes = np.stack([cv2.resize(g, (24, 48)).astype(np.float32).ravel() for g in glyphs])
    shapes -= shapes.mean(1, keepdims=True)
    shapes /= np.linalg.norm(shapes, axis=1, keepdims=True) + 1e-6
    median = np.median(shapes, 0)
    scores = shapes @ (median / np.linalg.norm(median))
    bar = max(float(np.percentile(scores, 5)), least)
    return [glyph for glyph, score in zip(glyphs, scores) if score >= bar]


def write_crop_glyphs(plates: list[labels.Plate]) -> int:
    """Cuts and stores the crop bank in the work folder; returns how many glyphs it holds."""
    bank = cut_crop_glyphs(plates)
    with open(work_root() / CROP_GLYPHS, "wb") as file:
        pickle.dump(bank, file)
    return sum(map(len, bank.values()))


@cache
def crop_glyphs() -> dict[str, list[np.ndarray]]:
    """The stored crop bank; made from the labelled training crops if there is none yet."""
    path = work_root() / CROP_GLYPHS
    if not path.exists():
        write_crop_glyphs([p for p in labels.training_plates() if p.kind == "crop"])
    with open(path, "rb") as file:
        return pickle.load(file)
