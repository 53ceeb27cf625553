-- Counts views of articles; either every change of a call is made or none. In a cluster all are of one shard.
--
-- KEYS: those that ARGV names by place (0: none).
-- ARGV, one after the other:
--   now, ids older than this are forgotten, lifetime of remembered ids, reload guard, how long openings are
--     compared with others, first turn
--   number of shards; each: places of its queue and of its all-time ranking, then
--   number of hours; each: day, its place, its lifetime, place of the hour's ranking, its lifetime,
--     lifetime of the day's visitors
--   number of articles; each: name, places of article, seen and opened, time of the earliest view or now,
--     lifetime of openings, revision that the log has, number of views; each: id, visitor, time, hour (of
--     those above), place of the day's visitors (0: the day is closed, nobody is new), turn after the first,
--     reason or ''
-- Times and lifetimes in milliseconds. Lifetimes only free memory: what is remembered is decided by times.
-- Returns an outcome per view: 0 absent, 1 counted, 2 rejected, 3 reload, 4 duplicate.

local DAY_MS = 86400000
-- Redis keeps a set of so many integers in 8 bytes each. Fewer visitors are counted exactly.
local EXACT_VISITORS = 512
-- An article's memory is tidied up no more often, and of so many event ids at most.
local TIDY_EVERY_MS = 600000
local MAX_FORGOTTEN = 1000
local ABSENT, COUNTED, REJECTED, RELOAD, DUPLICATE = 0, 1, 2, 3, 4

local call = redis.call
local cursor = 0
local function text()
  cursor = cursor + 1
  return ARGV[cursor]
end
local function number()
  cursor = cursor + 1
  return tonumber(ARGV[cursor])
end

local now, forgetBefore, seenLifetime = number(), number(), number()
local guard, openingsKept, firstTurn = number(), number(), number()

-- Those of the shard that is being counted.
local queue, allTime, hours

local function readHours()
  local found = {}
  for n = 1, number() do
    found[n] = {
      day = text(), dayRanking = KEYS[number()], dayLifetime = number(),
      hourRanking = KEYS[number()], hourLifetime = number(), visitorsLifetime = number(),
    }
  end
  return found
end

-- Midnight UTC divides days, not openings: the neighbouring day's last opening may be seconds away.
local function isReload(opened, visitor, at)
  for day = math.floor((at - guard) / DAY_MS), math.floor((at + guard) / DAY_MS) do
    local last = call('ZSCORE', opened, visitor .. '|' .. day)
    if last and math.abs(at - tonumber(last)) < guard then return true end
  end
  return false
end

local function newVisitors(key, visitor, lifetime)
  local digest = string.format('%.0f', tonumber(string.sub(redis.sha1hex(visitor), 1, 13), 16))
  local added = redis.pcall('SADD', key, digest)
  if type(added) == 'table' then
    -- No set any more.
    local before = call('PFCOUNT', key)
    if call('PFADD', key, digest) == 0 then return 0 end
    return math.max(0, call('PFCOUNT', key) - before)
  end
  if added == 0 then return 0 end
  local visitors = call('SCARD', key)
  if visitors == EXACT_VISITORS then
    local digests = call('SMEMBERS', key)
    call('DEL', key)
    call('PFADD', key, unpack(digests))
  end
  if visitors == 1 or visitors == EXACT_VISITORS then call('PEXPIRE', key, lifetime) end
  return 1
end

local outcomes = {}

