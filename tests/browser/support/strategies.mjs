/** A partnership of a test's own, with a coordinator and a published strategy. */
import { api, newPerson } from './people.mjs';

const run = Date.now().toString(36);
let made = 0;

/** The partnership's slug and id, and its coordinator. */
export async function ownPartnership(name) {
  made += 1;
  const { createPartnership } = await api(
    'admin',
    `mutation ($input: CreatePartnershipInput!) {
       createPartnership(input: $input) { partnership { id slug name } errors { path message } }
     }`,
    { input: { name: `${name} ${run}${made}` } },
  );
  const { partnership } = createPartnership;
  const coordinator = await newPerson('coordinator', {
    grant: ['coordinator', '--partnership', partnership.slug],
  });
  return { ...partnership, coordinator };
}

/**
 * A strategy with priorities, each with focus areas: `{ Violence: ['knife crime'] }`.
 * A draft, unless `publish` is said.
 */
export async function ownStrategy({ slug, coordinator }, title, plan, { publish = false } = {}) {
  const ask = (query, input) => api(coordinator, query, { input });
  const { createStrategy } = await ask(
    `mutation ($input: CreateStrategyInput!) {
       createStrategy(input: $input) { strategy { id version } errors { path message } }
     }`,
    {
      partnership: slug,
      title,
      periodLabel: '2026/27',
      startsOn: '2026-04-01',
      endsOn: '2027-03-31',
    },
  );
  const { strategy } = createStrategy;
  const { createPriorities } = await ask(
    `mutation ($input: CreatePrioritiesInput!) {
       createPriorities(input: $input) { priorities { id title } errors { path message } }
     }`,
    {
      rows: Object.keys(plan).map((each) => ({
        strategy: strategy.id,
        title: each,
        titleStatus: 'VERIFIED',
      })),
    },
  );
  const { priorities } = createPriorities;
  await ask(
    `mutation ($input: CreateFocusAreasInput!) {
       createFocusAreas(input: $input) { focusAreas { id } errors { path message } }
     }`,
    {
      rows: priorities.flatMap(({ id, title: name }) =>
        plan[name].map((area) => ({ priority: id, title: area })),
      ),
    },
  );
  if (publish)
    await ask(
      `mutation ($input: PublishStrategyInput!) {
         publishStrategy(input: $input) { strategy { id } errors { path message } }
       }`,
      { id: strategy.id, version: strategy.version, reason: 'Agreed by the board' },
    );
  return { id: strategy.id, title, priorities };
}

/** The titles of an edition's priorities in their order, as the register has them. */
export async function orderOf(who, strategy) {
  const { node } = await api(
    who,
    'query ($id: ID!) { node(id: $id) { ... on Strategy { priorities { title } } } }',
    { id: strategy },
  );
  return node.priorities.map(({ title }) => title);
}

/** An agency that sits in the partnership. */
export async function ownAgency({ slug, coordinator }, name) {
  const { createAgency } = await api(
    coordinator,
    `mutation ($input: CreateAgencyInput!) {
       createAgency(input: $input) { agency { id } errors { message } }
     }`,
    { input: { name: `${name} of ${slug}` } },
  );
  const { agency } = createAgency;
  await api(
    coordinator,
    'mutation ($input: CreateMembershipInput!) { createMembership(input: $input) { errors { message } } }',
    { input: { partnership: slug, agency: agency.id } },
  );
  return agency.id;
}
