"""What is due can be asked of one community, or of all at once."""

from sqlalchemy import BigInteger, ColumnElement, bindparam, or_

from bot.rules.ids import CommunityId

_COMMUNITY = bindparam("within", type_=BigInteger)


def is_within(column: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a row's community is the one that is asked about, or none is named."""
    return or_(_COMMUNITY.is_(None), column == _COMMUNITY)


def parameters(within: CommunityId | None, **values: object) -> dict[str, object]:
    """Return the parameters of a question about one community, or with None about all."""
    return {"within": within, **values}
