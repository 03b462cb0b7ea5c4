/**
 * Which roles somebody may offer to others, and where. The register decides by
 * the same rules; this only keeps what would be refused out of the forms.
 */
export type Role = 'ADMINISTRATOR' | 'COORDINATOR' | 'PARTNER_ADMIN' | 'CONTRIBUTOR' | 'AUDITOR';

export type Place = { id: string; name: string };

/** A role that the viewer holds. */
export type Held = { role: Role; partnership: Place | null; agency: Place | null };

const all: Role[] = ['PARTNER_ADMIN', 'CONTRIBUTOR', 'COORDINATOR', 'AUDITOR', 'ADMINISTRATOR'];

/** Whether a role is one for an agency. */
export const actsForAgency = (role: string) => role === 'PARTNER_ADMIN' || role === 'CONTRIBUTOR';

/** Whether a role may hold in the whole register, or for an agency wherever it sits. */
export const mayBeEverywhere = (role: string) => role !== 'COORDINATOR';

const has = (roles: readonly Held[], role: Role) => roles.some((held) => held.role === role);

/** The roles that the viewer may offer, the most usual first. */
export function offeredRoles(roles: readonly Held[]): Role[] {
  if (has(roles, 'ADMINISTRATOR')) return all;
  if (has(roles, 'COORDINATOR')) return all.filter((role) => role !== 'ADMINISTRATOR');
  return has(roles, 'PARTNER_ADMIN') ? all.filter(actsForAgency) : [];
}

/**
 * Where the viewer may offer a role: `any` for administrators, else the
 * partnerships, and for partner admins the agencies that they act for.
 */
export function offeredPlaces(
  roles: readonly Held[],
  role: string,
): 'any' | { partnerships: Place[]; agencies: Place[] | 'any'; everywhere: boolean } {
  if (has(roles, 'ADMINISTRATOR')) return 'any';
  const led = roles.filter((held) => held.role === 'COORDINATOR');
  if (led.length > 0)
    return { partnerships: distinct(led, 'partnership'), agencies: 'any', everywhere: false };
  const own = actsForAgency(role) ? roles.filter((held) => held.role === 'PARTNER_ADMIN') : [];
  return {
    partnerships: distinct(own, 'partnership'),
    agencies: distinct(own, 'agency'),
    everywhere: own.some((held) => held.partnership === null),
  };
}

function distinct(roles: readonly Held[], of: 'partnership' | 'agency'): Place[] {
  const found = new Map<string, Place>();
  for (const held of roles) {
    const place = held[of];
    if (place) found.set(place.id, place);
  }
  return [...found.values()];
}

/** What each role is for, in a line. */
export const roleHints: Record<Role, string> = {
  PARTNER_ADMIN:
    'Keeps what one agency leads, hosts, chairs or owns: its schemes, meetings, events and actions.',
  CONTRIBUTOR: 'Posts progress and closes actions for one agency.',
  COORDINATOR: 'Keeps everything of one partnership: the plan, its members, its people.',
  AUDITOR: 'Reads everything and the whole history, and changes nothing.',
  ADMINISTRATOR: 'Looks after partnerships, agencies and accounts of the whole register.',
};
