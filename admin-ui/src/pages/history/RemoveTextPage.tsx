import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  EditForm,
  Radios,
  TextField,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { typeWords } from '../../ui/changeWords.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { capital } from './Difference.js';
import { ChangeQuery } from './queries.js';
import { removable } from './removable.js';

const RedactValue = graphql(
  `
    mutation RemoveText_Redact($input: RedactValueInput!) {
      redactValue(input: $input) { change { id } errors { ...UserError } }
    }
  `,
  [UserErrorFields],
);

type Change = NonNullable<ResultOf<typeof ChangeQuery>['change']>;

/** Removes a text from the history for good: which one, why, and what will happen. */
export default function RemoveTextPage() {
  const { id = '' } = useParams();
  const [query, ask] = useQuery({ query: ChangeQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the change">
      {({ change }) => {
        if (!change) return <NotFoundPage />;
        return change.viewerCanRedact ? <Remove change={change} /> : <NotYours id={change.id} />;
      }}
    </Loaded>
  );
}

function NotYours({ id }: { id: string }) {
  return (
    <Page title="You cannot remove texts">
      <p className="govuk-body">
        Administrators can. Tell them which text it is and why:{' '}
        <Link className="govuk-link" to={paths.change(id)}>
          this change
        </Link>{' '}
        has an address that you can send.
      </p>
    </Page>
  );
}

function Remove({ change }: { change: Change }) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(RedactValue, 'redactValue');
  const texts = removable(change);
  const form = useForm({
    draftKey: null,
    initial: { field: texts[0]?.field ?? '', words: '', reason: '' },
    version: null,
    errors: save.errors,
  });
  if (texts.length === 0) return <NothingToRemove id={change.id} />;
  const submit = async ({ field, words, reason }: typeof form.values) => {
    const input = { change: change.id, field, words: words.trim() || null, reason };
    const { saved } = await save.run(input);
    if (!saved) return;
    form.reset({ field: '', words: '', reason: '' }, null);
    await navigate(paths.change(change.id));
    flash.show('The text was removed for good');
  };
  const caption = `${change.entityLabel} (${typeWords(change.entityType).toLowerCase()})`;
  return (
    <Page title="Remove a text for good" caption={caption} hasErrors={save.errors.length > 0}>
      <EditForm
        form={form}
        errors={save.errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Remove it for good"
        reason="required"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={paths.change(change.id)}>
            Cancel
          </Link>
        }
      >
        <WhatHappens />
        <Radios
          name="field"
          label="Which text?"
          choices={texts.map(({ field, name, text }) => ({
            value: field,
            label: capital(name),
            hint: text,
          }))}
        />
        <TextField
          name="words"
          label="Only these words of it (optional)"
          hint="For example a name, written as it stands there. Leave it empty to remove the whole text."
        />
      </EditForm>
    </Page>
  );
}

function NothingToRemove({ id }: { id: string }) {
  return (
    <Page title="There is no text to remove">
      <p className="govuk-body">
        <Link className="govuk-link" to={paths.change(id)}>
          Back to the change
        </Link>
      </p>
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
      <div className="govuk-warning-text">
        <span className="govuk-warning-text__icon" aria-hidden="true">
          !
        </span>
        <strong className="govuk-warning-text__text">
          <span className="govuk-visually-hidden">Warning</span>
          This cannot be undone, by anybody.
        </strong>
      </div>
      <ul className="govuk-list govuk-list--bullet">
        <li>the text goes from every change of this record that holds it</li>
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
