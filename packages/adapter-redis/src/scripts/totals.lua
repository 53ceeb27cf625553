-- KEYS: articles of one shard. Returns live, unique, revision and rejected (JSON) of each; nils: absent.
local totals = {}
for n, article in ipairs(KEYS) do
  totals[n] = redis.call('HMGET', article, 'live', 'unique', 'revision', 'rejected')
end
return totals
