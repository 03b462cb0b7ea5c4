import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useSave } from '../../forms/index.js';
import { paths } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Loading } from '../../ui/Loading.js';
import { moment } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { ReasonPage } from '../people/ReasonPage.js';
import { mayRevoke } from './mayRevoke.js';
import { KeyQuery, type KeyRow, RevokeKey } from './queries.js';

/** Ends a key at once. */
export default function KeyRevokePage() {
  const { id = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [query, ask] = useQuery({ query: KeyQuery, variables: { after } });
  const found = query.data?.apiKeys.nodes.find((key) => key.id === id);
  const info = query.data?.apiKeys.pageInfo;
  const next = !found && info?.hasNextPage ? info.endCursor : null;
  useEffect(() => {
    if (next) setAfter(next);
  }, [next]);
  return (
    <Loaded query={query} retry={ask} what="the key">
      {({ viewer }) => {
        if (next) return <Loading what="the key" />;
        return found && viewer && mayRevoke(viewer.roles, found) ? (
          <Revoke row={found} />
        ) : (
          <NotFoundPage />
        );
      }}
    </Loaded>
  );
}

function Revoke({ row }: { row: KeyRow }) {
  const save = useSave(RevokeKey, 'revokeApiKey');
  const onSubmit = async (reason: string) =>
    (await save.run({ id: row.id, version: row.version, reason })).saved !== null;
  return (
    <ReasonPage
      title="Revoke the key"
      caption={row.name}
      submitLabel="Revoke the key"
      done="Key revoked"
      back={paths.keys.list}
      errors={save.errors}
      loading={save.loading}
      onSubmit={onSubmit}
    >
      <p className="govuk-body">
        It stops working at once, for good: an app that still needs one gets a new key.{' '}
        {row.lastUsedAt ? `It was last used on ${moment(row.lastUsedAt)}.` : 'It was never used.'}
      </p>
    </ReasonPage>
  );
}
