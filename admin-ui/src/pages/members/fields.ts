/** What the pages of members ask for. */
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { day, londonDay, words } from '../../ui/words.js';

export const MemberFields = graphql(`
  fragment Member on Membership @_unmask {
    id
    version
    position
    nameAsPublished
    basis
    basisAsPublished
    capacity
    listedUnder
    joinedOn
    leftOn
    isArchived
    agency {
      id
      name
      endedOn
      successors { id kind on to { id name } }
    }
    viewerCanUpdate
    viewerCanArchive
  }
`);

export type Member = ResultOf<typeof MemberFields>;

type Ending = { on: string | null; how: string; after: { id: string; name: string }[] };

/** What ends an agency. After a split, or when only functions moved, it may go on. */
const endings: string[] = ['RENAMED', 'MERGED', 'REPLACED', 'ABOLISHED'];

/** How a member's agency has ended by a day, as far as is recorded; null while it goes on. */
export function endingOf({ agency }: Pick<Member, 'agency'>, today: string): Ending | null {
  const past = agency.successors.filter(({ on }) => !on || on <= today);
  const ends = past.filter(({ kind }) => endings.includes(kind));
  const isOver = agency.endedOn !== null && agency.endedOn <= today;
  if (!isOver && ends.length === 0) return null;
  return {
    on: isOver ? agency.endedOn : (ends[0]?.on ?? null),
    how: ends[0] ? words(ends[0].kind).toLowerCase() : 'ended',
    after: past.flatMap(({ to }) => (to ? [to] : [])),
  };
}

export type Standing = 'listed' | 'toJoin' | 'left';

/** Whether it is a member on a day, its first and its last included; to join; or has left. */
export function standingOf(
  { joinedOn, leftOn }: Pick<Member, 'joinedOn' | 'leftOn'>,
  today: string,
): Standing {
  if (leftOn && leftOn < today) return 'left';
  return joinedOn && joinedOn > today ? 'toJoin' : 'listed';
}

/** The last day, or that there is none yet. */
export function leftWords(
  member: Pick<Member, 'joinedOn' | 'leftOn'>,
  today: string = londonDay(),
): string {
  if (member.leftOn) return day(member.leftOn);
  return standingOf(member, today) === 'toJoin' ? 'Yet to join' : 'Still a member';
}
