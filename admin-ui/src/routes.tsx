/** Every page of the admin web. Each folder of pages lists its own in `routes.ts`. */
import { Outlet, type RouteObject } from 'react-router';
import { Layout } from './layout/Layout.js';
import { page } from './lazy.js';
import { accountRoutes } from './pages/account/routes.js';
import { actionsRoutes } from './pages/actions/routes.js';
import { agenciesRoutes } from './pages/agencies/routes.js';
import { bringInRoutes } from './pages/bring-in/routes.js';
import { calendarRoutes } from './pages/calendar/routes.js';
import { checksRoutes } from './pages/checks/routes.js';
import { documentsRoutes } from './pages/documents/routes.js';
import { ErrorPage } from './pages/ErrorPage.js';
import { eventsRoutes } from './pages/events/routes.js';
import { evidenceRoutes } from './pages/evidence/routes.js';
import { helpRoutes } from './pages/help/routes.js';
import { historyRoutes } from './pages/history/routes.js';
import { homeRoutes } from './pages/home/routes.js';
import { keysRoutes } from './pages/keys/routes.js';
import { meetingsRoutes } from './pages/meetings/routes.js';
import { membersRoutes } from './pages/members/routes.js';
import { papersRoutes } from './pages/papers/routes.js';
import { partnershipsRoutes } from './pages/partnerships/routes.js';
import { peopleRoutes } from './pages/people/routes.js';
import { prioritiesRoutes } from './pages/priorities/routes.js';
import { recordsRoutes } from './pages/records/routes.js';
import { responsibilitiesRoutes } from './pages/responsibilities/routes.js';
import { returnsRoutes } from './pages/returns/routes.js';
import { schemesRoutes } from './pages/schemes/routes.js';
import { severalRoutes } from './pages/several/routes.js';
import { signInRoutes } from './pages/sign-in/routes.js';
import { strategiesRoutes } from './pages/strategies/routes.js';
import { updatesRoutes } from './pages/updates/routes.js';
import { RequireSignIn } from './session/RequireSignIn.js';
import { SessionProvider } from './session/Session.js';
import { Loading } from './ui/Loading.js';

export const routes: RouteObject[] = [
  {
    element: (
      <SessionProvider>
        <Outlet />
      </SessionProvider>
    ),
    hydrateFallbackElement: <Loading what="the register" />,
    children: [
      {
        element: <Layout />,
        children: [
          {
            // An error of one page leaves the header and the navigation standing.
            errorElement: <ErrorPage />,
            children: [
              ...signInRoutes,
              ...helpRoutes,
              {
                element: <RequireSignIn />,
                children: [
                  ...homeRoutes,
                  ...accountRoutes,
                  ...peopleRoutes,
                  ...keysRoutes,
                  ...partnershipsRoutes,
                  ...agenciesRoutes,
                  ...membersRoutes,
                  ...strategiesRoutes,
                  ...prioritiesRoutes,
                  ...responsibilitiesRoutes,
                  ...schemesRoutes,
                  ...meetingsRoutes,
                  ...eventsRoutes,
                  ...severalRoutes,
                  ...bringInRoutes,
                  ...calendarRoutes,
                  ...updatesRoutes,
                  ...returnsRoutes,
                  ...actionsRoutes,
                  ...documentsRoutes,
                  ...papersRoutes,
                  ...historyRoutes,
                  ...checksRoutes,
                  ...evidenceRoutes,
                  ...recordsRoutes,
                ],
              },
              { path: '*', lazy: page(() => import('./pages/NotFoundPage.js')) },
            ],
          },
        ],
      },
    ],
  },
];
