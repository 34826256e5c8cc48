"""Vectors into the graph: whatever has words and no vector gets one, in batches; nothing without a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graph import Graph, Transaction
from queries import meaning
from queries.meaning import Embedder, Vector
from queries.statements import text

BATCH = 128
"""Texts embedded and written at once: a second or two."""
SAMPLE = 500
"""Needs, and capabilities, that the means are taken over at most; until then they are taken anew as texts double."""
LEAST = 0.3
"""Cosine from which on what names no term is taken to mean the term nearest to it."""
SECONDS = 120.0

Row = dict[str, Any]
Progress = Callable[[int, int], None]


async def embed(graph: Graph, *, again: bool = False, progress: Progress | None = None) -> int:
    """Give vectors to what has none; where that is interrupted, the next call goes on.

    Args:
        graph: A migrated graph.
        again: Make all of them anew, with the model that is installed now.
        progress: Told how many are done, of how many.

    Returns:
        How many were made: 0 without a model.

    Raises:
        InputError: the graph's vectors are another model's, and `again` is not asked.
    """
    model = meaning.installed()
    if model is None:
        return 0
    means = await _means(graph)
    if not again and (error := meaning.mismatch(means["model"])):
        raise error
    waiting = (await graph.read(text("to_embed"), timeout=SECONDS))[0]
    many = waiting["embedded"] + len(waiting["needs"]) + len(waiting["capabilities"])
    if not many and not waiting["terms"]:
        return 0
    if again or means["model"] is None or _outgrown(means["meant"], many):
        await _forget(graph)
        waiting = (await graph.read(text("to_embed"), timeout=SECONDS))[0]
        means = await _take_means(graph, model, waiting)
    work = _Embedding(graph, model, means, progress)
    await work.all(waiting)
    return work.done


async def check(graph: Graph) -> None:
    """See that the graph's vectors and the model that is installed belong together.

    Raises:
        InputError: they don't; it says how to mend that.
    """
    if meaning.installed() is not None and (error := meaning.mismatch((await _means(graph))["model"])):
        raise error


async def told(transaction: Transaction, ids: Sequence[str]) -> None:
    """Embed nodes in the transaction that wrote their words; nothing without a model, or where vectors are another's.

    For needs, capabilities and activities; their terms are those that they have by now.
    """
    model = meaning.installed()
    found = await transaction.run(text("means")) if model else []
    if model is None or not found or found[0]["model"] != model.name:
        return
    embedding = _Embedding(None, model, found[0], None)
    rows = await transaction.run(text("told_of"), {"ids": ids})
    for needs in (True, False):
        if some := [row for row in rows if row["id"].startswith("need:") == needs]:
            await embedding.write(transaction, some, needs=needs)


async def _means(graph: Graph) -> Row:
    rows = await graph.read(text("means"))
    return rows[0] if rows else {"model": None, "needMean": None, "capabilityMean": None, "meant": None}


def _outgrown(meant: int, many: int) -> bool:
    common = len(meaning.COMMON_NEEDS) + len(meaning.COMMON_OFFERS)
    return meant < SAMPLE and many + common >= 2 * (meant + common)


async def _forget(graph: Graph) -> None:
    async def some(transaction: Transaction) -> int:
        return (await transaction.run(text("forget_meanings"), {"most": 5_000}))[0]["forgotten"]

    while await graph.write(some, timeout=SECONDS):
        pass


async def _take_means(graph: Graph, model: Embedder, waiting: Row) -> Row:
    means: Row = {"model": model.name, "meant": len(waiting["needs"]) + len(waiting["capabilities"])}
    for key, which, common, embedded in (
        ("needMean", "needs", meaning.COMMON_NEEDS, model.needs),
        ("capabilityMean", "capabilities", meaning.COMMON_OFFERS, model.capabilities),
    ):
        ids = waiting[which][:: 1 + len(waiting[which]) // SAMPLE]
        rows = await graph.read(text("told_of"), {"ids": ids}, timeout=SECONDS)
        texts = [*common, *filter(None, map(meaning.said, rows))]
        means[key] = meaning.mean([meaning.unit(each) for each in embedded(texts)])

    async def work(transaction: Transaction) -> None:
        await transaction.run(text("write_means"), means)

    await graph.write(work)
    return means


class _Embedding:
    def __init__(self, graph: Graph | None, model: Embedder, means: Row, progress: Progress | None) -> None:
        self.graph, self.model, self.means, self.progress = graph, model, means, progress
        self.done = self.of = 0
        self.terms: dict[str, Vector] = {}

    async def all(self, waiting: Row) -> None:
        """Terms first: what a capability means is made from theirs too."""
        self.of = sum(len(waiting[each]) for each in ("terms", "capabilities", "needs"))
        await self.some(waiting["terms"], needs=False)
        if waiting["terms"] and self.graph:
            await self.graph.write(_forget_unnamed, timeout=SECONDS)
            await self.graph.write(_near_terms, timeout=SECONDS)
            waiting = waiting | (await self.graph.read(text("to_embed"), timeout=SECONDS))[0]
            self.of = self.done + len(waiting["capabilities"]) + len(waiting["needs"])
        await self.some(waiting["capabilities"], needs=False)
        await self.some(waiting["needs"], needs=True)

    async def some(self, ids: Sequence[str], *, needs: bool) -> None:
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]

            async def work(transaction: Transaction, batch: Sequence[str] = batch) -> None:
                rows = await transaction.run(text("told_of"), {"ids": batch})
                await self.write(transaction, rows, needs=needs)

            assert self.graph is not None  # noqa: S101 - told() never comes here
            await self.graph.write(work, timeout=SECONDS)
            self.done += len(batch)
            if self.progress:
                self.progress(self.done, self.of)

    async def write(self, transaction: Transaction, rows: Sequence[Row], *, needs: bool) -> None:
        """Embed what the rows of told_of say, and store it."""
        if needs:
            found = self._each(rows, self.model.needs, self.means["needMean"])
            made: list[Row] = [
                {"id": id_, "meaning": vector, "meantAs": None} for id_, vector in found.items()
            ]
        else:
            own = self._each(rows, self.model.capabilities, self.means["capabilityMean"])
            made = await self._with_terms(transaction, [row for row in rows if row["id"] in own], own)
        made = [each for each in made if any(each["meaning"])]
        await transaction.run(text("write_meanings"), {"rows": made})

    def _each(
        self,
        rows: Sequence[Row],
        embedded: Callable[[Sequence[str]], Sequence[Sequence[float]]],
        middle: Vector,
    ) -> dict[str, Vector]:
        """A term means the mean of what each of its labels and examples does; all else what it says."""
        texts = {row["id"]: [*map(meaning.cleaned, row["labels"])] or [meaning.said(row)] for row in rows}
        vectors = iter(embedded([each for some in texts.values() for each in some if each]))
        parts = {id_: [meaning.unit(next(vectors)) for each in some if each] for id_, some in texts.items()}
        return {id_: meaning.less(meaning.mean(some), middle) for id_, some in parts.items() if some}

    async def _with_terms(
        self, transaction: Transaction, rows: Sequence[Row], own: dict[str, Vector]
    ) -> list[Row]:
        bare = [row["id"] for row in rows if not row["terms"] and not row["labels"]]
        lent: dict[str, str] = {}
        if bare:
            p = {"rows": [{"id": id_, "own": own[id_]} for id_ in bare if any(own[id_])], "least": LEAST}
            lent = dict((await transaction.run(text("nearest_terms"), p))[0]["rows"])
        terms = {row["id"]: row["terms"] or [each for each in (lent.get(row["id"]),) if each] for row in rows}
        if new := sorted({each for some in terms.values() for each in some} - self.terms.keys()):
            self.terms |= dict((await transaction.run(text("meanings_of"), {"ids": new}))[0]["rows"])
        return [
            {
                "id": id_,
                "meaning": meaning.blended(
                    own[id_], [self.terms[each] for each in some if each in self.terms]
                ),
                "meantAs": lent.get(id_),
            }
            for id_, some in terms.items()
        ]


async def _forget_unnamed(transaction: Transaction) -> None:
    await transaction.run(text("forget_unnamed"))


async def _near_terms(transaction: Transaction) -> None:
    await transaction.run(text("near_terms"))
