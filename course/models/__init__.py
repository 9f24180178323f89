"""The tables, and nothing else."""

from course.models.act import Act, ActParty, ActReason
from course.models.analysis import WeakQuestion
from course.models.base import Base
from course.models.certificate import Certificate
from course.models.check_in import CalendarAddress, CheckIn, CheckInAnswer, CheckInMail, ReminderChoice
from course.models.cohort import Cohort, CohortInstructor, Invitation, Membership
from course.models.course import ContentVersion, ContentVersionItem, Course, Item, ItemRevision
from course.models.dialogue import Comment, CommentDraft, CommentRead, CommentRevision, SavedPhrase, ShareSeen
from course.models.learning import (
    Completion,
    Enrolment,
    GatePass,
    LessonFinish,
    LessonOpening,
    Progress,
    Regrade,
    Response,
)
from course.models.person import ApiToken, FailedSignIn, MergedGuest, OneTimeLink, Person, PersonSession, SignInLinkMade
from course.models.record import AddressStop, Lease, Mail, MailStop, MailWish
from course.models.reflection import Draft, ReflectionRevision, Share, ShareReader, ShareWithdrawal, StandingShare
from course.models.review import ReviewAnswer
from course.models.second_factor import CodeApp, Passkey, ProviderIdentity, RecoveryCode
from course.models.teaching import NeedAside

__all__ = [
    "Act",
    "ActParty",
    "ActReason",
    "AddressStop",
    "ApiToken",
    "Base",
    "CalendarAddress",
    "Certificate",
    "CheckIn",
    "CheckInAnswer",
    "CheckInMail",
    "CodeApp",
    "Cohort",
    "CohortInstructor",
    "Comment",
    "CommentDraft",
    "CommentRead",
    "CommentRevision",
    "Completion",
    "ContentVersion",
    "ContentVersionItem",
    "Course",
    "Draft",
    "Enrolment",
    "FailedSignIn",
    "GatePass",
    "Invitation",
    "Item",
    "ItemRevision",
    "Lease",
    "LessonFinish",
    "LessonOpening",
    "Mail",
    "MailStop",
    "MailWish",
    "Membership",
    "MergedGuest",
    "NeedAside",
    "OneTimeLink",
    "Passkey",
    "Person",
    "PersonSession",
    "Progress",
    "ProviderIdentity",
    "RecoveryCode",
    "ReflectionRevision",
    "Regrade",
    "ReminderChoice",
    "Response",
    "ReviewAnswer",
    "SavedPhrase",
    "Share",
    "ShareReader",
    "ShareSeen",
    "ShareWithdrawal",
    "SignInLinkMade",
    "StandingShare",
    "WeakQuestion",
]
