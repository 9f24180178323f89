"""Tables as files that spreadsheets open: written row by row, and harmless whatever people typed."""
