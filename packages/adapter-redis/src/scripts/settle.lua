-- KEYS: queue, then the article of each member. ARGV: per member: the member, the revision that is in the
-- log. A day that changed after that revision waits on, in its place.
for n = 1, #KEYS - 1 do
  local member, revision = ARGV[2 * n - 1], tonumber(ARGV[2 * n])
  local changed = 'c' .. string.sub(member, 1, 10)
  local at = tonumber(redis.call('HGET', KEYS[n + 1], changed))
  if at and at <= revision then
    redis.call('ZREM', KEYS[1], member)
    redis.call('HDEL', KEYS[n + 1], changed)
  end
end
return 0
