/** What the lists of a plan as it stood have in common: search, a table, pages. */
import type { CombinedError } from '@urql/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { plan } from '../../../paths.js';
import { FilterControl } from '../../../ui/filters.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Page } from '../../../ui/Page.js';
import { Pagination } from '../../../ui/Pagination.js';
import { type Column, Table } from '../../../ui/Table.js';
import { useFilters } from '../../../ui/useFilters.js';
import { count } from '../../../ui/words.js';
import { useAsOf } from './AsOfLayout.js';

type Listed<Row> = {
  totalCount: number;
  nodes: Row[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
};

type Props<Row> = {
  title: string;
  query: {
    data?: { partnership: { name: string; list: Listed<Row> } | null } | undefined;
    error?: CombinedError | undefined;
    fetching: boolean;
  };
  retry(): void;
  columns: Column<Row>[];
};

export function AsOfList<Row extends { id: string; name: string }>(props: Props<Row>) {
  const { title, query, retry, columns } = props;
  const { slug, moment } = useAsOf();
  const filters = useFilters();
  const named: Column<Row> = {
    heading: 'Name',
    isRowHeading: true,
    cell: ({ id, name }): ReactNode => (
      <Link className="govuk-link" to={plan(slug).asOfRecord(moment, id)}>
        {name}
      </Link>
    ),
  };
  return (
    <Page title={title} caption={query.data?.partnership?.name ?? null}>
      <div className="register-find register-screen-only">
        <FilterControl filter={{ kind: 'search', name: 'q', label: 'Search' }} filters={filters} />
      </div>
      <Loaded query={query} retry={retry} what="what there was">
        {({ partnership }) =>
          partnership ? (
            <>
              <p className="govuk-body" role="status">
                {count(partnership.list.totalCount, 'record')}
              </p>
              <Table
                caption={title}
                captionHidden
                columns={[named, ...columns]}
                rows={partnership.list.nodes}
                rowKey={({ id }) => id}
                empty={<p className="govuk-body">There was nothing then that is called so.</p>}
              />
              <Pagination info={partnership.list.pageInfo} label={`Pages of ${title}`} />
            </>
          ) : (
            <p className="govuk-body">The register knew nothing of this partnership then.</p>
          )
        }
      </Loaded>
    </Page>
  );
}

/** Names in a cell. */
export function names(agencies: readonly { name: string }[]): ReactNode {
  return agencies.length > 0 ? (
    agencies.map(({ name }) => name).join(', ')
  ) : (
    <span className="register-muted">Not stated</span>
  );
}
