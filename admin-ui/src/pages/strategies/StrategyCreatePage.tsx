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
  blankStrategy,
  StrategyEditFields,
  StrategyInputs,
  strategyDates,
  strategyValues,
} from './editFields.js';

const PartnershipQuery = graphql(`
  query StrategyCreatePage_Partnership($slug: String!) {
    partnership(slug: $slug) { id name viewerCanEditPlan strategies { id title } }
  }
`);

const CreateStrategy = graphql(
  `
    mutation StrategyCreatePage_Create($input: CreateStrategyInput!) {
      createStrategy(input: $input) {
        strategy { ...StrategyEdit }
        errors { ...UserError }
      }
    }
  `,
  [StrategyEditFields, UserErrorFields],
);

/** A strategy that follows no other in this register. */
export default function StrategyCreatePage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PartnershipQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the partnership">
      {({ partnership }) =>
        partnership?.viewerCanEditPlan ? (
          <StrategyCreator slug={slug} {...partnership} />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

type Props = { slug: string; id: string; strategies: { id: string; title: string }[] };

function StrategyCreator({ slug, id, strategies }: Props) {
  const to = plan(slug).strategies;
  const navigate = useNavigate();
  const flash = useFlash();
  const edit = useRecordForm({
    draftKey: `new-strategy:${id}`,
    record: null,
    blank: blankStrategy,
    valuesOf: strategyValues,
    save: useSave(CreateStrategy, 'createStrategy'),
    recordOf: (payload) => payload.strategy,
    dates: strategyDates,
    input: ({ reason, title, ...values }) => ({
      partnership: id,
      title,
      reason: reason || null,
      ...inputOf(values),
    }),
    onSaved: async (strategy) => {
      await navigate(to.one(strategy.id));
      flash.show('Strategy added. Add its priorities next');
    },
  });
  const first = strategies[0];
  return (
    <Page title="Add a strategy" hasErrors={edit.errors.length > 0}>
      {first ? (
        <p className="govuk-body">
          For the next edition of a plan that is here already,{' '}
          <Link className="govuk-link" to={plan(slug).rollForward(first.id)}>
            roll the last one forward
          </Link>
          : its priorities are carried.
        </p>
      ) : null}
      <EditForm
        {...edit}
        submitLabel="Add the strategy"
        cancel={
          <Link className="govuk-link" to={to.list}>
            Cancel
          </Link>
        }
      >
        <StrategyInputs
          isOpen
          others={strategies.map(({ id: value, title }) => ({ value, label: title }))}
        />
      </EditForm>
    </Page>
  );
}
