"""The two networks. Only layers the product has: convolution, folded batch norm, ReLU, max pool, nearest up, add."""
import torch
from torch import nn

from .text import BLANK

READER_HEIGHT, READER_WIDTH = 48, 192
READER_STRIDE = 4
"""Columns of the crop for each frame of the reader's output."""
READER_FLOOR = 0.02
"""Added to the deviation when a crop is normalised."""


def block(inputs: int, outputs: int, kernel=3, stride=1, padding=None, dilation=1, groups=1) -> nn.Sequential:
    """Convolution, batch norm, ReLU; padded to keep the size unless told otherwise."""
    kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
    if padding is None:
        padding = tuple(dilation * (k // 2) for k in kernel)
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Reader(nn.Module):
    """1 x 48 x 192 crop to 48 frames of 37 logits (CTC): 50 M multiply-adds, 0.37 M parameters."""

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
