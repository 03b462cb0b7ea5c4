import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { count } from '../../ui/words.js';
import { ActionRowFields, ActionsTable } from '../actions/ActionsTable.js';
import NotFoundPage from '../NotFoundPage.js';
import { CheckPage, Rest } from './CheckPage.js';
import { checks } from './checks.js';

const ActionsQuery = graphql(
  `
    query ActionsCheckPage_Actions($slug: String!) {
      partnership(slug: $slug) {
        id
        name
        checks {
          ranAt
          actions {
            examined
            open
            overdue(first: 60) { totalCount nodes { ...ActionRow } }
            redated(first: 60) { totalCount nodes { ...ActionRow } }
          }
        }
      }
    }
  `,
  [ActionRowFields],
);

export default function ActionsCheckPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: ActionsQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the check">
      {({ partnership }) => {
        if (!partnership) return <NotFoundPage />;
        const { ranAt, actions } = partnership.checks;
        const { overdue, redated } = actions;
        const none = <p className="govuk-body">None was found.</p>;
        return (
          <CheckPage
            slug={slug}
            check={checks.actions}
            partnership={partnership.name}
            ranAt={ranAt}
            over={`${count(actions.examined, 'action')}, ${actions.open} of them open`}
            found={`${overdue.totalCount} overdue, ${redated.totalCount} re-dated`}
          >
            <Section title="Overdue, the longest first">
              <ActionsTable
                slug={slug}
                caption="Overdue actions"
                actions={overdue.nodes}
                empty={none}
              />
              <Rest shown={overdue.nodes.length} total={overdue.totalCount} />
            </Section>
            <Section title="Re-dated, the most often first">
              <ActionsTable
                slug={slug}
                caption="Re-dated actions"
                actions={redated.nodes}
                empty={none}
              />
              <Rest shown={redated.nodes.length} total={redated.totalCount} />
            </Section>
          </CheckPage>
        );
      }}
    </Loaded>
  );
}
