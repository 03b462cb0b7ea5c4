/** Who came how often: attendance of agencies over several sittings. */
import type { AttendanceState } from './choices.js';

type Attended = {
  status: string;
  startsOn: string | null;
  attendance: readonly { state: AttendanceState; agency: { id: string; name: string } }[];
};

export type Tally = {
  agency: { id: string; name: string };
  /** How often in each way. */
  counts: Record<AttendanceState, number>;
  /** Sittings at which the agency is not in the record. */
  notRecorded: number;
};

/** The sittings that were held and recorded within these days. */
export function recorded<T extends Attended>(
  sittings: readonly T[],
  from: string,
  to: string,
): T[] {
  return sittings.filter(
    ({ status, startsOn, attendance }) =>
      status === 'HELD' &&
      attendance.length > 0 &&
      startsOn !== null &&
      startsOn >= from &&
      startsOn <= to,
  );
}

/** A line for each of these agencies, and for every other that came to one of the sittings. */
export function tally(
  sittings: readonly Attended[],
  agencies: readonly { id: string; name: string }[],
): Tally[] {
  const lines = new Map<string, Tally>();
  const line = (agency: { id: string; name: string }) => {
    const known = lines.get(agency.id);
    if (known) return known;
    const counts = { PRESENT: 0, PART: 0, SUBSTITUTE: 0, APOLOGIES: 0, ABSENT: 0 };
    const made = { agency: { id: agency.id, name: agency.name }, counts, notRecorded: 0 };
    lines.set(agency.id, made);
    return made;
  };
  for (const agency of agencies) line(agency);
  for (const { attendance } of sittings) {
    for (const { agency, state } of attendance) line(agency).counts[state] += 1;
  }
  for (const each of lines.values()) {
    const named = Object.values(each.counts).reduce((sum, number) => sum + number, 0);
    each.notRecorded = sittings.length - named;
  }
  return [...lines.values()];
}

/** How many of the sittings the agency came to, in person, for a part or by a substitute. */
export function came({ counts }: Tally): number {
  return counts.PRESENT + counts.PART + counts.SUBSTITUTE;
}
