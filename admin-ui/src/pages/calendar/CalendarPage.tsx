import { useEffect, useMemo, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { paths, publicPlan } from '../../paths.js';
import { Button } from '../../ui/Button.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { count, londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { type EntryKind, entriesOf, kindWords } from './entries.js';
import { MonthGrid } from './MonthGrid.js';
import { MonthList } from './MonthList.js';
import { isMonth, monthWords, plusMonths, weeksOf } from './months.js';
import { useNarrow } from './narrow.js';

const CalendarQuery = graphql(`
  query CalendarPage_Month($slug: String!, $partnership: ID!, $from: Date!, $to: Date!) {
    partnership(slug: $slug) {
      id
      name
      calendar(from: $from, to: $to) {
        id
        name
        startsOn
        endsOn
        venue
        status
        ... on MeetingOccurrence { startTime endTime meeting { name } }
        ... on EventOccurrence { startTime endTime event { id name } }
      }
      actions(first: 100, filter: { from: $from, to: $to }) {
        totalCount
        nodes { id text dueOn status isOverdue }
      }
    }
    events(first: 100, filter: { partnership: $partnership, from: $from, to: $to }) {
      nodes { id name startsOn endsOn venue }
    }
  }
`);

type Data = ResultOf<typeof CalendarQuery>;

const kinds = Object.keys(kindWords) as EntryKind[];
const kindLabels = { sitting: 'Sittings', event: 'Events', action: 'Due dates of actions' };

/** What is on in a month: sittings, events and due dates, as a month or as a list. */
export default function CalendarPage() {
  const { slug = '' } = useParams();
  const [search] = useSearchParams();
  const given = search.get('month');
  const month = isMonth(given) ? given : londonDay().slice(0, 7);
  const days = weeksOf(month).flat();
  const [query, ask] = useQuery({
    query: CalendarQuery,
    variables: { slug, partnership: slug, from: days[0] ?? '', to: days.at(-1) ?? '' },
  });
  return (
    <Loaded query={query} retry={ask} what="the calendar">
      {(data) =>
        data.partnership ? (
          <Calendar slug={slug} month={month} data={data} fetching={query.fetching} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; month: string; data: Data; fetching: boolean };

function Calendar({ slug, month, data, fetching }: Props) {
  const [search] = useSearchParams();
  const narrow = useNarrow();
  const view = search.get('view') ?? (narrow ? 'list' : 'month');
  const wanted = search.getAll('show').length > 0 ? search.getAll('show') : kinds;
  const all = useMemo(
    () =>
      entriesOf(slug, {
        occurrences: data.partnership?.calendar ?? [],
        events: data.events.nodes,
        actions: data.partnership?.actions.nodes ?? [],
      }),
    [slug, data],
  );
  const entries = all.filter(({ kind }) => wanted.includes(kind));
  return (
    <Page title="Calendar" caption={data.partnership?.name}>
      <Controls month={month} view={view} wanted={wanted} />
      <h2 className="govuk-heading-m" aria-live="polite">
        {monthWords(month)}
      </h2>
      <div aria-busy={fetching || undefined}>
        {view === 'list' ? (
          <MonthList month={month} entries={entries} />
        ) : (
          <MonthGrid
            month={month}
            entries={entries}
            listTo={() => address(search, { month, view: 'list' })}
          />
        )}
      </div>
      <LeftOut actions={data.partnership?.actions} />
      <Feed slug={slug} />
    </Page>
  );
}

/** The address of another month or view; the rest of it stays. */
function address(search: URLSearchParams, set: Record<string, string>): { search: string } {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(set)) next.set(name, value);
  return { search: next.toString() };
}

function Controls({ month, view, wanted }: { month: string; view: string; wanted: string[] }) {
  const [search] = useSearchParams();
  const before = plusMonths(month, -1);
  const after = plusMonths(month, 1);
  const other = view === 'list' ? 'month' : 'list';
  return (
    <div className="register-calendar__controls">
      <nav aria-label="Months" className="register-calendar__months">
        <Link className="govuk-link" to={address(search, { month: before })} rel="prev">
          <span aria-hidden="true">← </span>
          {monthWords(before)}
        </Link>
        <Link className="govuk-link" to={address(search, { month: londonDay().slice(0, 7) })}>
          This month
        </Link>
        <Link className="govuk-link" to={address(search, { month: after })} rel="next">
          {monthWords(after)}
          <span aria-hidden="true"> →</span>
        </Link>
      </nav>
      <Kinds wanted={wanted} />
      <div className="register-calendar__views">
        <Link className="govuk-link" to={address(search, { view: other })}>
          {other === 'list' ? 'Show as a list' : 'Show as a month'}
        </Link>
        <Button kind="link" onClick={() => window.print()}>
          Print
        </Button>
      </div>
    </div>
  );
}

function Kinds({ wanted }: { wanted: string[] }) {
  const [, setSearch] = useSearchParams();
  // A tick answers at once, before the address does.
  const [ticked, setTicked] = useState(wanted);
  const given = wanted.join();
  useEffect(() => setTicked(given.split(',')), [given]);
  const toggle = (kind: EntryKind) => {
    const shown = kinds.filter((each) => ticked.includes(each) !== (each === kind));
    setTicked(shown);
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        next.delete('show');
        // All of them, or none of them, is what an address without a choice means.
        if (shown.length < kinds.length) for (const each of shown) next.append('show', each);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  };
  return (
    <fieldset className="govuk-fieldset register-calendar__kinds">
      <legend className="govuk-visually-hidden">What is shown</legend>
      <div className="govuk-checkboxes govuk-checkboxes--small register-calendar__ticks">
        {kinds.map((kind) => (
          <div key={kind} className="govuk-checkboxes__item">
            <input
              className="govuk-checkboxes__input"
              type="checkbox"
              id={`show-${kind}`}
              checked={ticked.includes(kind)}
              onChange={() => toggle(kind)}
            />
            <label className="govuk-label govuk-checkboxes__label" htmlFor={`show-${kind}`}>
              {kindLabels[kind]}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** A month with more due dates than are asked for says so. */
function LeftOut({
  actions,
}: {
  actions: { totalCount: number; nodes: readonly unknown[] } | undefined;
}) {
  const left = (actions?.totalCount ?? 0) - (actions?.nodes.length ?? 0);
  if (left <= 0) return null;
  return (
    <p className="govuk-inset-text">
      {count(left, 'due date')} of actions more: see the list of actions.
    </p>
  );
}

function Feed({ slug }: { slug: string }) {
  return (
    <p className="govuk-body register-calendar__feed">
      To have all of this in Outlook or on your phone,{' '}
      <Link className="govuk-link" to={paths.calendarAddressesFrom(slug)}>
        make a calendar address of your own
      </Link>
      . What everyone may see is in{' '}
      <a className="govuk-link" href={publicPlan(slug).calendarFeed}>
        the public calendar feed (iCalendar)
      </a>
      .
    </p>
  );
}
