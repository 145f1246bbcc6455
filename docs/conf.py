"""How the pages in this folder are built: ``sphinx-build -W docs site`` (``pip install 'dvaudit[docs]'``)."""

from dvaudit import __version__

project = "dvaudit"
author = "the dvaudit authors"
release = version = __version__
extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True
html_theme = "furo"
html_title = f"dvaudit {__version__}"
html_copy_source = False
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["wide.css"]
