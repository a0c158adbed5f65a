"""The form of a proposal, and the preview that echoes it before it is opened."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import discord

from bot.rules.circle import Circle
from bot.rules.counting.method import Method
from bot.rules.counting.registry import METHODS
from bot.rules.errors import CannotPost, Invalid, TooFewOptions
from bot.rules.ids import CircleId, CommunityId, DraftId, TopicId
from bot.rules.poll import (
    CHAMBERS,
    check_nominations,
    check_options,
    check_rules,
    has_chambers,
    has_options,
    method_of,
    settings_of,
)
from bot.rules.processes import PROCESSES
from bot.rules.secrecy import Secrecy
from bot.rules.text import TEXT_LIMIT, TITLE_LIMIT, usable
from bot.rules.timing import check_deadline
from bot.services import circle as circles
from bot.services import draft as drafts
from bot.services import proposal
from bot.services.topic import AboutTopics, ChooseTopic, choose_topic, list_topics
from bot.services.values import Draft, PollDraft
from bot.ui.buttons import of_proposal
from bot.ui.clean import clean
from bot.ui.deadline import parse_deadline
from bot.ui.desk import ID, NO_MENTIONS, answer, desk, kind
from bot.ui.errors import sentence
from bot.ui.numbered import ProposalButton
from bot.ui.options import OptionsForm, poll_of
from bot.ui.poll import TIES, nominating_words
from bot.ui.posting import check_can_post
from bot.ui.proceeding.form import open_proceeding_form
from bot.ui.process import OWN_RULE, choices, process_of
from bot.ui.secrecy import choices as choices_of_secrecy
from bot.ui.topic import choices as choices_of_topic
from bot.ui.unspoken import Unspoken
from bot.ui.words import duration, joined, moment, threshold_words


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form when it opens."""

    circle_id: CircleId | None = None
    title: str = ""
    text: str = ""
    threshold: str = OWN_RULE
    deadline: str = ""
    draft_id: DraftId | None = None


