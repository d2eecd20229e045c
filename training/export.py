"""Write the models as the program ships them, sealed with their checksums."""

from __future__ import annotations

import json
import warnings
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from engine.reading import careful, model, quick
from engine.reading.outcomes import Calibration
from training.encoder import MEANING_LAYER, WIDTH, Encoder, vocabulary
from training.quick import Table

MODELS = Path(__file__).parent.parent / "engine" / "reading" / "models"


class _Parts(nn.Module):
    """The encoder for one line: its scores, what each piece added to them, and its meaning."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        layers = self.encoder.body(
            input_ids=ids,
            token_type_ids=types,
            attention_mask=torch.ones_like(ids),
            output_hidden_states=True,
        ).hidden_states
        hidden = layers[-1][0]
        own = types[0].unsqueeze(-1).float()
        highest = (hidden + (own - 1) * 1e4).max(0, keepdim=True).values
        weight = self.encoder.outcomes.weight
        parts = (hidden * own / own.sum()) @ weight[:, :WIDTH].T
        parts = parts + ((hidden == highest).float() * own * hidden) @ weight[:, WIDTH:].T
        scores = parts.sum(0) + self.encoder.outcomes.bias
        return scores, parts, self.encoder.meaning(layers[MEANING_LAYER][0])


def write_careful(encoder: Encoder) -> None:
    """Write the encoder as ONNX with weights of eight bits, and the pieces it knows."""
    MODELS.mkdir(exist_ok=True)
    ids = torch.randint(10, 1000, (1, 12))
    types = torch.tensor([[0] * 4 + [1] * 8])
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = str(Path(folder) / "whole.onnx")
        torch.onnx.export(
            _Parts(encoder).eval(),
            (ids, types),
            whole,
            dynamo=False,
            input_names=["ids", "types"],
            output_names=["scores", "parts", "meanings"],
            dynamic_axes={
                "ids": {1: "n"},
                "types": {1: "n"},
                "parts": {0: "n"},
                "meanings": {0: "n"},
            },
            opset_version=17,
        )
        quantize_dynamic(
            whole,
            str(MODELS / careful.FILE),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # processors without VNNI would overflow with all eight bits
        )
    (MODELS / careful.PIECES).write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")


def write_quick(table: Table) -> None:
    """Write the quick model's table."""
    MODELS.mkdir(exist_ok=True)
    np.savez_compressed(
        MODELS / quick.FILE,
        names=np.frombuffer("\n".join(table.names).encode(), dtype=np.uint8),
        table=table.weights.astype(np.int16),
        bias=table.bias.astype(np.int32),
    )


def seal(name: str, files: list[str], calibration: Calibration, **more: float) -> None:
    """Note a model's files with their checksums, its calibration, and what else it needs."""
    path = MODELS / model.SEALS
    about = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    sums = {file: sha256((MODELS / file).read_bytes()).hexdigest() for file in files}
    about[name] = {"files": sums, **calibration._asdict(), **more}
    lines = json.dumps(about, indent=1, sort_keys=True)
    path.write_text(lines + "\n", encoding="utf-8")
    model.forget()
