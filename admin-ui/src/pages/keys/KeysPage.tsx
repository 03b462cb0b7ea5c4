import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { paths } from '../../paths.js';
import { holds, useViewer } from '../../session/Session.js';
import { DownloadCsv } from '../../ui/DownloadCsv.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Pagination, pageVariables } from '../../ui/Pagination.js';
import { type Column, Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { moment } from '../../ui/words.js';
import { keyReads } from './keyReads.js';
import { endWords } from './lastDay.js';
import { mayRevoke } from './mayRevoke.js';
import { NoKeys } from './NoKeys.js';
import { type KeyRow, KeysQuery, type KeyViewer } from './queries.js';

/** The keys by which websites, apps and dashboards read what is not public, or are known by name. */
export default function KeysPage() {
  const [search] = useSearchParams();
  const [query, ask] = useQuery({ query: KeysQuery, variables: pageVariables(search) });
  const viewer = useViewer();
  const mayMake = query.data?.viewer?.viewerCanManageApiKeys;
  if (!holds(viewer, 'AUDITOR') && mayMake === false) return <NoKeys />;
  return (
    <Page
      title="API keys"
      actions={
        mayMake ? (
          <Link className="govuk-button" to={paths.keys.create} role="button" draggable={false}>
            Make a key
          </Link>
        ) : null
      }
    >
      <p className="govuk-body">
        An app that reads more than the public does names itself with a key. A key reads; it changes
        nothing and sees no history.{' '}
        <a className="govuk-link" href="/explorer">
          Try a query
        </a>{' '}
        before you make one: what is public needs no key.
      </p>
      <Loaded query={query} retry={ask} what="the keys">
        {({ apiKeys, viewer }) => (
          <>
            <Table
              caption="API keys"
              captionHidden
              columns={viewer ? columns(viewer) : []}
              rows={apiKeys.nodes}
              rowKey={({ id }) => id}
              empty={
                mayMake
                  ? 'There is no key yet. Make one for the first app.'
                  : 'There is no key yet.'
              }
            />
            <Pagination info={apiKeys.pageInfo} label="Pages of keys" />
            {apiKeys.totalCount > 0 ? (
              <DownloadCsv list="api-keys" label="Download all keys" />
            ) : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function columns(viewer: KeyViewer): Column<KeyRow>[] {
  return [
    {
      heading: 'Name',
      isRowHeading: true,
      cell: (key) => (
        <>
          {key.name}
          <span className="register-row-note">Made {moment(key.createdAt)}</span>
        </>
      ),
    },
    {
      heading: 'Reads',
      cell: keyReads,
    },
    { heading: 'State', cell: (key) => <State {...key} /> },
    {
      heading: 'Last used',
      cell: ({ lastUsedAt }) => (lastUsedAt ? moment(lastUsedAt) : 'Never'),
    },
    {
      heading: 'Change',
      cell: (key) =>
        mayRevoke(viewer.roles, key) ? (
          <Link className="govuk-link" to={paths.keys.revoke(key.id)}>
            Revoke<span className="govuk-visually-hidden"> {key.name}</span>
          </Link>
        ) : null,
    },
  ];
}

function State({ works, isRevoked, expiresAt }: KeyRow) {
  if (isRevoked) return <Tag colour="grey">Revoked</Tag>;
  return (
    <>
      <Tag colour={works ? 'green' : 'grey'}>{works ? 'Works' : 'Expired'}</Tag>
      <span className="register-row-note">
        {expiresAt ? `${works ? 'Until' : 'Ended'} ${endWords(expiresAt)}` : 'No end'}
      </span>
    </>
  );
}
