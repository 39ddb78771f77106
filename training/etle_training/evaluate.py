"""Scores reader and locator, apart and together, on sets that neither was trained on."""
import argparse
import random

import cv2
import numpy as np
import torch

from . import labels
from .calibration import load_knots, recalibrate
from .detection import detect, load_locator
from .geometry import bounds, coverage, overlap
from .networks import Locator, Reader
from .paths import work_root
from .plate import draw_plate
from .reader_data import loose_quad
from .reading import CROPS, load_reader, read_quads
from .scene import view
from .scores import Reading, Scores, score
from .text import usual_civil

ONE_CROP = CROPS[:1]
LEAST_SCORE = 0.4
"""Locator score from which on a plate counts as found."""
LEAST_READING = 0.05
"""Probability from which on a reading is reported; what has none is no plate."""
LEGIBLE = 0.7
"""Drawn plates are scored if the picture follows the ink of each character with this correlation."""
DRAWN_SETS = {"yellow": ("yellow", False), "red": ("red", False), "night": ("night", None), "overexposed": ("overexposed", None),
              "motorcycle": (None, True), "car": (None, False)}


def grey(plate: labels.Plate) -> np.ndarray:
    return cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE)


def with_truth(reader: Reader, plates: list[labels.Plate], crops=CROPS) -> list[Reading]:
    """Reads at the labelled corners."""
    readings = []
    for plate in plates:
        image = grey(plate)
        texts = read_quads(reader, image, [plate.quad(image.shape)], crops=crops)
        readings.append(Reading(plate.name, plate.text, True, texts, plate.category))
    return readings


def covers(found: np.ndarray, plate: labels.Plate, shape: tuple[int, ...]) -> bool:
    """Whether a detection covers a labelled plate: half overlap for whole plates, four fifths of a number row."""
    if plate.kind == "closeup":
        x, y, w, h = plate.box
        return coverage(bounds(found), (x, y, x + w, y + h)) >= 0.8 and overlap(bounds(found), bounds(plate.quad(shape))) > 0.25
    return overlap(bounds(found), bounds(plate.quad(shape))) >= 0.5


def end_to_end(reader: Reader, locator: Locator, plates: list[labels.Plate], grammar: bool = True) -> Scores:
    """Locates and reads; a plate counts as exact if any detection in the picture reads it."""
    pictures: dict = {}
    for plate in plates:
        pictures.setdefault(plate.file, []).append(plate)
    readings, false = [], 0
    for members in pictures.values():
        image = grey(members[0])
        found = [(quad, texts) for quad, texts in read_all(reader, locator, image, grammar) if texts and texts[0][1] >= LEAST_READING]
        used = set()
        for plate in members:
            hits = [i for i, (quad, _) in enumerate(found) if covers(quad, plate, image.shape)]
            used.update(i for i, (quad, _) in enumerate(found) if overlap(bounds(quad), bounds(plate.quad(image.shape))) > 0.15)
            exact = [texts for _, texts in found if texts[0][0] == plate.text]
            candidates = exact or [found[i][1] for i in hits] or [texts for _, texts in found]
            best = max(candidates, key=lambda texts: texts[0][1], default=[])
            readings.append(Reading(plate.name, plate.text, bool(hits), best, plate.category))
        false += len(found) - len(used)
    return score([r for r in readings if r.truth], false, len(pictures))


def read_all(reader: Reader, locator: Locator, image: np.ndarray, grammar: bool = True) -> list[tuple[np.ndarray, list]]:
    """Every plate in a picture with its texts."""
    return [(quad, read_quads(reader, image, [quad], grammar)) for value, quad in detect(locator, image, least=LEAST_SCORE)[:6] if value >= LEAST_SCORE]


def located(locator: Locator, plates: list[labels.Plate], least: float) -> tuple[float, float]:
    """Share of plates that a detection covers, and detections a picture that touch no labelled plate."""
    hits = others = 0
    for plate in plates:
        image = grey(plate)
        found = [quad for value, quad in detect(locator, image, least=least) if value >= least]
        hits += any(covers(quad, plate, image.shape) for quad in found)
        others += sum(overlap(bounds(quad), bounds(plate.quad(image.shape))) < 0.15 for quad in found)
    return hits / len(plates), others / len(plates)


