/** The fields of an event, for adding one and for changing one. */

import { useShared } from '../../forms/fields.js';
import {
  badEdition,
  badSources,
  DateField,
  type Edition,
  EditionPriorities,
  editionInput,
  editionValues,
  inputOf,
  LinksField,
  NO_INDIVIDUALS,
  Select,
  SourcesField,
  sourceLines,
  sourcesInput,
  TextArea,
  TextField,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { SourceFields } from '../../ui/Sources.js';
import { eventKinds, visibilities } from './choices.js';
import { hostOptions, useHosts } from './hosts.js';

/** Of the event itself. */
export const EventFormFields = graphql(
  `
    fragment EventForm on Event @_unmask {
      id
      version
      name
      kind
      description
      website
      startsOn
      endsOn
      venue
      visibility
      hostAgencies { id name }
      viewerCanUpdate
      sources { ...Source }
    }
  `,
  [SourceFields],
);

/** What can be chosen, of the partnership. */
export const EventChoicesFields = graphql(`
  fragment EventChoices on Partnership @_unmask {
    id
    slug
    name
    viewerCanAddRecords
    agencies { id name }
    strategy { id }
    strategies { id title state priorities { id heading events { id } } }
  }
`);

export type EventRecord = ResultOf<typeof EventFormFields>;
export type EventChoices = ResultOf<typeof EventChoicesFields>;
export type EventValues = ReturnType<typeof eventValues>;

/** The fields that hold days. */
export const eventDays: [string, string][] = [
  ['startsOn', 'First day'],
  ['endsOn', 'Last day'],
];

/** The editions, with what they say of this event; none of a new one. */
export function editionsOf({ strategies }: EventChoices, event: string | null): Edition[] {
  return strategies.map(({ id, title, state, priorities }) => ({
    id,
    title,
    state,
    priorities: priorities.map((priority) => ({
      id: priority.id,
      heading: priority.heading,
      isLinked: priority.events.some((each) => each.id === event),
    })),
  }));
}

export function eventValues(
  event: EventRecord | null,
  editions: Edition[],
  inForce: string | undefined,
) {
  return {
    name: event?.name ?? '',
    kind: (event?.kind ?? 'OTHER') as string,
    description: event?.description ?? '',
    website: event?.website ?? '',
    startsOn: event?.startsOn ?? '',
    endsOn: event?.endsOn ?? '',
    venue: event?.venue ?? '',
    hostAgencies: event?.hostAgencies.map(({ id }) => id) ?? [],
    visibility: (event?.visibility ?? 'PUBLIC') as string,
    sources: sourceLines(event?.sources ?? []),
    ...editionValues(editions, inForce),
  };
}

/** What was changed, as an input takes it: null clears a field, absence keeps it. */
export function eventInput(
  values: EventValues & { reason: string },
  editions: Edition[],
  changed: string[],
) {
  const apart = ['edition', 'priorities', 'sources'];
  return {
    ...inputOf(
      values,
      changed.filter((name) => !apart.includes(name)),
    ),
    ...(changed.includes('sources') ? { sources: sourcesInput(values.sources) } : {}),
    ...editionInput(values, editions),
    reason: values.reason.trim() || null,
  };
}

/** What is wrong with what was typed, before it is sent. */
export function badEvent(values: EventValues & { reason: string }, editions: Edition[]) {
  return [
    ...(values.name.trim() ? [] : [{ field: 'name', message: 'Give the event a name' }]),
    ...badSources(values.sources),
    ...badEdition(values, editions),
  ];
}

type Props = { event: EventRecord | null; choices: EventChoices; editions: Edition[] };

export function EventFields({ event, choices, editions }: Props) {
  const hosts = useHosts(choices);
  const { form } = useShared();
  return (
    <>
      <TextField name="name" label="Name" />
      <Select name="kind" label="Kind" choices={eventKinds} />
      <LinksField
        name="hostAgencies"
        label="Hosts (optional)"
        hint={hosts.hint}
        options={hostOptions([...(event?.hostAgencies ?? []), ...hosts.agencies])}
        {...(hosts.search ? { search: hosts.search } : {})}
      />
      <TextField name="venue" label="Where (optional)" />
      <DateField
        name="startsOn"
        label="First day (optional)"
        hint="For an event that takes place once. A series has dates of its own."
      />
      {form.values.startsOn || form.values.endsOn ? (
        <DateField name="endsOn" label="Last day (optional)" />
      ) : null}
      <EditionPriorities editions={editions} />
      <TextArea
        name="description"
        label="What happens there (optional)"
        hint={`A blank line starts a paragraph. ${NO_INDIVIDUALS}`}
      />
      <TextField name="website" label="Web address (optional)" type="url" />
      <Select name="visibility" label="Who can see it" choices={visibilities} />
      <SourcesField fields={['name', 'kind', 'startsOn', 'venue', 'hostAgencies', 'description']} />
    </>
  );
}
