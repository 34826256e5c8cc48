"""What happened to what: appended, never changed."""

from graph.model.declare import Kind, Node, Property, Relationship

NODES = (
    Node("Event", "变更记录", "One change of one thing: who, when, what, why", "event", ("Entity",),
         (Property("subject", zh="对象", en="Key of what it happened to, kept when that is removed; null of what happened to many at once"),
          Property("sequence", Kind.INTEGER, "序号", "Counts up without gaps", required=True, minimum=1),
          Property("kind", zh="变更类别", en="What happened", required=True, values=("CREATED", "CHANGED", "REMOVED", "LOADED")),
          Property("at", Kind.DATETIME, "时间", "When, UTC", required=True), Property("actor", zh="操作者", en="Who: a role, an office or a program", required=True),
          Property("reason", zh="理由", en="Why"),
          Property("before", zh="变更前", en="What changed, as it was: a JSON object of properties, and of relationships by type as lists, `id` the far end's key"),
          Property("after", zh="变更后", en="What changed, as it is; of a load, its rows by file and its relationships"),
          Property("ends", Kind.STRINGS, "另一端", "Keys of the far ends of the relationships that changed", internal=True)),
         unique=("sequence",), order=("sequence",), indexes=(("at", "id"), ("subject", "sequence")), bookkeeping=True),
    Node("MutationKey", "办理键", "The first answer to a client's mutation, under its key", bookkeeping=True,
         properties=(Property("key", zh="键", en="Who asked, and the client's own key", required=True), Property("digest", zh="摘要", en="SHA-256 of the input", required=True),
                     Property("at", Kind.DATETIME, "时间", "When, UTC", required=True), Property("answer", zh="答复", en="Keys of what the first answer showed: a JSON object")), unique=("key",)),
    Node("EventLog", "变更序列", "The last number given to an event", bookkeeping=True,
         properties=(Property("name", zh="名称", en="Always `events`", required=True), Property("last", Kind.INTEGER, "末号", "The last number given", required=True)), unique=("name",)),
)  # fmt: skip

RELATIONSHIPS = (
    Relationship("CHANGED", ("Event",), ("Entity",), "变更对象", "What it happened to"),
)  # fmt: skip
