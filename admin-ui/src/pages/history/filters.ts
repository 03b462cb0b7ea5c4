/** The filters of a history, as the address holds them and as the register takes them. */

import { fieldWords, typeWords } from '../../ui/changeWords.js';
import type { ChangeFilter } from '../../ui/liveChanges.js';
import { addDays, londonMoment } from '../../ui/london.js';
import { isDay } from '../../ui/when.js';
import { words } from '../../ui/words.js';

const types = [
  'STRATEGY',
  'PRIORITY',
  'FOCUS_AREA',
  'PROJECT',
  'PROGRESS_UPDATE',
  'MEETING',
  'MEETING_OCCURRENCE',
  'EVENT',
  'EVENT_OCCURRENCE',
  'ACTION',
  'DOCUMENT',
  'MEMBERSHIP',
  'PARTNERSHIP',
  'AGENCY',
  'SUCCESSION',
  'USER',
  'ROLE_GRANT',
  'API_KEY',
] as const;

const actions = ['CREATE', 'UPDATE', 'ARCHIVE', 'UNARCHIVE', 'REVERT', 'ERASE', 'REDACT'] as const;

const actionWords: Record<(typeof actions)[number], string> = {
  CREATE: 'Added',
  UPDATE: 'Changed',
  ARCHIVE: 'Archived',
  UNARCHIVE: 'Brought back from the archive',
  REVERT: 'Reverted',
  ERASE: 'Person erased',
  REDACT: 'Text removed for good',
};

/** The fields that people ask for; an address may name any other. */
const fields = [
  'name',
  'title',
  'status',
  'state',
  'description',
  'summary',
  'leadAgency',
  'partnerAgencies',
  'ownerAgency',
  'chairAgencies',
  'hostAgencies',
  'startsOn',
  'endsOn',
  'dueOn',
  'rating',
  'visibility',
  'basis',
  'capacity',
  'website',
  'role',
];

type Choice = { value: string; label: string };
const sorted = (choices: Choice[]) =>
  choices.sort((one, other) => one.label.localeCompare(other.label));

export const typeChoices: Choice[] = types.map((value) => ({ value, label: typeWords(value) }));
export const actionChoices: Choice[] = actions.map((value) => ({
  value,
  label: actionWords[value],
}));

/** The fields to choose from, with the one that the address names. */
export function fieldChoices(chosen: string): Choice[] {
  const all = chosen && !fields.includes(chosen) ? [...fields, chosen] : fields;
  return sorted(all.map((value) => ({ value, label: words(fieldWords(value).toUpperCase()) })));
}

/** Only what is among the words of the register: an address may hold anything. */
function known<W extends string>(values: string[], all: readonly W[]): W[] {
  return all.filter((each) => values.includes(each));
}

/** What the address asks for; `scope` narrows it to a record or a partnership. */
export function filterOf(search: URLSearchParams, scope: ChangeFilter = {}): ChangeFilter {
  const one = (name: string) => search.get(name) || undefined;
  const [type, action] = [
    known(search.getAll('type'), types),
    known(search.getAll('action'), actions),
  ];
  const [from, to] = [one('from'), one('to')];
  const filter = {
    entity: one('entity'),
    partnership: one('partnership'),
    type: type.length > 0 ? type : undefined,
    action: action.length > 0 ? action : undefined,
    actor: one('actor'),
    agency: one('agency'),
    field: one('field'),
    text: one('q'),
    unusual: search.get('unusual') === 'yes' || undefined,
    from: from && isDay(from) ? londonMoment(from) : undefined,
    to: to && isDay(to) ? londonMoment(addDays(to, 1)) : undefined,
  };
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(asked), ...scope };
}

/** The same for the table of changes: lists with commas between their words. */
export function exportQuery(filter: ChangeFilter): Record<string, string> {
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(asked.map(([name, value]) => [name, String(value)]));
}
