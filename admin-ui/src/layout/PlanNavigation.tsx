import { useLocation } from 'react-router';
import { paths, plan } from '../paths.js';
import { Menu } from './Header.js';

/** The parts of one partnership's plan. */
export function PlanNavigation({ slug }: { slug: string }) {
  const { pathname } = useLocation();
  const to = plan(slug);
  return (
    <Menu
      key={pathname}
      below
      label="Plan"
      items={[
        { to: to.home, name: 'Overview', end: true, isHere: pathname === paths.home },
        { to: to.strategies.list, name: 'Strategy' },
        { to: to.schemes.list, name: 'Projects and schemes' },
        { to: to.meetings.list, name: 'Meetings' },
        { to: to.events.list, name: 'Events' },
        { to: to.actions.list, name: 'Actions' },
        { to: to.updates.list, name: 'Updates' },
        { to: to.documents.list, name: 'Documents' },
        { to: to.papers, name: 'Papers' },
        { to: to.members.list, name: 'Members' },
        { to: to.calendar, name: 'Calendar' },
        { to: to.history, name: 'Plan history' },
        { to: to.checks, name: 'Checks' },
      ]}
    />
  );
}
