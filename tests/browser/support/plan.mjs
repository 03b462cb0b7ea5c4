/**
 * A record of every kind in Safer Chelmsford, with titles of 200 letters: what
 * every page of the admin web is opened with. Made once for a run.
 */
import { api } from './people.mjs';

const title = 'Reducing harm in the night-time economy, '.repeat(5).slice(0, 198).trim();
let made;

/** The id to put for `:id` after each noun of an address. */
export function everyRecord() {
  made ??= make();
  return made;
}

async function make() {
  const { partnership } = await api(
    'coordinator',
    `{ partnership(slug: "safer-chelmsford") {
         id
         memberships { id agency { id slug } }
         strategies { id priorities { id focusAreas { id } } }
       } }`,
  );
  const own = { partnership: partnership.id };
  const [strategy] = partnership.strategies;
  const [priority] = strategy.priorities;
  const police = partnership.memberships.find(({ agency }) => agency.slug === 'essex-police');

  const project = await create('Project', { ...own, name: title, leadAgency: police.agency.id });
  await create('Meeting', { ...own, name: title });
  const meeting = await create('Meeting', {
    ...own,
    name: `The sittings of ${title}`.slice(0, 199),
  });
  const event = await create('Event', { ...own, name: title });
  const date = await create('EventOccurrence', { event, startsOn: '2027-03-28' }, 'occurrence');
  const action = await create('Action', { ...own, text: title, dueOn: '2026-01-31' });
  const sitting = await schedule(meeting);
  const document = await create('Document', {
    ...own,
    title,
    kind: 'OTHER',
    strategies: [strategy.id],
    priorities: [priority.id],
    projects: [project],
    sittings: [sitting],
  });
  const progress = await post({ project, rating: 'AMBER', narrative: title });
  for (const [rating, on] of [
    ['RED', '2026-03-31'],
    ['AMBER', '2026-06-30'],
  ]) {
    await post({ priority: priority.id, rating, on, narrative: 'Behind, and catching up.' });
  }
  const { viewer } = await api('contributor', '{ viewer { user { id } roles { id } } }');
  const { agency } = await api(
    'coordinator',
    '{ agency(slug: "national-probation-service") { successors { id } } }',
  );
  const { changes } = await api('coordinator', '{ changes(first: 1) { nodes { id } } }');
  return {
    partnerships: partnership.id,
    agencies: police.agency.id,
    people: viewer.user.id,
    roles: viewer.roles[0].id,
    successions: agency.successors[0].id,
    keys: await key(partnership.id),
    history: changes.nodes[0].id,
    records: project,
    strategies: strategy.id,
    draft: await create('Strategy', { ...own, title, kind: 'OTHER' }),
    priorities: priority.id,
    'focus-areas': priority.focusAreas[0].id,
    schemes: project,
    meetings: meeting,
    sittings: sitting,
    events: event,
    'event-dates': date,
    actions: action,
    documents: document,
    updates: await askForUpdates(partnership.id, ['essex-police'], title),
    members: police.id,
    progress,
  };
}

async function create(noun, input, field = noun[0].toLowerCase() + noun.slice(1)) {
  const mutation = `create${noun}`;
  const data = await api(
    'coordinator',
    `mutation ($input: Create${noun}Input!) {
       ${mutation}(input: $input) { ${field} { id } errors { path message } }
     }`,
    { input },
  );
  return data[mutation][field].id;
}

/** Asks agencies for updates, due in some weeks; gives the request's id. */
export async function askForUpdates(partnership, agencies, message = null) {
  const dueOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const { requestUpdates } = await api(
    'coordinator',
    `mutation ($input: RequestUpdatesInput!) {
       requestUpdates(input: $input) { updateRequest { id } errors { path message } }
     }`,
    { input: { partnership, dueOn, agencies, message } },
  );
  return requestUpdates.updateRequest.id;
}

async function schedule(meeting) {
  const { scheduleMeeting } = await api(
    'coordinator',
    `mutation ($input: ScheduleMeetingInput!) {
       scheduleMeeting(input: $input) { occurrences { id } errors { path message } }
     }`,
    { input: { meeting, startsOn: '2027-03-25', startTime: '10:00' } },
  );
  return scheduleMeeting.occurrences[0].id;
}

async function post(input) {
  const { postProgress } = await api(
    'coordinator',
    `mutation ($input: PostProgressInput!) {
       postProgress(input: $input) { progressUpdate { id } errors { path message } }
     }`,
    { input },
  );
  return postProgress.progressUpdate.id;
}

async function key(partnership) {
  const { createApiKey } = await api(
    'coordinator',
    `mutation ($input: CreateApiKeyInput!) {
       createApiKey(input: $input) { apiKey { id } errors { path message } }
     }`,
    { input: { name: 'Council website', partnership } },
  );
  return createApiKey.apiKey.id;
}