local function recordViews(article, seen, opened, views, state)
  for _ = 1, views do
    local id, visitor, at, hour = text(), text(), number(), hours[number()]
    local visitors, turn, reason = KEYS[number()], firstTurn + number(), text()
    local outcome = DUPLICATE
    if call('ZADD', seen, 'NX', now, id) == 1 then
      outcome = REJECTED
      if reason == '' and visitor == '' then
        outcome = COUNTED
      elseif reason == '' then
        outcome = isReload(opened, visitor, at) and RELOAD or COUNTED
        call('ZADD', opened, 'GT', at, visitor .. '|' .. math.floor(at / DAY_MS))
      end
      state.revision = state.revision + 1
      local day = state.days[hour.day]
      if not day then
        local live, changed = unpack(call('HMGET', article, hour.day, 'c' .. hour.day))
        day = { live = tonumber(live) or 0, waits = changed, hour = hour, counted = 0 }
        state.days[hour.day] = day
      end
      day.revision = state.revision
      day.turn = day.turn or turn
      if outcome == COUNTED then
        day.counted = day.counted + 1
        state.perHour[hour] = (state.perHour[hour] or 0) + 1
        if visitors and visitor ~= '' then
          state.unique = state.unique + newVisitors(visitors, visitor, hour.visitorsLifetime)
        end
      else
        if outcome == RELOAD then reason = 'reload' end
        state.rejected[reason] = (state.rejected[reason] or 0) + 1
      end
    end
    outcomes[#outcomes + 1] = outcome
  end
end

-- Forgets what is over, and keeps the rest from expiring. It comes last: a script that has begun with a write
-- that frees memory may go on when memory is full.
local function tidyUp(article, seen, opened, earliest, openedLifetime)
  local over = call('ZCOUNT', seen, '-inf', '(' .. forgetBefore)
  if over > 0 then call('ZREMRANGEBYRANK', seen, 0, math.min(over, MAX_FORGOTTEN) - 1) end
  call('PEXPIRE', seen, seenLifetime)
  -- Views that come late come in numbers, and others between them: their openings are kept as long.
  local late, lateUntil = unpack(call('HMGET', article, 'late', 'lateUntil'))
  if late and now < tonumber(lateUntil) then
    earliest = math.min(earliest, tonumber(late))
  elseif late then
    call('HDEL', article, 'late', 'lateUntil')
  end
  call('ZREMRANGEBYSCORE', opened, '-inf', '(' .. earliest - openingsKept)
  call('PEXPIRE', opened, openedLifetime)
  if earliest < now - openingsKept then
    call('HSET', article, 'tidied', now, 'late', earliest, 'lateUntil', now + openingsKept)
  else
    call('HSET', article, 'tidied', now)
  end
end

local function recordArticle()
  local name, article, seen, opened = text(), KEYS[number()], KEYS[number()], KEYS[number()]
  local earliest, openedLifetime, loggedRevision, views = number(), number(), number(), number()
  -- The hour of the first view: as a rule all are of the same day.
  local first = hours[tonumber(ARGV[cursor + 4])]
  local stored = call(
    'HMGET', article, 'live', 'unique', 'revision', 'rejected', 'tidied', first.day, 'c' .. first.day
  )
  -- Never seeded, or come back older than the log.
  if not stored[3] or tonumber(stored[3]) < loggedRevision then
    for _ = 1, views do outcomes[#outcomes + 1] = ABSENT end
    cursor = cursor + 7 * views
    return
  end
  local live, unique, revision = tonumber(stored[1]), tonumber(stored[2]), tonumber(stored[3])
  local day = { live = tonumber(stored[6]) or 0, waits = stored[7], hour = first, counted = 0 }
  local state = {
    unique = unique, revision = revision, rejected = {}, days = { [first.day] = day }, perHour = {},
  }
  recordViews(article, seen, opened, views, state)
  if state.revision == revision then return end

  local fields = { 'revision', state.revision }
  local function set(field, value)
    fields[#fields + 1] = field
    fields[#fields + 1] = value
  end
  if next(state.rejected) then
    local rejected = cjson.decode(stored[4])
    for reason, count in pairs(state.rejected) do rejected[reason] = (rejected[reason] or 0) + count end
    set('rejected', cjson.encode(rejected))
  end
  for date, changed in pairs(state.days) do
    if changed.revision then
      set('c' .. date, changed.revision)
      -- Whatever waits keeps its place, so that an article read all the time cannot starve another.
      if not changed.waits then call('ZADD', queue, changed.turn, date .. name) end
      set(date, changed.live + changed.counted)
      if changed.counted > 0 then
        live = live + changed.counted
        local ranking, lifetime = changed.hour.dayRanking, changed.hour.dayLifetime
        if ranking and call('ZADD', ranking, changed.live + changed.counted, name) == 1 then
          call('PEXPIRE', ranking, lifetime, 'NX')
        end
      end
    end
  end
  for hour, counted in pairs(state.perHour) do
    if hour.hourRanking and tonumber(call('ZINCRBY', hour.hourRanking, counted, name)) == counted then
      call('PEXPIRE', hour.hourRanking, hour.hourLifetime, 'NX')
    end
  end
  if live > tonumber(stored[1]) then
    set('live', live)
    call('ZADD', allTime, live, name)
  end
  if state.unique > unique then set('unique', state.unique) end
  call('HSET', article, unpack(fields))
  if math.abs(now - (tonumber(stored[5]) or 0)) >= TIDY_EVERY_MS or earliest < now - openingsKept then
    tidyUp(article, seen, opened, earliest, openedLifetime)
  end
end

for _ = 1, number() do
  queue, allTime, hours = KEYS[number()], KEYS[number()], readHours()
  for _ = 1, number() do recordArticle() end
end
return outcomes
