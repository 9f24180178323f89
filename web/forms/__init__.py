"""What browsers send, cleaned; forms decide nothing and save nothing."""
