#!/bin/sh
# Makes the secrets of a deployment, once: what exists is kept. In this folder, or in the one that is named
# (UNIWIRE_SECRETS names it to docker-compose). Readable by all inside a folder that only its owner may enter,
# because each container runs as a user of its own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:-$here}"
cd "${1:-$here}"
umask 022
chmod 700 .
secret() { [ -s "$1" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$1"; }

secret operator-key
secret redis-views
secret redis-operator
for user in intake indexer views syndicator reader operator; do
  secret "nats-$user"
  printf '%s_PASSWORD: "%s"\n' "$(echo "$user" | tr a-z A-Z)" "$(cat "nats-$user")"
done >nats-passwords.conf

digest() { sha256sum <"$1" | cut -d' ' -f1; }
sed -e "s/VIEWS_PASSWORD_SHA256/$(digest redis-views)/" \
  -e "s/OPERATOR_PASSWORD_SHA256/$(digest redis-operator)/" "$here/../redis/users.conf" >redis-users.conf
echo "The secrets are in $PWD; the operator's key is in operator-key."
