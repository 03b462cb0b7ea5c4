import type { Topic } from './topic.js';

export const partnerAdmin: Topic = {
  slug: 'partner-admin',
  role: 'Partner admin',
  title: 'Help for partner admins',
  intro:
    'You keep what your agency leads, hosts, chairs or owns: its projects and schemes, meetings, events, actions and documents. Nobody else’s entries can be changed by mistake: what is not yours offers no way to change it.',
  sections: [
    {
      title: 'Update a scheme in under a minute',
      steps: [
        'Sign in. Your home page lists the schemes that your agency leads; those without news for too long come first.',
        'Choose the scheme.',
        'Choose the new status and select “Save status”. If you chose wrongly, select “Undo” in the green banner.',
        'If nothing has changed, confirm on the scheme’s page that it is still right. Then it no longer counts as stale.',
      ],
      picture: {
        name: 'partner-admin-home',
        alt: 'The home page of a partner admin: the schemes of the agency, schemes without a lead, actions due and the next meetings',
      },
    },
    {
      title: 'Give your quarterly update',
      steps: [
        'Follow the link in the letter, or “Give your update” on your home page, and sign in. All schemes of your agency are on one page, each with what was said last time.',
        'Tick “No change” where nothing has changed. Elsewhere change the status or rating, or write what is new.',
        'Below are your actions that are due: tick “Done”, or say what was done so far.',
        'Select “Save” once, at the end.',
      ],
      text: [
        'What you enter is kept in this browser until you save or sign out. If somebody else changed one of the schemes meanwhile, the others are saved and that one is shown again with your text.',
      ],
      picture: {
        name: 'return',
        alt: 'The page of a return: each scheme with its last update, a tick for no change, and boxes for what is new',
      },
    },
    {
      title: 'Post progress',
      steps: [
        'On the scheme’s page, select “Post progress”.',
        'Choose red, amber, green or not rated, and say in a few sentences what has happened. Do not name or describe individuals.',
        'If the rating gets better by two steps, from red to green, say why.',
      ],
      text: [
        'You can post progress on schemes that your agency leads or takes part in. Progress is for partners only, unless you choose otherwise.',
      ],
      picture: {
        name: 'scheme',
        alt: 'The page of a scheme: its status, its fields, progress, actions and documents, with recent changes beside it',
      },
    },
    {
      title: 'Take a scheme that nobody leads',
      text: [
        'Your home page lists schemes without a lead. If one is your agency’s, select “Claim”. Your agency then leads it and you can change it. The coordinator sees it under “Latest changes” and can undo it.',
      ],
    },
    {
      title: 'See it in your own calendar',
      steps: [
        'Select “Calendar”, and below it “make a calendar address of your own”.',
        'Choose what it holds, say where you will use it and select “Make the address”.',
        'Copy the address at once, and add it to Outlook, Google Calendar or Apple Calendar as the page says.',
      ],
      text: [
        'Whoever has the address sees what you see: do not pass it on. You can revoke it on the same page.',
      ],
    },
    {
      title: 'When somebody else saved first',
      text: [
        'If a colleague saved the same record while you were typing, nothing is lost: both versions are shown side by side, and you choose for each field which one to keep.',
        'If your session ends or the network fails, what you entered stays on the page. Sign in again in the box that appears and go on.',
      ],
    },
    {
      title: 'Remove something',
      text: [
        'Records are archived and not deleted. Say why; an archived record leaves the plan and stays in the history, and can be brought back.',
      ],
    },
    {
      title: 'Invite a colleague',
      steps: [
        'Select “People and roles”, then “Invite somebody”.',
        'Choose partner admin for somebody who keeps your agency’s entries, or contributor for somebody who only posts progress and closes actions.',
        'If this register sends no email, a link is shown once: pass it on to your colleague yourself.',
      ],
    },
  ],
};
