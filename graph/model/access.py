"""Who may ask from elsewhere, and which documents were published for them."""

from graph.model.declare import Kind, Node, Property

NODES = (
    Node("Token", "访问令牌", "What somebody shows to ask from elsewhere; its secret is kept by them alone", bookkeeping=True,
         properties=(Property("name", zh="名称", en="Under which events are kept of what it does", required=True),
                     Property("hash", zh="摘要", en="SHA-256 of the secret, in hexadecimal", required=True, internal=True),
                     Property("role", zh="角色", en="Whom it is for (schema/policy.py)", required=True, values=("STAFF", "PLANNER", "INTEGRATION")),
                     Property("communities", Kind.STRINGS, "社区", "Of staff: keys of the communities that are their own", required=True),
                     Property("areas", Kind.STRINGS, "范围", "Of an integration: what it reads besides what everybody reads (schema/policy.py)", required=True),
                     Property("created", Kind.DATETIME, "签发时间", "When it was made, UTC", required=True), Property("expires", Kind.DATETIME, "到期时间", "From when on it is refused, UTC", required=True),
                     Property("revokedAt", Kind.DATETIME, "吊销时间", "Since when it is refused, UTC"), Property("lastUsed", Kind.DATETIME, "最近使用", "When it was last shown, to the minute, UTC")),
         unique=("name", "hash")),
    Node("Document", "已发布的查询", "A GraphQL document that was published: clients may send its key alone", bookkeeping=True,
         properties=(Property("key", zh="编号", en="`sha256:` and the SHA-256 of its text, in hexadecimal", required=True),
                     Property("name", zh="名称", en="Its file's name", required=True), Property("text", zh="文本", en="The document", required=True, internal=True),
                     Property("examples", Kind.STRINGS, "变量示例", "Variables, as JSON, with which it is planned when a server starts", required=True, internal=True),
                     Property("published", Kind.DATETIME, "发布时间", "When it was published, UTC", required=True)),
         unique=("key",)),
)  # fmt: skip
