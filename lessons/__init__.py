"""From an article to lessons: outline, prose, prompts. Pure: text in, values out."""
