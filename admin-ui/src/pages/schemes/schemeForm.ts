/** The values of a scheme's form, for a new scheme and for one that is there, and what is sent. */
import { badDates, badSources, sourceLines, sourcesInput } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { SourceFields } from '../../ui/Sources.js';

/** A scheme as its form needs it; its links are those of one edition. */
export const SchemeFormFields = graphql(
  `
    fragment SchemeForm on Project @_unmask {
      id
      version
      name
      kind
      status
      description
      website
      leadAgency { id name }
      leadPost
      partnerAgencies { id name }
      startsOn
      endsOn
      visibility
      sources { ...Source }
      isArchived
      viewerCanUpdate
      priorities(strategy: $edition) { id }
      focusAreas(strategy: $edition) { id }
    }
  `,
  [SourceFields],
);

/** The priorities and focus areas that can be chosen in one edition. */
export const EditionFields = graphql(`
  fragment SchemeFormEdition on Strategy @_unmask {
    id
    title
    state
    priorities { id position heading focusAreas { id title } }
  }
`);

export type FormScheme = ResultOf<typeof SchemeFormFields>;
export type FormEdition = ResultOf<typeof EditionFields>;

export type SchemeValues = {
  name: string;
  kind: string;
  status: string;
  description: string;
  website: string;
  leadAgency: string;
  leadPost: string;
  partnerAgencies: string[];
  startsOn: string;
  endsOn: string;
  visibility: string;
  sources: string[];
  priorities: string[];
  focusAreas: string[];
  reason: string;
};

/** The form of a scheme that is not there yet. */
export const blankScheme: SchemeValues = {
  name: '',
  kind: 'SCHEME',
  status: 'NOT_STATED',
  description: '',
  website: '',
  leadAgency: '',
  leadPost: '',
  partnerAgencies: [],
  startsOn: '',
  endsOn: '',
  visibility: 'PUBLIC',
  sources: [],
  priorities: [],
  focusAreas: [],
  reason: '',
};

export function valuesOf(scheme: FormScheme, reason = ''): SchemeValues {
  const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id);
  return {
    name: scheme.name,
    kind: scheme.kind,
    status: scheme.status,
    description: scheme.description ?? '',
    website: scheme.website ?? '',
    leadAgency: scheme.leadAgency?.id ?? '',
    leadPost: scheme.leadPost ?? '',
    partnerAgencies: ids(scheme.partnerAgencies),
    startsOn: scheme.startsOn ?? '',
    endsOn: scheme.endsOn ?? '',
    visibility: scheme.visibility,
    sources: sourceLines(scheme.sources),
    priorities: ids(scheme.priorities),
    focusAreas: ids(scheme.focusAreas),
    reason,
  };
}

/** What is wrong before the server is asked. */
export function wrongIn(values: SchemeValues) {
  return [
    ...(values.name.trim() ? [] : [{ field: 'name', message: 'Enter a name' }]),
    ...badDates(values, [
      ['startsOn', 'Start date'],
      ['endsOn', 'End date'],
    ]),
    ...badSources(values.sources),
  ];
}

/**
 * The input for the fields named: null clears a field, absence keeps it. Links
 * are named with the edition that they are links of.
 */
export function inputOf(
  values: SchemeValues,
  names: readonly string[],
  edition: string | undefined,
): Record<string, unknown> {
  const sent: Record<string, unknown> = Object.fromEntries(
    names
      .filter((name) => name !== 'reason')
      .map((name) => {
        const value = values[name as keyof SchemeValues];
        return [name, value === '' ? null : value];
      }),
  );
  if ('sources' in sent) sent.sources = sourcesInput(values.sources);
  const links = 'priorities' in sent || 'focusAreas' in sent;
  return { ...sent, ...(links && edition ? { strategyId: edition } : {}) };
}
