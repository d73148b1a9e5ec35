-- Bodies, users and memberships name professionals, no person accompanied: open to the application, never deleted by it.
REVOKE DELETE, TRUNCATE ON accounts_body, accounts_user, accounts_membership FROM rivage_app;
