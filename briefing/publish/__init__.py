"""Publish: editions written beside, synced, and swapped in by one rename, under a lock."""

from briefing.publish.errors import Locked, PublishError
from briefing.publish.lock import Lock, hold
from briefing.publish.writer import Written, earlier_editions, latest_edition, previous_edition, write_edition

__all__ = ["Lock", "Locked", "PublishError", "Written", "earlier_editions", "hold", "latest_edition", "previous_edition", "write_edition"]
