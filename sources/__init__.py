"""Files as authors write them: places, problems, ids, frontmatter, Markdown made into safe HTML."""
