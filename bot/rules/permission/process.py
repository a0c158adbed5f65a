"""How permission by announcement describes itself."""

from bot.rules.ids import MemberId
from bot.rules.permission.knobs import knobs
from bot.rules.permission.moves import Announce, Object
from bot.rules.permission.state import Permission, Phase, Settings
from bot.rules.permission.table import MACHINE
from bot.rules.process.description import Beginning, Process, drafted


def begin(beginning: Beginning, settings: Settings) -> Permission:
    """Return what is not announced yet: the circle holds its domain, and its lead spends."""
    return drafted(Permission, beginning, settings, holders=beginning.members, lead=beginning.lead)


def waiting_for(item: Permission) -> frozenset[MemberId]:
    """Return who has to do something before it goes on: nobody while silence is permission."""
    if item.phase is Phase.ESCALATED:
        return item.members & {item.against, item.lead} - {item.proposer}
    return frozenset({item.proposer} if item.phase is Phase.PERMITTED else ())


PROCESS = Process(
    key="permission",
    name="Permission",
    sentence="You say what you will do in the circle's domain; you may, once, unless somebody objects in time.",
    source="Holacracy Constitution 5.0, 4.1.2 and 4.1.3",
    machine=MACHINE,
    objecting=frozenset({Object}),
    settings=Settings,
    begin=begin,
    open=lambda given: Announce(given.get("sum", "").strip()),
    knobs=knobs,
    waiting_for=waiting_for,
)
