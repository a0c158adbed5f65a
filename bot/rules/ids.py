"""Names for numbers: Discord's snowflakes and Accord's own row ids, kept apart by the type checker."""

from typing import NewType

CommunityId = NewType("CommunityId", int)
"""A community is one Discord server; its id is the server's snowflake."""

MemberId = NewType("MemberId", int)
"""A person; the Discord user's snowflake."""

ChannelId = NewType("ChannelId", int)
"""A Discord channel or thread."""

RoleId = NewType("RoleId", int)
"""A Discord role."""

MessageId = NewType("MessageId", int)
"""A Discord message."""

CircleId = NewType("CircleId", int)
"""A circle of a community; Accord's own row id."""

ProposalId = NewType("ProposalId", int)
"""A proposal and the decision taken on it; Accord's own row id."""

TopicId = NewType("TopicId", int)
"""A topic of a circle; Accord's own row id."""

AgreementId = NewType("AgreementId", int)
"""What a circle has agreed on, through all its versions; Accord's own row id."""

ChallengeId = NewType("ChallengeId", int)
"""One legality challenge of one decision; Accord's own row id."""

DelegationId = NewType("DelegationId", int)
"""One delegation of one member in one scope; Accord's own row id."""

LetterId = NewType("LetterId", int)
"""What one member is to be told; Accord's own row id."""

DraftId = NewType("DraftId", int)
"""A text that its author has not yet opened as a proposal."""

OutboxId = NewType("OutboxId", int)
"""A message that Accord owes to Discord."""

NOBODIES = 1 << 44
"""Below it are ids that Discord has never given to anybody: who is forgotten has one of them, drawn by chance."""
