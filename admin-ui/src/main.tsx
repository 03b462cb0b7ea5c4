import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { routes } from './routes.js';
import './styles/govuk.scss';
import './styles/moj.scss';
import './styles/main.scss';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const router = createBrowserRouter(routes, { basename: '/admin' });
router.subscribe((state) => {
  // From now on a page's heading takes the focus when the page arrives: see ui/Page.
  if (state.historyAction !== 'POP' || state.navigation.state !== 'idle') {
    document.documentElement.dataset.moved = 'yes';
  }
});
createRoot(root).render(<RouterProvider router={router} />);
