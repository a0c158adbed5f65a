"""`python -m bot doctor` as a process: what it finds, the remedy it names, and the code it ends with."""

from pathlib import Path

import pytest

from tests.databases import KIND
from tests.wire.accord import start
from tests.wire.bot_process import Begin, started
from tests.wire.forked import forked
from tests.wire.permissions import Overwrite, Permission
from tests.wire.stand_in import StandIn

pytestmark = pytest.mark.wire


async def findings(discord: StandIn, folder: Path, begin: Begin = forked, **settings: str) -> tuple[int, list[str]]:
    """Run the doctor, and return its code and the lines that say what it found."""
    doctor = await start(discord, folder, "doctor", begin, **settings)
    code = await doctor.ended()
    return code, [line for line in doctor.output if line.startswith(("✔", "✖"))]


BACKUP = {
    "sqlite": "none yet; the first is made when Accord has run for a minute",
    "postgresql": "Accord makes none by itself; docs/operate.md says how to make them",
}


async def test_with_all_in_order_each_check_has_its_line(discord: StandIn, tmp_path: Path) -> None:
    assert await findings(discord, tmp_path, started) == (
        0,
        [
            "✔ database: reachable and up to date",
            "✔ files: nobody else on this machine may read them",
            f"✔ backup: {BACKUP[KIND]}",
            "✔ clock: agrees with Discord's",
            "✔ token: accepted",
            "✔ intents: Server Members Intent is on",
            "✔ Commons: Accord may post in all text channels",
        ],
    )


async def test_a_refused_token_is_named_with_its_remedy(discord: StandIn, tmp_path: Path) -> None:
    code, found = await findings(discord, tmp_path, ACCORD_TOKEN="another.token.entirely")
    assert code == 1
    assert found[3:] == [
        "✖ token: Discord refuses it. Reset it in the developer portal and put the new one into ACCORD_TOKEN."
    ]


async def test_a_missing_permission_and_a_missing_intent_are_named_with_their_remedies(
    discord: StandIn, tmp_path: Path
) -> None:
    world = discord.world
    world.members_intent = False
    closed = Overwrite(world.guild.id, deny=Permission.SEND_MESSAGES | Permission.ATTACH_FILES)
    world.add_channel("announcements", overwrites=[closed])
    code, found = await findings(discord, tmp_path)
    assert code == 1
    assert [line for line in found if line.startswith("✖")] == [
        "✖ intents: switch on the Server Members Intent in the developer portal, under Bot.",
        "✖ #announcements in Commons: Accord lacks Send Messages, Attach Files. Grant them to its role.",
    ]


async def test_without_the_intent_the_bot_stops_and_says_where_to_switch_it_on(
    discord: StandIn, tmp_path: Path
) -> None:
    discord.world.members_intent = False
    bot = await start(discord, tmp_path)
    assert await bot.ended() == 2
    assert "Server Members Intent switched on" in bot.output[-1]
