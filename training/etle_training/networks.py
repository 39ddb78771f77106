"""The two networks. Only layers the product has: convolution, folded batch norm, ReLU, max pool, nearest up, add."""
import torch
from torch import nn

from .text import BLANK

READER_HEIGHT, READER_WIDTH = 48, 192
READER_STRIDE = 4
"""Columns of the crop for each frame of the reader's output."""
READER_FLOOR = 0.02
"""Added to the deviation when a crop is normalised."""
EXPIRY_WIDTH = READER_WIDTH // 2
"""Columns of the crop in which the row of month and year is read."""


def block(inputs: int, outputs: int, kernel=3, stride=1, padding=None, dilation=1, groups=1) -> nn.Sequential:
    """Convolution, batch norm, ReLU; padded to keep the size unless told otherwise."""
    kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
    if padding is None:
        padding = tuple(dilation * (k // 2) for k in kernel)
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Reader(nn.Module):
    """1 x 48 x 192 crop to 48 frames of 37 logits (CTC): 50 M multiply-adds, 0.32 M parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            block(1, 24, 5, 2), nn.MaxPool2d(2),                       # 12 x 48
            block(24, 48), block(48, 64), nn.MaxPool2d((2, 1)),        # 6 x 48
            block(64, 96), block(96, 160, (6, 1), padding=(0, 0)),     # 1 x 48
            block(160, 160, (1, 5)), nn.Dropout(0.1), nn.Conv2d(160, BLANK + 1, 1))

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        """N x 1 x 48 x 192 to N x 37 x 48 logits."""
        return self.layers(crops)[:, :, 0]


class Residual(nn.Module):
    """Adds what a narrower convolution of this kernel sees: 1x1 to `narrow` channels, the kernel, 1x1 back."""

    def __init__(self, channels: int, narrow: int, kernel) -> None:
        super().__init__()
        back = nn.Sequential(nn.Conv2d(narrow, channels, 1, bias=False), nn.BatchNorm2d(channels))
        nn.init.zeros_(back[1].weight)
        self.branch = nn.Sequential(*block(channels, narrow, 1), *block(narrow, narrow, kernel), *back)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return nn.functional.relu(values + self.branch(values))


class DeepReader(nn.Module):
    """As `Reader`, at the same cost, but twice as deep and with the neighbouring characters in view."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            block(1, 24, 5, 2), nn.MaxPool2d(2),                                            # 12 x 48
            block(24, 48), block(48, 64), nn.MaxPool2d((2, 1)),                             # 6 x 48
            block(64, 80), Residual(80, 32, 3), block(80, 160, (6, 1), padding=(0, 0)),     # 1 x 48
            Residual(160, 64, (1, 7)), Residual(160, 64, (1, 7)), nn.Dropout(0.1), nn.Conv2d(160, BLANK + 1, 1))

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        """N x 1 x 48 x 192 to N x 37 x 48 logits."""
        return self.layers(crops)[:, :, 0]


READERS = {"plain": Reader, "deep": DeepReader}


def multiply_adds(network: nn.Module, shape: tuple[int, ...]) -> int:
    """Multiply-adds of all convolutions for an input of this shape."""
    total = 0

    def count(layer, _, output) -> None:
        nonlocal total
        total += output.shape[2] * output.shape[3] * layer.weight.numel()

    hooks = [m.register_forward_hook(count) for m in network.modules() if isinstance(m, nn.Conv2d)]
    training = network.training
    network.eval()
    with torch.no_grad():
        network(torch.zeros(shape))
    network.train(training)
    for hook in hooks:
        hook.remove()
    return total


LOCATOR_STRIDE = 8
"""Pixels between the cells of the locator's output."""
LOCATOR_UNIT = 32.0
"""Pixels that a corner offset of 1 means."""
LOCATOR_FLOOR = 0.05


def separable(inputs: int, outputs: int, dilation: int = 1) -> nn.Sequential:
    """Depthwise 3x3 and 1x1, each with batch norm and ReLU."""
    return nn.Sequential(*block(inputs, inputs, dilation=dilation, groups=inputs), *block(inputs, outputs, 1))


class Locator(nn.Module):
    """Grey picture to a map at an eighth of its size: plate logit and, in units of 32 pixels from the cell's centre,
    x and y of the four corners (top left, top right, bottom right, bottom left)."""

    def __init__(self) -> None:
        super().__init__()
        self.fine = nn.Sequential(block(1, 16, 7, 4), block(16, 32, 3, 2), separable(32, 32))          # 1/8
        self.middle = nn.Sequential(block(32, 48, 3, 2), block(48, 48), separable(48, 48, 2))          # 1/16
        self.coarse = nn.Sequential(block(48, 64, 3, 2), block(64, 64))                                # 1/32
        self.fine_out, self.middle_out, self.coarse_out = nn.Conv2d(32, 40, 1), nn.Conv2d(48, 40, 1), nn.Conv2d(64, 48, 1)
        self.join = nn.Sequential(nn.ReLU(inplace=True), separable(48, 48))
        self.merge = nn.Sequential(nn.ReLU(inplace=True), separable(40, 40))
        self.head = nn.Conv2d(40, 9, 1)
        nn.init.zeros_(self.head.bias)
        self.head.bias.data[0] = -4.0

    def forward(self, picture: torch.Tensor) -> torch.Tensor:
        fine = self.fine(picture)
        middle = self.middle(fine)
        coarse = self.coarse_out(self.coarse(middle))
        middle = self.join(middle + nn.functional.interpolate(coarse, size=middle.shape[2:], mode="nearest"))
        wide = nn.functional.interpolate(self.middle_out(middle), size=fine.shape[2:], mode="nearest")
        return self.head(self.merge(self.fine_out(fine) + wide))
