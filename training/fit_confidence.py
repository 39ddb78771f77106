#!/usr/bin/env python3
"""Fits the confidence of the program's own readings and writes the curve into the model file.

    etle read --json *.jpg > readings.jsonl          # in each folder with a labels.csv
    python training/fit_confidence.py --model Sources/CModel/etle.model FOLDER[:WEIGHT]...

Each folder holds `labels.csv` (`file,plate,...`) and `readings.jsonl`. The pooled probability is got back from the curve that is
in the model now; the new curve is logistic in it (Platt 1999), with a weak prior for slope 1, so that a set without errors does
not make it infinitely steep. Only folders that the reader was not trained on may be given, and none that is for validation.
Needs nothing but Python.
"""
import argparse
import csv
import json
import math
import pathlib
import struct

KNOTS = [.02, .05, .1, .2, .3, .4, .5, .6, .7, .8, .85, .9, .93, .95, .97, .98, .99, .995, .998, .999, .9995, .9999]


def read_model(path):
    data = path.read_bytes()
    description, _ = struct.unpack("<2Q", data[16:32])
    return data[:16], json.loads(data[32:32 + description]), data[32 + description:-8]


def write_model(path, head, description, weights, count):
    text = json.dumps(description, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    data = head + struct.pack("<2Q", len(text), count) + text + weights
    checksum = 0xCBF29CE484222325  # FNV-1a, 64 bits (docs/model-format.md)
    for byte in data:
        checksum = ((checksum ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    path.write_bytes(data + struct.pack("<Q", checksum))


def inverse(knots, value):
    """The pooled probability that the present curve turns into `value`; without a curve the value itself."""
    if not knots:
        return value
    points = [(0.0, 0.0)] + list(zip(knots[0::2], knots[1::2]))
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if value <= y1:
            return x0 + (x1 - x0) * (value - y0) / max(y1 - y0, 1e-12)
    return 1.0


def samples(folder, weight, knots):
    """(logit, right, weight) of the surest reading of each labelled picture."""
    labels = {}
    for row in csv.DictReader((folder / "labels.csv").open()):
        labels.setdefault(row["file"], set()).add(row["plate"])
    for line in (folder / "readings.jsonl").open():
        reading = json.loads(line)
        if not reading.get("plates") or not labels.get(reading["file"], {""}) - {""}:
            continue
        best = reading["plates"][0]
        raw = min(max(inverse(knots, best["confidence"]), 1e-4), 1 - 1e-4)
        yield math.log(raw / (1 - raw)), best["text"] in labels[reading["file"]], weight


def loss(data, slope, offset):
    """Negative log likelihood and the prior, which is the weight of half a reading."""
    total = 0.25 * (slope - 1) ** 2
    for x, right, weight in data:
        z = slope * x + offset
        total += weight * (math.log1p(math.exp(-abs(z))) + max(0.0, -z if right else z))
    return total


def fit(data):
    """Newton's method for slope and offset, with steps halved until the loss falls."""
    slope, offset = 1.0, 0.0
    for _ in range(100):
        g0, g1 = 0.5 * (slope - 1), 0.0
        h00, h01, h11 = 0.5, 0.0, 1e-6
        for x, right, weight in data:
            p = 1 / (1 + math.exp(-(slope * x + offset)))
            g0 += weight * (p - right) * x
            g1 += weight * (p - right)
            h = weight * p * (1 - p)
            h00, h01, h11 = h00 + h * x * x, h01 + h * x, h11 + h
        det = h00 * h11 - h01 * h01
        down = (h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det
        size, before = 1.0, loss(data, slope, offset)
        while size > 1e-6 and loss(data, slope - size * down[0], offset - size * down[1]) > before:
            size /= 2
        slope, offset = slope - size * down[0], offset - size * down[1]
    return slope, offset


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("folders", nargs="+", metavar="FOLDER[:WEIGHT]")
    options = parser.parse_args()
    head, description, weights = read_model(options.model)
    reader = next(n for n in description["networks"] if n["name"] == "reader")
    knots = reader["numbers"]["calibration"]
    data = []
    for item in options.folders:
        folder, _, weight = item.partition(":")
        found = list(samples(pathlib.Path(folder), float(weight or 1), knots))
        print(f"{folder}: {len(found)} readings, {sum(not right for _, right, _ in found)} wrong")
        data += found
    slope, offset = fit(data)
    print(f"{len(data)} readings: slope {slope:.3f}, offset {offset:.3f}")
    curve = []
    for knot in KNOTS:
        value = 1 / (1 + math.exp(-(slope * math.log(knot / (1 - knot)) + offset)))
        curve += [1.0 if knot == KNOTS[-1] else knot, round(value, 6)]
    reader["numbers"]["calibration"] = curve
    kind = struct.unpack("<I", head[12:16])[0]
    write_model(options.model, head, description, weights, len(weights) // (4 if kind == 1 else 2))


if __name__ == "__main__":
    main()
