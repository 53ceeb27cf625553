-- KEYS: the salts. ARGV: day, the salt offered, the oldest day that is kept, lifetime (ms). Returns the day's salt.
local day, offered, oldest, lifetime = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
for n, name in ipairs(redis.call('HGETALL', KEYS[1])) do
  if n % 2 == 1 and name < oldest then redis.call('HDEL', KEYS[1], name) end
end
local known = redis.call('HGET', KEYS[1], day)
if known then return known end
redis.call('HSET', KEYS[1], day, offered)
redis.call('PEXPIRE', KEYS[1], lifetime)
return offered
