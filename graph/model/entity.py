"""What every node carries."""

from typing import TypedDict

from graph.model.declare import Kind, Node, Property

ENTITY = Node(
    "Entity", "实体", "Anything in the graph with an id of its own",
    properties=(
        Property("id", zh="业务键", en="Stable business key, its kind in front: building:gs-0042", required=True),
        Property("created", Kind.DATETIME, "创建时间", "When it entered the graph, UTC", required=True),
        Property("updated", Kind.DATETIME, "更新时间", "When it last changed, UTC", required=True),
        Property("source", zh="来源", en="Where it was taken from: a file or a system"),
        Property("synthetic", Kind.BOOLEAN, "示例数据", "True where it is made up for demonstration", required=True),
    ),
    unique=("id",),
)  # fmt: skip

NAMED = (
    Property("name", zh="名称", en="Name, as its users say it", required=True),
    Property("nameEn", zh="英文名", en="Name in English"),
)

PERIOD = (
    Property("from", Kind.DATE, "起", "First day in force"),
    Property("until", Kind.DATE, "止", "Last day in force; open where null"),
)


class _Periodic(TypedDict):
    period: tuple[str, str]
    key: tuple[str, ...]


PERIODIC: _Periodic = {"period": ("from", "until"), "key": ("from",)}
"""What a relationship type with `PERIOD` declares besides: two spells between the same ends are two."""

COMPETENCES = ("TRAFFIC_POLICE", "URBAN_MANAGEMENT", "MARKET_REGULATION", "LABOUR", "FIRE", "CIVIL_AFFAIRS")

CAPACITY_UNIT = Property("unit", zh="单位", en="Unit of the quantity: 份/日, 元, 人, 次/周…")
WEEKDAYS = Property(
    "weekdays", Kind.INTEGERS, "星期", "ISO weekdays, 1 Monday to 7 Sunday; any day where null"
)
TEXTED = (
    Property(
        "grams", Kind.STRINGS, "词元", "Stems, characters and bigrams of the text, for scoring", internal=True
    ),
    Property("gramCounts", Kind.INTEGERS, "词频", "How often each of `grams` occurs", internal=True),
    Property(
        "gramWeights",
        Kind.FLOATS,
        "词权",
        "TF-IDF weight of each of `grams`, of length 1 together",
        internal=True,
    ),
    Property(
        "meaning",
        Kind.FLOATS,
        "语义向量",
        "What a model makes of the text, less the mean, of length 1",
        internal=True,
    ),
)
NEARLY = (
    Property(
        "nearTerms",
        Kind.STRINGS,
        "近义类目",
        "Terms that mean nearly the same, the nearest first",
        internal=True,
    ),
    Property(
        "nearDegrees", Kind.FLOATS, "近义程度", "How near each of `nearTerms` comes, in (0, 1]", internal=True
    ),
)
KEYED = Property(
    "keys", Kind.STRINGS, "检索键", "What it is about and where it stands (graph/keys.py)", internal=True
)
LENT = (
    Property("likened", zh="近似类目", en="The term whose words it is lent, as it names none", internal=True),
    Property(
        "ownGrams",
        Kind.INTEGER,
        "自有词元数",
        "How many of `grams`, from the first, are its own",
        internal=True,
    ),
    Property("meantAs", zh="近义类目", en="The term nearest in meaning, for what names none", internal=True),
)
