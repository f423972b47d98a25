"""Measuring the assistant: simulated homes and people, real requests, peers, reports.

The assistant never imports this.
"""
