import type { Topic } from './topic.js';

export const coordinator: Topic = {
  slug: 'coordinator',
  role: 'Coordinator',
  title: 'Help for coordinators',
  intro:
    'You keep everything of one partnership: the strategy and its priorities, members, meetings, events, schemes, actions, documents, and the people who may change them.',
  sections: [
    {
      title: 'See what the plan lacks',
      text: [
        'Your home page shows the plan at a glance: each priority with its rating and its schemes, and what is missing, such as schemes without a lead, titles that are not confirmed, schemes without news, and agencies that have ended and are still listed.',
      ],
      steps: [
        'To give several schemes a lead at once, tick them, choose the agency and select “Assign the lead”.',
        'Follow “Who is responsible for what” for a table of agencies and priorities.',
      ],
      picture: {
        name: 'coordinator-home',
        alt: 'The home page of a coordinator: figures, priorities with ratings, and schemes without a lead to tick and assign',
      },
    },
    {
      title: 'Make the next strategy',
      steps: [
        'Under “Strategy”, open the present edition and roll it forward.',
        'Choose for each priority whether it is carried, reworded, moved or dropped. The preview says what will happen before anything is written.',
        'Edit the new edition while it is a draft: only people of the partnership see it.',
        'Publish it when it is agreed. From then on the public sees it, and each change to it needs a reason.',
      ],
      text: [
        'The old edition stays as it was. Record who approved a strategy, and when, on its page: a strategy can be published and not adopted.',
      ],
      picture: {
        name: 'strategy',
        alt: 'The page of a strategy: its state and period, priorities in order, focus areas and approvals',
      },
    },
    {
      title: 'Keep the members',
      text: [
        'Each member has a basis in law (responsible authority, co-operating body, invited participant or co-opted), or none stated. Keep the name as your own documents publish it: the register links it to the body that it means, and says if that body was renamed or replaced.',
      ],
    },
    {
      title: 'Ask agencies for updates',
      text: [
        'Everybody who acts for an agency that you ask gets a letter. Its link opens, after signing in, on one page with all schemes of the agency and its actions that are due.',
      ],
      steps: [
        'Under “Updates”, select “Ask for updates”. Choose the day, the agencies and the days of reminding, and read the letter below the form.',
        'The page of the request shows who has answered and who has not. Select “Remind … now” to write to the silent ones at once; the others hear nothing.',
        'If an agency tells you its update by telephone, select “Enter its update”: it is reported by the agency, and the history shows that you typed it.',
        'End the request when enough has come back. A late answer still counts. If you asked by mistake, call it off.',
        'If this register sends no email, the page of the request has the letter to copy.',
      ],
      picture: {
        name: 'updates-asked',
        alt: 'The page of a request for updates: which agencies have answered, which are silent, and letters sent',
      },
    },
    {
      title: 'Say when a scheme is stale',
      text: [
        'A scheme of which there has been no update and no “No change” for 120 days is marked as stale, here and in lists. For another number of days, select “Say when a scheme is stale” on your home page.',
      ],
    },
    {
      title: 'Meetings, sittings and actions',
      steps: [
        'Plan the dates of a meeting on its page.',
        'After a sitting, record who attended by agency, what was decided in summary, the actions, the papers and the day of the next sitting, in one save.',
        'Write actions one a line: Enter begins the next. Type part of an agency’s name and press Tab, and a day like 27/3. Name a post, never a person.',
        'What was forgotten is added on the sitting’s page with “Add actions”.',
        'Under “Actions”, look at what is open, overdue, yours or of one sitting. Change a due date with a reason; the list says how often that was done. Close what is done, and merge a duplicate into the action that it repeats.',
      ],
    },
    {
      title: 'Check before others do',
      text: [
        'Under “Checks”, see what an auditor would ask about: schemes without a lead or an update, overdue and re-dated actions, who came to sittings, strategies that nobody approved, entries made late, accounts that nobody uses, and who held which role on a day. Each says what it looked at, why it matters and what to do, and can be downloaded.',
      ],
    },
    {
      title: 'Papers for the board and for scrutiny',
      text: [
        'A paper is made from what is recorded when you open it: ratings then and now, what is red or amber and why, what finished, started or stalled, schemes without news, changes to the plan, actions, and what comes.',
      ],
      steps: [
        'Open the sitting and find “Paper”, or select “Papers” for a report over a year and for the strategy as a document.',
        'Leave “Include partners’ content” alone for a paper that may be published. Tick it for the members: then every page is marked.',
        'Open it to read or print it, or keep it as PDF or as HTML, which opens in Word.',
      ],
    },
    {
      title: 'People and their roles',
      steps: [
        'Select “People and roles”, then “Invite somebody”, and choose the role and, for a partner admin or contributor, the agency.',
        'Give a role a last day if it is for a time, such as an audit.',
        'When somebody leaves, take their role away or disable the account. Both need a reason, and both can be undone.',
        'If somebody has lost their phone and their recovery codes, call them back to be sure that it is them, then reset their second factor.',
      ],
    },
    {
      title: 'Data for the council’s website',
      text: [
        'What is public can be read by anybody, without a key. For an intranet or a dashboard that shows more, make an API key under “API keys”. The key is shown once. Revoke it when it is no longer needed.',
      ],
    },
  ],
};
