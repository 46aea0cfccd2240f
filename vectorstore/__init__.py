"""What is stored and found again: adapters for the ports of `qa`."""
