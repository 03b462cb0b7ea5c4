import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { Loaded } from '../../ui/Loaded.js';
import NotFoundPage from '../NotFoundPage.js';
import { type Place, PlaceQuery } from './place.js';

/** The partnership to which something is to be added, for those who may. */
export function SeveralPage({ children }: { children(slug: string, place: Place): ReactNode }) {
  const { slug = '' } = useParams();
  const [query, ask] = useQuery({ query: PlaceQuery, variables: { slug } });
  return (
    <Loaded query={query} retry={ask} what="the form">
      {({ partnership }) =>
        partnership?.viewerCanAddRecords ? children(slug, partnership) : <NotFoundPage />
      }
    </Loaded>
  );
}
