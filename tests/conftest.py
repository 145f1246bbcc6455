"""Property tests draw anew on a developer's machine; a gate repeats itself, so that its verdict is about the change."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("gate" if os.environ.get("CI") else "desk")

os.environ.pop("GITHUB_ACTIONS", None)  # what a run prints in other places is tested where it is the point
