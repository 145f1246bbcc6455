"""Confidential cells that the published ones give away, alone or together."""
