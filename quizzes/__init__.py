"""Questions and their judgement: parsing, grading, option order. Pure: answers in, results out."""
