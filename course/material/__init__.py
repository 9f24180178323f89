"""From a content folder to published, immutable versions."""
