/** Progress on a scheme as a form holds it: a new update, and one that is there. */
import { badDates, badSources, type Option, sourceLines, sourcesInput } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { holds, type Viewer } from '../../session/Session.js';
import { SourceFields } from '../../ui/Sources.js';
import { londonDay } from '../../ui/words.js';

/** What both forms ask of the scheme. */
export const SubjectFields = graphql(`
  fragment ProgressSubject on Project @_unmask {
    id
    name
    visibility
    isArchived
    leadAgency { id name }
    partnerAgencies { id name }
    latestProgress { id rating on }
    viewerCanPostProgress
    partnership { id slug agencies { id name } }
  }
`);

export const ProgressFormFields = graphql(
  `
    fragment ProgressForm on ProgressUpdate @_unmask {
      id
      version
      on
      periodLabel
      rating
      ratingAsPublished
      narrative
      reportedBy { id name }
      visibility
      sources { ...Source }
      viewerCanUpdate
    }
  `,
  [SourceFields],
);

export type Subject = ResultOf<typeof SubjectFields>;
export type FormUpdate = ResultOf<typeof ProgressFormFields>;

export type ProgressValues = {
  rating: string;
  narrative: string;
  on: string;
  periodLabel: string;
  ratingAsPublished: string;
  reportedBy: string;
  visibility: string;
  sources: string[];
  reason: string;
};

/** The agencies for which the person can report on the scheme. */
export function reporters(subject: Subject, viewer: Viewer): Option[] {
  const { leadAgency, partnerAgencies, partnership } = subject;
  const tied = [...(leadAgency ? [leadAgency] : []), ...partnerAgencies];
  const mine = new Set(viewer.agencies.map(({ id }) => id));
  const theirs = holds(viewer, 'COORDINATOR', partnership.id)
    ? [...tied, ...partnership.agencies.filter(({ id }) => !tied.some((each) => each.id === id))]
    : tied.filter(({ id }) => mine.has(id));
  return theirs.map(({ id, name }) => ({ value: id, label: name }));
}

/** The form of an update that is about to be posted: today, and for the one agency that it can be for. */
export function newProgress(subject: Subject, by: Option[], today = londonDay()): ProgressValues {
  return {
    rating: '',
    narrative: '',
    on: today,
    periodLabel: '',
    ratingAsPublished: '',
    reportedBy: by.length === 1 ? (by[0]?.value ?? '') : '',
    visibility: subject.visibility === 'RESTRICTED' ? 'RESTRICTED' : 'PARTNERS',
    sources: [],
    reason: '',
  };
}

export function progressValues(update: FormUpdate, reason = ''): ProgressValues {
  return {
    rating: update.rating,
    narrative: update.narrative ?? '',
    on: update.on,
    periodLabel: update.periodLabel ?? '',
    ratingAsPublished: update.ratingAsPublished ?? '',
    reportedBy: update.reportedBy?.id ?? '',
    visibility: update.visibility,
    sources: sourceLines(update.sources),
    reason,
  };
}

/** What is wrong before the server is asked. */
export function wrongProgress(values: ProgressValues, leap: boolean) {
  return [
    ...(values.rating ? [] : [{ field: 'rating', message: 'Choose how it is going' }]),
    ...badDates(values, [['on', 'Day it speaks of']]),
    ...badSources(values.sources),
    ...(leap && !values.reason.trim()
      ? [{ field: 'reason', message: 'Say why it goes from red to green' }]
      : []),
  ];
}

/** The input for the fields named: null clears a field, absence keeps it. */
export function progressInput(values: ProgressValues, names: readonly string[]) {
  const sent: Record<string, unknown> = {};
  for (const name of names) {
    const value = values[name as keyof ProgressValues];
    if (name === 'sources') sent.sources = sourcesInput(values.sources);
    else if (name !== 'reason') sent[name] = value === '' ? null : value;
  }
  return sent;
}

/** Whether a rating improves by two steps over what was said last: then the register asks why. */
export function isLeap(was: { rating: string } | null, rating: string): boolean {
  return was?.rating === 'RED' && rating === 'GREEN';
}
