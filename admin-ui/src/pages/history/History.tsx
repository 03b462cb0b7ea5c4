/** A history with its filters: of the register, of a plan, or of one record. */
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { actorName } from '../../ui/changeWords.js';
import { DownloadCsv } from '../../ui/DownloadCsv.js';
import { FilteredList } from '../../ui/FilteredList.js';
import type { Filter } from '../../ui/filters.js';
import { LiveNotice } from '../../ui/LiveNotice.js';
import { Loaded } from '../../ui/Loaded.js';
import type { ChangeFilter } from '../../ui/liveChanges.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import { actionChoices, exportQuery, fieldChoices, filterOf, typeChoices } from './filters.js';
import { ChangesQuery } from './queries.js';
import { Timeline } from './Timeline.js';

const ChoicesQuery = graphql(`
  query History_Choices(
    $partnership: ID
    $scope: ChangeFilter
    $unusual: ChangeFilter
    $chosen: ChangeFilter
  ) {
    latest: changes(first: 100, filter: $scope) { nodes { actor { id name isUser } } }
    unusual: changes(first: 100, filter: $unusual) { nodes { actor { id name isUser } } }
    chosen: changes(first: 1, filter: $chosen) { nodes { actor { id name isUser } } }
    users(first: 100, filter: { partnership: $partnership }) { nodes { id name } }
    agencies(first: 100, filter: { partnership: $partnership }) { nodes { id name } }
  }
`);

type Props = {
  /** What the history is narrowed to, whatever the filters say. */
  scope: ChangeFilter;
  /** The partnership whose people and agencies can be chosen; all that one sees otherwise. */
  partnership?: string | undefined;
};

export function History({ scope, partnership }: Props) {
  const [search] = useSearchParams();
  const filter = filterOf(search, scope);
  const [query, ask] = useQuery({
    query: ChangesQuery,
    variables: { filter, ...pageVariables(search) },
  });
  const [{ data: choices }] = useQuery({
    query: ChoicesQuery,
    variables: {
      partnership: partnership ?? null,
      scope,
      unusual: { ...scope, unusual: true },
      chosen: { ...scope, actor: search.get('actor') || 'system:import' },
    },
  });
  const ofRecord = 'entity' in scope;
  const { totalCount: total, totalIsAll } = query.data?.changes ?? {};
  return (
    <FilteredList
      of={['change', 'changes']}
      filters={controls(search, choices, ofRecord)}
      total={total}
      fetching={query.fetching}
      extra={<Download filter={filter} />}
    >
      <Loaded query={query} retry={ask} what="the history">
        {({ changes }) => (
          <>
            {totalIsAll === false && total !== undefined ? (
              <p className="govuk-body">
                There are at least {total.toLocaleString('en-GB')}: the history is too long to count
                all.
              </p>
            ) : null}
            {changes.nodes.length === 0 ? (
              <div className="govuk-inset-text">{nothing(changes.pageInfo)}</div>
            ) : (
              <Timeline changes={changes.nodes} named={!ofRecord} />
            )}
            <Pagination
              info={changes.pageInfo}
              label="Pages of the history"
              next={changes.nodes.length === 0 ? 'Look further back' : undefined}
            />
            <News
              filter={filter}
              latest={changes.nodes[0]?.sequence}
              refresh={() => ask({ requestPolicy: 'network-only' })}
            />
          </>
        )}
      </Loaded>
    </FilteredList>
  );
}

/** Why a page is empty: that the newest part of a long history holds nothing is not that none does. */
function nothing({ hasNextPage }: { hasNextPage: boolean }): string {
  return hasNextPage
    ? 'No change is like that so far: only a part of the history was looked at. Look further back, or give days to look between.'
    : 'No change is like that. Take a filter away to see more.';
}

/** Tells of changes that come; on a later page they are on the first. */
function News({
  filter,
  latest,
  refresh,
}: {
  filter: ChangeFilter;
  latest: number | undefined;
  refresh(): void;
}) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  if (filter.to) return null;
  const isFirst = !search.has('after') && !search.has('before');
  const toFirst = () => {
    const next = new URLSearchParams(search);
    next.delete('after');
    next.delete('before');
    navigate({ pathname, search: next.toString() });
  };
  return (
    <LiveNotice
      filter={filter}
      after={isFirst ? latest : undefined}
      onShow={isFirst ? refresh : toFirst}
    />
  );
}

function Download({ filter }: { filter: ChangeFilter }) {
  return <DownloadCsv list="changes" query={exportQuery(filter)} label="Download what is listed" />;
}

type Named = { id: string; name: string };
type Choices = ResultOf<typeof ChoicesQuery> | undefined;

/**
 * Who can be chosen: those who have a part in the plan, and whoever else made a change of
 * it that is near: administrators do, and people who have gone since.
 */
function whoOf(choices: Choices): Named[] | undefined {
  if (!choices) return undefined;
  const { users, latest, unusual, chosen } = choices;
  const found = new Map(users.nodes.map(({ id, name }) => [id, name]));
  for (const { actor } of [...chosen.nodes, ...unusual.nodes, ...latest.nodes])
    if (!found.has(actor.id)) found.set(actor.id, actorName(actor));
  return [...found]
    .map(([id, name]) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

function controls(search: URLSearchParams, choices: Choices, ofRecord: boolean): Filter[] {
  const options = (named: Named[] | undefined, chosen: string | null, unknown: string) => {
    const all = (named ?? []).map(({ id, name }) => ({ value: id, label: name }));
    const isKnown = !chosen || all.some(({ value }) => value === chosen);
    return isKnown ? all : [...all, { value: chosen, label: unknown }];
  };
  const people = options(whoOf(choices), search.get('actor'), 'Somebody else');
  const agencies = options(choices?.agencies.nodes, search.get('agency'), 'Another agency');
  const system = { value: 'system:import', label: 'The register (import of a file)' };
  const actors = people.some(({ value }) => value === system.value)
    ? people.map((each) => (each.value === system.value ? system : each))
    : [...people, system];
  return [
    { kind: 'search', name: 'q', label: 'Search', hint: 'Words of the record or of the reason' },
    ...(ofRecord
      ? []
      : [{ kind: 'one', name: 'type', label: 'What was changed', choices: typeChoices } as const]),
    { kind: 'one', name: 'action', label: 'What was done', choices: actionChoices },
    { kind: 'one', name: 'actor', label: 'Who', any: 'Anybody', choices: actors },
    { kind: 'one', name: 'agency', label: 'For which agency', choices: agencies },
    {
      kind: 'one',
      name: 'field',
      label: 'Field',
      choices: fieldChoices(search.get('field') ?? ''),
    },
    {
      kind: 'tick',
      name: 'unusual',
      label:
        'Only unusual changes: archived, reverted, erased, many at once, roles, accounts and keys',
    },
    { kind: 'day', name: 'from', label: 'From' },
    { kind: 'day', name: 'to', label: 'To' },
  ];
}

/** Leads to what only some need: comparing two dates, and the plan on a day. */
export function TimeTravel({ links }: { links: { to: string; text: string }[] }) {
  return (
    <ul className="govuk-list register-inline">
      {links.map(({ to, text }) => (
        <li key={to}>
          <Link className="govuk-link" to={to}>
            {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}
