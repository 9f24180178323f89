"""The kinds of mail there are: what may be stopped, and which link is put in while a mail is sent."""

from dataclasses import dataclass
from datetime import timedelta

LINK = "{one-time link}"
"""Stands in a queued body; the outbox never holds a link that works."""


@dataclass(frozen=True, slots=True)
class MailKind:
    """`opens` stands before a one-time link's token, and is empty for mails without one; `purpose` is what it does.

    What is `only_on_wish` nobody gets who has not asked for it.
    """

    name: str
    can_be_stopped: bool = False
    only_on_wish: bool = False
    by_address: bool = False
    """Whether it goes to people who may have no account: it is stopped for an address, and `person_id` sent it."""
    opens: str = ""
    purpose: str = ""
    link_lasts: timedelta = timedelta(hours=1)


RESET = MailKind("reset", opens="/sign-in/", purpose="sign-in")
CONFIRM_EMAIL = MailKind("confirm-email", opens="/confirm-email/", purpose="email")
EMAIL_TAKEN = MailKind("email-taken")
ACCOUNT_CHANGED = MailKind("account-changed")
CHECK_IN = MailKind("check-in", can_be_stopped=True)
COMMENT = MailKind("comment", can_be_stopped=True, only_on_wish=True)
INVITATION = MailKind("invitation", can_be_stopped=True, by_address=True)

KINDS = {
    kind.name: kind for kind in (RESET, CONFIRM_EMAIL, EMAIL_TAKEN, ACCOUNT_CHANGED, CHECK_IN, COMMENT, INVITATION)
}
