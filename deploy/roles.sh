#!/bin/sh
# Run once by PostgreSQL's image, as its superuser: who owns the tables, who serves, and who may read everything for a backup.
set -eu
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
  --set=owner="$CONNECT_OWNER_PASSWORD" --set=serving="$CONNECT_PASSWORD" <<'SQL'
create role connect_owner login password :'owner';
create role connect login password :'serving';
create role connect_backup login bypassrls password :'owner' in role pg_read_all_data;
create database connect owner connect_owner;
\connect connect
create schema graphile_worker authorization connect;
SQL
