/** Says how a scheme is going. */
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
import { RatingWithDate } from '../../ui/RatingWithDate.js';
import NotFoundPage from '../NotFoundPage.js';
import { ProgressFields } from './ProgressFields.js';
import {
  isLeap,
  newProgress,
  type ProgressValues,
  progressInput,
  reporters,
  type Subject,
  SubjectFields,
  wrongProgress,
} from './progress.js';

const SubjectQuery = graphql(
  `
    query PostProgressPage_Scheme($id: ID!) {
      node(id: $id) { ... on Project { ...ProgressSubject } }
    }
  `,
  [SubjectFields],
);

const PostProgress = graphql(
  `
    mutation PostProgressPage_Post($input: PostProgressInput!) {
      postProgress(input: $input) {
        progressUpdate {
          id
          version
          subject { ... on Project { id isStale latestProgress { id rating on } } }
        }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

export default function PostProgressPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: SubjectQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the scheme">
      {({ node }) => {
        if (!node || !('leadAgency' in node)) return <NotFoundPage />;
        return node.viewerCanPostProgress && !node.isArchived ? (
          <PostForm key={node.id} slug={slug} subject={node} />
        ) : (
          <NotAllowed
            title={`You cannot post progress on ${node.name}`}
            to={plan(slug).schemes.one(node.id)}
            look="Look at the scheme"
            draft={`new-progress:${node.id}`}
          >
            {node.isArchived
              ? 'This scheme is archived.'
              : 'The agencies that lead it or take part in it, and the coordinator, say how it is going.'}
          </NotAllowed>
        );
      }}
    </Loaded>
  );
}

function PostForm({ slug, subject }: { slug: string; subject: Subject }) {
  const to = plan(slug).schemes;
  const by = reporters(subject, useViewer());
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(PostProgress, 'postProgress');
  const [typed, setTyped] = useState<FormError[]>([]);
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm({
    draftKey: `new-progress:${subject.id}`,
    initial: newProgress(subject, by),
    version: null,
    errors,
  });
  const leap = isLeap(subject.latestProgress, form.values.rating);

  const submit = async (values: ProgressValues) => {
    const wrong = wrongProgress(values, leap);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const { saved } = await save.run(
      {
        project: subject.id,
        rating: values.rating as 'RED' | 'AMBER' | 'GREEN' | 'NOT_RATED',
        reason: values.reason.trim() || null,
        ...progressInput(
          values,
          Object.keys(values).filter(
            (name) => name !== 'rating' && values[name as keyof ProgressValues] !== '',
          ),
        ),
      },
      form.draftKey,
    );
    if (!saved) return;
    form.reset(newProgress(subject, by), null);
    await navigate(to.one(subject.id));
    flash.show('Progress posted');
  };
  return (
    <Page title="Post progress" caption={subject.name} hasErrors={errors.length > 0}>
      <p className="govuk-body">
        Last time: <RatingWithDate progress={subject.latestProgress} />
      </p>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Post progress"
        reason={leap ? 'required' : 'offered'}
        cancel={
          <Link className="govuk-link" to={to.one(subject.id)}>
            Cancel
          </Link>
        }
      >
        <ProgressFields subject={subject} by={by} />
      </EditForm>
    </Page>
  );
}
