import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { DateField, EditForm, type FormError, useForm } from '../../forms/index.js';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan, publicPlan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { OccurrenceStatusTag, StrategyStateTag } from '../../ui/Status.js';
import { Table } from '../../ui/Table.js';
import { whenWords } from '../../ui/when.js';
import { day, londonDay } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { PaperLinks } from './PaperLinks.js';
import { badDays, type Days, lastYear } from './period.js';

const PapersQuery = graphql(`
  query PapersPage_Plan($slug: String!) {
    partnership(slug: $slug) {
      id
      name
      board {
        id
        name
        occurrences(last: 12) {
          nodes { id startsOn endsOn startTime endTime dateNote status }
        }
      }
      strategies { id key title state }
    }
  }
`);

type Plan = NonNullable<ResultOf<typeof PapersQuery>['partnership']>;

/** The documents that are made from the plan: papers, reports and the strategy. */
export default function PapersPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PapersQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the papers">
      {({ partnership }) =>
        partnership ? <Papers slug={slug} partnership={partnership} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function Papers({ slug, partnership }: { slug: string; partnership: Plan }) {
  return (
    <Page title="Papers" caption={partnership.name}>
      <p className="govuk-body">
        Documents that are made from the plan as it is recorded here. Each can be read, printed on
        A4, and kept as an accessible PDF or as one HTML file that opens in Word.
      </p>
      <ForSitting slug={slug} board={partnership.board} />
      <OverDays slug={slug} />
      <Strategies slug={slug} strategies={partnership.strategies} />
    </Page>
  );
}

function ForSitting({ slug, board }: { slug: string; board: Plan['board'] }) {
  const to = plan(slug);
  return (
    <section className="register-section">
      <h2 className="govuk-heading-m">Paper for a sitting</h2>
      <p className="govuk-body">
        What has happened since the last sitting. Choose the sitting; its paper is on its page.
        Other meetings have theirs too: open the sitting from{' '}
        <Link className="govuk-link" to={to.meetings.list}>
          Meetings
        </Link>
        .
      </p>
      <Table
        caption={board ? `Sittings of ${board.name}` : 'Sittings of the board'}
        captionHidden
        rows={[...(board?.occurrences.nodes ?? [])].reverse()}
        rowKey={({ id }) => id}
        empty={
          board
            ? 'No sitting of the board is recorded yet. Schedule one from its page under Meetings.'
            : 'No meeting is the board of this partnership yet.'
        }
        columns={[
          {
            heading: 'Sitting',
            isRowHeading: true,
            cell: (sitting) => (
              <Link className="govuk-link" to={to.sitting(sitting.id)}>
                {whenWords(sitting)}
              </Link>
            ),
          },
          { heading: 'Status', cell: ({ status }) => <OccurrenceStatusTag status={status} /> },
        ]}
      />
    </section>
  );
}

function OverDays({ slug }: { slug: string }) {
  const [errors, setErrors] = useState<FormError[]>([]);
  const [chosen, setChosen] = useState<Days | null>(null);
  const form = useForm({
    draftKey: null,
    initial: lastYear(londonDay()),
    version: null,
    errors,
  });
  const submit = (values: Days) => {
    const wrong = badDays(values);
    setErrors(wrong);
    setChosen(wrong.length > 0 ? null : { first: values.first, last: values.last });
  };
  return (
    <section className="register-section">
      <h2 className="govuk-heading-m">Report over a period</h2>
      <p className="govuk-body">
        The same over the days that you choose, such as the annual report for scrutiny.
      </p>
      <EditForm
        form={form}
        errors={errors}
        loading={false}
        onSubmit={submit}
        submitLabel="Make the report"
        leaveFreely
      >
        <DateField name="first" label="First day" />
        <DateField name="last" label="Last day" />
      </EditForm>
      <div role="status">
        {chosen ? (
          <>
            <h3 className="govuk-heading-s">
              Report on {day(chosen.first)} to {day(chosen.last)}
            </h3>
            <PaperLinks
              slug={slug}
              address={publicPlan(slug).report(chosen.first, chosen.last)}
              about={`report on ${day(chosen.first)} to ${day(chosen.last)}`}
            />
          </>
        ) : null}
      </div>
    </section>
  );
}

function Strategies({ slug, strategies }: { slug: string; strategies: Plan['strategies'] }) {
  return (
    <section className="register-section">
      <h2 className="govuk-heading-m">The strategy as a document</h2>
      <p className="govuk-body">
        Each edition has an address that stays. A draft has none until it is published or put out to
        consultation.
      </p>
      <Table
        caption="Editions of the strategy"
        captionHidden
        rows={strategies}
        rowKey={({ id }) => id}
        empty="There is no strategy yet that you can see."
        columns={[
          { heading: 'Edition', isRowHeading: true, cell: ({ title }) => title },
          { heading: 'State', cell: ({ state }) => <StrategyStateTag state={state} /> },
          {
            heading: 'Document',
            cell: ({ key, title, state }) =>
              state === 'DRAFT' ? (
                'Not while it is a draft'
              ) : (
                <PaperLinks
                  slug={slug}
                  address={publicPlan(slug).strategy(key)}
                  about={title}
                  offersPartners={false}
                />
              ),
          },
        ]}
      />
    </section>
  );
}
