"""Audit the disclosure columns of Chinese government websites; this package alone knows its own version."""

__version__ = "0.1.0"
