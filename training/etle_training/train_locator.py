"""Trains the locator; run again with the same name it goes on where it stopped."""
import argparse
import copy
import math
import time

import cv2
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader

from . import labels
from .detection import detect
from .geometry import bounds, overlap
from .locator_data import LocatorBatches
from .networks import Locator
from .paths import work_root
from .train_reader import follow, rate_at


def options() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--name", default="locator")
    given.add_argument("--samples", type=int, default=400_000, help="length of the schedule")
    given.add_argument("--minutes", type=float, default=math.inf, help="the schedule ends then if this comes first")
    given.add_argument("--batch", type=int, default=32)
    given.add_argument("--rate", type=float, default=2e-3)
    given.add_argument("--threads", type=int, default=1)
    given.add_argument("--workers", type=int, default=1)
    given.add_argument("--seed", type=int, default=1)
    return given.parse_args()


def heat_loss(logit: torch.Tensor, heat: torch.Tensor) -> torch.Tensor:
    """Focal loss of CenterNet (Zhou et al., arXiv:1904.07850, equation 1), per plate."""
    p = torch.sigmoid(logit).clamp(1e-5, 1 - 1e-5)
    centre = (heat > 0.995).float()
    missed = centre * (1 - p) ** 2 * p.log()
    wrong = (1 - centre) * (1 - heat) ** 4 * p ** 2 * (1 - p).log()
    return -(missed + wrong).sum() / centre.sum().clamp(min=1)


def corner_loss(offsets: torch.Tensor, truth: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Mean distance of the corners in plate widths, over the cells near a plate's centre."""
    return ((offsets - truth).abs() * weight[:, None]).sum() / (weight > 0).sum().clamp(min=1) / 2


def check(network: Locator) -> str:
    """Held-out close-ups whose plate is found, and false plates a picture."""
    network.eval()
    plates = labels.held_out("closeup")
    found = false = 0
    for plate in plates:
        image = cv2.imread(str(plate.file), cv2.IMREAD_GRAYSCALE)
        truth = bounds(plate.quad(image.shape))
        shares = [overlap(bounds(quad), truth) for _, quad in detect(network, image, least=0.4, closer=False)]
        found += any(share > 0.5 for share in shares)
        false += sum(share < 0.2 for share in shares)
    return f"close-ups {found} of {len(plates)}, {false} others"


def main() -> None:
    given = options()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    path = work_root() / f"{given.name}.pt"
    network = Locator().to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    optimiser = torch.optim.AdamW(network.parameters(), given.rate, weight_decay=0.01)
    samples = steps = 0
    if path.exists():
        state = torch.load(path)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        samples, steps = state["samples"], state["steps"]
    start, first, mean = time.time(), samples, np.zeros(2)
    shown = start
    batches = LocatorBatches(given.batch, given.seed + steps)
    for pictures, heat, offsets, weight in DataLoader(batches, batch_size=None, num_workers=given.workers, prefetch_factor=8 if given.workers else None):
        progress = max(samples / given.samples, (time.time() - start) / (60 * given.minutes))
        for group in optimiser.param_groups:
            group["lr"] = rate_at(progress, steps, given.rate)
        network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = network(pictures.contiguous(memory_format=torch.channels_last))
        out = out.float()
        found, placed = heat_loss(out[:, 0], heat), corner_loss(out[:, 1:], offsets, weight)
        optimiser.zero_grad()
        (found + placed).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        steps, samples = steps + 1, samples + given.batch
        follow(average, network, steps)
        losses = np.array([found.item(), placed.item()])
        mean = 0.98 * mean + 0.02 * losses if mean.any() else losses
        done = progress >= 1
        if done or time.time() - shown > 150:
            shown = time.time()
            print(f"{shown - start:.0f} s, {samples} samples ({(samples - first) / (shown - start):.0f}/s), rate {rate_at(progress, steps, given.rate):.5f}, "
                  f"heat {mean[0]:.3f}, corners {mean[1]:.3f}, {check(average)}", flush=True)
            torch.save({"network": network.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                        "samples": samples, "steps": steps}, path)
        if done:
            break


if __name__ == "__main__":
    main()
