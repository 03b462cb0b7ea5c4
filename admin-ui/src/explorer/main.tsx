import 'graphiql/setup-workers/vite';
// Piece by piece: the bundled sheet also holds half a megabyte of fonts as data: URLs.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './explorer.css';
import { GraphiQL } from 'graphiql';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { examples } from './examples';
import { fetcher } from './fetcher';
import introspection from './introspection.json';

// GraphiQL takes a tab's title from its operation name.
const tabs = examples.map(({ query }) => ({ query }));

const root = document.getElementById('explorer');
if (!root) {
  throw new Error('The page has no #explorer element.');
}
createRoot(root).render(
  <StrictMode>
    <GraphiQL fetcher={fetcher} defaultTabs={tabs} {...introspection}>
      <GraphiQL.Logo>
        <h1 className="explorer-title">
          <a href="/">Partnership Register</a>
        </h1>
      </GraphiQL.Logo>
    </GraphiQL>
  </StrictMode>,
);
