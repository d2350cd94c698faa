#!/bin/sh
# Runs once, when the primary is made: the roles of servers and of the replica. What the first may
# read is granted by `kuntavaaka migrate --reader kv_reader`.
set -eu
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 <<SQL
CREATE ROLE kv_reader LOGIN PASSWORD '$READER_PASSWORD';
ALTER ROLE kv_reader SET default_transaction_read_only = on;
CREATE ROLE kv_replica LOGIN REPLICATION PASSWORD '$REPLICATION_PASSWORD';
SELECT pg_create_physical_replication_slot('replica');
-- The log is not kept for ever for a replica that is gone.
ALTER SYSTEM SET max_slot_wal_keep_size = '4GB';
SQL
echo "host replication kv_replica all scram-sha-256" >>"$PGDATA/pg_hba.conf"
