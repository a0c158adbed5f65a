"""Circles: created, changed, joined, left, and kept in step with a role."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules.circle import Actor, Circle, Defaults, check_may_create, check_may_edit
from bot.rules.errors import AlreadyMember, FollowsRole, NoSuchCircle, NotInCircle
from bot.rules.ids import ChannelId, CircleId, CommunityId, MemberId, RoleId
from bot.rules.process.errors import SeatForMember
from bot.rules.text import AIM_LIMIT, NAME_LIMIT, usable
from bot.services.ports import UnitOfWork
from bot.services.steps import people_moved
from bot.services.values import Command, Event


@dataclass(frozen=True, slots=True)
class Entry:
    """How one becomes a member: by joining, or by holding a role; `holders` are those who hold it now."""

    role_id: RoleId | None = None
    holders: Sequence[MemberId] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCircle(Command):
    """Found a circle."""

    name: str
    aim: str
    home_id: ChannelId
    steward_id: MemberId
    entry: Entry = Entry()
    defaults: Defaults


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCircle(Command):
    """Change what is given of a circle; None leaves a field as it is."""

    circle_id: CircleId
    name: str | None = None
    aim: str | None = None
    home_id: ChannelId | None = None
    steward_id: MemberId | None = None
    facilitator_id: MemberId | None = None
    secretary_id: MemberId | None = None
    why_notes: bool | None = None
    defaults: Defaults | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutCircle(Command):
    """Join, leave or look at a circle."""

    circle_id: CircleId


@dataclass(frozen=True, slots=True)
class KeepInStep:
    """The holders of a circle's role as Discord has them now."""

    circle_id: CircleId
    holders: Sequence[MemberId]
    now: datetime
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A person left the server."""

    community_id: CommunityId
    member_id: MemberId
    now: datetime
    key: str | None = None


@dataclass(frozen=True, slots=True)
class CircleView:
    """A circle with the number of its members, and whether the one who looks is among them."""

    circle: Circle
    members: int
    is_member: bool


def create_circle(uow: UnitOfWork, command: CreateCircle) -> CircleId:
    """Found a circle (governance 5.1); its steward joins it unless it follows a role.

    Raises NotManager, BlankText, TextTooLong or NameTaken.
    """
    check_may_create(command.actor)
    circle = Circle(
        id=CircleId(0),
        community_id=command.actor.community_id,
        name=usable(command.name, "name", NAME_LIMIT),
        aim=usable(command.aim, "aim", AIM_LIMIT),
        home_id=command.home_id,
        steward_id=command.steward_id,
        role_id=command.entry.role_id,
        defaults=command.defaults,
    )
    circle = replace(circle, id=uow.circles.add(circle, command.now))
    first = command.entry.holders if command.entry.role_id else (command.steward_id,)
    uow.memberships.enter(circle.id, first, command.now)
    _remember(uow, Event.CIRCLE_CREATED, circle, command, **_moved(uow, circle, entered=first))
    return circle.id


def edit_circle(uow: UnitOfWork, command: EditCircle) -> CircleId:
    """Change a circle; running decisions keep the rules and the roll they were opened with.

    A circle that follows a role from now on has those as members who hold it now; one that people join
    from now on keeps the members it has.

    Raises NoSuchCircle, NotSteward, SeatForMember, BlankText, TextTooLong or NameTaken.
    """
    before = circle_of(uow, command.actor, command.circle_id)
    check_may_edit(command.actor, before)
    for holder in filter(None, (command.facilitator_id, command.secretary_id)):
        if not uow.memberships.includes(before.id, holder):
            raise SeatForMember(before.name)
    after = replace(
        before,
        name=before.name if command.name is None else usable(command.name, "name", NAME_LIMIT),
        aim=before.aim if command.aim is None else usable(command.aim, "aim", AIM_LIMIT),
        home_id=command.home_id or before.home_id,
        steward_id=command.steward_id or before.steward_id,
        facilitator_id=command.facilitator_id or before.facilitator_id,
        secretary_id=command.secretary_id or before.secretary_id,
        why_notes=before.why_notes if command.why_notes is None else command.why_notes,
        defaults=command.defaults or before.defaults,
        role_id=before.role_id if command.entry is None else command.entry.role_id,
    )
    uow.circles.save(after)
    _remember(uow, Event.CIRCLE_EDITED, after, command)
    if command.entry and command.entry.role_id:
        keep_in_step(uow, KeepInStep(after.id, command.entry.holders, command.now))
    return after.id


def join_circle(uow: UnitOfWork, command: AboutCircle) -> CircleId:
    """Become a member from now on. Raises NoSuchCircle, FollowsRole or AlreadyMember."""
    circle = _joinable(uow, command)
    if uow.memberships.includes(circle.id, command.actor.member_id):
        raise AlreadyMember(circle.name)
    uow.memberships.enter(circle.id, [command.actor.member_id], command.now)
    people_moved(uow, circle.id, [command.actor.member_id], [], command.now)
    _remember(uow, Event.MEMBERS_CHANGED, circle, command, **_moved(uow, circle, entered=[command.actor.member_id]))
    return circle.id


def leave_circle(uow: UnitOfWork, command: AboutCircle) -> CircleId:
    """Cease to be a member. Raises NoSuchCircle, FollowsRole or NotInCircle."""
    circle = _joinable(uow, command)
    if not uow.memberships.includes(circle.id, command.actor.member_id):
        raise NotInCircle(circle.name)
    uow.memberships.leave(circle.id, [command.actor.member_id], command.now)
    people_moved(uow, circle.id, [], [command.actor.member_id], command.now)
    _remember(uow, Event.MEMBERS_CHANGED, circle, command, **_moved(uow, circle, left=[command.actor.member_id]))
    return circle.id


def show_circle(uow: UnitOfWork, command: AboutCircle) -> CircleView:
    """Return a circle as the actor sees it. Raises NoSuchCircle."""
    return view(uow, circle_of(uow, command.actor, command.circle_id), command.actor)


def list_circles(uow: UnitOfWork, actor: Actor) -> list[CircleView]:
    """Return the circles of the actor's community by name."""
    return [view(uow, circle, actor) for circle in uow.circles.of(actor.community_id)]


