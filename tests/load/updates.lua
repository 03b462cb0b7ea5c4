-- Updates one project after another, each at the version that it has reached:
--   wrk -s updates.lua URL -- PROJECTS PAUSE
-- where each line of the file is a token, a project's id and its version, and PAUSE the
-- milliseconds between an answer and the next update of its connection, on average. There are many
-- more projects than connections, so no two requests are about one project at a time.
local projects = {}
local next = 0
local query = [[mutation($input: UpdateProjectInput!) { updateProject(input: $input) { project { version } errors { code } } }]]
local body = [[{"query":"%s","variables":{"input":{"id":"%s","version":%d,"status":"%s","description":"%s"}}}]]
local sentence = "Round %d: officers and wardens go where residents said that they feel least safe."

function init(args)
  local pause = tonumber(args[2])
  if pause > 0 then
    -- At random, or all connections would go on together as they began.
    delay = function() return math.random(0, 2 * pause) end
  end
  for line in io.lines(args[1]) do
    local token, id, version = line:match("(%S+) (%S+) (%S+)")
    projects[#projects + 1] = { token = token, id = id, version = tonumber(version) }
  end
end

-- wrk asks for one request that it does not send, to see what the script does.
local asked = false

function request()
  local position = next % #projects + 1
  local project = projects[position]
  local status = project.version % 2 == 0 and "ACTIVE" or "PAUSED"
  local text = body:format(query, project.id, project.version, status, sentence:format(project.version))
  if asked then
    next, project.version = position, project.version + 1
  end
  asked = true
  local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. project.token }
  return wrk.format("POST", nil, headers, text)
end
