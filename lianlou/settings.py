"""Settings, from the environment (LIANLOU_*) or a command's options."""

from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from queries.planner.limits import Limits

Names = Annotated[tuple[str, ...], NoDecode]
"""Several, parted by commas."""


class Settings(BaseSettings):
    """All that can be set. docs/settings.md lists each; a test fails on one that is missing there."""

    model_config = SettingsConfigDict(env_prefix="LIANLOU_", extra="ignore")

    data: Path = Field(
        default_factory=lambda: user_data_path("lianlou"), description="Folder of the embedded graph"
    )
    neo4j_uri: str | None = Field(
        default=None, description="A Neo4j server of your own; unset means the embedded one"
    )
    neo4j_user: str = Field(default="neo4j", description="User name on that server")
    neo4j_password: SecretStr | None = Field(default=None, description="Password on that server")
    database: str = Field(default="neo4j", description="Database on that server")
    statement_timeout: float = Field(
        default=30.0, gt=0, description="Seconds that a statement may run before it is ended"
    )

    slow_statement: float = Field(
        default=1.0, gt=0, description="Seconds from which on a statement is told in the log"
    )

    host: str = Field(default="127.0.0.1", description="Address to listen on")
    public_host: Names = Field(
        default_factory=tuple, description="Host names under which a proxy reaches the server"
    )
    cors_origins: Names = Field(
        default_factory=tuple, description="Origins of other sites whose pages may ask, with a token"
    )
    require_token: bool = Field(default=False, description="Whether this machine's own user needs a token")
    only_published: bool = Field(default=False, description="Whether only published documents are answered")
    plan_ahead: bool = Field(
        default=True,
        description="Whether saved and published operations are planned, and asked, when the server starts",
    )
    head_timeout: float = Field(default=10.0, gt=0, description="Seconds for a request's headers to arrive")
    body_timeout: float = Field(default=10.0, gt=0, description="Seconds for a request's body to arrive")
    max_body_bytes: int = Field(default=1_000_000, ge=1, description="Size of a request's body")

    max_depth: int = Field(default=Limits.depth, ge=1, le=60, description="Fields within fields")
    max_fields: int = Field(
        default=Limits.fields, ge=1, le=5_000, description="Fields of an operation, fragments spread out"
    )
    max_aliases: int = Field(default=Limits.aliases, ge=0, description="Fields that carry an alias")
    max_fragments: int = Field(
        default=Limits.fragments, ge=0, le=250, description="Fragments in one document"
    )
    max_tokens: int = Field(default=Limits.tokens, ge=1, description="Words and signs of a document")
    max_cost: int = Field(
        default=Limits.cost,
        ge=1,
        description="Rows that an operation can bring; matches and search cost 100 more",
    )
    max_first: int = Field(default=Limits.first, ge=1, le=10_000, description="Rows on one page")
    max_input_values: int = Field(default=Limits.input_values, ge=1, description="Values in all variables")
    max_input_characters: int = Field(
        default=Limits.input_characters, ge=1, description="Characters in the strings of all variables"
    )
    max_input_depth: int = Field(
        default=Limits.input_depth, ge=1, le=60, description="Lists and objects within each other in an input"
    )

    log_format: Literal["json", "console"] = Field(
        default="json", description="How the server logs: a line of JSON an event, or lines for a person"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="What the server logs at least"
    )

    @field_validator("public_host", "cors_origins", mode="before")
    @classmethod
    def _parted(cls, given: Any) -> Any:
        if isinstance(given, str):
            return tuple(each.strip() for each in given.split(",") if each.strip())
        return given

    def limits(self) -> Limits:
        """What one GraphQL request may ask for."""
        return Limits(**{name: getattr(self, f"max_{name}") for name in Limits.__dataclass_fields__})
