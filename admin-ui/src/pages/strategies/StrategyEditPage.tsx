import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { EditForm, inputOf, UserErrorFields, useRecordForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import {
  type StrategyEdit,
  StrategyEditFields,
  StrategyInputs,
  strategyDates,
  strategyValues,
} from './editFields.js';
import { wasPublished } from './fields.js';

const StrategyQuery = graphql(
  `
    query StrategyEditPage_Strategy($id: ID!, $slug: String!) {
      node(id: $id) { ... on Strategy { ...StrategyEdit } }
      partnership(slug: $slug) { id strategies { id title } }
    }
  `,
  [StrategyEditFields],
);

const UpdateStrategy = graphql(
  `
    mutation StrategyEditPage_Update($input: UpdateStrategyInput!) {
      updateStrategy(input: $input) {
        strategy { ...StrategyEdit }
        errors { ...UserError }
      }
    }
  `,
  [StrategyEditFields, UserErrorFields],
);

/** An edition's own fields. Its priorities stand on its page. */
export default function StrategyEditPage() {
  const { slug = '', id = '' } = useParams();
  const [query, ask] = useQuery({ query: StrategyQuery, variables: { id, slug } });
  return (
    <Loaded query={query} retry={ask} what="the strategy">
      {({ node, partnership }) =>
        node && 'title' in node && node.viewerCanUpdate ? (
          <StrategyEditor slug={slug} strategy={node} others={partnership?.strategies ?? []} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; strategy: StrategyEdit; others: { id: string; title: string }[] };

function StrategyEditor({ slug, strategy, others }: Props) {
  const to = plan(slug).strategies;
  const navigate = useNavigate();
  const flash = useFlash();
  const published = wasPublished(strategy.state);
  const edit = useRecordForm({
    draftKey: `strategy:${strategy.id}`,
    record: strategy,
    valuesOf: strategyValues,
    save: useSave(UpdateStrategy, 'updateStrategy'),
    recordOf: (payload) => payload.strategy,
    dates: strategyDates,
    input: (values, changed, version) => ({
      id: strategy.id,
      version,
      reason: values.reason || null,
      ...inputOf(values, changed),
    }),
    onSaved: async () => {
      await navigate(to.one(strategy.id));
      flash.show('Strategy saved');
    },
  });
  return (
    <Page title={`Edit ${strategy.title}`} hasErrors={edit.errors.length > 0}>
      {published ? (
        <div className="govuk-inset-text">
          Residents can read this edition. What you change here is public as soon as you save it. To
          plan the next period, roll the edition forward instead.
        </div>
      ) : null}
      <EditForm
        {...edit}
        reason={published ? 'required' : 'offered'}
        cancel={
          <Link className="govuk-link" to={to.one(strategy.id)}>
            Cancel
          </Link>
        }
      >
        <StrategyInputs
          isOpen={!published}
          others={others
            .filter(({ id }) => id !== strategy.id)
            .map(({ id, title }) => ({ value: id, label: title }))}
        />
      </EditForm>
    </Page>
  );
}
