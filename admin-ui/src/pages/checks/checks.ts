/** The checks in plain words: what each looks for, why that matters, what to do about it. */
import type { CheckName } from '../../paths.js';

export type CheckWords = {
  name: CheckName;
  title: string;
  /** What is looked for, as the rest of "This check looks for …". */
  looksFor: string;
  why: string;
  whatToDo: string;
};

export const checks: Record<CheckName, CheckWords> = {
  schemes: {
    name: 'schemes',
    title: 'Schemes without a lead or an update',
    looksFor:
      'projects and schemes that no agency leads, and those of which nobody has said anything for too long. Those that are completed or cancelled are left out.',
    why: 'Nobody answers for a scheme without a lead, and a plan that nobody updates does not say what is being done.',
    whatToDo:
      'Assign a lead, or let an agency claim the scheme. Ask the lead for an update; “No change” counts as one. Complete or cancel what has ended.',
  },
  actions: {
    name: 'actions',
    title: 'Overdue and re-dated actions',
    looksFor:
      'open actions whose due date has passed, and actions, open or closed, whose due date was changed after it was first set.',
    why: 'An action that is put off again and again is not being done, and it looks as if it were in time.',
    whatToDo:
      'Ask the owner at the next sitting. Close what is done or no longer wanted; give the rest a date that will be kept, and say why it moved.',
  },
  attendance: {
    name: 'attendance',
    title: 'Attendance of responsible authorities',
    looksFor:
      'how often each responsible authority came to the sittings that were held in these days. An agency is counted only while it was a member.',
    why: 'The responsible authorities share a legal duty to work together. One that does not come does not take part in the decisions.',
    whatToDo:
      'Raise repeated absence with the agency. Record the attendance of sittings that have none, and the basis of each membership.',
  },
  strategies: {
    name: 'strategies',
    title: 'Strategies without approval',
    looksFor:
      'published strategies that no body has endorsed, adopted or rolled forward. That a body noted a strategy is no approval.',
    why: 'A strategy can be published and never be adopted. Then nobody has decided that it binds them.',
    whatToDo:
      'Take the strategy to the board or the council, and record what was decided, by whom and when.',
  },
  'late-entries': {
    name: 'late-entries',
    title: 'Entries made late',
    looksFor:
      'entries about a day more than 30 days before they were made: progress, sittings and who came to them, closed actions, approvals. It is read from the history, which nobody can alter.',
    why: 'What is written down long afterwards is less reliable, and may have been written to look complete.',
    whatToDo:
      'Ask whoever made the entry what it rests on. Records that were brought in from an earlier plan are late for a good reason: the history names “import”.',
  },
  accounts: {
    name: 'accounts',
    title: 'Accounts that nobody uses',
    looksFor: 'accounts that can sign in and have not been used for 180 days.',
    why: 'An account that nobody uses is not missed when somebody else gets hold of it. It often belongs to somebody who has left.',
    whatToDo:
      'Ask the person or their agency whether it is still needed. Disable it if not; that can be undone.',
  },
  roles: {
    name: 'roles',
    title: 'Who held which role on a day',
    looksFor:
      'everyone who held a role in this partnership on the day, whether or not they do now.',
    why: 'Who could change what, and who answered for it, depends on who held which role then.',
    whatToDo:
      'Compare it with who should have held a role. Take away roles of people who have left or moved.',
  },
};

/** Which checks are about people: those that partners may not run. */
export const ofAccounts: CheckName[] = ['accounts', 'roles'];
