"""Reads the unlabelled crops with trained readers and keeps the certain texts; then cuts the glyph bank anew.

A text is kept if it is each reader's best over seven crops and its mean probability reaches the bar. Two readers that agree are
right where either is unsure, so the bar can be low; that brings in the dark, blurred and tilted ones. Vehicles that are held out, and
texts one edit away from a held-out one, are left out.
"""
import argparse

import cv2

from . import labels
from .decoding import beam, combine
from .geometry import cut_quad, enlarge
from .glyphs import write_crop_glyphs
from .networks import READER_HEIGHT, READER_WIDTH
from .paths import work_root
from .reader_data import SELF_LABELS, self_labelled
from .reading import frames, load_reader
from .text import edit_distance

VIEWS = ((0.05, 0.08, 0.0), (0.01, 0.02, 0.0), (0.08, 0.14, 0.0), (0.05, 0.08, 0.1), (0.05, 0.08, -0.1))
"""Margins across and down, and shear; the first two are read inverted as well."""


def best(readings: list[list[tuple[str, float]]]) -> str | None:
    """The most probable text of several crops, if there is any."""
    return next((text for text, _ in combine(readings)), None)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--names", nargs="+", default=["reader", "reader-2"])
    given.add_argument("--least", type=float, default=0.7)
    options = given.parse_args()
    networks = [load_reader(work_root() / f"{name}.pt") for name in options.names]
    held = labels.held_out_texts()
    kept, dropped = [], 0
    files = sorted((labels.data_root() / "id-crops" / "unlabelled").glob("*.jpg"))
    for file in files:
        image = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        quad = labels.Plate(file, "", "crop", None).quad(image.shape)
        crops = [cut_quad(image, enlarge(quad, *v), READER_HEIGHT, READER_WIDTH) for v in VIEWS]
        readings = [[beam(rows) for rows in frames(network, crops + [255 - crop for crop in crops[:2]])] for network in networks]
        texts = combine(sum(readings, []))
        if not texts or texts[0][1] < options.least or {best(each) for each in readings} != {texts[0][0]}:
            continue
        if any(edit_distance(texts[0][0], text) <= 1 for text in held):
            dropped += 1
            continue
        kept.append((file.name, texts[0][0]))
    (work_root() / SELF_LABELS).write_text("file,plate\n" + "".join(f"{name},{text}\n" for name, text in kept), encoding="utf-8")
    glyphs = write_crop_glyphs([p for p in labels.training_plates() if p.kind == "crop"] + self_labelled())
    print(f"{len(kept)} of {len(files)} kept, {dropped} belong to held-out vehicles; {glyphs} glyphs")


if __name__ == "__main__":
    main()
