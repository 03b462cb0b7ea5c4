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
