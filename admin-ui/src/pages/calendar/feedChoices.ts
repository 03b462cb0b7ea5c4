/** Of what one can have a calendar address. */
import type { Choice } from '../../forms/index.js';
import { type PartnershipRef, partnershipsOf, type Viewer } from '../../session/Session.js';

/** The value that stands for what is one's own, in every partnership. */
export const OWN = 'own';

/**
 * One's own first, where there is an agency to whom things belong; then each partnership.
 * `from` is the one whose calendar led here: who sees every plan may have a role in none.
 */
export function feedChoices(viewer: Viewer, from: PartnershipRef | null): Choice[] {
  const known = partnershipsOf(viewer);
  const missing = from && !known.some(({ slug }) => slug === from.slug) ? [from] : [];
  const own =
    known.length > 0 && (viewer.agencies.length > 0 || viewer.user?.agency)
      ? [
          {
            value: OWN,
            label: 'What is your agency’s',
            hint: 'Sittings of meetings that it chairs, owns or attends, events that it hosts and actions that it owns, in every partnership in which you have a role.',
          },
        ]
      : [];
  const plans = [...known, ...missing].map(({ slug, name }) => ({
    value: slug,
    label: name,
    hint: 'All its sittings, events and due dates of actions that you may see.',
  }));
  return [...own, ...plans];
}
