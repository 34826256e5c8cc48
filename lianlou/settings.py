"""Settings, from the environment (LIANLOU_*) or a command's options."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


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
