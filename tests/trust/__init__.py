"""What must be impossible: lost or doubled work, whatever is killed, pressed twice or raced."""
