"""Items whose names in a log say nothing of what somebody does with them."""


class Unspoken:
    """Is called by its class alone: discord.py logs an item whose press fails, and its label may be a ballot."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
