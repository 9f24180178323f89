"""The kinds of prompts there are: a new kind is one file here and one line below."""

from collections.abc import Mapping

from lessons.prompt_kinds.commit import COMMIT
from lessons.prompt_kinds.kind import PromptKind
from lessons.prompt_kinds.plan import PLAN
from lessons.prompt_kinds.rate import RATE
from lessons.prompt_kinds.reflect import REFLECT
from lessons.prompt_kinds.woop import WOOP

KINDS: Mapping[str, PromptKind] = {kind.name: kind for kind in (REFLECT, WOOP, PLAN, COMMIT, RATE)}
