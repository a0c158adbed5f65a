"""What an operator may set: environment variables that begin with ACCORD_, or lines of a file `.env`."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from dotenv import dotenv_values
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "ACCORD_"
FORMER_DATABASE = "ACCORD_DATABASE"
"""How the address of the database was called before 1.0."""

PLACEHOLDERS = frozenset({"", "changeme", "your-token", "your-token-here", "token"})

SHORTEST_KEY = 12
"""Characters of a passphrase for backups."""


@dataclass(frozen=True, slots=True)
class Shards:
    """Which of how many shards a process serves; Discord gives each server to one of them by its id."""

    first: int
    last: int
    count: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `0-3/16` or `5/16`. Raises ValueError."""
        found = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?/(\d{1,5})", text.strip())
        if found is None:
            raise ValueError("write which shards of how many, as in 0-3/16")
        first, last, count = (int(part or found[1]) for part in found.groups())
        if not first <= last < count:
            raise ValueError(f"of {count} shards the first is 0 and the last is {count - 1}")
        return cls(first, last, count)

    @property
    def ids(self) -> range:
        """Return the numbers of the shards, from 0."""
        return range(self.first, self.last + 1)

    def __str__(self) -> str:
        return f"{self.first}-{self.last}/{self.count}"


class UnknownSetting(ValueError):
    """A variable begins with ACCORD_ and means nothing to Accord: most likely a slip of the pen."""


class Settings(BaseSettings):
    """Every setting with its default; `.env.example` explains each."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", hide_input_in_errors=True)

    token: SecretStr | None = None
    database_url: str = "sqlite:///data/accord.db"
    shards: str | None = None
    proxy: str | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    playground_port: int = 8765
    backup_folder: str | None = None
    backup_hours: int = Field(default=24, ge=1)
    backup_keep: int = Field(default=7, ge=1)
    backup_key: SecretStr | None = None
    health_port: int | None = Field(default=None, ge=1, le=65_535)
    health_host: str = "127.0.0.1"

    @field_validator("token")
    @classmethod
    def _real_token(cls, token: SecretStr | None) -> SecretStr | None:
        """An empty token is none; a placeholder is a mistake."""
        if token is None or not token.get_secret_value().strip():
            return None
        if token.get_secret_value().strip().lower() in PLACEHOLDERS:
            raise ValueError("it still holds a placeholder; put the bot's real token there")
        return token

    @field_validator("shards")
    @classmethod
    def _known_shards(cls, text: str | None) -> str | None:
        """Nothing is all of them."""
        return str(Shards.read(text)) if text and text.strip() else None

    @field_validator("backup_key")
    @classmethod
    def _long_key(cls, key: SecretStr | None) -> SecretStr | None:
        """An empty passphrase is none; a short one could be guessed from a stolen backup."""
        if key is None or not key.get_secret_value():
            return None
        if len(key.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(f"the passphrase needs at least {SHORTEST_KEY} characters; several words are good")
        return key

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
    if FORMER_DATABASE in {name.upper() for name in written}:
        raise UnknownSetting(f"{FORMER_DATABASE} is called {FORMER_DATABASE}_URL now. Give it that name.")
    unknown = sorted(name for name in written if name.upper().startswith(PREFIX) and name.upper() not in known)
    if unknown:
        raise UnknownSetting(f"Accord knows no setting {', '.join(unknown)}; it knows {', '.join(sorted(known))}.")
    return Settings(_env_file=file)
