/** Puts an action off, or brings it forward: the day it was first due is kept. */
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import {
  badDates,
  DateField,
  EditForm,
  type FormError,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { Page } from '../../ui/Page.js';
import { day } from '../../ui/words.js';
import { ActionLoader } from './ActionLoader.js';
import { type Action, shortText } from './action.js';

const Redate = graphql(
  `
    mutation ActionRedatePage_Update($input: UpdateActionInput!) {
      updateAction(input: $input) {
        action { id version dueOn }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Theirs = { version: number; dueOn: string | null };

export default function ActionRedatePage() {
  return (
    <ActionLoader
      refusal={({ viewerCanUpdate }) =>
        viewerCanUpdate
          ? null
          : {
              title: 'You cannot change when this action is due',
              why: 'The agencies that own it and the coordinator can.',
            }
      }
    >
      {(action, back) => <RedateForm key={action.id} action={action} back={back} />}
    </ActionLoader>
  );
}

function RedateForm({ action, back }: { action: Action; back: string }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(Redate, 'updateAction');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm({
    draftKey: null,
    initial: { dueOn: action.dueOn ?? '', reason: '' },
    version: action.version,
    errors,
  });
  const submit = async ({ dueOn, reason }: { dueOn: string; reason: string }) => {
    const wrong = badDates({ dueOn }, [['dueOn', 'Due date']]);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run(
      {
        id: action.id,
        version: form.version ?? action.version,
        dueOn: dueOn || null,
        reason: reason.trim() || null,
      },
      form.draftKey,
    );
    if (outcome.conflict?.action) setTheirs(outcome.conflict.action);
    if (!outcome.saved) return;
    form.reset({ dueOn, reason: '' }, null);
    await navigate(back);
    flash.show(dueOn ? `The action is due ${day(dueOn)}` : 'The action has no due date now');
  };
  return (
    <Page title="Change due date" caption={shortText(action.text)} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        reason="offered"
        conflict={
          theirs && {
            values: { dueOn: theirs.dueOn ?? '', reason: form.values.reason },
            version: theirs.version,
          }
        }
        onMerged={() => {
          setTheirs(null);
          save.clear();
        }}
        cancel={
          <Link className="govuk-link" to={back}>
            Cancel
          </Link>
        }
      >
        <DateField name="dueOn" label="New due date" />
      </EditForm>
    </Page>
  );
}
