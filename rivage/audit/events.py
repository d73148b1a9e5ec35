"""Types of events that belong to no other app."""

from rivage.audit.registry import EventType, register

register(
    EventType("read", "a lu", details=("slices",)),
    EventType("refused", "accès refusé", details=("page", "method", "status"), alarm="Des accès ont été refusés"),
    EventType(
        "refused_again",
        "accès refusés en nombre, qui ne sont plus notés un à un",
        details=("many",),
        alarm="Des accès sont refusés en nombre",
    ),
    EventType("list_exported", "a exporté une liste", details=("list", "lines", "format")),
    EventType("page_failed", "page en erreur", details=("page",), alarm="Une page est en erreur"),
)
