-- A window too long for the rankings of days.
--
-- KEYS: all-time ranking, rankings of the last hours. ARGV: limit, prefix of the articles' keys, first day,
-- day after the last. The articles' keys are made here: they share the ranking's hash tag. Returns articles
-- and their sums, as far as they can be among the highest; in no order.
local limit, prefix, first, past = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local PAGE = 200

local function viewsOf(name)
  local views = 0
  local fields = redis.call('HGETALL', prefix .. name)
  for n = 1, #fields, 2 do
    local field = fields[n]
    if #field == 10 and field >= first and field < past then views = views + tonumber(fields[n + 1]) end
  end
  for n = 2, #KEYS do views = views + (tonumber(redis.call('ZSCORE', KEYS[n], name)) or 0) end
  return views
end

local found, counts = {}, {}
for start = 0, math.huge, PAGE do
  local page = redis.call('ZRANGE', KEYS[1], start, start + PAGE - 1, 'REV', 'WITHSCORES')
  -- No window holds more than all time does: once the next article has fewer of all time than the last
  -- of the list has in the window, the list is complete.
  if #page == 0 or (#counts >= limit and tonumber(page[2]) < counts[limit]) then break end
  for n = 1, #page, 2 do
    local views = viewsOf(page[n])
    if views > 0 then
      found[#found + 1], found[#found + 2] = page[n], views
      counts[#counts + 1] = views
    end
  end
  table.sort(counts, function(a, b) return a > b end)
end
return found
