-- Counts views of articles of one shard; either every change of a call is made or none.
--
-- KEYS: queue, all-time ranking, then those that ARGV names by place (0: none).
-- ARGV, one after the other:
--   now, ids older than this are forgotten, lifetime of remembered ids, reload guard, how long openings are
--     compared with others, first turn
--   number of hours; each: day, its place, its lifetime, place of the hour's ranking, its lifetime,
--     lifetime of the day's visitors
--   number of articles; each: name, places of article, seen and opened, time of the earliest view or now,
--     lifetime of openings, number of views; each: id, visitor, time, hour (of those above), place of
--     the day's visitors (0: the day is closed, nobody is new), turn after the first, reason or ''
-- Times and lifetimes in milliseconds. Lifetimes only free memory: what is remembered is decided by times.
-- Returns an outcome per view: 0 absent, 1 counted, 2 rejected, 3 reload, 4 duplicate.

local DAY_MS = 86400000
-- Redis keeps a set of so many integers in 8 bytes each. Fewer visitors are counted exactly.
local EXACT_VISITORS = 512
-- One call forgets so many event ids of an article at most.
local MAX_FORGOTTEN = 1000

local cursor = 0
local function text()
  cursor = cursor + 1
  return ARGV[cursor]
end
local function number()
  return tonumber(text())
end

local queue, allTime = KEYS[1], KEYS[2]
local now, forgetBefore, seenLifetime = number(), number(), number()
local guard, openingsKept, firstTurn = number(), number(), number()

local hours = {}
for n = 1, number() do
  hours[n] = {
    day = text(), dayRanking = KEYS[number()], dayLifetime = number(),
    hourRanking = KEYS[number()], hourLifetime = number(), visitorsLifetime = number(),
  }
end

-- Midnight UTC divides days, not openings: the neighbouring day's last opening may be seconds away.
local function isReload(opened, visitor, at)
  for day = math.floor((at - guard) / DAY_MS), math.floor((at + guard) / DAY_MS) do
    local last = tonumber(redis.call('ZSCORE', opened, visitor .. '|' .. day))
    if last and math.abs(at - last) < guard then return true end
  end
  return false
end

local function newVisitors(key, visitor, lifetime)
  local digest = string.format('%.0f', tonumber(string.sub(redis.sha1hex(visitor), 1, 13), 16))
  if redis.call('TYPE', key).ok == 'string' then
    local before = redis.call('PFCOUNT', key)
    if redis.call('PFADD', key, digest) == 0 then return 0 end
    return math.max(0, redis.call('PFCOUNT', key) - before)
  end
  if redis.call('SADD', key, digest) == 0 then return 0 end
  local visitors = redis.call('SCARD', key)
  if visitors == EXACT_VISITORS then
    local digests = redis.call('SMEMBERS', key)
    redis.call('DEL', key)
    redis.call('PFADD', key, unpack(digests))
  end
  if visitors == 1 or visitors == EXACT_VISITORS then redis.call('PEXPIRE', key, lifetime) end
  return 1
end

local outcomes = {}

local function recordArticle()
  local name, article, seen, opened = text(), KEYS[number()], KEYS[number()], KEYS[number()]
  local earliest, openedLifetime, views = number(), number(), number()
  local stored = redis.call('HMGET', article, 'live', 'unique', 'revision', 'rejected', 'late', 'lateUntil')
  if not stored[3] then
    for _ = 1, views do outcomes[#outcomes + 1] = 0 end
    cursor = cursor + 7 * views
    return
  end
  local live, unique, revision = tonumber(stored[1]), tonumber(stored[2]), tonumber(stored[3])
  local rejected = cjson.decode(stored[4])
  local before = { live = live, revision = revision }
  local days, perHour = {}, {}

  local function touch(hour, turn)
    revision = revision + 1
    local day = days[hour.day]
    if not day then
      day = { live = tonumber(redis.call('HGET', article, hour.day)) or 0, counted = 0, turn = turn, hour = hour }
      days[hour.day] = day
    end
    day.revision = revision
    return day
  end

  for _ = 1, views do
    local id, visitor, at, hour = text(), text(), number(), number()
    local visitors, turn, reason = KEYS[number()], firstTurn + number(), text()
    local outcome
    if redis.call('ZADD', seen, 'NX', now, id) == 0 then
      outcome = 4
    elseif reason ~= '' then
      outcome = 2
    else
      outcome = isReload(opened, visitor, at) and 3 or 1
      redis.call('ZADD', opened, 'GT', at, visitor .. '|' .. math.floor(at / DAY_MS))
    end
    if outcome == 3 then reason = 'reload' end
    if outcome == 1 then
      local day = touch(hours[hour], turn)
      live, day.counted = live + 1, day.counted + 1
      perHour[hour] = (perHour[hour] or 0) + 1
      if visitors then unique = unique + newVisitors(visitors, visitor, hours[hour].visitorsLifetime) end
    elseif outcome ~= 4 then
      touch(hours[hour], turn)
      rejected[reason] = (rejected[reason] or 0) + 1
    end
    outcomes[#outcomes + 1] = outcome
  end
  if revision == before.revision then return end

  -- Views that come late come in numbers, and others between them: their openings are kept as long.
  local late, lateUntil = tonumber(stored[5]), tonumber(stored[6])
  local openedSince = earliest
  if late and now < lateUntil then openedSince = math.min(late, earliest) end
  if earliest < now - openingsKept then
    redis.call('HSET', article, 'late', openedSince, 'lateUntil', now + openingsKept)
  elseif late and now >= lateUntil then
    redis.call('HDEL', article, 'late', 'lateUntil')
  end

  local fields = { 'live', live, 'unique', unique, 'revision', revision, 'rejected', cjson.encode(rejected) }
  for date, day in pairs(days) do
    for _, part in ipairs({ date, day.live + day.counted, 'c' .. date, day.revision }) do
      fields[#fields + 1] = part
    end
    -- NX: whatever waits keeps its place, so that an article read all the time cannot starve another.
    redis.call('ZADD', queue, 'NX', day.turn, date .. name)
    if day.counted > 0 and day.hour.dayRanking then
      local added = redis.call('ZADD', day.hour.dayRanking, day.live + day.counted, name)
      if added == 1 then redis.call('PEXPIRE', day.hour.dayRanking, day.hour.dayLifetime, 'NX') end
    end
  end
  redis.call('HSET', article, unpack(fields))
  if live > before.live then redis.call('ZADD', allTime, live, name) end
  for n, counted in pairs(perHour) do
    local hour = hours[n]
    if hour.hourRanking and tonumber(redis.call('ZINCRBY', hour.hourRanking, counted, name)) == counted then
      redis.call('PEXPIRE', hour.hourRanking, hour.hourLifetime, 'NX')
    end
  end
  -- Last, because a script that has begun with a write that frees memory may go on when memory is full.
  local over = redis.call('ZCOUNT', seen, '-inf', '(' .. forgetBefore)
  if over > 0 then redis.call('ZREMRANGEBYRANK', seen, 0, math.min(over, MAX_FORGOTTEN) - 1) end
  redis.call('PEXPIRE', seen, seenLifetime)
  redis.call('ZREMRANGEBYSCORE', opened, '-inf', '(' .. openedSince - openingsKept)
  redis.call('PEXPIRE', opened, openedLifetime)
end

for _ = 1, number() do recordArticle() end
return outcomes
