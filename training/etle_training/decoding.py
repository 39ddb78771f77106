"""From frames of log probabilities to texts: greedy, and a prefix beam search over the grammar of civil plates."""
import math
from collections import Counter
from functools import lru_cache

import numpy as np

from .text import BLANK, CHARACTERS, REGIONS

NEVER = -1e30
FIRST_LETTERS = sorted({region[0] for region in REGIONS})
LETTER_CLASSES, DIGIT_CLASSES = frozenset(range(10, 36)), frozenset(range(10))
CANDIDATES = 10
"""Classes of a frame that are followed."""


def greedy(frames: np.ndarray) -> str:
    """Best class of each frame, repeats and blanks removed."""
    text, last = [], BLANK
    for best in frames.argmax(1):
        if best != last and best != BLANK:
            text.append(CHARACTERS[best])
        last = best
    return "".join(text)


def add_logs(a: float, b: float) -> float:
    if a < b:
        a, b = b, a
    return a if b <= NEVER / 2 else a + math.log1p(math.exp(b - a))


def split(prefix: str) -> tuple[str, int, int]:
    """Leading letters, number of digits after them, number of letters after those."""
    letters = 0
    while letters < len(prefix) and prefix[letters] >= "A":
        letters += 1
    digits = letters
    while digits < len(prefix) and prefix[digits] < "A":
        digits += 1
    return prefix[:letters], digits - letters, len(prefix) - digits


@lru_cache(maxsize=200_000)
def continuations(prefix: str) -> frozenset[int]:
    """Classes that may follow a prefix of a civil plate."""
    region, digits, series = split(prefix)
    if not prefix:
        return frozenset(CHARACTERS.index(c) for c in FIRST_LETTERS)
    if digits == 0:
        more = frozenset(CHARACTERS.index(r[1]) for r in REGIONS if len(prefix) == 1 and len(r) == 2 and r[0] == prefix)
        return more | (DIGIT_CLASSES - {0} if prefix in REGIONS else frozenset())
    if series == 0:
        return LETTER_CLASSES | (DIGIT_CLASSES if digits < 4 else frozenset())
    return LETTER_CLASSES if series < 3 else frozenset()


def complete(text: str) -> bool:
    return split(text)[1] > 0


def beam(frames: np.ndarray, width: int = 12, grammar: bool = True) -> list[tuple[str, float]]:
    """Texts with the logarithm of their CTC probability, best first. `frames`: log probabilities, T x 37."""
    alive = {"": (0.0, NEVER)}
    best = np.argsort(frames, 1)[:, -CANDIDATES:].tolist()
    for row, likely in zip(frames.tolist(), best):
        likely = {symbol for symbol in likely if row[symbol] > -9 and symbol != BLANK}
        grown: dict[str, tuple[float, float]] = {}

        def add(text: str, blank: float, character: float) -> None:
            old = grown.get(text, (NEVER, NEVER))
            grown[text] = (add_logs(old[0], blank), add_logs(old[1], character))

        for text, (blank, character) in alive.items():
            total = add_logs(blank, character)
            add(text, total + row[BLANK], NEVER)
            if text:
                add(text, NEVER, character + row[CHARACTERS.index(text[-1])])
            for symbol in likely & continuations(text) if grammar else likely:
                name = CHARACTERS[symbol]
                add(text + name, NEVER, (blank if text and text[-1] == name else total) + row[symbol])
        alive = dict(sorted(grown.items(), key=lambda item: -add_logs(*item[1]))[:width])
    found = [(text, add_logs(*scores)) for text, scores in alive.items() if not grammar or complete(text)]
    return sorted(found, key=lambda item: -item[1])


def combine(readings: list[list[tuple[str, float]]]) -> list[tuple[str, float]]:
    """Mean probability of each text over several crops, best first."""
    mass: Counter[str] = Counter()
    for reading in readings:
        for text, log in reading:
            mass[text] += math.exp(log) / len(readings)
    return mass.most_common()
