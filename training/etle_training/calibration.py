"""Makes the pooled probability of a reading mean what it says.

A logistic curve over the raw probability's logit (Platt 1999) is fitted on vehicles that were not trained on together
with newly drawn plates, and stored as knots between which the program interpolates.
"""
import argparse
import json
import math
from dataclasses import replace

import numpy as np

from .paths import work_root
from .scores import Reading

KNOTS_FILE = "calibration.json"
GRID = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 1.0)
LIMIT = 1e-4
"""Raw probabilities are kept this far from 0 and 1."""


def logit(raw: np.ndarray) -> np.ndarray:
    raw = np.clip(raw, LIMIT, 1 - LIMIT)
    return np.log(raw / (1 - raw))


def fit(raw: np.ndarray, right: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the curve with the best likelihood (Newton's method, a weak pull towards the identity)."""
    x = np.stack([logit(raw), np.ones_like(raw)], 1)
    start = solution = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ solution))
        gradient = x.T @ (weight * (p - right)) + 0.5 * (solution - start)
        curvature = (x * (weight * p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(2)
        solution = solution - np.linalg.solve(curvature, gradient)
    return float(solution[0]), float(solution[1])


def knots(slope: float, offset: float) -> list[tuple[float, float]]:
    values = 1 / (1 + np.exp(-(slope * logit(np.array(GRID)) + offset)))
    return [(raw, float(value)) for raw, value in zip(GRID, values)]


def load_knots() -> list[tuple[float, float]]:
    """The fitted knots, or none before the fit."""
    path = work_root() / KNOTS_FILE
    return [tuple(knot) for knot in json.loads(path.read_text())] if path.exists() else []


def apply(raw: float, curve: list[tuple[float, float]]) -> float:
    """Linear between knots and towards zero below the first."""
    if not curve:
        return raw
    return float(np.interp(raw, [0.0] + [k[0] for k in curve], [0.0] + [k[1] for k in curve]))


def recalibrate(readings: list[Reading], curve: list[tuple[float, float]]) -> list[Reading]:
    return [replace(r, texts=[(text, apply(min(1.0, p), curve)) for text, p in r.texts]) for r in readings]


def main() -> None:
    from . import evaluate, labels
    from .reading import CROPS, load_reader
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--reader", default="reader")
    given.add_argument("--drawn", type=int, default=600)
    options = given.parse_args()
    reader = load_reader(work_root() / f"{options.reader}.pt")
    real = evaluate.with_truth(reader, labels.held_out("closeup") + labels.held_out("crop"))
    made = evaluate.drawn(reader, None, None, options.drawn, 11, CROPS, 0.4)
    readings = real + made
    raw = np.array([r.confidence for r in readings])
    right = np.array([r.right for r in readings], float)
    weight = np.array([2.0] * len(real) + [1.0] * len(made))
    slope, offset = fit(raw, right, weight)
    (work_root() / KNOTS_FILE).write_text(json.dumps(knots(slope, offset)))
    print(f"slope {slope:.3f}, offset {offset:.3f}; 0.995 is reached at raw {1 / (1 + math.exp(-(math.log(0.995 / 0.005) - offset) / slope)):.4f}")


if __name__ == "__main__":
    main()
