"""Reads the unlabelled crops with a trained reader and keeps the certain texts; then cuts the glyph bank anew.

A text is kept if its probability over seven crops reaches the bar and six of the seven agree. Vehicles that are held out,
and texts one edit away from a held-out one, are left out.
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


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--name", default="reader")
    given.add_argument("--least", type=float, default=0.9)
    options = given.parse_args()
    network = load_reader(work_root() / f"{options.name}.pt")
    held = labels.held_out_texts()
    kept, dropped = [], 0
    files = sorted((labels.data_root() / "id-crops" / "unlabelled").glob("*.jpg"))
    for file in files:
        image = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        quad = labels.Plate(file, "", "crop", None).quad(image.shape)
        crops = [cut_quad(image, enlarge(quad, *v), READER_HEIGHT, READER_WIDTH) for v in VIEWS]
        readings = [beam(rows) for rows in frames(network, crops + [255 - crop for crop in crops[:2]])]
        texts = combine(readings)
        if not texts or texts[0][1] < options.least or sum(bool(r) and r[0][0] == texts[0][0] for r in readings) < 6:
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
