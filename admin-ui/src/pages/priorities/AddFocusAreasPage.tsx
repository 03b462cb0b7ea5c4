import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import {
  EditForm,
  type FormError,
  TextArea,
  UserErrorFields,
  useForm,
  useSave,
} from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { count } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { Repeated } from '../several/Repeated.js';
import { wasPublished } from '../strategies/fields.js';
import { nameOfPriority } from '../strategies/names.js';
import { EditionFields } from './fields.js';
import { lineErrors, titlesOf } from './manyTitles.js';
import { PublishedNote } from './PublishedNote.js';

const PriorityQuery = graphql(
  `
    query AddFocusAreasPage_Priority($id: ID!) {
      node(id: $id) {
        ... on Priority {
          id
          position
          title
          focusAreas { id title }
          strategy { ...EditionOf }
          viewerCanEditFocusAreas
        }
      }
    }
  `,
  [EditionFields],
);

const CreateFocusAreas = graphql(
  `
    mutation AddFocusAreasPage_Create($input: CreateFocusAreasInput!) {
      createFocusAreas(input: $input) {
        focusAreas { id }
        errors { ...UserError }
      }
    }
  `,
  [UserErrorFields],
);

type Priority = Extract<ResultOf<typeof PriorityQuery>['node'], { position: number }>;

/** Several new focus areas at once, one a line; all of them or none. */
export default function AddFocusAreasPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: PriorityQuery, variables: { id } });
  return (
    <Loaded query={query} retry={ask} what="the priority">
      {({ node }) =>
        node && 'focusAreas' in node && node.viewerCanEditFocusAreas ? (
          <Adder slug={slug} priority={node} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

function Adder({ slug, priority }: { slug: string; priority: Priority }) {
  const to = plan(slug).priorities;
  const navigate = useNavigate();
  const flash = useFlash();
  const save = useSave(CreateFocusAreas, 'createFocusAreas');
  const asksWhy = wasPublished(priority.strategy.state);
  const draftKey = `new-focus-areas:${priority.id}`;
  const form = useForm({
    draftKey,
    initial: { titles: '', reason: '' },
    version: null,
    errors: save.errors,
  });
  const titles = titlesOf(form.values.titles);
  const repeated = titles.filter(isAmong(priority.focusAreas.map((area) => area.title)));
  const errors: FormError[] = lineErrors(save.errors, titles);

  const submit = async ({ reason }: typeof form.values) => {
    const rows = titles.map((title) => ({ priority: priority.id, title, reason: reason || null }));
    const outcome = await save.run({ rows }, form.draftKey);
    if (!outcome.saved) return;
    form.reset({ titles: '', reason: '' }, null);
    await navigate(to.one(priority.id));
    flash.show(`${count(outcome.saved.focusAreas.length, 'focus area')} added`);
  };
  return (
    <Page
      title={`Add focus areas to ${nameOfPriority(priority)}`}
      caption={priority.strategy.title}
      hasErrors={errors.length > 0}
    >
      {priority.focusAreas.length > 0 ? (
        <p className="govuk-body">
          It has {count(priority.focusAreas.length, 'focus area')} already. New ones come after
          them.
        </p>
      ) : null}
      <PublishedNote state={priority.strategy.state} />
      <EditForm
        form={{ ...form, errors, errorOf: (name) => messageFor(errors, name) }}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel={titles.length > 1 ? `Add ${titles.length} focus areas` : 'Add'}
        {...(asksWhy ? { reason: 'required' as const } : {})}
        cancel={
          <Link className="govuk-link" to={to.one(priority.id)}>
            Cancel
          </Link>
        }
      >
        <TextArea
          name="titles"
          label="Focus areas, one a line"
          hint="Do not name or describe individuals."
          rows={8}
        />
        <Repeated names={repeated} many="focus areas" advice="They are added all the same." />
      </EditForm>
    </Page>
  );
}

function isAmong(titles: string[]): (title: string) => boolean {
  const there = new Set(titles.map((title) => title.toLowerCase()));
  return (title) => there.has(title.toLowerCase());
}

function messageFor(errors: FormError[], name: string): string | undefined {
  return errors.find(({ field }) => field === name)?.message;
}
