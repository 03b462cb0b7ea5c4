/** What publishing an edition, or withdrawing it, changes for those who read the public pages. */
import { day } from '../../ui/words.js';

export type Edition = {
  kind: string;
  title: string;
  startsOn: string | null;
  endsOn: string | null;
  approvals: readonly { outcome: string; on: string | null }[];
};

/** Whether the period of an edition covers a day. Without dates it covers none. */
export function covers({ startsOn, endsOn }: Edition, on: string): boolean {
  if (!startsOn && !endsOn) return false;
  return (!startsOn || startsOn <= on) && (!endsOn || on <= endsOn);
}

/** Whether the public pages would show an edition as the current plan, instead of the one they show now. */
export function becomesCurrent(edition: Edition, current: Edition | null, today: string): boolean {
  if (!current) return true;
  const now = covers(edition, today);
  if (now !== covers(current, today)) return now;
  // In force both: the later start counts. Neither: the latest edition stands, whatever its period.
  const from = (each: Edition) => each.startsOn ?? (now ? '' : (each.endsOn ?? ''));
  if (from(edition) !== from(current)) return from(edition) > from(current);
  return approvedOn(edition) >= approvedOn(current);
}

function approvedOn({ approvals }: Edition): string {
  const days = approvals
    .filter(({ outcome }) => outcome !== 'NOT_ADOPTED')
    .map(({ on }) => on ?? '');
  return days.sort().at(-1) ?? '';
}

/** The kind of strategy that is the plan of a partnership; others stand beside it. */
export function mainKind(partnership: string): string {
  return partnership === 'COUNTY_STRATEGY_GROUP'
    ? 'COMMUNITY_SAFETY_AGREEMENT'
    : 'PARTNERSHIP_PLAN';
}

/** What happens to readers when an edition is published today, one sentence a line. */
export function consequences(
  edition: Edition,
  current: Edition | null,
  partnershipKind: string,
  today: string,
): string[] {
  const everyone = 'Everyone can read it from today, on the public pages and through the API.';
  if (edition.kind !== mainKind(partnershipKind))
    return [everyone, 'It stands beside the main plan, which stays as it is.'];
  if (becomesCurrent(edition, current, today)) {
    const place = current ? `, in place of “${current.title}”` : '';
    const early =
      edition.startsOn && edition.startsOn > today
        ? [
            `Its period begins on ${day(edition.startsOn)}, but no published edition covers today, so the latest is shown.`,
          ]
        : [];
    return [`Residents see this edition as the current plan from today${place}.`, ...early];
  }
  const stays = `“${current?.title}” stays the current plan`;
  if (edition.startsOn && edition.startsOn > today)
    return [
      everyone,
      `${stays} until ${day(edition.startsOn)}. From that day residents see this edition as the current plan.`,
    ];
  if (!edition.startsOn && !edition.endsOn)
    return [
      everyone,
      `${stays}, because this edition has no dates. Give it a first day if it is to follow.`,
    ];
  return [everyone, `${stays}, because its period is the later one.`];
}
