"""Settings: `base` for all, `demo` on the embedded server, `test`, `production` on DATABASE_URL."""
