"""How people change who they are here, and go: a guest’s work joins an account, take-out, erasure."""
