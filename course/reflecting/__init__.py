"""What learners write about their own careers, and whom they let read it."""
