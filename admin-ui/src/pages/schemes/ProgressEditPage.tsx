/** Changes an update that was posted on a scheme. */
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, type FormError, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { useViewer } from '../../session/Session.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import { day } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { ProgressFields } from './ProgressFields.js';
import {
  type FormUpdate,
  ProgressFormFields,
  type ProgressValues,
  progressInput,
  progressValues,
  reporters,
  type Subject,
  SubjectFields,
  wrongProgress,
} from './progress.js';

const UpdateQuery = graphql(
  `
    query ProgressEditPage_Update($id: ID!) {
      node(id: $id) {
        ... on ProgressUpdate {
          ...ProgressForm
          subject { ... on Project { ...ProgressSubject } }
        }
      }
    }
  `,
  [ProgressFormFields, SubjectFields],
);

const Update = graphql(
  `
    mutation ProgressEditPage_Save($input: UpdateProgressUpdateInput!) {
      updateProgressUpdate(input: $input) {
        progressUpdate { ...ProgressForm subject { ... on Project { ...ProgressSubject } } }
        errors { ...UserError }
      }
    }
  `,
  [ProgressFormFields, SubjectFields, UserErrorFields],
);

export default function ProgressEditPage() {
  const { slug = '', id = '', update = '' } = useParams();
  const [query, ask] = useQuery({ query: UpdateQuery, variables: { id: update } });
  return (
    <Loaded query={query} retry={ask} what="the progress update">
      {({ node }) => {
        if (!node || !('subject' in node) || !('leadAgency' in node.subject))
          return <NotFoundPage />;
        return node.viewerCanUpdate ? (
          <UpdateForm key={node.id} slug={slug} update={node} subject={node.subject} />
        ) : (
          <NotAllowed
            title="You cannot edit this progress update"
            to={plan(slug).schemes.one(id)}
            look="Look at the scheme"
            draft={`progress:${node.id}`}
          >
            The agencies that lead the scheme or take part in it, and the coordinator, can.
          </NotAllowed>
        );
      }}
    </Loaded>
  );
}

type Props = { slug: string; update: FormUpdate; subject: Subject };

function UpdateForm({ slug, update, subject }: Props) {
  const back = plan(slug).schemes.one(subject.id);
  const by = reporters(subject, useViewer());
  const { form, errors, loading, submit, conflict, onMerged } = useProgressEdit(update, back);
  return (
    <Page
      title={`Edit progress of ${day(update.on)}`}
      caption={subject.name}
      hasErrors={errors.length > 0}
    >
      <EditForm
        form={form}
        errors={errors}
        loading={loading}
        onSubmit={submit}
        reason="offered"
        conflict={conflict}
        onMerged={onMerged}
        cancel={
          <Link className="govuk-link" to={back}>
            Cancel
          </Link>
        }
      >
        <ProgressFields subject={subject} by={by} />
      </EditForm>
    </Page>
  );
}

function useProgressEdit(update: FormUpdate, back: string) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(Update, 'updateProgressUpdate');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [theirs, setTheirs] = useState<FormUpdate | null>(null);
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm({
    draftKey: `progress:${update.id}`,
    initial: progressValues(update),
    version: update.version,
    errors,
  });
  const submit = async (values: ProgressValues) => {
    // Only the register knows whether an update before this one was red: it asks why if so.
    const wrong = wrongProgress(values, false);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run(
      {
        id: update.id,
        version: form.version ?? update.version,
        reason: values.reason.trim() || null,
        ...progressInput(values, form.changed),
      },
      form.draftKey,
    );
    if (outcome.conflict?.progressUpdate) setTheirs(outcome.conflict.progressUpdate);
    const saved = outcome.saved?.progressUpdate;
    if (!saved) return;
    form.reset(progressValues(saved), saved.version);
    await navigate(back);
    flash.show('Progress saved');
  };
  return {
    form,
    errors,
    loading: save.loading,
    submit,
    conflict: theirs && {
      values: progressValues(theirs, form.values.reason),
      version: theirs.version,
    },
    onMerged: () => {
      setTheirs(null);
      save.clear();
    },
  };
}
