-- KEYS: rankings of hours and days. ARGV: limit. Returns articles and their sums: the highest, of equal ones
-- those whose names come first; in no order.
local limit = tonumber(ARGV[1])
local union = { #KEYS }
for n, key in ipairs(KEYS) do union[n + 1] = key end
union[#union + 1] = 'WITHSCORES'
-- Lowest first, equal ones by name; one article at every two places.
local sums = redis.call('ZUNION', unpack(union))
local articles = #sums / 2
if articles <= limit then return sums end

local function sum(n) return sums[2 * n] end
local low = articles - limit + 1
local high = low
while low > 1 and sum(low - 1) == sum(low) do low = low - 1 end
while high < articles and sum(high + 1) == sum(high) do high = high + 1 end
local best = {}
local function take(from, to)
  for n = 2 * from - 1, 2 * to do best[#best + 1] = sums[n] end
end
take(high + 1, articles)
take(low, low + limit - (articles - high) - 1)
return best
