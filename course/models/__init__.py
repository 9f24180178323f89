"""The tables, and nothing else."""

from course.models.act import Act, ActParty, ActReason
from course.models.base import Base
from course.models.cohort import Cohort, CohortInstructor, Invitation, Membership
from course.models.course import ContentVersion, ContentVersionItem, Course, Item, ItemRevision
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
from course.models.record import AddressStop, Lease, Mail, MailStop
from course.models.reflection import Draft, ReflectionRevision, Share, ShareReader, ShareWithdrawal
from course.models.teaching import NeedAside

__all__ = [
    "Act",
    "ActParty",
    "ActReason",
    "AddressStop",
    "ApiToken",
    "Base",
    "Cohort",
    "CohortInstructor",
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
    "Membership",
    "MergedGuest",
    "NeedAside",
    "OneTimeLink",
    "Person",
    "PersonSession",
    "Progress",
    "ReflectionRevision",
    "Regrade",
    "Response",
    "Share",
    "ShareReader",
    "ShareWithdrawal",
    "SignInLinkMade",
]
