/** Changes an action: what is to be done, by whom and when. It is closed on a page of its own. */
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, type FormError, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { NotAllowed } from '../../ui/NotAllowed.js';
import { Page } from '../../ui/Page.js';
import { londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { ActionFields } from './ActionFields.js';
import {
  ActionFormFields,
  type ActionPlace,
  ActionPlaceFields,
  type ActionValues,
  actionInput,
  actionValues,
  type FormAction,
  sittingOption,
  sittingsAround,
  wrongAction,
} from './actionForm.js';

const ActionQuery = graphql(
  `
    query ActionEditPage_Action($id: ID!, $slug: String!, $from: Date!, $to: Date!) {
      node(id: $id) { ... on Action { ...ActionForm } }
      partnership(slug: $slug) { ...ActionPlace }
    }
  `,
  [ActionFormFields, ActionPlaceFields],
);

const UpdateAction = graphql(
  `
    mutation ActionEditPage_Update($input: UpdateActionInput!) {
      updateAction(input: $input) {
        action { ...ActionForm }
        errors { ...UserError }
      }
    }
  `,
  [ActionFormFields, UserErrorFields],
);

export default function ActionEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({
    query: ActionQuery,
    variables: { id, slug, ...sittingsAround(londonDay()) },
  });
  return (
    <Loaded query={query} retry={ask} what="the action">
      {({ node, partnership }) => {
        if (!partnership || !node || !('owners' in node)) return <NotFoundPage />;
        return node.viewerCanUpdate ? (
          <EditAction key={node.id} slug={slug} action={node} place={partnership} />
        ) : (
          <NotAllowed
            title="You cannot edit this action"
            to={plan(slug).actions.one(id)}
            look="Look at the action"
            draft={`action:${id}`}
          >
            The agencies that own it and the coordinator keep it up to date.
          </NotAllowed>
        );
      }}
    </Loaded>
  );
}

type Props = { slug: string; action: FormAction; place: ActionPlace };

function EditAction({ slug, action, place }: Props) {
  const back = plan(slug).actions.one(action.id);
  const { form, errors, loading, submit, conflict, onMerged } = useActionEdit(action, back);
  const { owners, project, raisedAt, priority, status } = action;
  return (
    <Page
      title="Edit action"
      caption={action.reference ?? place.name}
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
        <ActionFields
          place={place}
          closed={status !== 'OPEN'}
          linked={{
            owners: owners.map(({ id, name }) => ({ value: id, label: name })),
            ...(project ? { scheme: { value: project.id, label: project.name } } : {}),
            ...(raisedAt ? { sitting: sittingOption(raisedAt) } : {}),
            ...(priority ? { priority: { value: priority.id, label: priority.heading } } : {}),
          }}
        />
      </EditForm>
    </Page>
  );
}

function useActionEdit(action: FormAction, back: string) {
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(UpdateAction, 'updateAction');
  const [typed, setTyped] = useState<FormError[]>([]);
  const [theirs, setTheirs] = useState<FormAction | null>(null);
  const errors = typed.length > 0 ? typed : save.errors;
  const form = useForm({
    draftKey: `action:${action.id}`,
    initial: actionValues(action),
    version: action.version,
    errors,
  });
  const submit = async (values: ActionValues) => {
    const wrong = wrongAction(values);
    setTyped(wrong);
    if (wrong.length > 0) return;
    const outcome = await save.run(
      {
        id: action.id,
        version: form.version ?? action.version,
        reason: values.reason.trim() || null,
        ...actionInput(values, form.changed),
      },
      form.draftKey,
    );
    if (outcome.conflict?.action) setTheirs(outcome.conflict.action);
    const saved = outcome.saved?.action;
    if (!saved) return;
    form.reset(actionValues(saved), saved.version);
    await navigate(back);
    flash.show('Action saved');
  };
  return {
    form,
    errors,
    loading: save.loading,
    submit,
    conflict: theirs && {
      values: actionValues(theirs, form.values.reason),
      version: theirs.version,
    },
    onMerged: () => {
      setTheirs(null);
      save.clear();
    },
  };
}