class ProposalForm(discord.ui.Modal, title="A proposal"):
    """Title, text, process, deadline, and the circle where there are several to choose from."""

    def __init__(self, circles_: list[Circle], typed: Typed) -> None:
        super().__init__(timeout=None)
        self._draft_id = typed.draft_id
        self._only = circles_[0]
        chosen = next((one for one in circles_ if one.id == typed.circle_id), circles_[0])
        self.name = discord.ui.TextInput[Any](
            custom_id="title", max_length=TITLE_LIMIT, default=typed.title[:TITLE_LIMIT] or None
        )
        self.body = discord.ui.TextInput[Any](
            custom_id="text",
            style=discord.TextStyle.paragraph,
            max_length=TEXT_LIMIT,
            default=typed.text[:TEXT_LIMIT] or None,
        )
        self.process = discord.ui.Select[Any](custom_id="process", options=choices(chosen, typed.threshold))
        self.deadline = discord.ui.TextInput[Any](
            custom_id="deadline", default=(typed.deadline or duration(chosen.defaults.period))[:100], max_length=100
        )
        self.circle = discord.ui.Select[Any](
            custom_id="circle", options=[_option(one, chosen=one.id == chosen.id) for one in circles_[:25]]
        )
        self.add_item(discord.ui.Label(text="Title", component=self.name))
        self.add_item(discord.ui.Label(text="What do you propose?", component=self.body))
        self.add_item(discord.ui.Label(text="How is it decided?", component=self.process))
        self.add_item(
            discord.ui.Label(
                text="Until when?",
                description=f"For instance 5 days, or Friday 18:00 ({chosen.defaults.timezone})",
                component=self.deadline,
            )
        )
        if len(circles_) > 1:
            self.add_item(discord.ui.Label(text="Which circle?", component=self.circle))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Keep what was typed, and echo it."""
        actor = await desk(interaction).actor(interaction)
        circle_id = CircleId(int(self.circle.values[0])) if self.circle.values else self._only.id
        wish = drafts.KeepDraft(
            actor=actor,
            now=interaction.created_at,
            key=str(interaction.id),
            draft_id=self._draft_id,
            circle_id=circle_id,
            title=self.name.value,
            text=self.body.value,
            threshold=(self.process.values or [OWN_RULE])[0],
            deadline=self.deadline.value,
        )
        await echo(interaction, await desk(interaction).act(drafts.keep_draft, wish))


async def open_form(interaction: discord.Interaction, typed: Typed) -> None:
    """Show the form, or say why the person cannot propose here."""
    actor = await desk(interaction).actor(interaction)
    found = await desk(interaction).ask(drafts.may_propose_in, actor)
    if typed.circle_id is not None:
        found = [one for one in found if one.id == typed.circle_id] or found
    if not found:
        await answer(
            interaction,
            "There is no circle here in which you may propose. `/circle list` shows them all; "
            "with `/circle join` you become a member of one.",
        )
        return
    if typed.threshold in PROCESSES:
        await open_proceeding_form(interaction, PROCESSES[typed.threshold], found)
        return
    here = interaction.channel.parent_id if isinstance(interaction.channel, discord.Thread) else interaction.channel_id
    home = next((one.id for one in found if one.home_id == here), None)
    await interaction.response.send_modal(ProposalForm(found, replace(typed, circle_id=typed.circle_id or home)))


async def echo(interaction: discord.Interaction, draft: Draft, refused: Invalid | None = None) -> None:
    """Say back what would be opened, what is still wrong with it, or why it was refused; the text is kept anyway."""
    view = discord.ui.View(timeout=None)
    actor = await desk(interaction).actor(interaction)
    about = AboutTopics(actor=actor, now=interaction.created_at, circle_id=draft.circle_id)
    topics = await desk(interaction).ask(list_topics, about)
    if topics:
        view.add_item(TopicMenu(draft.id, choices_of_topic(topics, draft.topic_id)))
    try:
        wish = await to_open(interaction, draft)
    except TooFewOptions as few:
        text = f"**{clean(draft.title)}** is kept. Now its options: press “Options …”. {sentence(few)}"
    except (Invalid, CannotPost) as wrong:
        text = _first_needed(draft) or f"{sentence(wrong)}\nYour text is kept."
    else:
        view.add_item(SecrecyMenu(draft.id, choices_of_secrecy(wish.secrecy or Secrecy.OPEN)))
        view.add_item(OpenButton(draft.id))
        text = preview(wish) if refused is None else f"{sentence(refused)}\nYour text is kept."
    method = METHODS.get(draft.threshold)
    if method and (has_options(method) or settings_of(method)):
        view.add_item(OptionsButton.for_method(draft.id, method))
    view.add_item(EditButton(draft.id))
    view.add_item(DiscardButton(draft.id))
    await answer(interaction, text, view)


def _first_needed(draft: Draft) -> str:
    """Return what is still to be asked for where nothing was typed wrong yet: the groups of a double majority."""
    method = METHODS.get(draft.threshold)
    if method is None or not has_chambers(method) or (draft.poll and draft.poll.chambers.strip()):
        return ""
    return f"**{clean(draft.title)}** is kept. Now its groups: press “Settings …” and give {CHAMBERS}."


def preview(wish: proposal.OpenProposal) -> str:
    """Return what would be opened, for its author to look at."""
    until = f"open until {moment(wish.deadline, 'F')} ({moment(wish.deadline, 'R')})"
    if wish.poll is None:
        needs = threshold_words(wish.threshold) if wish.threshold else ""
        return f"**{clean(wish.title)}** would be {until} and needs {needs}. Shall I open the vote?"
    method = method_of(wish.poll)
    lines = [f"**{clean(wish.title)}** would be {until}.", f"-# {method.name}: {method.sentence}"]
    if has_options(method):
        lines += [f"**{number}** {clean(option, 90)}" for number, option in enumerate(wish.options[:12], start=1)]
        lines += [f"… and {len(wish.options) - 12} more"] if len(wish.options) > 12 else []
        lines.append(TIES[wish.poll.ties].capitalize() + (f"; {wish.poll.seats} win." if wish.poll.seats > 1 else "."))
    lines += [f"Asked apart: {joined(clean(name, 60) for name in wish.poll.chambers)}."] if wish.poll.chambers else []
    lines += [nominating_words(wish.poll)] if wish.poll.nominations_until else []
    return "\n".join([*lines, "Shall I open the vote?"])[:2000]


async def to_open(interaction: discord.Interaction, draft: Draft) -> proposal.OpenProposal:
    """Return the command that a draft amounts to. Raises the error of the first thing that is wrong."""
    actor = await desk(interaction).actor(interaction)
    about = circles.AboutCircle(actor=actor, now=interaction.created_at, circle_id=draft.circle_id)
    circle = (await desk(interaction).ask(circles.show_circle, about)).circle
    check_can_post(interaction.client, circle.home_id)
    now, zone = interaction.created_at, circle.defaults.timezone
    decided = process_of(draft.threshold, circle)
    poll = poll_of(decided, draft.poll or PollDraft(), now, zone) if isinstance(decided, Method) else None
    options = tuple(check_options((draft.poll or PollDraft()).options.split("\n"))) if poll else ()
    if poll:
        check_rules(poll, options)
        check_nominations(poll, now=now)
    begins = poll.nominations_until if poll and poll.nominations_until else now
    deadline = parse_deadline(draft.deadline or duration(circle.defaults.period), now=now, timezone=zone)
    check_deadline(deadline, now=begins, shortest=circle.defaults.shortest)
    return proposal.OpenProposal(
        actor=actor,
        now=now,
        key=str(interaction.id),
        circle_id=circle.id,
        title=usable(draft.title, "title", TITLE_LIMIT),
        text=usable(draft.text, "text", TEXT_LIMIT, lines=True),
        threshold=None if isinstance(decided, Method) else decided,
        deadline=deadline,
        poll=poll,
        options=options,
        draft_id=draft.id,
        secrecy=draft.secrecy or circle.defaults.secrecy,
    )


def _option(circle: Circle, *, chosen: bool) -> discord.SelectOption:
    return discord.SelectOption(label=circle.name, value=str(circle.id), description=circle.aim[:100], default=chosen)


class DraftButton(Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"accord:no-draft"):
    """A button about one draft."""

    act = ""
    label = ""
    style = discord.ButtonStyle.secondary

    def __init__(self, draft_id: int) -> None:
        self.draft_id = DraftId(draft_id)
        custom_id = f"accord:{self.act}:{draft_id}"
        super().__init__(discord.ui.Button(label=self.label, style=self.style, custom_id=custom_id))

    def __init_subclass__(cls, *, act: str, **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's own keywords
        cls.act = act
        super().__init_subclass__(template=f"accord:{act}:{ID}", **kwargs)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "DraftButton":
        """Rebuild the button from the id in it."""
        return cls(int(match["id"]))

    async def draft(self, interaction: discord.Interaction) -> tuple[Draft, drafts.AboutDraft]:
        """Return the person's draft and the command that is about it. Raises NoSuchDraft."""
        community = CommunityId(interaction.guild_id) if interaction.guild_id else None
        about = drafts.AboutDraft(
            actor=await desk(interaction).actor(interaction, community),
            now=interaction.created_at,
            key=str(interaction.id),
            draft_id=self.draft_id,
        )
        return await desk(interaction).ask(drafts.show_draft, about), about


