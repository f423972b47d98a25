"""What is to happen later: timers, appointments and conditions, kept across a restart."""
