/** The values of an action's form, for a new action and for one that is there, and what is sent. */
import { badDates, badSources, type Option, sourceLines, sourcesInput } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { SourceFields } from '../../ui/Sources.js';
import { day } from '../../ui/words.js';

export const ActionFormFields = graphql(
  `
    fragment ActionForm on Action @_unmask {
      id
      version
      isArchived
      reference
      text
      owners { id name }
      ownerPost
      dueOn
      status
      closureNote
      raisedAt { id name startsOn }
      project { id name }
      priority { id heading }
      visibility
      sources { ...Source }
      viewerCanUpdate
    }
  `,
  [SourceFields],
);

/** What both forms ask of the partnership: the sittings are those of the last year and the next months. */
export const ActionPlaceFields = graphql(`
  fragment ActionPlace on Partnership @_unmask {
    id
    name
    viewerCanAddRecords
    agencies { id name }
    strategy { id priorities { id heading } }
    calendar(from: $from, to: $to) { ... on MeetingOccurrence { __typename id name startsOn } }
  }
`);

export type FormAction = ResultOf<typeof ActionFormFields>;
export type ActionPlace = ResultOf<typeof ActionPlaceFields>;

export type ActionValues = {
  text: string;
  reference: string;
  owners: string[];
  ownerPost: string;
  dueOn: string;
  status: string;
  closureNote: string;
  raisedAt: string;
  project: string;
  priority: string;
  visibility: string;
  sources: string[];
  reason: string;
};

export const blankAction: ActionValues = {
  text: '',
  reference: '',
  owners: [],
  ownerPost: '',
  dueOn: '',
  status: 'OPEN',
  closureNote: '',
  raisedAt: '',
  project: '',
  priority: '',
  visibility: 'PARTNERS',
  sources: [],
  reason: '',
};

export function actionValues(action: FormAction, reason = ''): ActionValues {
  return {
    text: action.text,
    reference: action.reference ?? '',
    owners: action.owners.map(({ id }) => id),
    ownerPost: action.ownerPost ?? '',
    dueOn: action.dueOn ?? '',
    status: action.status,
    closureNote: action.closureNote ?? '',
    raisedAt: action.raisedAt?.id ?? '',
    project: action.project?.id ?? '',
    priority: action.priority?.id ?? '',
    visibility: action.visibility,
    sources: sourceLines(action.sources),
    reason,
  };
}

export function wrongAction(values: ActionValues) {
  return [
    ...(values.text.trim() ? [] : [{ field: 'text', message: 'Say what is to be done' }]),
    ...badDates(values, [['dueOn', 'Due date']]),
    ...badSources(values.sources),
  ];
}

/**
 * Whether a new action’s form says this. Who may see it is said where it was chosen: else the
 * register restricts what a case panel restricts.
 */
export function isSaid(values: ActionValues, name: keyof ActionValues) {
  if (name === 'visibility') return values.visibility !== blankAction.visibility;
  return values[name].length > 0;
}

/** The input for the fields named: null clears a field, absence keeps it. */
export function actionInput(values: ActionValues, names: readonly string[]) {
  const sent: Record<string, unknown> = {};
  for (const name of names) {
    const value = values[name as keyof ActionValues];
    if (name === 'sources') sent.sources = sourcesInput(values.sources);
    else if (name !== 'reason') sent[name] = value === '' ? null : value;
  }
  return sent;
}

/** A sitting in a list to choose from: the series and the day tell it from others. */
export function sittingOption(sitting: {
  id: string;
  name: string;
  startsOn: string | null;
}): Option {
  const on = sitting.startsOn ? day(sitting.startsOn) : 'no day yet';
  return { value: sitting.id, label: `${sitting.name}, ${on}` };
}

/** The days between which sittings can be chosen: a year back, three months on. */
export function sittingsAround(today: string): { from: string; to: string } {
  const shifted = (days: number) =>
    new Date(Date.parse(`${today}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return { from: shifted(-365), to: shifted(92) };
}
