"""The one translator from a broken rule to a kind sentence that names the way out.

Each class of `bot.rules.errors` has its own sentence; the facts an error carries stand in braces.
"""

from datetime import datetime, timedelta

from bot.rules import errors, reach, topic
from bot.rules.agreement import errors as agreement
from bot.rules.challenge import errors as challenge
from bot.rules.errors import AccordError
from bot.rules.ladder import errors as ladder
from bot.rules.liquid import errors as liquid
from bot.rules.process import errors as process
from bot.rules.record import errors as record
from bot.rules.review import errors as review
from bot.rules.secrecy import errors as secrecy
from bot.services.trouble import NotWritten
from bot.ui.clean import clean
from bot.ui.words import duration, moment

WORDS_LIMIT = 200
"""Characters of a member's own words that are repeated to them: enough to recognise the mistake."""

_MEMBERS = "Only members of **{circle}** propose in it. Join it, or ask a member to propose for you."
_STEWARD = "In **{circle}** proposals are opened by its steward. Ask the steward to open yours."
_CLOSED = "The vote on **{title}** closed on {closed_at}, so nothing was changed. You can propose it anew."
_GONE = "**{title}** was withdrawn by its proposer, so there is no vote any more. You can propose it anew."

SENTENCES: dict[type[AccordError], str] = {
    NotWritten: (
        "I can write nothing down at the moment, so nothing of this was kept or changed; what I confirmed to you "
        "before is safe. Whoever runs me can read the cause in my log. Please try again in a while."
    ),
    errors.NotInCommunity: "Only members of this server decide in it. Join the server first, then try again.",
    errors.WhichCommunity: "You and I share several communities: {names}. Choose the one you speak in here.",
    errors.LeftCommunity: (
        "You are not in the community any more in which you spoke here, so I have forgotten it. Use the command once "
        "more to speak in another."
    ),
    errors.NotManager: (
        "Creating a circle needs the permission Manage Server. Ask somebody who has it to create the circle."
    ),
    errors.NotSteward: (
        "**{circle}** can be changed by its steward, or by somebody who may manage the server. Ask one of them."
    ),
    errors.NotInCircle: "Only members of **{circle}** can do this. You can ask to join with `/circle join`.",
    errors.MayNotPropose: _MEMBERS,
    errors.NotOnRoll: (
        "You are not on the roll of this vote: it was fixed in **{circle}** when the vote opened on "
        "{opened_at}, and holds for those who are still in the circle. You can take part in the next one."
    ),
    errors.NotProposer: "Only the person who made a proposal can do this. Ask them, or vote on it.",
    errors.CannotPost: (
        "I may not post in <#{channel_id}>: I lack {lacking}. Ask somebody who manages the server to allow it, "
        "then try again; nothing was changed."
    ),
    errors.NoSuchCircle: ("There is no circle named “{name}” here. `/circle list` shows all circles of this server."),
    errors.NoSuchProposal: (
        "There is no such proposal here. `/proposal list` shows those of this server with their numbers."
    ),
    errors.NoSuchDraft: "This draft was opened, discarded or has grown too old. Start anew with `/propose`.",
    errors.NoSuchDelegation: (
        "You have no delegation there, so nothing had to be ended. `/my delegations` shows those you have."
    ),
    errors.NoBallot: "You have no ballot in this vote yet. Press one of the buttons on its card to vote.",
    errors.NoLot: "This vote has no lot that takes words, so nothing was added. You can still vote on its card.",
    errors.VoteClosed: _CLOSED,
    errors.AlreadyExtended: ("This deadline was moved once already, and once is all. The vote closes on {closes_at}."),
    errors.PutAgainTooSoon: "**{title}** rests first: it can be put again from {earliest}.",
    errors.PutAgainAlready: "**{title}** was put again already, as #{number}. Look at it with `/proposal show`.",
    errors.NotPutAgain: (
        "Only a vote that missed its quorum can be put again, and only once; **{title}** cannot. "
        "A new proposal is always possible, with `/propose`."
    ),
    errors.NominationsOver: "No more options are taken for this vote. You can vote on those that are listed.",
    errors.VoteNotBegun: (
        "Options are still being nominated; the vote begins on {begins}. Until then you can nominate one yourself."
    ),
    errors.TooFewOptions: (
        "A choice needs at least {fewest} options. Write each on a line of its own, or let members nominate some."
    ),
    errors.TooManyOptions: "A vote has at most {limit} options. Leave some out, or join those that are alike.",
    errors.OptionTwice: "“{option}” is on the list already. Leave it, or word this one differently.",
    errors.TooManySeats: (
        "{method} can have at most {most} winners here. Choose fewer, add options, or choose a method for several."
    ),
    errors.UnclearSetting: "I cannot use the setting “{words}”. The method knows these: {known}.",
    errors.BlankBallot: "There is nothing on your ballot yet. Mark something first; to say nothing at all, abstain.",
    errors.OverBudget: "That would cost {spent} points, and you have {budget}. Take some back elsewhere first.",
    errors.TooManyMarks: "You can mark at most {most} options. Take one off first.",
    errors.StaleBallot: "This ballot is out of date. Press “Vote” on the card for a fresh one; your marks are kept.",
    errors.OtherBallot: "This vote asks for another kind of ballot. Press “Vote” on its card to fill it in.",
    errors.ReasonMissing: (
        "Here every no is a veto, and a veto needs its reason. Press “No” on the card again and write why."
    ),
    errors.ReasonUnasked: (
        "A reason goes with a no, in a vote in which every no is a veto; so your ballot was not cast. "
        "Vote without it, and tell your reason in the thread."
    ),
    errors.BlankText: "The {field} has nothing that can be read. Write a word or two and send it again.",
    errors.TextTooLong: (
        "The {field} has {length} characters and can have {limit}. Shorten it and send it again; "
        "a longer text can go into the thread or behind a link."
    ),
    errors.NameTaken: "There is a circle named “{name}” already. Choose another name for this one.",
    errors.EmptyCircle: (
        "**{circle}** has no members yet, so nobody could vote. Invite people to join it, then try again."
    ),
    errors.FollowsRole: (
        "The members of **{circle}** are those who hold the role {role_id}. "
        "Ask somebody who hands out roles to give or take it."
    ),
    errors.AlreadyMember: "They are a member of **{circle}** already, so there is nothing to do.",
    errors.TooManyOpen: (
        "You have {limit} open proposals in **{circle}**, which is the most at one time. "
        "Wait until one ends, or withdraw one."
    ),
    errors.UnclearDeadline: (
        "I could not read a time in “{words}”. Try “3 days”, “Friday 18:00” or “2026-12-01 18:00”."
    ),
    errors.DeadlinePast: "{deadline} has passed already. Choose a time that is still to come.",
    errors.DeadlineTooSoon: (
        "{deadline} is too soon: votes in this circle run for at least {shortest}. The earliest end is {earliest}."
    ),
    errors.DeadlineTooFar: "{deadline} is too far away. The latest end for this vote is {latest}.",
    errors.DeadlineShortened: (
        "A running vote is never cut short: {deadline} does not come after its end on {closes_at}. Choose a later time."
    ),
    errors.UnclearThreshold: (
        "I could not read a majority in “{words}”. Try “simple”, “absolute”, “2/3” or “unanimous”."
    ),
    errors.UnclearQuorum: (
        "I could not read a quorum in “{words}”. Try a number such as “5”, a share such as “20 %”, or “auto”."
    ),
    errors.UnclearPeriod: ("I cannot use “{words}” as the length of a vote. Try “3 days”, “72h” or “1 week”."),
    errors.UnknownTimezone: (
        "I know no time zone named “{words}”. Try a city, such as “Europe/Berlin” or “America/New\\_York”."
    ),
    errors.DelegationToSelf: (
        "You need no delegation to vote yourself: just press a button on the card. To delegate, choose another person."
    ),
    errors.DelegationToBot: "Votes are entrusted to people, not to bots. Choose a person.",
    errors.DelegateAway: "They are not a member of this server and cannot vote here. Choose somebody who is.",
    liquid.NotOneMember: "Several people here go by “{name}”. Choose the one you mean from the list while you type.",
    errors.DelegateNotInCircle: (
        "They are not in **{circle}**, so your vote would be lost. Choose a member of the circle."
    ),
    errors.DelegateNotOnRoll: (
        "They are not on the roll of this vote, so your vote would be lost. Choose somebody who is, or vote yourself."
    ),
    liquid.NobodyTooWide: (
        "“Nobody here” sets a circle or a proposal apart from a wider delegation, and the whole server has "
        "none wider. To delegate to nobody at all, end your delegation instead."
    ),
    errors.DelegationTooLong: (
        "Here a delegation lasts at most {longest}. Choose a shorter time; you can renew it before it ends."
    ),
    process.NotAsked: (
        "Only those are asked who were in the circle when this round began, and are in it still. You can speak in the "
        "thread, and are asked from the next round on."
    ),
    process.NotFacilitator: "This is for the one who facilitates. The card says who that is; you can ask them.",
    process.NotYours: "This is not yours to do here. “What can I do?” on the card shows what is.",
    process.OwnCase: "Nobody decides on what is their own. Another member of the circle can do it.",
    process.NoSuchThing: "There is nothing with that number here any more. The card shows where it stands.",
    process.NotNow: "It has gone on meanwhile, and this step is over. The card shows what can be done now.",
    process.TooEarly: "This can be done from {earliest}, not earlier: people need time to answer.",
    process.NothingChanged: (
        "Something has to change first: answer what is open, or state the text anew; then this is possible."
    ),
    process.DoneAlready: "That is done already, and once is enough. The card shows what comes next.",
    process.NotYourRole: (
        "Here one speaks for a role that one represents, and “{role}” is none of yours. Choose one of your own roles, "
        "or ask whoever represents it."
    ),
    process.NoSitting: "The house cannot sit now: one of its benches is empty. It can as soon as somebody is there.",
    process.NotOneMind: (
        "The house is not of one mind yet: everybody in it has to assent to these words. Ask those who have not, or "
        "find other words."
    ),
    process.NoReplies: "In this round nobody replies to another. Speak of your own, and answer in the next round.",
    process.NobodyAsked: (
        "Advice needs somebody who gives it. Name at least one other person whom it affects or who knows the matter."
    ),
    process.NoGovernance: (
        "This changes no role and no policy, and governance decides nothing else. Ask a role to do the work instead."
    ),
    process.OutOfBounds: "Choose something from {least} to {most}.",
    process.SeatForMember: "Only somebody who is in **{circle}** can have a seat in it. They can join it first.",
    process.UnclearNumber: "“{words}” is no number. Write one in figures, for instance 3.",
    process.UnclearShare: "“{words}” is no share. Write one such as 1/5 or 20 %.",
    process.NoRoomForSessions: (
        "There is no room for {sessions} working sessions then: each has its notice, and some time between it and the "
        "next. Choose fewer sessions, or more time to work on a block, first."
    ),
    process.NeverReleased: (
        "Of {sessions} working sessions one could miss all then, and keep the block. Let fewer be missed, or have more."
    ),
    process.WrongWord: "This house cannot say that now. The card shows what it is asked for.",
    process.NoHouse: (
        "A relay begins in the home channel of its first house, and needs two further circles: a second house, and "
        "keepers. Open it there."
    ),
    process.TwoHouses: "Nobody sits in two houses. Choose houses that have no member in common.",
    agreement.NoSuchAgreement: (
        "There is no such agreement here. `/agreements search` shows those of this server with their numbers."
    ),
    agreement.NotInMinority: (
        "A minority report is for those who objected, stood aside or had a doubt when this was decided. You can say "
        "what you think in its thread, propose a change, or say it at the review."
    ),
    agreement.ReportClosed: (
        "Reports can be written until the review begins. Say it in the review, where everybody is asked."
    ),
    agreement.NotInForce: (
        "This was dropped or annulled, so there is nothing to change. Propose it anew with `/propose`."
    ),
    agreement.BeforeJury: (
        "This is suspended until a jury has decided, and what follows from it waits. `/challenge` shows until when."
    ),
    challenge.NoSuchChallenge: "Nothing was challenged there. `/challenge` shows what can be.",
    challenge.NotAdopted: (
        "Only what was adopted, and holds still, can be challenged. If another decision has taken its place, challenge "
        "that one."
    ),
    challenge.ChallengeTooLate: (
        "This could be challenged until {closed_at}. You can propose to change it, or say it at the review."
    ),
    challenge.ChallengeRunning: (
        "This is before a jury already, and one is enough at a time. Your time for another ground stands still "
        "meanwhile: look again when the jury has decided."
    ),
    challenge.GroundUsed: (
        "On this ground a jury has decided already, and once is enough. You can name another rule, or propose a change."
    ),
    challenge.FilingPaused: (
        "Less than a fifth of a jury was with your last challenge, so you pause until {until}. Another member can file "
        "this one, and you can propose a change."
    ),
    challenge.MayNotChallenge: (
        "This can be challenged by members of **{circle}**, by those who could decide on it, and by who manages the "
        "server. You can ask one of them."
    ),
    challenge.NotOnJury: (
        "You have no seat on this jury: others were drawn, or your seat went to another. Its thread has the result."
    ),
    challenge.PartyToIt: (
        "Your own objection is part of this, so you cannot judge it. Leave your seat to another with “I cannot serve”; "
        "nobody asks why."
    ),
    challenge.JuryOver: "The jury is not sitting: it is not drawn yet, or has decided. The card says which.",
    challenge.DrawingOver: "The jury is drawn, so no more words go into its lot. The file has those that did.",
    challenge.WhichAgreement: "Name the agreement that this contradicts by its number, such as A3.",
    review.NoSuchPeriod: "The next review comes after 1 day at the earliest, and within {longest}. Choose other days.",
    ladder.NoRungs: "A fallback ladder needs a step on which something can be decided. Add one.",
    ladder.TooManyRungs: "A fallback ladder has at most {most} steps. Leave some out.",
    ladder.UnknownProcess: "I know no way to decide named “{process}”. Choose one of those on offer.",
    ladder.RungTwice: "Step {number} has been tried before on this ladder. Choose another way for it.",
    ladder.UnknownRung: (
        "I could not read the step “{words}”. A step is a way to decide such as “consent”, a majority such as “3/4”, "
        "or at the end “laid over 30 days”, with commas between."
    ),
    ladder.NotByItself: (
        "“{process}” asks something of who proposes, so it cannot begin by itself. It can only be the first step."
    ),
    liquid.BackupsUnaccepted: (
        "Back-ups and acceptance do not go together: nobody could say which of three people has yet to accept. "
        "Turn the other one off first."
    ),
    liquid.BackupsOff: "This community has no back-ups for a delegate. Choose one person, or vote yourself.",
    liquid.BackupTwice: "You named somebody twice. Each of your delegates is another person.",
    liquid.BackupsOfNobody: "You chose that nobody votes for you there, and nobody needs no back-ups. Leave them out.",
    liquid.DelegateDeclines: "They take no delegations at the moment. Choose somebody else, or vote yourself.",
    liquid.DelegateFull: (
        "They would carry {carried} votes, and one person can carry {cap} here, so nothing was changed. Choose "
        "somebody else, or vote yourself. Active there lately: {others}."
    ),
    record.NothingCounted: (
        "**{title}** has no result that could be counted again yet. Ask again once it has closed on {closes_at} and "
        "was counted."
    ),
    record.NamesWithheld: (
        "Ballots on **{title}** are published without names, as its card promised. `/record export` hands them out."
    ),
    secrecy.TooFewForSecrecy: (
        "A secret vote needs at least {least} people on its roll, and here are {roll}: the result alone would tell how "
        "somebody voted. Choose “without names” on the draft, or ask a larger circle."
    ),
    secrecy.SecretReasons: (
        "A veto is published with its reason, by which its writer can be known, so such a vote cannot be secret. "
        "Choose “without names” on the draft, or another way of counting."
    ),
    secrecy.SecretChambers: (
        "Where each chamber is counted for itself, a ballot tells in which its voter sits, so such a vote cannot be "
        "secret. Choose “without names” on the draft, or another way of counting."
    ),
    secrecy.EachForThemselves: (
        "**{title}** is a secret vote, and everybody votes in it for themselves. Vote there yourself; what you have "
        "handed over holds in all other votes."
    ),
    secrecy.NobodySpeaks: (
        "On **{title}** no ballot is cast in the open. Yours stands as it is, and you can change it until the end."
    ),
    record.NoReceipts: "You have no receipts here yet. You get one with each ballot, objection and delegation.",
    liquid.NothingToRefuse: "Nobody hands you their vote there, so there is nothing to refuse.",
    liquid.NoOverride: (
        "The vote is over. Until {until} only those can still vote themselves whose delegate voted at the end, and "
        "you are not among them."
    ),
    reach.QuietAllDay: (
        "Quiet hours begin and end at different hours, for instance “22-7”. If you want no messages at all, choose "
        "“none” for how I address you."
    ),
    reach.UnclearQuiet: "I could not read quiet hours in “{words}”. Try “22-7”, or “off” for none.",
    reach.NoQuietHours: "A time zone is for quiet hours, and you have none. Add the option `quiet`, such as “22-7”.",
    reach.NoTimezone: "Your quiet hours need a time zone. Add the option `timezone`, such as “Europe/Berlin”.",
    topic.NoSuchTopic: "There is no topic named “{name}” in this circle. `/topic list` shows those it has.",
    topic.TopicTaken: "This circle has a topic named “{name}” already. Choose another name.",
    topic.TooManyTopics: "A circle has at most {most} topics. Merge two of them first.",
    topic.TopicIntoItself: "Choose another topic of the same circle to merge it into.",
    ladder.LaidOverTooEarly: "Laying it over can only be the last step, and for a year at most.",
}
"""The sentence of every error a use case can raise."""


def sentence(error: AccordError) -> str:
    """Return what to tell the member: what was refused and what they can do instead; nothing has changed.

    Members' words are cleaned, times are Discord's. Raises KeyError for a class without a sentence.
    """
    return _template(error).format_map({name: _shown(name, value) for name, value in vars(error).items()})


def _template(error: AccordError) -> str:
    if isinstance(error, errors.MayNotPropose) and error.proposers == "steward":
        return _STEWARD
    if isinstance(error, errors.VoteClosed) and error.withdrawn:
        return _GONE
    return SENTENCES[type(error)]


def _shown(name: str, value: object) -> str:
    """Return a fact as it is shown: by its kind, and a role or channel by its mention, which pings nobody."""
    if name in {"role_id", "channel_id"}:
        return f"<@&{value}>" if name == "role_id" else str(value)
    if name == "others" and isinstance(value, list):
        return ", ".join(f"<@{one}>" for one in value) or "nobody else"
    if isinstance(value, list):
        return ", ".join(clean(str(one)) for one in value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, timedelta):
        return duration(value)
    return f"{value:,}" if isinstance(value, int) else clean(str(value), WORDS_LIMIT)
