-- KEYS: queue. ARGV: limit. Returns members and turns, first turn first.
return redis.call('ZRANGE', KEYS[1], 0, ARGV[1] - 1, 'WITHSCORES')
