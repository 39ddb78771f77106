"""The labelled sets as records, and the split into training and held-out vehicles."""
import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from .geometry import box_quad, enlarge
from .paths import LISTS, data_root

HELD_OUT_FILE = LISTS / "held-out.csv"
TILT_FILE = LISTS / "scene-slopes.csv"


@dataclass(frozen=True)
class Plate:
    """One labelled plate: picture, text (empty if unknown), box of the whole plate and the slope of its top edge."""
    file: Path
    text: str
    kind: str
    """scene, closeup or crop"""
    box: tuple[float, float, float, float] | None
    """x, y, width, height of the whole plate as far as the set tells it; None: the whole picture is the plate."""
    slope: float = 0.0
    category: str = ""
    """K1 to K4 for scenes, country for world scenes"""

    @property
    def name(self) -> str:
        return f"{self.file.parent.name}/{self.file.name}"

    def quad(self, shape: tuple[int, ...]) -> np.ndarray:
        """The plate's corners as the labels allow to know them."""
        if self.kind == "crop":
            height, width = shape[:2]
            return box_quad(0.04 * width, 0.06 * height, 0.92 * width, 0.88 * height)
        if self.kind == "closeup":  # the box holds the number row only
            return enlarge(box_quad(*self.box, self.slope), 0.045, 0.0) + closeup_margin(self.box, self.slope)
        return box_quad(*self.box, self.slope)


def closeup_margin(box, slope: float) -> np.ndarray:
    """What a plate has above and below its number row, in proportion to the row's own height."""
    row = box[3] - 2 * min(abs(slope) * box[2], 0.6 * box[3]) / 2
    return np.array([[0, -0.16 * row], [0, -0.16 * row], [0, 0.5 * row], [0, 0.5 * row]])


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number_box(row) -> tuple[float, ...]:
    return tuple(float(row[key]) for key in "xywh")


@cache
def characters() -> dict[tuple[str, str], list[dict[str, str]]]:
    """Character boxes of the close-ups by file and plate index, left to right."""
    boxes: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows(data_root() / "id-closeups" / "chars.csv"):
        boxes.setdefault((row["file"], row["plate_index"]), []).append(row)
    return boxes


def character_slope(boxes) -> float:
    """Slope of the line through the character centres."""
    if len(boxes) < 3:
        return 0.0
    x = [int(b["x"]) + int(b["w"]) / 2 for b in boxes]
    y = [int(b["y"]) + int(b["h"]) / 2 for b in boxes]
    return float(np.polyfit(x, y, 1)[0])


def scenes(folder: str = "id-scenes") -> list[Plate]:
    slopes = {row["file"]: float(row["slope"]) for row in rows(TILT_FILE)} if folder == "id-scenes" else {}
    return [Plate(data_root() / folder / row["file"], row["plate"], "scene", number_box(row),
                  slopes.get(row["file"], 0.0), row["class"]) for row in rows(data_root() / folder / "labels.csv")]


def closeups() -> list[Plate]:
    return [Plate(data_root() / "id-closeups" / row["file"], row["plate"], "closeup", number_box(row),
                  character_slope(characters().get((row["file"], row["plate_index"]), [])))
            for row in rows(data_root() / "id-closeups" / "labels.csv")]


def crops() -> list[Plate]:
    return [Plate(data_root() / "id-crops" / row["file"], row["plate"], "crop", None)
            for row in rows(data_root() / "id-crops" / "labels.csv")]


def world() -> list[Plate]:
    return [Plate(data_root() / "world-scenes" / row["file"], row["plate"], "scene", number_box(row), 0.0,
                  row["country"]) for row in rows(data_root() / "world-scenes" / "labels.csv")]


def is_held_out(text: str) -> bool:
    """A fifth of all vehicles, by a hash of the text, so that every set agrees about a vehicle.

    The salt was chosen, before any training, so that both sets come close to a fifth.
    """
    return hashlib.sha256(f"30:{text}".encode()).digest()[0] % 5 == 0


@cache
def held_out_texts() -> frozenset[str]:
    return frozenset(plate.text for plate in closeups() + crops() if is_held_out(plate.text))


def training_plates() -> list[Plate]:
    """Every labelled plate with text that may be trained on."""
    held = held_out_texts()
    return [plate for plate in scenes() + closeups() + crops() if plate.text and plate.text not in held]


def held_out(kind: str) -> list[Plate]:
    """The held-out close-ups or crops, as the committed list names them."""
    listed = {row["file"] for row in rows(HELD_OUT_FILE)}
    return [plate for plate in (closeups() if kind == "closeup" else crops()) if plate.name in listed]


def write_split() -> None:
    """Writes the file names of the held-out pictures; a picture with one held-out plate is held out whole."""
    names = sorted({plate.name for plate in closeups() + crops() if is_held_out(plate.text)})
    HELD_OUT_FILE.write_text("file\n" + "".join(name + "\n" for name in names), encoding="utf-8")


if __name__ == "__main__":
    write_split()
