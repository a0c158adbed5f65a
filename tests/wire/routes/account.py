"""The bot itself: its gateway, its user, its application and the DMs it opens."""

from tests.wire.host import Host
from tests.wire.journal import Request
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.replies import Reply
from tests.wire.routes.table import RouteTable
from tests.wire.shapes import account, people, places

GATEWAY_URL = "wss://gateway.discord.gg"
GUILDS_PER_PAGE = 200

table = RouteTable()


@table.add("GET", "/gateway", needs_token=False)
def get_gateway(_host: Host, _request: Request) -> Reply:
    return Reply({"url": GATEWAY_URL})


@table.add("GET", "/gateway/bot")
def get_bot_gateway(_host: Host, _request: Request) -> Reply:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    return Reply({"url": GATEWAY_URL, "shards": 1, "session_start_limit": limit})


@table.add("GET", "/users/@me")
def get_own_user(host: Host, _request: Request) -> Reply:
    return Reply(people.bot_account(host.world.bot))


@table.add("GET", "/oauth2/applications/@me")
@table.add("GET", "/applications/@me")
def get_own_application(host: Host, _request: Request) -> Reply:
    return Reply(account.application(host.world))


@table.add("GET", "/users/@me/guilds")
def list_own_guilds(host: Host, request: Request) -> Reply:
    bot, after = host.world.bot, int(request.query.get("after", 0))
    here = [each for each in host.world.guilds.values() if bot.id in each.members and each.id > after]
    page = sorted(here, key=lambda each: each.id)[: int(request.query.get("limit", GUILDS_PER_PAGE))]
    return Reply([places.listed_guild(each, bot) for each in page])


@table.add("GET", "/users/{user_id}")
def get_user(host: Host, request: Request) -> Reply:
    user = host.world.users.get(request.id("user_id"))
    if user is None:
        raise RefusedError(Refusal.UNKNOWN_USER)
    return Reply(people.user(user))


@table.add("POST", "/users/@me/channels")
def create_dm(host: Host, request: Request) -> Reply:
    user = host.world.users.get(int(request.body["recipient_id"]))
    if user is None:
        raise RefusedError(Refusal.UNKNOWN_USER)
    return Reply(places.channel(host.world.dm(user)))
