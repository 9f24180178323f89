"""A certificate as the values that its PDF is made of: texts, and nothing that is markup."""

from web.language import _, day, ngettext
from web.public.certificates import CertificateView


def pdf_values(view: CertificateView, *, language: str) -> dict[str, object]:
    """The certificate for `templates/pdf/certificate.typ`."""
    shown, work = view.certificate, view.certificate.work
    return {
        "language": language,
        "title": _("Certificate of %(name)s") % {"name": shown.name},
        "kind": _("Certificate of completion"),
        "name": shown.name,
        "has_completed": _("has completed the course"),
        "course": shown.course_title,
        "facts": [
            (_("Lessons"), _counted(ngettext("%(count)s done", "%(count)s done", work.lessons), work.lessons)),
            (
                _("Questions"),
                _counted(ngettext("%(count)s answer given", "%(count)s answers given", work.responses), work.responses),
            ),
            (
                _("Reflections"),
                _counted(
                    ngettext("%(count)s written, in private", "%(count)s written, in private", work.prompts_written),
                    work.prompts_written,
                ),
            ),
            (_("Begun"), day(work.started_at_utc)),
            (_("Completed"), day(work.completed_at_utc)),
            (_("Issued"), day(shown.issued_at_utc)),
        ],
        "code": str(view.code),
        "code_says": _("A code that phones read: it opens the address below"),
        "told_at": _("See whether it is good:"),
        "address": view.address,
    }


def _counted(words: str, count: int) -> str:
    return words % {"count": count}
