import type { Topic } from './topic.js';

export const contributor: Topic = {
  slug: 'contributor',
  role: 'Contributor',
  title: 'Help for contributors',
  intro:
    'You say how your agency’s schemes are going, and close its actions. The rest is kept by the partner admin of your agency.',
  sections: [
    {
      title: 'Give your quarterly update',
      steps: [
        'Follow the link in the letter, or “Give your update” on your home page, and sign in. All schemes of your agency are on one page, each with what was said last time.',
        'Tick “No change” where nothing has changed. Elsewhere change the rating or write what is new. Your partner admin changes the status.',
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
        'Sign in. Your home page lists the schemes that your agency leads or takes part in.',
        'Choose a scheme and select “Post progress”.',
        'Choose red, amber, green or not rated, and say in a few sentences what has happened. Do not name or describe individuals.',
      ],
      picture: {
        name: 'post-progress',
        alt: 'The form to post progress: the rating, the text and the date',
      },
    },
    {
      title: 'Close an action',
      steps: [
        'Your home page lists your agency’s open actions, those that are due first.',
        'Choose the action, say how it ended, and save.',
      ],
    },
    {
      title: 'If you cannot change something',
      text: [
        'What you may not change offers no way to do it. Ask your agency’s partner admin, or the coordinator of the partnership.',
      ],
    },
  ],
};
