import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { plan } from '../../paths.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { day } from '../../ui/words.js';
import NotFoundPage from '../NotFoundPage.js';
import { History, TimeTravel } from './History.js';
import { PlaceQuery } from './place.js';
import { ProofState } from './proof/ProofState.js';

/** What changed in one partnership's plan, by whom and why. */
export default function PlanHistoryPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  const to = plan(slug);
  return (
    <Loaded query={query} retry={ask} what="the plan">
      {({ partnership }) =>
        partnership ? (
          <Page title="Plan history" caption={partnership.name}>
            <p className="govuk-body">The history begins on {day(partnership.historyBeginsAt)}.</p>
            <ProofState />
            <TimeTravel
              links={[
                { to: to.pickDay, text: 'See the plan on a day' },
                { to: to.compare, text: 'Compare two dates' },
              ]}
            />
            <History scope={{ partnership: slug }} partnership={partnership.id} />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}
