-- Asks for one word after the other: `wrk -s words.lua URL -- WORDS PATH`, where PATH ends before the word.

local requests, at = {}, 0

function init(arguments)
  for word in io.lines(arguments[1]) do
    table.insert(requests, wrk.format("GET", arguments[2] .. word))
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
