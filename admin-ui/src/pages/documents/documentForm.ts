/** The values of a document's form, for a new document and for one that is there, and what is sent. */
import { badDates, badSources, type Choice, sourceLines, sourcesInput } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { SourceFields } from '../../ui/Sources.js';
import { words } from '../../ui/words.js';

export const documentKinds: Choice[] = [
  'STRATEGY',
  'ACTION_PLAN',
  'STRATEGIC_ASSESSMENT',
  'AGENDA',
  'MINUTES',
  'TERMS_OF_REFERENCE',
  'CONSULTATION',
  'ANNUAL_REPORT',
  'OTHER',
].map((value) => ({ value, label: words(value) }));

export const DocumentFormFields = graphql(
  `
    fragment DocumentForm on Document @_unmask {
      id
      version
      isArchived
      title
      kind
      url
      versionLabel
      reference
      datedOn
      ownerAgency { id name }
      marking
      visibility
      sources { ...Source }
      viewerCanUpdate
      partnership { id slug agencies { id name } }
    }
  `,
  [SourceFields],
);

export type FormDocument = ResultOf<typeof DocumentFormFields>;

export type DocumentValues = {
  title: string;
  kind: string;
  url: string;
  versionLabel: string;
  reference: string;
  datedOn: string;
  ownerAgency: string;
  marking: string;
  visibility: string;
  sources: string[];
  /** Which records it belongs to: only told when it is added. */
  projects: string[];
  strategies: string[];
  sittings: string[];
  priorities: string[];
  reason: string;
};

export const blankDocument: DocumentValues = {
  title: '',
  kind: 'OTHER',
  url: '',
  versionLabel: '',
  reference: '',
  datedOn: '',
  ownerAgency: '',
  marking: '',
  visibility: 'PARTNERS',
  sources: [],
  projects: [],
  strategies: [],
  sittings: [],
  priorities: [],
  reason: '',
};

export function documentValues(document: FormDocument, reason = ''): DocumentValues {
  return {
    ...blankDocument,
    title: document.title,
    kind: document.kind,
    url: document.url ?? '',
    versionLabel: document.versionLabel ?? '',
    reference: document.reference ?? '',
    datedOn: document.datedOn ?? '',
    ownerAgency: document.ownerAgency?.id ?? '',
    marking: document.marking ?? '',
    visibility: document.visibility,
    sources: sourceLines(document.sources),
    reason,
  };
}

export function wrongDocument(values: DocumentValues) {
  return [
    ...(values.title.trim() ? [] : [{ field: 'title', message: 'Enter a title' }]),
    ...badDates(values, [['datedOn', 'Date of the document']]),
    ...badSources(values.sources),
  ];
}

/**
 * Whether a new document’s form says this. Who may see it is said where it was chosen: else the
 * register restricts what a case panel restricts.
 */
export function isSaid(values: DocumentValues, name: keyof DocumentValues) {
  if (name === 'visibility') return values.visibility !== blankDocument.visibility;
  return values[name].length > 0;
}

/** The input for the fields named: null clears a field, absence keeps it. */
export function documentInput(values: DocumentValues, names: readonly string[]) {
  const sent: Record<string, unknown> = {};
  for (const name of names) {
    const value = values[name as keyof DocumentValues];
    if (name === 'sources') sent.sources = sourcesInput(values.sources);
    else if (name !== 'reason') sent[name] = value === '' ? null : value;
  }
  return sent;
}

/** The documents whose title, version or reference hold all the words, and that are of the kind. */
export function matching<
  D extends {
    title: string;
    kind: string;
    versionLabel: string | null;
    reference: string | null;
  },
>(documents: readonly D[], text: string, kind: string): D[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return documents.filter((document) => {
    const { title, versionLabel, reference } = document;
    const said = [title, versionLabel, reference].join(' ').toLowerCase();
    return (!kind || document.kind === kind) && wanted.every((word) => said.includes(word));
  });
}
