"""The operator's settings, and the file that explains them."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import PREFIX, Settings, Shards, UnknownSetting, load

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name}".upper(), raising=False)


def written(folder: Path, *lines: str) -> Path:
    file = folder / "settings.env"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_the_example_names_exactly_the_settings_there_are() -> None:
    named = re.findall(rf"^#?({PREFIX}\w+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(f"{PREFIX}{name}".upper() for name in Settings.model_fields)


def test_the_example_as_it_is_gives_the_defaults(tmp_path: Path) -> None:
    assert load({}, EXAMPLE) == load({}, tmp_path / "none")


def test_an_unknown_variable_of_the_environment_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnknownSetting, match="ACCORD_DATABSE"):
        load({"ACCORD_DATABSE": "sqlite:///x.db"}, tmp_path / "none")


def test_the_former_name_of_the_database_is_met_with_the_new_one(tmp_path: Path) -> None:
    with pytest.raises(UnknownSetting, match="ACCORD_DATABASE is called ACCORD_DATABASE_URL now"):
        load({}, written(tmp_path, "ACCORD_DATABASE=sqlite:///x.db"))


def test_an_unknown_line_of_the_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnknownSetting, match="ACCORD_TOKN"):
        load({}, written(tmp_path, "ACCORD_TOKN=abc"))


def test_variables_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    assert load({"HOME": "/root"}, written(tmp_path, "OTHER=1")).token is None


@pytest.mark.parametrize("token", ["changeme", "Your-Token-Here", "token"])
def test_a_placeholder_is_no_token(tmp_path: Path, token: str) -> None:
    with pytest.raises(ValidationError, match="placeholder"):
        load({}, written(tmp_path, f"ACCORD_TOKEN={token}"))


@pytest.mark.parametrize("token", ["", "'   '"])
def test_an_empty_token_is_none(tmp_path: Path, token: str) -> None:
    assert load({}, written(tmp_path, f"ACCORD_TOKEN={token}")).token is None


def test_a_token_is_read_and_never_printed(tmp_path: Path) -> None:
    settings = load({}, written(tmp_path, "ACCORD_TOKEN=abc.def.ghi"))
    assert settings.token is not None
    assert settings.token.get_secret_value() == "abc.def.ghi"
    assert "abc.def" not in repr(settings)


@pytest.mark.parametrize(("text", "ids", "count"), [("0-3/16", [0, 1, 2, 3], 16), ("5/16", [5], 16), (" 0/1 ", [0], 1)])
def test_shards_are_read_as_their_numbers_of_how_many(text: str, ids: list[int], count: int) -> None:
    shards = Shards.read(text)
    assert ([*shards.ids], shards.count) == (ids, count)


@pytest.mark.parametrize("text", ["16", "3-1/16", "0-16/16", "-1/4", "0-3/", "a/b", "0/0"])
def test_shards_that_cannot_be_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValidationError, match="shards"):
        load({}, written(tmp_path, f"ACCORD_SHARDS={text}"))


def test_no_shards_are_all_of_them(tmp_path: Path) -> None:
    assert load({}, written(tmp_path, "ACCORD_SHARDS=")).shards is None
