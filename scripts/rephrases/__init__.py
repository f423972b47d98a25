"""Trains what finds the request that words an earlier one anew."""
