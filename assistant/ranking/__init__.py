"""Weighing what may be meant by what is true around the request: one signal, one small file."""
