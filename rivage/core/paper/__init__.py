"""Documents: described once (`sheet`), printed as PDF/UA (`typeset`), given as an editable draft (`editable`).

from rivage.core.paper import draft, file_name, pack, pdf, printed
from rivage.core.paper.sheet import Paragraph, Sheet
"""

from rivage.core.paper.editable import draft
from rivage.core.paper.names import file_name
from rivage.core.paper.typeset import pack, pdf, printed

__all__ = ["draft", "file_name", "pack", "pdf", "printed"]