def empty_pictures() -> list[np.ndarray]:
    """Parts of the validation scenes without their plate: above it and below it, and scaled pieces of those."""
    pieces = []
    for plate in labels.scenes("id-scenes-val"):
        image = grey(plate)
        _, y, _, h = (int(v) for v in plate.box)
        for part in (image[:max(0, y - 12)], image[y + h + 12:]):
            if part.shape[0] < 48:
                continue
            middle = part.shape[1] // 2
            pieces += [part, part[:, :middle], part[:, middle:]]
    return [np.ascontiguousarray(piece) for piece in pieces]


def drawn(reader: Reader, look: str | None, motorcycle: bool | None, count: int, seed: int, crops=ONE_CROP, least: float = LEGIBLE) -> list[Reading]:
    """Drawn plates of one look, 90 to 260 pixels wide, with a locator's corner errors."""
    rng = random.Random(seed)
    np.random.seed(seed)
    readings = []
    while len(readings) < count:
        photo = view(draw_plate(rng, look, motorcycle, usual_civil(rng)), rng)
        if photo.legibility >= least and np.linalg.norm(photo.quad[1] - photo.quad[0]) >= 90:
            quad = photo.quad + (loose_quad(photo.quad, rng) - photo.quad) * 0.35
            readings.append(Reading(f"drawn-{len(readings)}", photo.text, True, read_quads(reader, photo.image, [quad], crops=crops)))
    return readings


def report(title: str, scores: Scores, show: bool) -> None:
    print(f"{title}: {scores}", flush=True)
    for reading in scores.wrong if show else []:
        print(f"    {reading.name} {reading.category} located {reading.located} confidence {reading.confidence:.3f}"
              f" {reading.truth} read {reading.text}")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--reader", default="reader")
    given.add_argument("--locator", default="locator")
    given.add_argument("--sets", nargs="*", default=["truth", "scenes", "closeups", "empty", "world", "drawn"])
    given.add_argument("--show", action="store_true", help="print what was read wrong (holds plate texts: keep it out of the repository)")
    options = given.parse_args()
    torch.set_num_threads(1)
    reader = load_reader(work_root() / f"{options.reader}.pt")
    scenes = labels.scenes("id-scenes-val")
    readable = [plate for plate in scenes if plate.text]
    if "truth" in options.sets:
        for title, plates in (("id-scenes-val, truth boxes", readable), ("close-ups held out, truth boxes", labels.held_out("closeup")),
                              ("crops held out", labels.held_out("crop"))):
            for crops in (ONE_CROP, CROPS):
                report(f"{title}, {len(crops)} crops", score(recalibrate(with_truth(reader, plates, crops), load_knots())), options.show)
    if "drawn" in options.sets:
        for name, (look, motorcycle) in DRAWN_SETS.items():
            report(f"drawn {name}", score(drawn(reader, look, motorcycle, 150, 7, CROPS)), False)
    if not set(options.sets) & {"scenes", "closeups", "empty", "world"}:
        return
    locator = load_locator(work_root() / f"{options.locator}.pt")
    if "scenes" in options.sets:
        print(f"id-scenes-val, locator alone: located {located(locator, scenes, LEAST_SCORE)[0]:.3f}, others a picture {located(locator, scenes, LEAST_SCORE)[1]:.3f}")
        report("id-scenes-val, end to end", end_to_end(reader, locator, readable), options.show)
    if "closeups" in options.sets:
        report("close-ups held out, end to end", end_to_end(reader, locator, labels.held_out("closeup")), options.show)
    if "empty" in options.sets:
        pieces = empty_pictures()
        bare = [[q for v, q in detect(locator, piece, least=LEAST_SCORE) if v >= LEAST_SCORE] for piece in pieces]
        read = sum(any(t and t[0][1] >= LEAST_READING for t in (read_quads(reader, piece, [q]) for q in quads)) for piece, quads in zip(pieces, bare))
        print(f"pictures without plates: {len(pieces)}, with a detection {sum(map(bool, bare))}, with a reading {read}", flush=True)
    if "world" in options.sets:
        for country in ("br", "us"):
            plates = [plate for plate in labels.world() if plate.category == country]
            report(f"world {country}, any letters", end_to_end(reader, locator, plates, grammar=False), False)


if __name__ == "__main__":
    main()
