#!/usr/bin/env python3
"""Writes trained networks into the project's model file (docs/model-format.md).

The graph is traced from the PyTorch modules, so the networks' depth, widths and input sizes are data for the program that
runs them. Understood are convolutions (batch norm and ReLU are folded in), max and average pooling, nearest up-sampling to
another tensor's size, addition, concatenation; dropout vanishes, and what follows the last of them (slicing, softmax) is
left to the program.

    python training/export.py --plan plan.json --out Sources/CModel/etle.model

`plan.json` lists the networks: {"networks": [{"name": "reader", "module": "folder/or/package", "class": "module:Class",
"weights": "reader.pt", "input": {"channels": 1, "height": 40, "width": 160, "multiple": 1}, "texts": {...},
"numbers": {...}}]}. Paths are relative to the plan. Needs torch; never needed to build or run the program.
"""
import argparse
import importlib
import json
import operator
import pathlib
import struct
import sys

import numpy as np
import torch
import torch.fx
import torch.nn.functional as F
from torch import nn

MAGIC = b"\x89ETLE\r\n\x1a"
VERSION = 1


class Table:
    """The weights of all networks, one after the other."""

    def __init__(self) -> None:
        self.parts, self.count = [], 0

    def add(self, values: torch.Tensor) -> int:
        start = self.count
        flat = values.detach().double().reshape(-1).numpy()
        self.parts.append(flat)
        self.count += flat.size
        return start

    def array(self) -> np.ndarray:
        return np.concatenate(self.parts)


def pair(value) -> list[int]:
    return [int(v) for v in value] if isinstance(value, (tuple, list)) else [int(value)] * 2


class Exporter(torch.fx.Interpreter):
    """Walks a traced network and writes down its layers."""

    def __init__(self, network: nn.Module, table: Table) -> None:
        super().__init__(torch.fx.symbolic_trace(network.eval()))
        self.table = table
        self.layers: list[dict] = []
        self.known: dict[torch.fx.Node, str] = {}
        self.last: str | None = None

    def describe(self) -> tuple[list[dict], list[str]]:
        """The layers and the names of the outputs."""
        outputs: list[str] = []
        for node in self.module.graph.nodes:
            if node.op == "placeholder":
                self.known[node] = "input"
            elif node.op == "call_module":
                self.layer(node, self.fetch_attr(node.target))
            elif node.op in ("call_function", "call_method"):
                self.function(node)
            elif node.op == "output":
                answer = node.args[0]
                for item in answer if isinstance(answer, (tuple, list)) else [answer]:
                    outputs.append(self.source(item))
        return self.layers, outputs

    def source(self, node: torch.fx.Node) -> str:
        if node not in self.known:
            raise SystemExit(f"{node}: its input isn't a layer that the program knows")
        return self.known[node]

    def add(self, node: torch.fx.Node, **fields) -> None:
        fields["name"] = str(node)
        self.layers.append(fields)
        self.known[node] = fields["name"]

    def exclusive(self, node: torch.fx.Node) -> dict:
        """The layer that made the node's input, if nothing else reads it: what follows may be folded into it."""
        name = self.source(node.args[0])
        if len(node.args[0].users) > 1:
            raise SystemExit(f"{node}: can't be folded into {name}, which others read as well")
        return next(layer for layer in self.layers if layer["name"] == name)

    def layer(self, node: torch.fx.Node, module: nn.Module) -> None:
        if isinstance(module, nn.Conv2d):
            if module.padding_mode != "zeros" or isinstance(module.padding, str):
                raise SystemExit(f"{node}: its padding isn't zeros of a given size")
            bias = module.bias if module.bias is not None else torch.zeros(module.out_channels)
            self.add(node, op="conv", inputs=[self.source(node.args[0])], channels=module.out_channels,
                     kernel=pair(module.kernel_size), stride=pair(module.stride), padding=pair(module.padding),
                     dilation=pair(module.dilation), groups=module.groups, relu=False,
                     _weights=module.weight.detach().double(), _bias=bias.detach().double())
        elif isinstance(module, nn.BatchNorm2d):
            conv = self.exclusive(node)
            if conv["op"] != "conv" or conv["relu"]:
                raise SystemExit(f"{node}: batch norm doesn't follow a convolution")
            scale = module.weight.double() / torch.sqrt(module.running_var.double() + module.eps)
            conv["_weights"] = conv["_weights"] * scale[:, None, None, None]
            conv["_bias"] = (conv["_bias"] - module.running_mean.double()) * scale + module.bias.double()
            self.known[node] = conv["name"]
        elif isinstance(module, nn.ReLU):
            self.relu(node)
        elif isinstance(module, nn.MaxPool2d):
            if module.ceil_mode or pair(module.dilation) != [1, 1]:
                raise SystemExit(f"{node}: this kind of max pooling isn't known")
            self.add(node, op="max-pool", inputs=[self.source(node.args[0])], kernel=pair(module.kernel_size),
                     stride=pair(module.stride), padding=pair(module.padding))
        elif isinstance(module, nn.AvgPool2d):
            if module.ceil_mode or pair(module.padding) != [0, 0]:
                raise SystemExit(f"{node}: this kind of average pooling isn't known")
            self.add(node, op="average-pool", inputs=[self.source(node.args[0])], kernel=pair(module.kernel_size),
                     stride=pair(module.stride))
        elif isinstance(module, (nn.Dropout, nn.Dropout2d, nn.Identity)):
            self.known[node] = self.source(node.args[0])
        else:
            raise SystemExit(f"{node}: the program has no layer {type(module).__name__}")

    def relu(self, node: torch.fx.Node) -> None:
        layer = self.exclusive(node)
        if layer["op"] not in ("conv", "add"):
            raise SystemExit(f"{node}: ReLU can only follow a convolution or an addition")
        layer["relu"] = True
        self.known[node] = layer["name"]

    def function(self, node: torch.fx.Node) -> None:
        inputs = [a for a in node.args if isinstance(a, torch.fx.Node)]
        if node.target in (F.relu, torch.relu, "relu"):
            self.relu(node)
        elif node.target in (operator.add, operator.iadd, torch.add):
            self.add(node, op="add", inputs=[self.source(n) for n in inputs], relu=False)
        elif node.target is torch.cat:
            self.add(node, op="concat", inputs=[self.source(n) for n in node.args[0]])
        elif node.target is F.interpolate:
            if node.kwargs.get("mode", "nearest") != "nearest":
                raise SystemExit(f"{node}: only nearest up-sampling is known")
            size = node.kwargs.get("size", node.args[1] if len(node.args) > 1 else None)
            self.add(node, op="upsample", inputs=[self.source(inputs[0]), self.source(self.tensor_behind(size))])
        elif inputs and inputs[0] in self.known and self.is_tail(node):
            self.known[node] = self.known[inputs[0]]
        elif inputs and all(self.is_size(user) for user in node.users):
            pass  # a size on its way to an up-sampling
        else:
            raise SystemExit(f"{node}: the program has no operation {node.target}")

    @staticmethod
    def is_tail(node: torch.fx.Node) -> bool:
        """Whether only slicing, reordering and softmax lie between this node and the output."""
        plain = ("permute", "log_softmax", "softmax", "squeeze", "transpose", "contiguous")
        if node.target is not operator.getitem and node.target not in plain:
            return False
        return all(user.op == "output" or Exporter.is_tail(user) for user in node.users)

    @staticmethod
    def is_size(node: torch.fx.Node) -> bool:
        return node.target in (operator.getitem, F.interpolate, getattr, "size")

    @staticmethod
    def tensor_behind(size: torch.fx.Node) -> torch.fx.Node:
        """The tensor whose height and width `size` is."""
        while isinstance(size, torch.fx.Node) and size.target in (operator.getitem, getattr, "size"):
            size = size.args[0]
        if not isinstance(size, torch.fx.Node):
            raise SystemExit("up-sampling must be to another tensor's size")
        return size


