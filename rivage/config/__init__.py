"""How the house is started: settings, the embedded database server, the `rivage` command."""
