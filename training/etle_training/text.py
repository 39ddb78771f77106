"""Plate text: alphabet, regions, and random texts that stress the pairs a reader confuses."""
import random

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS = CHARACTERS[10:]
BLANK = len(CHARACTERS)
"""Index of the CTC blank; the classes before it are `CHARACTERS` in order."""

REGIONS = (
    "BL BB BK BA BM BP BH BD BG BN BE A B D E F T Z G H K R AA AB AD L M N P S W AE AG DK DR EA DH EB ED "
    "KB KH DA KT KU DB DL DM DN DT DD DP DW DC DE DG PA PB PY PS PT PG DS"
).split()

COMMON_REGIONS = {
    "B": 20, "AA": 8, "AB": 8, "D": 8, "L": 6, "N": 6, "F": 5, "E": 4, "G": 4, "H": 5, "W": 4, "K": 3,
    "AD": 5, "AE": 3, "AG": 3, "R": 3, "S": 4, "T": 3, "Z": 2, "A": 3, "P": 3, "M": 2,
}
HARD_LETTERS = "OOQQQDDUUIIJTVMMHHNWWBRGGCSKX"
"""Series letters that are drawn more often: losing a tail, a top or a bar turns each into another letter."""
HARD_DIGITS = "0011116688553"


def encode(text: str) -> list[int]:
    """Class indices of a text."""
    return [CHARACTERS.index(character) for character in text]


def edit_distance(first: str, second: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


def is_civil(text: str) -> bool:
    """True if the text is a civil registration number: known region, 1-4 digits, 0-3 series letters."""
    body = text.lstrip(LETTERS)
    region = text[: len(text) - len(body)]
    series = body.lstrip(CHARACTERS[:10])
    digits = body[: len(body) - len(series)]
    return region in REGIONS and 1 <= len(digits) <= 4 and digits[0] != "0" and len(series) <= 3 and (
        not series or (series.isalpha() and series.isupper()))


def random_digits(rng: random.Random) -> str:
    """One to four digits without a leading zero; numbers of cars (1xxx), repeats and look-alikes are frequent."""
    count = rng.choices([1, 2, 3, 4], [2, 3, 6, 89])[0]
    first = "1" if rng.random() < 0.3 else rng.choice("123456789")
    kind = rng.random()
    if kind < 0.12:
        rest = "".join(rng.choice(HARD_DIGITS) for _ in range(count - 1))
    elif kind < 0.16:
        rest = first * (count - 1)
    else:
        rest = "".join(rng.choice("0123456789") for _ in range(count - 1))
    return first + rest


def random_series(rng: random.Random, region: str) -> str:
    """None to three letters; three are usual in the large cities."""
    three = 0.75 if region in ("B", "D", "F", "L") else 0.25
    count = rng.choices([0, 1, 2, 3], [1, 6, 93 * (1 - three), 93 * three])[0]
    return "".join(rng.choice(LETTERS) if rng.random() < 0.75 else rng.choice(HARD_LETTERS) for _ in range(count))


def random_civil(rng: random.Random) -> tuple[str, str, str]:
    """Region, digits and series of an Indonesian plate; now and then with a region that does not exist."""
    if rng.random() < 0.05:
        region = "".join(rng.choice(LETTERS) for _ in range(rng.choice([1, 2])))
    elif rng.random() < 0.4:
        region = rng.choice(REGIONS)
    else:
        region = rng.choices(list(COMMON_REGIONS), list(COMMON_REGIONS.values()))[0]
    return region, random_digits(rng), random_series(rng, region)


def usual_civil(rng: random.Random) -> tuple[str, str, str]:
    """A plate as it is met on the road, for measuring: common regions, four digits, two or three letters alike frequent."""
    region = rng.choices(list(COMMON_REGIONS), list(COMMON_REGIONS.values()))[0]
    letters = "".join(rng.choice(LETTERS) for _ in range(3 if region in ("B", "D", "F", "L") else 2))
    return region, str(rng.randint(1000, 9999)), letters


def random_foreign(rng: random.Random) -> tuple[str, ...]:
    """Groups of letters and digits as on plates of other countries, any order."""
    def run(pattern: str) -> str:
        return "".join(rng.choice(LETTERS) if p == "L" else rng.choice(CHARACTERS[:10]) if p == "D"
                       else rng.choice(CHARACTERS) for p in pattern)
    pattern = rng.choice(["LLL DDDD", "DLLLDDD", "LLL DDD", "DDD LLL", "LL DDD LL", "XXX XXX", "XXX XXXX", "DDL DDD",
                          "LL DDDD", "XXXXXX", "XXXXXXX", "LLLDDDD", "LLLDLDD", "LL DD LLL", "DDDD LL"])
    return tuple(run(part) for part in pattern.split())
