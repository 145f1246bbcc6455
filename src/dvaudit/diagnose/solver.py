"""The solver of linear and integer programmes (HiGHS), quiet from its start: standard output is the report's."""

from __future__ import annotations

from typing import Any


def solver(**options: object) -> Any:  # noqa: ANN401 - the solver has no types
    """An empty model with some options."""
    from highspy import Highs

    class Quiet(Highs):
        def enableCallbacks(self) -> Any:  # noqa: ANN401, N802 - the solver's own; the first thing that would print
            self.setOptionValue("output_flag", False)
            return super().enableCallbacks()  # type: ignore[no-untyped-call]

    model: Any = Quiet()  # type: ignore[no-untyped-call]
    for option, value in {"output_flag": False, "threads": 1, **options}.items():
        model.setOptionValue(option, value)
    return model
