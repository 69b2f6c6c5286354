"""What every service works with: the ports, the read model rows, and the container of both."""
