/**
 * A partnership of its own for a spec, with two agencies of the example and people
 * of each role, so that what it changes is in nobody else's way.
 */
import { api, newPerson } from './people.mjs';

const agencies = ['essex-police', 'chelmsford-city-council'];

/** What `user add` is told for a partner admin of one of the agencies in that partnership. */
export function partnerAdmin(partnership, agency) {
  return ['partner-admin', '--partnership', partnership, '--agency', agency];
}

/** Makes it: its slug and id, the agencies' ids by slug, and the people. */
export async function ownPartnership(name) {
  const { createPartnership } = await api(
    'admin',
    `mutation ($input: CreatePartnershipInput!) {
       createPartnership(input: $input) { partnership { id slug } errors { path message } }
     }`,
    { input: { name } },
  );
  const { id, slug } = createPartnership.partnership;
  const coordinator = await newPerson('coordinator', {
    grant: ['coordinator', '--partnership', slug],
  });
  for (const agency of agencies) {
    await api(
      coordinator,
      `mutation ($input: CreateMembershipInput!) {
         createMembership(input: $input) { errors { path message } }
       }`,
      { input: { partnership: id, agency } },
    );
  }
  const [police, council] = agencies;
  const sergeant = await newPerson('sergeant', { grant: partnerAdmin(slug, police) });
  const housing = await newPerson('housing', { grant: partnerAdmin(slug, council) });
  return { id, slug, coordinator, sergeant, housing };
}

/** Adds a scheme to it and gives it back as `fields` ask. */
export async function ownScheme({ id, coordinator }, input, fields = 'id name version') {
  const { createProject } = await api(
    coordinator,
    `mutation ($input: CreateProjectInput!) {
       createProject(input: $input) { project { ${fields} } errors { path message } }
     }`,
    { input: { partnership: id, ...input } },
  );
  return createProject.project;
}

/** Adds schemes in rows of 200; every tenth has a title of 200 letters. */
export async function manySchemes({ id, coordinator }, count) {
  const rows = Array.from({ length: count }, (_, index) => {
    const name = `Neighbourhood scheme number ${index + 1}`;
    const long = index % 10 === 0 ? ` with a very long name${' and more'.repeat(16)}` : '';
    return { partnership: id, name: name + long, leadAgency: 'essex-police' };
  });
  for (let from = 0; from < count; from += 200) {
    await api(
      coordinator,
      `mutation ($input: CreateProjectsInput!) {
         createProjects(input: $input) { errors { path message } }
       }`,
      { input: { rows: rows.slice(from, from + 200) } },
    );
  }
}
