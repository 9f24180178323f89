"""What first responses tell about questions: exact, with n, silent where there are too few. See docs/statistics.md.

`report.analyze` makes everything that a page shows out of two things: the questions, and the responses as one query
gives them. The modules below it each hold one figure, and may be used alone.
"""
