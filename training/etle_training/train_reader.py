"""Trains the reader; run again with the same name it goes on where it stopped."""
import argparse
import copy
import math
import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader

from . import labels
from .decoding import beam, greedy
from .networks import EXPIRY_WIDTH, READERS
from .paths import work_root
from .reader_data import ReaderBatches, UNKNOWN
from .reading import cut, frames
from .text import BLANK

WARM_UP, FLAT, LEAST = 200, 0.35, 0.02


def options() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--name", default="reader")
    given.add_argument("--network", choices=READERS, default="plain")
    given.add_argument("--samples", type=int, default=3_000_000, help="length of the schedule")
    given.add_argument("--minutes", type=float, default=math.inf, help="the schedule ends then if this comes first")
    given.add_argument("--batch", type=int, default=64)
    given.add_argument("--rate", type=float, default=2.5e-3)
    given.add_argument("--threads", type=int, default=1)
    given.add_argument("--workers", type=int, default=1, help="processes that make samples; 0: none beside the training")
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--uses", type=float, default=3.0, help="how often a drawn plate is used")
    return given.parse_args()


def follow(average: nn.Module, network: nn.Module, steps: int, limit: float = 0.999) -> None:
    """Moves the averaged weights towards the network's."""
    keep = min(limit, (steps + 1) / (steps + 20))
    with torch.no_grad():
        for old, new in zip(average.state_dict().values(), network.state_dict().values()):
            if old.dtype.is_floating_point:
                old.lerp_(new, 1 - keep)
            else:
                old.copy_(new)


def rate_at(progress: float, steps: int, top: float) -> float:
    """Warm-up, a flat first third, then a cosine."""
    cosine = 1.0 if progress < FLAT else LEAST + (1 - LEAST) * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - FLAT) / (1 - FLAT))))
    return top * min(1.0, (steps + 1) / WARM_UP) * cosine


def frame_weight(samples: int) -> float:
    """Weight of the frame loss: without a strong start CTC finds no characters at all."""
    return max(0.3, 3.0 - 2.7 * samples / 250_000)


class Check:
    """Exact share on the held-out close-ups and crops, one crop each."""

    def __init__(self) -> None:
        self.sets = {}
        for kind in ("closeup", "crop"):
            plates = labels.held_out(kind)
            images = [cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE) for plate in plates]
            self.sets[kind] = ([cut(i, p.quad(i.shape)) for i, p in zip(images, plates)], [p.text for p in plates])

    def __call__(self, network: nn.Module) -> str:
        out = []
        for kind, (crops, texts) in self.sets.items():
            rows = frames(network, crops)
            plain = sum(greedy(r) == t for r, t in zip(rows, texts))
            found = [beam(r) for r in rows]
            syntax = sum(bool(f) and f[0][0] == t for f, t in zip(found, texts))
            out.append(f"{kind} {plain}/{syntax} of {len(texts)}")
        return ", ".join(out)


def main() -> None:
    given = options()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    path = work_root() / f"{given.name}.pt"
    network = READERS[given.network]().to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    optimiser = torch.optim.AdamW(network.parameters(), given.rate, weight_decay=0.01)
    samples = steps = 0
    if path.exists():
        state = torch.load(path)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        samples, steps = state["samples"], state["steps"]
    check, ctc = Check(), nn.CTCLoss(blank=BLANK, zero_infinity=True)
    start, first, mean = time.time(), samples, np.zeros(2)
    shown = start
    batches = ReaderBatches(given.batch, given.seed + steps, uses=given.uses)
    for crops, targets, lengths, labels_ in DataLoader(batches, batch_size=None, num_workers=given.workers, prefetch_factor=12 if given.workers else None):
        progress = max(samples / given.samples, (time.time() - start) / (60 * given.minutes))
        for group in optimiser.param_groups:
            group["lr"] = rate_at(progress, steps, given.rate)
        network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(crops.contiguous(memory_format=torch.channels_last))
        logs = logits.float().log_softmax(1)
        loss = ctc(logs.permute(2, 0, 1), targets, torch.full((len(lengths),), logs.shape[2]), lengths)
        framed = F.nll_loss(logs, labels_, ignore_index=UNKNOWN)
        optimiser.zero_grad()
        (loss + frame_weight(samples) * framed).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        steps, samples = steps + 1, samples + given.batch
        follow(average, network, steps)
        mean = 0.98 * mean + 0.02 * np.array([loss.item(), framed.item()]) if steps > 1 else np.array([loss.item(), framed.item()])
        done = progress >= 1
        if done or time.time() - shown > 120:
            shown = time.time()
            speed = (samples - first) / (shown - start)
            print(f"{shown - start:.0f} s, {samples} samples ({speed:.0f}/s), rate {rate_at(progress, steps, given.rate):.5f}, "
                  f"loss {mean[0]:.3f}, frames {mean[1]:.3f}, {check(average)}", flush=True)
            torch.save({"kind": given.network, "expiry_width": EXPIRY_WIDTH, "network": network.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                        "samples": samples, "steps": steps}, path)
        if done:
            break


if __name__ == "__main__":
    main()
