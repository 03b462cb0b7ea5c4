/**
 * Every address of the admin web, below `/admin`. Pages link by these functions
 * only, so that a change of address is a change here.
 */

/** Addresses of one noun of a partnership's plan. */
function plural(base: string) {
  return {
    list: base,
    create: `${base}/new`,
    one: (id: string) => `${base}/${id}`,
    edit: (id: string) => `${base}/${id}/edit`,
    history: (id: string) => `${base}/${id}/history`,
  };
}

/** The pages of one partnership, by its slug. */
export function plan(slug: string) {
  const base = `/p/${slug}`;
  return {
    home: base,
    edit: `${base}/edit`,
    strategies: plural(`${base}/strategies`),
    rollForward: (strategy: string) => `${base}/strategies/${strategy}/roll-forward`,
    publish: (strategy: string) => `${base}/strategies/${strategy}/publish`,
    withdraw: (strategy: string) => `${base}/strategies/${strategy}/withdraw`,
    recordApproval: (strategy: string) => `${base}/strategies/${strategy}/approvals/new`,
    /** What an edition makes different from the one that it follows. */
    newInEdition: (strategy: string) => `${base}/strategies/${strategy}/changes`,
    addPriority: (strategy: string) => `${base}/strategies/${strategy}/priorities/new`,
    priorities: plural(`${base}/priorities`),
    focusAreas: plural(`${base}/focus-areas`),
    addFocusAreas: (priority: string) => `${base}/priorities/${priority}/focus-areas/new`,
    /** Which schemes, meetings and events serve a priority in its edition. */
    priorityLinks: (priority: string) => `${base}/priorities/${priority}/links`,
    priorityProgress: (priority: string) => `${base}/priorities/${priority}/progress`,
    focusAreaProgress: (area: string) => `${base}/focus-areas/${area}/progress`,
    schemes: plural(`${base}/schemes`),
    progress: (scheme: string) => `${base}/schemes/${scheme}/progress`,
    assignLeads: `${base}/assign-leads`,
    meetings: plural(`${base}/meetings`),
    sitting: (id: string) => `${base}/sittings/${id}`,
    recordSitting: (id: string) => `${base}/sittings/${id}/record`,
    scheduleSitting: (meeting: string) => `${base}/meetings/${meeting}/schedule`,
    calendar: `${base}/calendar`,
    events: plural(`${base}/events`),
    eventDate: (id: string) => `${base}/event-dates/${id}`,
    addEventDate: (event: string) => `${base}/events/${event}/dates/new`,
    actions: plural(`${base}/actions`),
    documents: plural(`${base}/documents`),
    members: plural(`${base}/members`),
    responsibilities: `${base}/responsibilities`,
    ratings: `${base}/ratings`,
    history: `${base}/history`,
    compare: `${base}/compare`,
    asOf: (moment: string) => `${base}/as-of/${encodeURIComponent(moment)}`,
  };
}

export const paths = {
  home: '/',
  signIn: '/sign-in',
  setUp: '/set-up',
  acceptInvitation: '/accept-invitation',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  account: '/account',
  secondFactor: '/account/second-factor',
  changePassword: '/account/password',
  sessions: '/account/sessions',
  agencies: plural('/agencies'),
  partnerships: plural('/partnerships'),
  people: plural('/people'),
  keys: plural('/keys'),
  history: '/history',
  change: (id: string) => `/history/${id}`,
  /** A record of any kind, by its id alone: leads to its page. */
  record: (id: string) => `/records/${id}`,
  help: '/help',
  helpFor: (role: string) => `/help/${role}`,
  accessibility: '/accessibility',
};
