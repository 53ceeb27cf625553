-- KEYS: queue, then the article of each member. ARGV: members of the queue. Returns per member that still
-- waits: its place in ARGV, live of the day, live, unique, revision, rejected (JSON). Day and totals are of
-- one moment.
local found = {}
for n, member in ipairs(ARGV) do
  if redis.call('ZSCORE', KEYS[1], member) then
    local day = string.sub(member, 1, 10)
    local values = redis.call('HMGET', KEYS[n + 1], day, 'live', 'unique', 'revision', 'rejected')
    if values[4] then
      table.insert(values, 1, n)
      found[#found + 1] = values
    end
  end
end
return found
