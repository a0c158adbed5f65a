"""What an operator may set: environment variables that begin with ACCORD_, or lines of a file `.env`."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "ACCORD_"
PLACEHOLDERS = frozenset({"", "changeme", "your-token", "your-token-here", "token"})


class UnknownSetting(ValueError):
    """A variable begins with ACCORD_ and means nothing to Accord: most likely a slip of the pen."""


class Settings(BaseSettings):
    """Every setting with its default; `.env.example` explains each."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", hide_input_in_errors=True)

    token: SecretStr | None = None
    database_url: str = "sqlite:///data/accord.db"
    proxy: str | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    playground_port: int = 8765

    @field_validator("token")
    @classmethod
    def _real_token(cls, token: SecretStr | None) -> SecretStr | None:
        """An empty token is none; a placeholder is a mistake."""
        if token is None or not token.get_secret_value().strip():
            return None
        if token.get_secret_value().strip().lower() in PLACEHOLDERS:
            raise ValueError("it still holds a placeholder; put the bot's real token there")
        return token

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, address: str) -> str:
        """Two kinds of database are known."""
        if not address.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("an address of a database begins with sqlite:/// or postgresql+psycopg://")
        return address


def load(environment: Mapping[str, str] = os.environ, file: Path = Path(".env")) -> Settings:
    """Read the settings. Raises UnknownSetting, or pydantic's ValidationError for a value that cannot be."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    written = {*environment, *(dotenv_values(file) if file.is_file() else ())}
    unknown = sorted(name for name in written if name.upper().startswith(PREFIX) and name.upper() not in known)
    if unknown:
        raise UnknownSetting(f"Accord knows no setting {', '.join(unknown)}; it knows {', '.join(sorted(known))}.")
    return Settings(_env_file=file)
