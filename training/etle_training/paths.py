"""Where data, work files and committed lists lie; every place can be overridden by the environment."""
import os
from pathlib import Path

TRAINING = Path(__file__).resolve().parent.parent
LISTS = Path(__file__).resolve().parent / "data"
"""Committed lists: held-out file names and slopes of tilted plates (never plate texts)."""


def data_root() -> Path:
    """The folder with `id-scenes` and the other sets: `ETLE_DATA`, or `../shared/data` beside the repository."""
    if "ETLE_DATA" in os.environ:
        return Path(os.environ["ETLE_DATA"])
    for parent in (TRAINING.parent.parent, *TRAINING.parents):
        if (parent / "shared" / "data").is_dir():
            return parent / "shared" / "data"
    raise SystemExit("No data found: put shared/data beside the repository or set ETLE_DATA.")


def work_root() -> Path:
    """Checkpoints and caches, ignored by git: `ETLE_WORK`, or `training/work`."""
    root = Path(os.environ.get("ETLE_WORK", TRAINING / "work"))
    root.mkdir(parents=True, exist_ok=True)
    return root


def font_root() -> Path:
    """Folder of installed fonts: `ETLE_FONTS`, or `/usr/share/fonts`."""
    return Path(os.environ.get("ETLE_FONTS", "/usr/share/fonts"))
