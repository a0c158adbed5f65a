"""How a result was counted: in words and small tables, page by page, and in full as files to recount it by."""

from bot.ui.counting.attachment import full, table
from bot.ui.counting.pages import Page, explained, report

__all__ = ["Page", "explained", "full", "report", "table"]
