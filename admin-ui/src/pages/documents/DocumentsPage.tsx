/** The documents of one partnership. The register gives all of them; they are searched here. */
import { useState } from 'react';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, type ResultOf } from '../../graphql/tada.js';
import { plan } from '../../paths.js';
import { Button, ButtonLink } from '../../ui/Button.js';
import { DownloadCsv } from '../../ui/DownloadCsv.js';
import { FilteredList } from '../../ui/FilteredList.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { useFilters } from '../../ui/useFilters.js';
import NotFoundPage from '../NotFoundPage.js';
import { DocumentRowFields, DocumentsTable } from './DocumentsTable.js';
import { documentKinds, matching } from './documentForm.js';

const DocumentsQuery = graphql(
  `
    query DocumentsPage_Documents($slug: String!) {
      partnership(slug: $slug) {
        id
        name
        viewerCanAddRecords
        documents { ...DocumentRow reference }
      }
    }
  `,
  [DocumentRowFields],
);

type Place = NonNullable<ResultOf<typeof DocumentsQuery>['partnership']>;

/** How many are shown before somebody asks for all. */
const MANY = 100;

export default function DocumentsPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: DocumentsQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the documents">
      {({ partnership }) =>
        partnership ? <Documents slug={slug} place={partnership} /> : <NotFoundPage />
      }
    </Loaded>
  );
}

function Documents({ slug, place }: { slug: string; place: Place }) {
  const filters = useFilters();
  const [all, setAll] = useState(false);
  const found = matching(place.documents, filters.get('q'), filters.get('kind'));
  const filtered = found.length < place.documents.length;
  return (
    <Page
      title="Documents"
      caption={place.name}
      actions={
        place.viewerCanAddRecords ? (
          <ButtonLink to={plan(slug).documents.create}>Add a document</ButtonLink>
        ) : null
      }
    >
      <FilteredList
        of={['document', 'documents']}
        filters={[
          { kind: 'search', name: 'q', label: 'Search', hint: 'Words of the title or reference' },
          { kind: 'one', name: 'kind', label: 'Kind', choices: documentKinds },
        ]}
        total={found.length}
        extra={
          <DownloadCsv
            list="documents"
            query={{ partnership: slug }}
            label="Download all documents"
          />
        }
      >
        <DocumentsTable
          slug={slug}
          documents={all ? found : found.slice(0, MANY)}
          empty={
            <p className="govuk-body">
              {filtered
                ? 'No document is like that. Take a filter away, or search for other words.'
                : 'There are no documents yet. They are added here, or with a sitting that is recorded.'}
            </p>
          }
        />
        {found.length > MANY && !all ? (
          <Button kind="secondary" onClick={() => setAll(true)}>
            Show all {found.length} documents
          </Button>
        ) : null}
      </FilteredList>
    </Page>
  );
}
