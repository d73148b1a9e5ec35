"""Where time and who acts are said, not shown: tests, and the seeds of the demo. Never where people are real.

A schema of the owner's, made by whoever runs the server and refused by `rivage check`: as long as it stands, the
application enters as anybody it names, at the instant it says.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rivage.core.perimeter import Rehearsal

RAISE = """
CREATE SCHEMA IF NOT EXISTS rehearsal;
GRANT USAGE ON SCHEMA rehearsal TO rivage_app;
CREATE OR REPLACE FUNCTION rehearsal.instant() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(NULLIF(current_setting('rehearsal.now', true), '')::timestamptz, clock_timestamp())
$$;
CREATE OR REPLACE FUNCTION rehearsal.enter(said jsonb) RETURNS text[] LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  RETURN rivage_put(said ->> 'role', (said ->> 'membership')::uuid, (said ->> 'user')::uuid,
    ARRAY(SELECT jsonb_array_elements_text(said -> 'bodies')::uuid),
    ARRAY(SELECT jsonb_array_elements_text(said -> 'holders')),
    ARRAY(SELECT jsonb_array_elements_text(said -> 'departements')),
    ARRAY(SELECT jsonb_array_elements_text(said -> 'keys')::uuid), rehearsal.instant());
END $$;
"""
DROP = "DROP SCHEMA IF EXISTS rehearsal CASCADE;"


@contextmanager
def rehearsal(run: Callable[[str], object]) -> Iterator[None]:
    """The schema stands for the length of the block. `run`: runs SQL in the database, as rivage_owner."""
    run(RAISE)
    Rehearsal.on = True
    try:
        yield
    finally:
        Rehearsal.on = False
        run(DROP)
