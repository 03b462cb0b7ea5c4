import { type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import {
  EditForm,
  type FormError,
  TextField,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { Page } from '../../ui/Page.js';
import { Warning } from '../../ui/Warning.js';

const RedactValue = graphql(
  `
    mutation RemoveText_Redact($input: RedactValueInput!) {
      redactValue(input: $input) { change { id } errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

type Props = {
  change: string;
  caption?: string;
  /** The text that an address asked for; empty when none was. */
  field: string;
  /** How the text is chosen. */
  children: ReactNode;
  /** Where to go afterwards, and without doing it. */
  back: string;
};

/** Removes a text of a change for good: which one, which words of it, and why. */
export function RemoveTextForm({ change, caption, field, children, back }: Props) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(RedactValue, 'redactValue');
  const [missing, setMissing] = useState<FormError[]>([]);
  const errors = missing.length > 0 ? missing : save.errors;
  const form = useForm({
    draftKey: null,
    initial: { field, words: '', reason: '' },
    version: null,
    errors,
  });
  const submit = async ({ field, words, reason }: typeof form.values) => {
    const none = field.trim() ? [] : [{ field: 'field', message: 'Choose which text to remove' }];
    setMissing(none);
    if (none.length > 0) return;
    const input = { change, field: field.trim(), words: words.trim() || null, reason };
    const { saved } = await save.run(input);
    if (!saved) return;
    form.reset({ field: '', words: '', reason: '' }, null);
    await navigate(back);
    flash.show('The text was removed for good');
  };
  return (
    <Page title="Remove a text for good" caption={caption} hasErrors={errors.length > 0}>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Remove it for good"
        submitKind="warning"
        reason="required"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={back}>
            Cancel
          </Link>
        }
      >
        <WhatHappens />
        {children}
        <TextField
          name="words"
          label="Only these words of it (optional)"
          hint="For example a name, written as it stands there. The record then keeps the rest of the text; the history loses the whole text wherever it holds these words. Leave it empty to remove the whole text."
        />
      </EditForm>
    </Page>
  );
}

function WhatHappens() {
  return (
    <>
      <p className="govuk-body">
        For what should never have been written, such as the name of a resident or of a victim. To
        correct a mistake, edit the record instead.
      </p>
      <Warning>This cannot be undone, by anybody.</Warning>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          the text goes from this field in every change of this record that holds it; a reason that
          holds the same words stays, and is removed by itself: choose the reason as the text
        </li>
        <li>
          if the record says it now, the day of the removal stands in its place, for everybody to
          see
        </li>
        <li>
          the history says that a text was removed, when, by whom and why; do not repeat the text in
          the reason
        </li>
      </ul>
    </>
  );
}
