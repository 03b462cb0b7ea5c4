/** Writing a record back as it was after a change: what would differ, why, and the save. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useClient, useQuery } from 'urql';
import { EditForm, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { undone } from '../../layout/undone.js';
import { recordHistoryPath } from '../../paths.js';
import { Button } from '../../ui/Button.js';
import { Failure } from '../../ui/Failure.js';
import { Loading } from '../../ui/Loading.js';
import { moment } from '../../ui/words.js';
import { Differences } from './Difference.js';
import { useNames } from './names.js';
import type { ChangeEntry } from './queries.js';
import { asRecord, wouldChange } from './values.js';

const NowQuery = graphql(`
  query Revert_Now($id: ID!) {
    changes(first: 2, filter: { entity: $id }) { nodes { id version after at } }
    node(id: $id) {
      __typename
      ... on Partnership { viewerCanUpdate }
      ... on Agency { viewerCanUpdate }
      ... on Membership { viewerCanUpdate }
      ... on Strategy { viewerCanUpdate }
      ... on Priority { viewerCanUpdate }
      ... on FocusArea { viewerCanUpdate }
      ... on Project { viewerCanUpdate }
      ... on Meeting { viewerCanUpdate }
      ... on MeetingOccurrence { viewerCanUpdate }
      ... on Event { viewerCanUpdate }
      ... on EventOccurrence { viewerCanUpdate }
      ... on ProgressUpdate { viewerCanUpdate }
      ... on Action { viewerCanUpdate }
      ... on Document { viewerCanUpdate }
    }
  }
`);

const RevertTo = graphql(
  `
    mutation Revert_To($input: RevertToInput!) {
      revertTo(input: $input) { node { id } errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

type Latest = ResultOf<typeof NowQuery>['changes']['nodes'][number];

/**
 * Offered to those who may change the record, while it differs from what the change left; of
 * the newest change, what is offered is to undo it: to go back to the one before.
 */
export function Revert({ change, after, removed }: Pick<Props, 'change' | 'after' | 'removed'>) {
  const [query, ask] = useQuery({ query: NowQuery, variables: { id: change.entityId } });
  if (query.error)
    return <Failure error={query.error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  const node = query.data?.node;
  const [latest, before] = query.data?.changes.nodes ?? [];
  const may = node && 'viewerCanUpdate' in node && node.viewerCanUpdate;
  const isNewest = latest?.id === change.id;
  if (!may || !latest || (isNewest && (change.action !== 'UPDATE' || !before))) return null;
  const { id, at } = (isNewest && before) || change;
  return (
    <RevertForm
      // What is asked for is another thing once somebody else was faster.
      key={String(isNewest)}
      change={{ ...change, id, at }}
      after={isNewest ? before?.after : after}
      removed={removed}
      latest={latest}
      isNewest={isNewest}
      refresh={() => ask({ requestPolicy: 'network-only' })}
    />
  );
}

type Props = {
  change: ChangeEntry;
  after: unknown;
  /** What was removed of it for good: there the record keeps what it says now. */
  removed: readonly { field: string }[];
  latest: Latest;
  /** Whether it is the newest change that is undone. */
  isNewest: boolean;
  refresh(): void;
};

function RevertForm({ change, after, removed, latest, isNewest, refresh }: Props) {
  const [open, setOpen] = useState(false);
  const { names, fetching } = useNames(latest.after, after);
  const present = asRecord(latest.after);
  const kept = removed.filter(({ field }) => field in present);
  const then = {
    ...asRecord(after),
    ...Object.fromEntries(kept.map(({ field }) => [field, present[field]])),
  };
  const differs = wouldChange(latest.after, then, names, change.entityType);
  if (isNewest && differs.length === 0) return null;
  return (
    <section aria-labelledby="revert" className="register-revert">
      <h2 className="govuk-heading-m" id="revert">
        {isNewest ? 'Undo this change' : 'Go back to this'}
      </h2>
      {fetching ? (
        <Loading what="what would change" />
      ) : differs.length === 0 ? (
        <p className="govuk-body">
          It says the same now as after this change: there is nothing to revert.
        </p>
      ) : (
        <>
          <p className="govuk-body">
            {isNewest
              ? 'Undoing writes the record back as it was before this change.'
              : 'Reverting writes the record back as it was after this change.'}{' '}
            It is a change of its own: nothing leaves the history. This would change:
          </p>
          <Differences fields={differs} />
          {open ? (
            <Confirm change={change} latest={latest} isNewest={isNewest} refresh={refresh} />
          ) : (
            <Button kind="secondary" onClick={() => setOpen(true)}>
              {isNewest ? 'Undo this change' : 'Revert to this'}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function Confirm({ change, latest, isNewest, refresh }: Omit<Props, 'after' | 'removed'>) {
  const client = useClient();
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(RevertTo, 'revertTo');
  const form = useForm({
    draftKey: null,
    initial: { reason: '' },
    version: latest.version,
    errors: save.errors,
  });
  const undo = async () => {
    const now = await client
      .query(NowQuery, { id: change.entityId }, { requestPolicy: 'network-only' })
      .toPromise();
    const { version } = now.data?.changes.nodes[0] ?? {};
    if (!version) {
      const why = 'The revert could not be undone: the register gave no answer. Try again.';
      return { why, isWorthTrying: true };
    }
    const back = await save.run({ change: latest.id, version, reason: 'Undoing a revert' });
    return undone(back, 'The revert was undone');
  };
  const submit = async ({ reason }: { reason: string }) => {
    const outcome = await save.run({ change: change.id, version: latest.version ?? 0, reason });
    // Somebody else was faster: what would change is shown anew, the reason stays.
    if (outcome.conflict) refresh();
    if (!outcome.saved) return;
    form.reset({ reason: '' }, null);
    await navigate(recordHistoryPath(change));
    flash.show(`${change.entityLabel} is as it was on ${moment(change.at)}`, undo);
  };
  return (
    <EditForm
      form={form}
      errors={save.errors}
      loading={save.loading}
      onSubmit={submit}
      reason="required"
      submitLabel={isNewest ? 'Undo it' : 'Revert'}
    >
      {null}
    </EditForm>
  );
}
