"""Accord as it is shipped, in a process that was forked from one that had imported it."""

import gc
import os
import sys
from io import TextIOWrapper
from multiprocessing.connection import Connection

from aiohttp import connector

from bot.__main__ import main
from bot.client import COGS
from bot.store.revisions import revisions

revisions()
for cog in COGS:
    __import__(cog)
gc.collect()
gc.freeze()  # so that no process that is forked from here has to look through all of this again


def be(words: list[str], env: dict[str, str], output: Connection) -> None:
    """Be `python -m bot` with these words and this environment, until it ends."""
    speak_into(output)
    os.environ.clear()
    os.environ.update(env)
    trust(env["SSL_CERT_FILE"])
    sys.argv = ["bot", *words]
    main()


def speak_into(output: Connection) -> None:
    """Say everything there, line by line."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        os.dup2(output.fileno(), number)
        assert isinstance(stream, TextIOWrapper)
        stream.reconfigure(line_buffering=True)


def trust(ca_file: str) -> None:
    """Trust an authority too that was not in the environment when the libraries were imported."""
    connector._SSL_CONTEXT_VERIFIED.load_verify_locations(ca_file)
