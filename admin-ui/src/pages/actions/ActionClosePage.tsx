/** Closes an action with what came of it. */
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import {
  badDates,
  DateField,
  EditForm,
  type FormError,
  LinkField,
  Radios,
  TextArea,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { undone } from '../../layout/undone.js';
import { Page } from '../../ui/Page.js';
import { londonDay } from '../../ui/words.js';
import { ActionLoader } from './ActionLoader.js';
import { type Action, shortText } from './action.js';
import { useActionSearch } from './actionSearch.js';

const CloseAction = graphql(
  `
    mutation ActionClosePage_Close($input: CloseActionInput!) {
      closeAction(input: $input) {
        action { id version status }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const Reopen = graphql(
  `
    mutation ActionClosePage_Reopen($input: UpdateActionInput!) {
      updateAction(input: $input) {
        action { id version status }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

const outcomes = [
  { value: 'COMPLETED', label: 'Done' },
  { value: 'SUPERSEDED', label: 'Replaced by another action' },
  {
    value: 'DUPLICATE',
    label: 'The same as another action',
    hint: 'Merge it: what is to be done goes on there.',
  },
  { value: 'CANCELLED', label: 'No longer to be done' },
];

const draftOf = ({ id }: { id: string }) => `close-action:${id}`;

export default function ActionClosePage() {
  return (
    <ActionLoader
      draft={draftOf}
      refusal={({ viewerCanClose, status }) =>
        status !== 'OPEN'
          ? { title: 'This action is closed', why: 'It was closed already.' }
          : viewerCanClose
            ? null
            : {
                title: 'You cannot close this action',
                why: 'The agencies that own it and the coordinator can.',
              }
      }
    >
      {(action, back) => <CloseForm key={action.id} action={action} back={back} />}
    </ActionLoader>
  );
}

function CloseForm({ action, back }: { action: Action; back: string }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(CloseAction, 'closeAction');
  const reopen = useSave(Reopen, 'updateAction');
  const [typed, setTyped] = useState<FormError[]>([]);
  const errors = typed.length > 0 ? typed : save.errors;
  const search = useActionSearch(action);
  const initial = { outcome: 'COMPLETED', duplicateOf: '', note: '', on: londonDay(), reason: '' };
  const form = useForm({ draftKey: draftOf(action), initial, version: null, errors });
  const submit = async ({ outcome, duplicateOf, note, on, reason }: typeof initial) => {
    const merged = outcome === 'DUPLICATE';
    const wrong = badDates({ on }, [['on', 'Day it was closed']]);
    if (merged && !duplicateOf)
      wrong.unshift({ field: 'duplicateOf', message: 'Choose the action that this one repeats' });
    setTyped(wrong);
    if (wrong.length > 0) return;
    const { saved } = await save.run(
      {
        id: action.id,
        version: action.version,
        outcome: outcome as 'COMPLETED' | 'SUPERSEDED' | 'DUPLICATE' | 'CANCELLED',
        duplicateOf: merged ? duplicateOf : null,
        note: note.trim() || null,
        on: on || null,
        reason: reason.trim() || null,
      },
      form.draftKey,
    );
    if (!saved?.action) return;
    const { id, version } = saved.action;
    form.reset(initial, null);
    await navigate(back);
    const undo = async () => {
      const back = await reopen.run({ id, version, status: 'OPEN', reason: 'Undone at once' });
      return undone(back, 'The action is open again');
    };
    if (action.viewerCanUpdate) flash.show('Action closed', undo);
    else flash.show('Action closed');
  };
  return (
    <Page title="Close action" caption={shortText(action.text)} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Close action"
        reason="offered"
        cancel={
          <Link className="govuk-link" to={back}>
            Cancel
          </Link>
        }
      >
        <Radios name="outcome" label="Why is it closed?" choices={outcomes} />
        {form.values.outcome === 'DUPLICATE' ? (
          <LinkField
            name="duplicateOf"
            label="Which action does it repeat?"
            hint="Type some of its words or its reference"
            options={[]}
            search={search}
          />
        ) : null}
        <TextArea name="note" label="What came of it? (optional)" rows={3} />
        <DateField name="on" label="Day it was closed" />
      </EditForm>
    </Page>
  );
}
