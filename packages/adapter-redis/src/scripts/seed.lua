-- Fills the counters of one shard that are absent, and lifts those whose revision is lower than the seed's;
-- no value is lowered, and one of that revision or above stays as it is.
--
-- KEYS: all-time ranking, then those that ARGV names by place (0: none).
-- ARGV: number of articles; each: name, place of article, live, unique, revision, rejected (JSON), number of
--   days; each: day, counted views, place of its ranking, that ranking's lifetime in milliseconds.

local call = redis.call
local cursor = 0
local function text()
  cursor = cursor + 1
  return ARGV[cursor]
end
local function number()
  return tonumber(text())
end

local allTime = KEYS[1]

-- A day that waits to be settled waits on, with a revision that the log takes for newer than the seed's.
local function waits(article)
  local fields = call('HGETALL', article)
  for n = 1, #fields, 2 do
    if #fields[n] == 11 and string.sub(fields[n], 1, 1) == 'c' then return 1 end
  end
  return 0
end

local function highest(rejected, stored)
  if not stored then return rejected end
  local counts = cjson.decode(rejected)
  for reason, count in pairs(cjson.decode(stored)) do
    if count > (counts[reason] or 0) then counts[reason] = count end
  end
  return cjson.encode(counts)
end

for _ = 1, number() do
  local name, article = text(), KEYS[number()]
  local live, unique, revision, rejected = number(), number(), number(), text()
  local stored = call('HMGET', article, 'live', 'unique', 'revision', 'rejected')
  local known = tonumber(stored[3])
  local behind = not known or known < revision
  if behind then
    live = math.max(live, tonumber(stored[1]) or 0)
    unique = math.max(unique, tonumber(stored[2]) or 0)
    if known then revision = revision + waits(article) end
    rejected = highest(rejected, stored[4])
    call('HSET', article, 'live', live, 'unique', unique, 'revision', revision, 'rejected', rejected)
    if live > 0 then call('ZADD', allTime, live, name) end
  end
  for _ = 1, number() do
    local day, counted, ranking, lifetime = text(), number(), KEYS[number()], number()
    if behind then
      counted = math.max(counted, tonumber(call('HGET', article, day)) or 0)
      call('HSET', article, day, counted)
      if ranking and counted > 0 then
        call('ZADD', ranking, counted, name)
        call('PEXPIRE', ranking, lifetime, 'NX')
      end
    end
  end
end
return 0
