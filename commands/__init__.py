"""The `flask …` commands and what `make run` does: the other face beside the pages."""
