-- Sends request bodies in turn, one from each line of a file:
--   wrk -s cycle.lua URL -- BODIES
local requests = {}
local next = 0

function init(args)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  for body in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format(nil, nil, nil, body)
  end
end

function request()
  next = next % #requests + 1
  return requests[next]
end
