"""Fitting how far readings can be trusted."""
