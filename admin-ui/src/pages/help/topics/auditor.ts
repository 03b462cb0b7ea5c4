import type { Topic } from './topic.js';

export const auditor: Topic = {
  slug: 'auditor',
  role: 'Auditor',
  title: 'Help for auditors',
  intro:
    'You read everything, the whole history among it, and change nothing. For internal audit, scrutiny officers and external auditors.',
  sections: [
    {
      title: 'Who changed what, when and why',
      text: [
        'The history has one entry for each change: who made it, acting for which agency, each field before and after, when, and why if a reason was given. Each record shows its own history; “History” shows all of it, with filters.',
        'Your home page lists what is unusual: changes that were reverted, changes to many records at once, and roles that were given or taken.',
      ],
      picture: {
        name: 'history',
        alt: 'The history: a timeline of changes with filters beside it',
      },
    },
    {
      title: 'The plan on a day',
      text: [
        'There are two different questions, and your home page asks which one you mean.',
        '“What did this register say then?” shows everything as people had entered it by that moment, whether it was right or not. A banner stands over each page, and nothing can be changed.',
        '“What was in force on that day?” shows the strategy that covers the day and the members of that day, as the register knows them now.',
      ],
      picture: {
        name: 'auditor-home',
        alt: 'The home page of an auditor: latest and unusual changes, and the question which plan on which day',
      },
    },
    {
      title: 'Compare two dates',
      text: [
        '“Compare two dates” lists what was added, changed and dropped between them, with who did it and why.',
      ],
    },
    {
      title: 'Who held which role',
      steps: [
        'Select “People and roles”, then “Roles on a day”.',
        'Choose the day. The list says who held which role then, who granted it, and when it ended.',
        'If you audit the whole register, “Sign-ins” lists each attempt to sign in.',
      ],
    },
    {
      title: 'Run the checks',
      steps: [
        'Open a partnership and select “Checks”.',
        'Choose a check. It runs at once and says on which day, over how much, and what it found; where it is about a period, choose the days.',
        'Select “Download this check” for a table with the day in each row, to keep with your papers.',
      ],
    },
    {
      title: 'Take the evidence away',
      text: [
        'Lists have a link to download them as CSV, a table that any spreadsheet opens.',
        '“Evidence” prepares one file for a period: every change that you may see, as a table and for programs, the plan as it was before and after, and what proves that nothing was altered, removed or put in. That you took it away is noted in the history.',
        'Check it on a computer of your own: the file explains how. Bring along the public key as you were given it, and any checkpoint that you kept: with an old checkpoint the file proves that nothing has changed since that day.',
      ],
    },
  ],
};