class DraftMenu(Unspoken, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"accord:no-menu"):
    """A menu about one draft; subclasses name the act, and what happens with what was chosen."""

    act: ClassVar[str] = ""
    placeholder: ClassVar[str] = ""

    def __init__(self, draft_id: int, options: Sequence[discord.SelectOption] = ()) -> None:
        self.draft_id = DraftId(draft_id)
        custom_id = f"accord:{self.act}:{draft_id}"
        super().__init__(discord.ui.Select(custom_id=custom_id, placeholder=self.placeholder, options=[*options]))

    def __init_subclass__(cls, *, act: str, **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's own keywords
        cls.act = act
        super().__init_subclass__(template=f"accord:{act}:{ID}", **kwargs)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Rebuild the menu as it was shown."""
        return cls(int(match["id"]), item.options if isinstance(item, discord.ui.Select) else ())

    async def about(self, interaction: discord.Interaction) -> dict[str, Any]:
        """Return actor, moment, key and draft of a wish."""
        actor = await desk(interaction).actor(interaction)
        wish = {"actor": actor, "now": interaction.created_at, "key": str(interaction.id)}
        return {**wish, "draft_id": self.draft_id}


class TopicMenu(DraftMenu, act="topic"):
    """Chooses what a draft is about, where its circle has topics."""

    placeholder = "What is it about?"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Keep the choice, and echo the draft."""
        topic_id = TopicId(int(self.item.values[0])) or None
        wish = ChooseTopic(topic_id=topic_id, **await self.about(interaction))
        await echo(interaction, await desk(interaction).act(choose_topic, wish))


class SecrecyMenu(DraftMenu, act="secrecy"):
    """Chooses what becomes of the ballots of a draft."""

    placeholder = "What becomes of ballots?"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Keep the choice, and echo the draft."""
        wish = drafts.ChooseSecrecy(secrecy=Secrecy(self.item.values[0]), **await self.about(interaction))
        await echo(interaction, await desk(interaction).act(drafts.choose_secrecy, wish))


class OpenButton(DraftButton, act="open"):
    """Opens the vote."""

    label = "Open the vote"
    style = discord.ButtonStyle.success

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Open it, or say what is wrong by now."""
        draft, _ = await self.draft(interaction)
        try:
            wish = await to_open(interaction, draft)
            proposal_id = await desk(interaction).act(proposal.open_proposal, wish)
        except Invalid as refused:
            await echo(interaction, draft, refused)
            return
        text = f"**{clean(wish.title)}** is open as #{proposal_id}, until {moment(wish.deadline, 'F')}."
        await interaction.response.edit_message(content=text, view=None, allowed_mentions=NO_MENTIONS)


class EditButton(DraftButton, act="edit"):
    """Opens the form again with what was typed."""

    label = "Change it"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the form."""
        draft, _ = await self.draft(interaction)
        typed = Typed(None, draft.title, draft.text, draft.threshold, draft.deadline, draft.id)
        await open_form(interaction, replace(typed, circle_id=draft.circle_id))


class DiscardButton(DraftButton, act="discard"):
    """Forgets the draft."""

    label = "Discard"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Forget it."""
        _, about = await self.draft(interaction)
        await desk(interaction).act(drafts.discard_draft, about)
        await interaction.response.edit_message(content="The draft is gone.", view=None, allowed_mentions=NO_MENTIONS)


class OptionsButton(DraftButton, act="options"):
    """Opens the form of the options."""

    label = "Options …"
    style = discord.ButtonStyle.primary

    @classmethod
    def for_method(cls, draft_id: DraftId, method: Method) -> "OptionsButton":
        """Return the button; a question of yes or no has settings and no options."""
        button = cls(draft_id)
        button.item.label = cls.label if has_options(method) else "Settings …"
        return button

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the form with what was typed."""
        draft, _ = await self.draft(interaction)
        await interaction.response.send_modal(OptionsForm(draft, echo))


class PutAgainButton(ProposalButton, act="again"):
    """Begins to put a vote once more that missed its quorum."""

    label = "Put it again"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Begin a draft with the same text, and echo it."""
        wish = proposal.AboutProposal(proposal_id=self.proposal_id, **await of_proposal(interaction, self.proposal_id))
        await echo(interaction, await desk(interaction).act(drafts.put_again, wish))


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    OpenButton, EditButton, DiscardButton, OptionsButton, TopicMenu, SecrecyMenu, PutAgainButton,
)  # fmt: skip

__all__ = ["ALL", "ProposalForm", "PutAgainButton", "Typed", "echo", "open_form"]
