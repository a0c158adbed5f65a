"""Sends what the outbox owes and writes back what became of it.

Discord refuses for good (a channel gone, a right missing, a closed DM) or for now (an outage, a broken
connection). A message that may have arrived is sent again with its stored nonce, so that Discord keeps one.
"""

from collections.abc import Awaitable, Callable

import aiohttp
import discord
import structlog

from bot.delivery.channels import Gone, Outcome
from bot.delivery.desk import Delivery
from bot.delivery.notices import deliver
from bot.services import claim, outbox
from bot.services.outbox import Refusal
from bot.services.values import Notice, OutboxRow, Sweep

log = structlog.get_logger(__name__)


class Dispatcher:
    """Empties the outbox, one message at a time; of several processes each in the communities that it has claimed."""

    def __init__(
        self,
        delivery: Delivery,
        send: Callable[[Delivery, OutboxRow], Awaitable[Outcome]] = deliver,
        holder: str = claim.ALL,
    ) -> None:
        self._delivery = delivery
        self._send = send
        self._holder = holder

    async def run(self) -> None:
        """Send all that is due now; what follows from it too."""
        store, now = self._delivery.store, self._delivery.clock.now
        while owed := await store.read(claim.owed_in, Sweep(now())):
            asked = claim.Claim(owed, self._holder, now())
            claimed = await store.run(claim.take, asked)
            for community_id in claimed:
                for row in await store.read(outbox.due_messages, Sweep(now(), community_id)):
                    if now() < asked.until:
                        await self._one(row)
            if not claimed:
                return

    async def _one(self, row: OutboxRow) -> None:
        now = self._delivery.clock.now
        try:
            outcome = await self._send(self._delivery, row)
        except Gone as gone:
            await self._gone(row, str(gone))
        except discord.Forbidden as refused:
            await self._refused(row, refused.text or "Discord forbids it", Refusal.FORBIDDEN)
        except discord.NotFound as refused:
            await self._gone(row, refused.text or "it is not there any more")
        except (discord.HTTPException, aiohttp.ClientError, OSError) as failed:
            malformed = isinstance(failed, discord.HTTPException) and failed.status == 400
            log.warning("message not delivered", outbox=row.id, notice=row.owed.notice.value, reason=str(failed))
            await self._refused(row, str(failed)[:300], Refusal.FINAL if malformed else Refusal.OUTAGE)
        except Exception:  # a fault of ours: it is logged, and must not keep back what waits behind it
            log.exception("message failed", outbox=row.id, notice=row.owed.notice.value)
            await self._refused(row, "a fault in Accord", Refusal.OUTAGE)
        else:
            sent = outbox.Sent(row, now(), outcome.message_id, outcome.channel_id, outcome.read)
            await self._delivery.store.run(outbox.record_sent, sent)

    async def _gone(self, row: OutboxRow, reason: str) -> None:
        """A card that is gone is posted again, with its thread; anything else that is gone cannot be delivered."""
        if row.owed.notice in {Notice.CARD_UPDATE, Notice.THREAD}:
            outcome = outbox.Refused(row, self._delivery.clock.now(), reason, Refusal.FINAL)
            await self._delivery.store.run(outbox.repost_card, outcome)
        else:
            await self._refused(row, reason, Refusal.FINAL)

    async def _refused(self, row: OutboxRow, reason: str, refusal: Refusal) -> None:
        outcome = outbox.Refused(row, self._delivery.clock.now(), reason, refusal)
        await self._delivery.store.run(outbox.record_refused, outcome)
