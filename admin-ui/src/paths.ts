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

/** The parts of a plan as it stood at a moment, beside its strategy. */
export type AsOfPart = 'schemes' | 'meetings' | 'events' | 'members';

/** The checks that an auditor or a coordinator runs over a plan. */
export type CheckName =
  | 'schemes'
  | 'actions'
  | 'attendance'
  | 'strategies'
  | 'late-entries'
  | 'accounts'
  | 'roles';

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
    progressUpdate: (scheme: string, id: string) => `${base}/schemes/${scheme}/progress/${id}`,
    assignLeads: `${base}/assign-leads`,
    meetings: plural(`${base}/meetings`),
    sittings: plural(`${base}/sittings`),
    sitting: (id: string) => `${base}/sittings/${id}`,
    moveSitting: (id: string) => `${base}/sittings/${id}/move`,
    recordSitting: (id: string) => `${base}/sittings/${id}/record`,
    scheduleSitting: (meeting: string) => `${base}/meetings/${meeting}/schedule`,
    calendar: `${base}/calendar`,
    events: plural(`${base}/events`),
    eventDates: plural(`${base}/event-dates`),
    eventDate: (id: string) => `${base}/event-dates/${id}`,
    addEventDate: (event: string) => `${base}/events/${event}/dates/new`,
    addSeveral: (noun: 'meetings' | 'events' | 'schemes') => `${base}/${noun}/add-several`,
    bringIn: `${base}/bring-in`,
    bringInKind: (kind: 'SCHEMES' | 'ACTIONS' | 'SITTINGS' | 'MEMBERS') =>
      `${base}/bring-in?kind=${kind}`,
    actions: plural(`${base}/actions`),
    closeAction: (id: string) => `${base}/actions/${id}/close`,
    redateAction: (id: string) => `${base}/actions/${id}/due-date`,
    /** Requests for updates, and the return with which an agency answers. */
    updates: plural(`${base}/updates`),
    endUpdates: (request: string) => `${base}/updates/${request}/end`,
    return: `${base}/return`,
    returnFor: (request: string, agency?: string) =>
      `${base}/return?request=${request}${agency ? `&agency=${agency}` : ''}`,
    documents: plural(`${base}/documents`),
    checks: `${base}/checks`,
    check: (name: CheckName) => `${base}/checks/${name}`,
    papers: `${base}/papers`,
    members: plural(`${base}/members`),
    endMember: (membership: string) => `${base}/members/${membership}/end`,
    responsibilities: `${base}/responsibilities`,
    ratings: `${base}/ratings`,
    history: `${base}/history`,
    compare: `${base}/compare`,
    pickDay: `${base}/as-of`,
    asOf: (moment: string) => `${base}/as-of/${encodeURIComponent(moment)}`,
    asOfPart: (moment: string, part: AsOfPart) =>
      `${base}/as-of/${encodeURIComponent(moment)}/${part}`,
    asOfRecord: (moment: string, id: string) =>
      `${base}/as-of/${encodeURIComponent(moment)}/records/${id}`,
    inForce: (day: string) => `${base}/in-force/${day}`,
  };
}

/** The public pages and feeds of one partnership: outside the admin web. */
export function publicPlan(slug: string) {
  const base = `/partnerships/${slug}`;
  return {
    page: base,
    calendarFeed: `${base}/calendar.ics`,
    /** Documents, each without its form: `.pdf` and `.html` may follow. */
    paper: (sitting: string) => `${base}/papers/${sitting}`,
    report: (first: string, last: string) => `${base}/reports/${first}--${last}`,
    strategy: (key: string) => `${base}/strategies/${key}`,
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
  recoveryCodes: '/account/recovery-codes',
  changePassword: '/account/password',
  sessions: '/account/sessions',
  calendarAddresses: '/account/calendar',
  /** The same, with the plan whose calendar led there. */
  calendarAddressesFrom: (slug: string) => `/account/calendar?from=${slug}`,
  agencies: plural('/agencies'),
  addSuccession: (agency: string) => `/agencies/${agency}/successions/new`,
  succession: (id: string) => `/successions/${id}`,
  partnerships: plural('/partnerships'),
  people: {
    ...plural('/people'),
    roles: '/people/roles',
    signIns: '/people/sign-ins',
    grant: (id: string) => `/people/${id}/roles/new`,
    revoke: (id: string, grant: string) => `/people/${id}/roles/${grant}/revoke`,
    manage: (id: string, deed: 'disable' | 'enable' | 'reset-second-factor' | 'erase') =>
      `/people/${id}/${deed}`,
  },
  keys: { ...plural('/keys'), revoke: (id: string) => `/keys/${id}/revoke` },
  history: '/history',
  evidence: '/evidence',
  /** How far the history is signed, and older checkpoints against it. */
  proof: '/history/prove',
  change: (id: string) => `/history/${id}`,
  /** Where a text is removed from the history for good. */
  removeText: (change: string) => `/history/${change}/remove`,
  /** A record of any kind, by its id alone: leads to its page. */
  record: (id: string) => `/records/${id}`,
  help: '/help',
  helpFor: (role: string) => `/help/${role}`,
  accessibility: '/accessibility',
};

/** Where a record of each type has its page, as a plural of `plan`. */
const plurals = {
  STRATEGY: 'strategies',
  PRIORITY: 'priorities',
  FOCUS_AREA: 'focusAreas',
  PROJECT: 'schemes',
  MEETING: 'meetings',
  EVENT: 'events',
  ACTION: 'actions',
  DOCUMENT: 'documents',
  MEMBERSHIP: 'members',
  MEETING_OCCURRENCE: 'sittings',
  EVENT_OCCURRENCE: 'eventDates',
  UPDATE_REQUEST: 'updates',
} as const;

/** What the history says of a record: enough to find its page. */
export type RecordRef = {
  entityType: string;
  entityId: string;
  partnership: { slug: string } | null;
};

function pluralOf({ entityType, partnership }: RecordRef) {
  if (!partnership || !(entityType in plurals)) return null;
  return plan(partnership.slug)[plurals[entityType as keyof typeof plurals]];
}

/** The page of a record that the history names. */
export function recordPath(record: RecordRef): string {
  const { entityType, entityId, partnership } = record;
  if (partnership && entityType === 'PARTNERSHIP') return plan(partnership.slug).home;
  if (entityType === 'USER') return paths.people.one(entityId);
  // A role or a key has no page of its own: its history says what it is.
  if (entityType === 'ROLE_GRANT' || entityType === 'API_KEY') return recordHistoryPath(record);
  return pluralOf(record)?.one(entityId) ?? paths.record(entityId);
}

/** The history of one record: below the record's page, or the register's narrowed to it. */
export function recordHistoryPath(record: RecordRef): string {
  return (
    pluralOf(record)?.history(record.entityId) ??
    `${paths.history}?entity=${encodeURIComponent(record.entityId)}`
  );
}
