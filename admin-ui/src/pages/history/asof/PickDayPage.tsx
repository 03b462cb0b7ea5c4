import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { plan } from '../../../paths.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Page } from '../../../ui/Page.js';
import { day } from '../../../ui/words.js';
import NotFoundPage from '../../NotFoundPage.js';
import { PlaceQuery } from '../place.js';
import { DayPicker } from './DayPicker.js';

/** Where one asks for the plan on a day. */
export default function PickDayPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the plan">
      {({ partnership }) =>
        partnership ? (
          <Page title="The plan on a day" caption={partnership.name}>
            <p className="govuk-body">
              The history begins on {day(partnership.historyBeginsAt)}.{' '}
              <Link className="govuk-link" to={plan(slug).compare}>
                Compare two dates instead
              </Link>
            </p>
            <DayPicker slug={slug} historyBeginsAt={partnership.historyBeginsAt} />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}
