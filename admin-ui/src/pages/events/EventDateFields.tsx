/** The fields of one date of an event, for adding and for changing. */
import {
  inputOf,
  LinksField,
  noWhen,
  Select,
  TextField,
  WhenFields,
  type WhenValues,
  whenInput,
  whenValues,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { notWiderThan, occurrenceStatuses, type Visibility } from './choices.js';
import { hostOptions, useHosts } from './hosts.js';

/** Of the date itself. */
export const EventDateFormFields = graphql(`
  fragment EventDateForm on EventOccurrence @_unmask {
    id
    version
    name
    startsOn
    endsOn
    startTime
    endTime
    dateNote
    venue
    status
    audience
    bookingUrl
    visibility
    viewerCanUpdate
    hostAgencies { id name }
    event { id name venue visibility hostAgencies { id } }
  }
`);

export type EventDateRecord = ResultOf<typeof EventDateFormFields>;
export type EventDateValues = typeof blankEventDate;

/** Of a new one. */
export const blankEventDate = {
  ...noWhen,
  name: '',
  venue: '',
  status: 'PLANNED' as string,
  hostAgencies: [] as string[],
  audience: '',
  bookingUrl: '',
  visibility: 'PUBLIC' as string,
};

export function eventDateValues(date: EventDateRecord): EventDateValues {
  const own = date.hostAgencies.map(({ id }) => id);
  const series = date.event.hostAgencies.map(({ id }) => id);
  return {
    ...whenValues(date),
    // What a date has from its event is left empty, so that it goes on following the event.
    name: date.name === date.event.name ? '' : date.name,
    venue: date.venue ?? '',
    status: date.status,
    hostAgencies: own.join() === series.join() ? [] : own,
    audience: date.audience ?? '',
    bookingUrl: date.bookingUrl ?? '',
    visibility: date.visibility,
  };
}

const whenNames = Object.keys(noWhen) as (keyof WhenValues)[];

/** What was changed, as an input takes it; a new first day is sent with its last one. */
export function eventDateInput(values: EventDateValues, changed: string[]) {
  const when = whenInput(values);
  const sent = changed.includes('startsOn') ? [...changed, 'endsOn'] : changed;
  return {
    ...inputOf(
      values,
      changed.filter((name) => name in blankEventDate && !(whenNames as string[]).includes(name)),
    ),
    ...Object.fromEntries(
      whenNames.filter((name) => sent.includes(name)).map((name) => [name, when[name]]),
    ),
  };
}

type Props = {
  date: EventDateRecord | null;
  event: { name: string; visibility: Visibility };
  partnership: { id: string; agencies: readonly { id: string; name: string }[] };
  /** What follows when and where: how it repeats. */
  children?: React.ReactNode;
};

export function EventDateFields({ date, event, partnership, children }: Props) {
  const hosts = useHosts(partnership);
  return (
    <>
      <WhenFields firstDay="First day" severalDays />
      {children}
      <TextField name="venue" label="Where (optional)" />
      <Select name="status" label="Status" choices={occurrenceStatuses} />
      <LinksField
        name="hostAgencies"
        label="Hosts (optional)"
        hint={`Leave it empty if they are those of ${event.name}. ${hosts.hint}.`}
        options={hostOptions([...(date?.hostAgencies ?? []), ...hosts.agencies])}
        {...(hosts.search ? { search: hosts.search } : {})}
      />
      <TextField
        name="audience"
        label="For whom it is (optional)"
        hint="For example, residents, or year 6 pupils. Do not name or describe individuals."
      />
      <TextField name="bookingUrl" label="Where to book, a web address (optional)" type="url" />
      <TextField
        name="name"
        label="Name of its own (optional)"
        hint={`Only if it is called something else than ${event.name}.`}
      />
      <Select name="visibility" label="Who can see it" choices={notWiderThan(event.visibility)} />
    </>
  );
}
