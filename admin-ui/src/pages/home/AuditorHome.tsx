import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { DownloadCsv } from '../../ui/DownloadCsv.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { RecentChanges, RecentChangesFields } from '../../ui/RecentChanges.js';
import { day } from '../../ui/words.js';
import { DayPicker } from '../history/asof/DayPicker.js';
import NotFoundPage from '../NotFoundPage.js';

const AuditorQuery = graphql(
  `
    query AuditorHome_Plan($slug: String!, $partnership: ID!) {
      partnership(slug: $slug) { id name historyBeginsAt }
      latest: changes(first: 5, filter: { partnership: $partnership, unusual: false }) {
        ...RecentChanges
      }
      unusual: changes(first: 5, filter: { partnership: $partnership, unusual: true }) {
        ...RecentChanges
      }
    }
  `,
  [RecentChangesFields],
);

/** For auditors: what changed, what is unusual among it, and the plan on a day. */
export function AuditorHome({ slug }: { slug: string }) {
  const [query, ask] = useQuery({
    query: AuditorQuery,
    variables: { slug, partnership: slug },
  });
  const to = plan(slug);
  return (
    <Loaded query={query} retry={ask} what="the history">
      {({ partnership, latest, unusual }) =>
        partnership ? (
          <Page title="Audit" caption={partnership.name}>
            <p className="govuk-body">
              The history begins on {day(partnership.historyBeginsAt)}. Nothing in it can be changed
              or taken away without a trace.
            </p>
            <ul className="govuk-list register-inline">
              <li>
                <Link className="govuk-link" to={to.compare}>
                  Compare two dates
                </Link>
              </li>
              <li>
                <DownloadCsv
                  list="changes"
                  query={{ partnership: slug }}
                  label="Download the whole history"
                />
              </li>
            </ul>
            <div className="register-columns">
              <RecentChanges
                changes={latest}
                historyTo={to.history}
                heading="Latest changes to the plan"
                named
              />
              <RecentChanges
                changes={unusual}
                historyTo={`${to.history}?unusual=yes`}
                heading="Unusual changes"
                named
                empty="Nothing was archived, reverted or erased, and no role, account or key was changed."
              />
            </div>
            <section aria-labelledby="on-a-day">
              <h2 className="govuk-heading-m" id="on-a-day">
                The plan on a day
              </h2>
              <DayPicker slug={slug} historyBeginsAt={partnership.historyBeginsAt} />
            </section>
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}