def circles_following(uow: UnitOfWork, community_id: CommunityId) -> list[Circle]:
    """Return the circles whose members are the holders of a role."""
    return list(uow.circles.following(community_id))


def keep_in_step(uow: UnitOfWork, command: KeepInStep) -> bool:
    """Make the members of a circle those who hold its role; return whether anything changed.

    Rows are dated with the moment the change was seen; a rule writes rows (governance 2.2).
    """
    circle = uow.circles.get(command.circle_id)
    if circle is None or circle.role_id is None:
        return False
    present, holders = set(uow.memberships.live(circle.id)), set(command.holders)
    entered, left = sorted(holders - present), sorted(present - holders)
    if not entered and not left:
        return False
    uow.memberships.enter(circle.id, entered, command.now)
    uow.memberships.leave(circle.id, left, command.now)
    people_moved(uow, circle.id, entered, left, command.now)
    payload = {"circle": circle.id, **_moved(uow, circle, entered, left)}
    uow.ledger.append(circle.community_id, Event.MEMBERS_CHANGED, payload, actor_id=None, now=command.now)
    return True


def member_gone(uow: UnitOfWork, command: Gone) -> None:
    """End the memberships of a person who left the server; their vote leaves every count (governance 7.8)."""
    circles = uow.memberships.circles_of(command.community_id, command.member_id)
    for circle_id in circles:
        uow.memberships.leave(circle_id, [command.member_id], command.now)
        people_moved(uow, circle_id, [], [command.member_id], command.now)
    if circles:
        name = uow.persons.name(command.community_id, command.member_id)
        payload = {"circles": sorted(circles), "left": [name]}
        uow.ledger.append(command.community_id, Event.MEMBERS_CHANGED, payload, actor_id=None, now=command.now)


def circle_of(uow: UnitOfWork, actor: Actor, circle_id: CircleId) -> Circle:
    """Return a circle of the actor's own community. Raises NoSuchCircle."""
    circle = uow.circles.get(circle_id)
    if circle is None or circle.community_id != actor.community_id:
        raise NoSuchCircle(str(circle_id))
    return circle


def find_circle(uow: UnitOfWork, circle_id: CircleId) -> Circle | None:
    """Return a circle of whatever community, for those who answer for all of them."""
    return uow.circles.get(circle_id)


def circle_named(uow: UnitOfWork, asked: tuple[Actor, str]) -> Circle:
    """Return the circle of the actor's community of that name. Raises NoSuchCircle."""
    actor, name = asked
    circle = uow.circles.named(actor.community_id, name)
    if circle is None:
        raise NoSuchCircle(name)
    return circle


def view(uow: UnitOfWork, circle: Circle, actor: Actor) -> CircleView:
    """Return the circle as the actor sees it."""
    members = uow.memberships.live(circle.id)
    return CircleView(circle, len(members), actor.member_id in members)


def _joinable(uow: UnitOfWork, command: AboutCircle) -> Circle:
    circle = circle_of(uow, command.actor, command.circle_id)
    if circle.role_id is not None:
        raise FollowsRole(circle.name, circle.role_id)
    return circle


def _moved(
    uow: UnitOfWork, circle: Circle, entered: Collection[MemberId] = (), left: Collection[MemberId] = ()
) -> dict[str, object]:
    """Return who came and who went, under their names in the record."""
    names = uow.persons.meet(circle.community_id, {*entered, *left})
    return {"entered": sorted(names[one] for one in entered), "left": sorted(names[one] for one in left)}


def _remember(uow: UnitOfWork, event: Event, circle: Circle, command: Command, **facts: object) -> None:
    payload = {"circle": circle.id, "name": circle.name, **facts}
    uow.ledger.append(circle.community_id, event, payload, actor_id=command.actor.member_id, now=command.now)
