#!/bin/sh
# The proxy in a container. nginx looks names up once, at its start; replicas come and go, and get new
# addresses. So they are looked up here, and nginx takes the new list. What it is answering it finishes; connections
# that rest it closes, so a caller sends again what crossed with that (RFC 9112 §9.3.1), as after any idle time.
set -eu
folder=${UNIWIRE_PROXY_FOLDER:-/tmp/uniwire-proxy}
here=$(dirname "$0")
mkdir -p "$folder"
cp "$here/nginx.conf" "$here/uniwire.conf" "$here/routes.map" "$here/readyz.js" \
  "$here/problems.js" "$here/problem-texts.js" "$folder"
if [ -e "$here/listen.conf" ]; then cp "$here/listen.conf" "$folder"; else
  echo "listen ${UNIWIRE_PROXY_LISTEN:-8080};" >"$folder/listen.conf"
fi
sh "$here/upstreams.sh" >"$folder/upstreams.conf"

nginx -e stderr -p "$folder" -c "$folder/nginx.conf" &
nginx=$!
trap 'kill -QUIT $nginx; wait $nginx; exit 0' TERM INT
while kill -0 $nginx 2>/dev/null; do
  # Waited for, so that a signal is taken at once.
  sleep "${UNIWIRE_PROXY_LOOK_SECONDS:-3}" &
  wait $! || true
  sh "$here/upstreams.sh" >"$folder/upstreams.new"
  if ! cmp -s "$folder/upstreams.new" "$folder/upstreams.conf"; then
    mv "$folder/upstreams.new" "$folder/upstreams.conf"
    kill -HUP $nginx
  fi
done
exit 1
