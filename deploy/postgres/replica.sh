#!/bin/sh
# Copies the primary at the first start and follows it from then on.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    PGPASSWORD=$REPLICATION_PASSWORD pg_basebackup --pgdata "$PGDATA" --host primary \
        --username kv_replica --slot replica --write-recovery-conf --checkpoint fast
    # Readers do not make the primary wait, and are not cut off for half a minute.
    echo "max_standby_streaming_delay = 30s" >>"$PGDATA/postgresql.auto.conf"
    chmod 700 "$PGDATA"
fi
exec postgres
