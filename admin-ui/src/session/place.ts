/** Where a person belongs: which plan is theirs, and what they are in it. */
import { holds, type PartnershipRef, partnershipsOf, type Viewer } from './Session.js';

/** What somebody is in one plan, for the page that they begin with. */
export type Place = 'coordinator' | 'agency' | 'auditor' | 'other';

type Held = Viewer['roles'][number];

/** Whether a role holds in the plan with this slug. */
function holdsIn({ partnership, agency }: Held, slug: string): boolean {
  if (partnership) return partnership.slug === slug;
  if (!agency) return true;
  return agency.memberships.nodes.some((each) => each.partnership.slug === slug);
}

/** What the person is in the plan: whoever keeps all of it before whoever keeps a part. */
export function placeIn(viewer: Viewer, slug: string): Place {
  const roles = viewer.roles.filter((held) => holdsIn(held, slug)).map(({ role }) => role);
  if (roles.includes('COORDINATOR')) return 'coordinator';
  if (roles.includes('PARTNER_ADMIN') || roles.includes('CONTRIBUTOR')) return 'agency';
  return roles.includes('AUDITOR') ? 'auditor' : 'other';
}

/** The agencies for which the person acts in the plan. */
export function agenciesIn(viewer: Viewer, slug: string): { id: string; name: string }[] {
  const found = new Map<string, { id: string; name: string }>();
  for (const held of viewer.roles) {
    const acts = held.role === 'PARTNER_ADMIN' || held.role === 'CONTRIBUTOR';
    if (acts && held.agency && holdsIn(held, slug)) found.set(held.agency.id, held.agency);
  }
  return [...found.values()];
}

/** The one plan that the person has to do with; null when there are several, or all of them. */
export function onlyPlan(viewer: Viewer): PartnershipRef | null {
  const everywhere = viewer.roles.some(({ partnership, agency }) => !partnership && !agency);
  if (everywhere || holds(viewer, 'ADMINISTRATOR')) return null;
  const theirs = partnershipsOf(viewer);
  return theirs.length === 1 ? (theirs[0] ?? null) : null;
}
