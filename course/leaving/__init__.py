"""How people change who they are here: a guest’s work joins an account."""
