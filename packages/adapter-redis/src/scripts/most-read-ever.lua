-- KEYS: all-time ranking. ARGV: limit. Returns articles and counts: highest first, equal ones by name.
local limit = tonumber(ARGV[1])
local first = redis.call('ZRANGE', KEYS[1], 0, limit - 1, 'REV', 'WITHSCORES')
if #first < 2 * limit then return first end
-- Redis orders equal counts backwards here, and may have cut off the names that come first.
local least = first[#first]
local best = redis.call('ZRANGE', KEYS[1], '+inf', '(' .. least, 'BYSCORE', 'REV', 'WITHSCORES')
local equal =
  redis.call('ZRANGE', KEYS[1], least, least, 'BYSCORE', 'LIMIT', 0, limit - #best / 2, 'WITHSCORES')
for _, part in ipairs(equal) do best[#best + 1] = part end
return best
