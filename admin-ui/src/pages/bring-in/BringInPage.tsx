/** Bringing in what stands in a spreadsheet: pasted, matched, looked through, and then all or nothing. */
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { Loaded } from '../../ui/Loaded.js';
import NotFoundPage from '../NotFoundPage.js';
import { BringIn } from './BringIn.js';
import { PlaceQuery } from './queries.js';

export default function BringInPage() {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the form">
      {({ partnership, schemes, actions, sittings, members }) =>
        partnership?.viewerCanAddRecords ? (
          <BringIn
            slug={slug}
            place={partnership}
            columns={{ SCHEMES: schemes, ACTIONS: actions, SITTINGS: sittings, MEMBERS: members }}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}