def describe(entry: dict, base: pathlib.Path, table: Table) -> dict:
    """One network of the plan as the model file's description has it."""
    sys.path.insert(0, str((base / entry.get("module", ".")).resolve()))
    module, _, name = entry["class"].partition(":")
    network = getattr(importlib.import_module(module), name)(**entry.get("arguments", {}))
    state = torch.load(base / entry["weights"], map_location="cpu", weights_only=True)
    network.load_state_dict(state.get("network", state) if isinstance(state, dict) else state)
    layers, outputs = Exporter(network, table).describe()
    for layer in layers:
        if layer["op"] == "conv":
            layer["weights"] = table.add(layer.pop("_weights"))
            layer["bias"] = table.add(layer.pop("_bias"))
    return {"name": entry["name"], "input": entry["input"], "layers": layers, "outputs": outputs,
            "texts": entry.get("texts", {}), "numbers": entry.get("numbers", {})}


def checksum(data: bytes) -> int:
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def write(description: dict, weights: np.ndarray, half: bool) -> bytes:
    text = json.dumps(description, sort_keys=True, separators=(",", ":")).encode()
    numbers = weights.astype("<f2" if half else "<f4")
    if not np.isfinite(numbers).all():
        raise SystemExit("a weight isn't finite" + (" as a half; export without --half" if half else ""))
    head = MAGIC + struct.pack("<IIQQ", VERSION, 2 if half else 1, len(text), numbers.size)
    body = head + text + numbers.tobytes()
    return body + struct.pack("<Q", checksum(body))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plan", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--half", action="store_true", help="weights with 16 bits: half the size, nearly the same answers")
    options = parser.parse_args()
    plan = json.loads(options.plan.read_text())
    table = Table()
    networks = [describe(entry, options.plan.parent, table) for entry in plan["networks"]]
    data = write({"networks": networks}, table.array(), options.half)
    options.out.write_bytes(data)
    print(f"{options.out}: {len(data)} bytes, {table.count} weights, " + ", ".join(n["name"] for n in networks))


if __name__ == "__main__":
    main()
