-- Fills the counters of one shard that are absent; one that is there stays as it is.
--
-- KEYS: all-time ranking, then those that ARGV names by place (0: none).
-- ARGV: number of articles; each: name, place of article, live, unique, revision, rejected (JSON), number of
--   days; each: day, counted views, place of its ranking, that ranking's lifetime in milliseconds.

local cursor = 0
local function text()
  cursor = cursor + 1
  return ARGV[cursor]
end
local function number()
  return tonumber(text())
end

local allTime = KEYS[1]

for _ = 1, number() do
  local name, article = text(), KEYS[number()]
  local live, unique, revision, rejected = text(), text(), text(), text()
  local absent = redis.call('EXISTS', article) == 0
  if absent then
    redis.call('HSET', article, 'live', live, 'unique', unique, 'revision', revision, 'rejected', rejected)
    if tonumber(live) > 0 then redis.call('ZADD', allTime, live, name) end
  end
  for _ = 1, number() do
    local day, counted, ranking, lifetime = text(), number(), KEYS[number()], number()
    if absent then
      redis.call('HSET', article, day, counted)
      if ranking and counted > 0 then
        redis.call('ZADD', ranking, counted, name)
        redis.call('PEXPIRE', ranking, lifetime, 'NX')
      end
    end
  end
end
return 0
