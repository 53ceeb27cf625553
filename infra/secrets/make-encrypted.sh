#!/bin/sh
# What docker-compose.security.yml needs besides make.sh, which it calls: an authority of this deployment's own,
# a certificate for each engine, and users of Elasticsearch. Once: what exists is kept. Remove the *.crt to have
# them made anew; they last ten years. By openssl 3.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/make.sh" "${1:-$here}"
cd "${1:-$here}"
umask 022

new_key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
[ -s ca.crt ] || openssl req -x509 $new_key -keyout ca.key -out ca.crt -subj /CN=uniwire -days 3650 2>/dev/null
for engine in nats redis elasticsearch; do
  if [ ! -s "$engine.crt" ]; then
    openssl req $new_key -keyout "$engine.key" -out "$engine.csr" -subj "/CN=$engine" 2>/dev/null
    printf 'subjectAltName=DNS:%s,DNS:localhost' "$engine" >"$engine.san"
    openssl x509 -req -in "$engine.csr" -out "$engine.crt" -CA ca.crt -CAkey ca.key -CAcreateserial \
      -days 3650 -extfile "$engine.san" 2>/dev/null
    rm "$engine.csr" "$engine.san"
  fi
done
# Each for a user of its own inside its container; the authority's for nobody there.
chmod 644 nats.key redis.key elasticsearch.key

# As Elasticsearch keeps passwords in files.
hash() {
  salt=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  key=$(openssl kdf -keylen 32 -kdfopt digest:SHA512 -kdfopt "pass:$(cat "$1")" -kdfopt "salt:$salt" \
    -kdfopt iter:10000 -binary PBKDF2 | base64 | tr -d '\n')
  printf '{PBKDF2}10000$%s$%s' "$(printf '%s' "$salt" | base64 | tr -d '\n')" "$key"
}
for user in indexer reader; do
  file="elasticsearch-$user"
  [ -s "$file" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file"
  printf '%s:%s\n' "$user" "$(hash "$file")"
done >elasticsearch-users
echo "Certificates and users of Elasticsearch are in $PWD."
