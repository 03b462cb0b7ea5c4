/** A scheme to which something has happened, for pictures that show what the pages are for. */
import { api } from './people.mjs';

let told;

/** The id of the scheme. */
export function schemeWithAStory() {
  told ??= tell();
  return told;
}

async function tell() {
  const { projects } = await api(
    'sergeant',
    '{ projects(first: 50, filter: { text: "Street Pastors" }) { nodes { id name } } }',
  );
  const [{ id }] = projects.nodes;
  await send('sergeant', 'claim', 'ClaimInput', { record: id });
  await update('sergeant', id, {
    status: 'ACTIVE',
    description: 'Volunteers walk the town centre on Friday and Saturday nights.',
    reason: 'The first patrol went out.',
  });
  await send('sergeant', 'postProgress', 'PostProgressInput', {
    project: id,
    rating: 'AMBER',
    on: '2026-09-30',
    narrative: 'Two more volunteers are needed for the winter.',
  });
  await update('coordinator', id, {
    description:
      'Trained volunteers walk the town centre on Friday and Saturday nights, until four.',
    reason: 'The hours were agreed by the board.',
  });
  return id;
}

async function update(role, id, input) {
  const { node } = await api(role, `{ node(id: "${id}") { ... on Project { version } } }`);
  await send(role, 'updateProject', 'UpdateProjectInput', { id, version: node.version, ...input });
}

async function send(role, mutation, type, input) {
  await api(
    role,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { errors { path message } } }`,
    { input },
  );
}
