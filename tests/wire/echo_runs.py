"""Starting the echo bot against a stand-in."""

import sys

from tests.wire.bot_process import BotProcess
from tests.wire.stand_in import StandIn


async def run_echo_bot(discord: StandIn, *, token: str = "") -> BotProcess:
    """Start it with the stand-in's token, or with another one."""
    env = {"ECHO_PROXY": discord.proxy_url, "ECHO_TOKEN": token or discord.token}
    return await discord.run([sys.executable, "-m", "tests.wire.echo_bot"], env)
