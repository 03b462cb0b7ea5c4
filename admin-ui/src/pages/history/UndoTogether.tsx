/** Putting away all that was made together with a change: the rows of a sheet, or what was added at once. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { recordHistoryPath } from '../../paths.js';
import { Button } from '../../ui/Button.js';
import { count } from '../../ui/words.js';
import { type ChangeEntry, MADE_TOGETHER, UndoChanges } from './queries.js';

const MayQuery = graphql(`
  query UndoTogether_May($id: ID!) {
    node(id: $id) {
      __typename
      ... on Membership { viewerCanArchive }
      ... on Priority { viewerCanArchive }
      ... on FocusArea { viewerCanArchive }
      ... on Project { viewerCanArchive }
      ... on Meeting { viewerCanArchive }
      ... on MeetingOccurrence { viewerCanArchive }
      ... on Event { viewerCanArchive }
      ... on EventOccurrence { viewerCanArchive }
      ... on Action { viewerCanArchive }
      ... on Document { viewerCanArchive }
    }
  }
`);

type Props = { change: ChangeEntry; canBeUndone: boolean };

export function UndoTogether({ change, canBeUndone }: Props) {
  const [query] = useQuery({
    query: MayQuery,
    variables: { id: change.entityId },
    pause: !canBeUndone,
  });
  const [open, setOpen] = useState(false);
  const node = query.data?.node;
  const may = node && 'viewerCanArchive' in node && node.viewerCanArchive;
  if (!canBeUndone || !may) return null;
  return (
    <section aria-labelledby="undo" className="register-revert">
      <h2 className="govuk-heading-m" id="undo">
        Undo what was added
      </h2>
      <p className="govuk-body">
        Everything that was added together with this is put in the archive: all rows of a sheet, or
        all that was added at once. Nothing leaves the history. It is refused when one of them has
        been changed since.
      </p>
      {open ? (
        <Confirm change={change} />
      ) : (
        <Button kind="secondary" onClick={() => setOpen(true)}>
          Undo all that was added with it
        </Button>
      )}
    </section>
  );
}

function Confirm({ change }: { change: ChangeEntry }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(UndoChanges, 'undoChanges', MADE_TOGETHER);
  const form = useForm({
    draftKey: null,
    initial: { reason: '' },
    version: null,
    errors: save.errors,
  });
  const submit = async ({ reason }: { reason: string }) => {
    const { saved } = await save.run({ change: change.id, reason });
    if (!saved) return;
    form.reset({ reason: '' }, null);
    await navigate(recordHistoryPath(change));
    flash.show(`${count(saved.count, 'record')} put in the archive`);
  };
  return (
    <EditForm
      form={form}
      errors={save.errors}
      loading={save.loading}
      onSubmit={submit}
      reason="required"
      submitLabel="Undo"
    >
      {null}
    </EditForm>
  );
}
