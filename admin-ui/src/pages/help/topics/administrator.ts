import type { Topic } from './topic.js';

export const administrator: Topic = {
  slug: 'administrator',
  role: 'Administrator',
  title: 'Help for administrators',
  intro:
    'You look after the whole register: partnerships, agencies, accounts and API keys. The contents of a plan are its coordinator’s; to edit one, give yourself that role, and the history shows it.',
  sections: [
    {
      title: 'Set up a new register',
      steps: [
        'When the server starts on an empty register it prints a link. Open it, and choose your name, address and password.',
        'Set up an authenticator app, and keep the recovery codes where the app is not.',
        'Make the first partnership and invite its coordinator.',
      ],
    },
    {
      title: 'People and roles',
      text: [
        'Under “People and roles” you find everybody, with their roles, whether they use a second factor, and when they last signed in. “Locked” means that too many attempts failed within 15 minutes; the account opens again by itself.',
      ],
      steps: [
        'Invite somebody with their first role. If this register sends no email, the link is shown once: pass it on yourself.',
        'Roles, disabled accounts and reset second factors need a reason.',
        'The last administrator can neither be disabled nor lose the role: make somebody else one first.',
      ],
      picture: {
        name: 'people',
        alt: 'The list of people with their roles, the state of the account, second factor and last sign-in',
      },
    },
    {
      title: 'Personal data',
      text: [
        'When somebody has left, or asks for it, “Erase this person” on their page removes their name, address and other details for good, also from the history. What they did stays, under a name that says nothing.',
        'When a text should never have been written, such as the name of a resident, open the change that wrote it in the history and choose “Remove a text of this for good”. You need not see it: for a record that is shown to partners only, somebody who does sends you the address of the text, and you remove it without reading it.',
        'Both cannot be undone, and both are in the history with your name and reason. Every proof of the history still holds.',
      ],
    },
    {
      title: 'Agencies over time',
      text: [
        'When an agency is renamed, merged or replaced, record the succession on its page instead of renaming it: plans keep the name that they published, and the register says which body it is now.',
      ],
    },
    {
      title: 'API keys',
      text: [
        'A key lets an app read what is public or what partners see, of one partnership or of the whole register. It changes nothing and sees no history. Give it a last day, and revoke it when it is not needed.',
      ],
    },
    {
      title: 'Look into sign-ins',
      text: [
        '“Sign-ins” lists each attempt: who, when, how it ended and from where. What was typed for an account that does not exist is not kept.',
      ],
    },
  ],
};
