/** What a change did, in the words of the people who read a history. */
import { day, words } from './words.js';

const types: Record<string, string> = {
  PROJECT: 'Project or scheme',
  MEETING_OCCURRENCE: 'Sitting',
  EVENT_OCCURRENCE: 'Date of an event',
  MEMBERSHIP: 'Member',
  USER: 'Person',
  ROLE_GRANT: 'Role',
  UPDATE_REQUEST: 'Request for updates',
};

/** The type of a record, as in "Focus area". */
export function typeWords(entityType: string): string {
  return types[entityType] ?? words(entityType);
}

/** The type inside a sentence: "focus area", "API key". */
export function typeNoun(entityType: string): string {
  const name = typeWords(entityType);
  return /^[A-Z]{2}/.test(name) ? name : name.toLowerCase();
}

/**
 * The type of the record of a change inside a sentence, and whose or on what it is where its
 * own name does not say: "role of Sam Sergeant", "progress update on Night bus".
 */
export function kindOf({
  entityType,
  subject,
}: {
  entityType: string;
  subject: string | null;
}): string {
  const noun = typeNoun(entityType);
  if (!subject) return noun;
  return `${noun} ${entityType === 'ROLE_GRANT' ? 'of' : 'on'} ${subject}`;
}

/** What a record is called, with days as people write them: "Progress on 30 September 2026". */
export function labelWords(label: string): string {
  return label.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => day(date));
}

const fields: Record<string, string> = {
  startsOn: 'start date',
  endsOn: 'end date',
  startedOn: 'date it began',
  endedOn: 'date it ended',
  joinedOn: 'date it joined',
  leftOn: 'date it left',
  dueOn: 'due date',
  originalDueOn: 'first due date',
  duplicateOf: 'the action that it repeats',
  closedOn: 'date closed',
  datedOn: 'date of the document',
  on: 'date',
  at: 'when',
  field: 'what it is about',
  from: 'from',
  to: 'to',
  titleStatus: 'whether the title is known',
  website: 'web address',
  url: 'link',
  bookingUrl: 'booking link',
  isBoard: 'whether it is the board',
  archived: 'archived',
  closureNote: 'what came of it',
  text: 'what is to be done',
  sources: 'sources',
  aliases: 'other names',
  visibility: 'who can see it',
  nameAsPublished: 'name as published',
  otherMembers: 'other members',
  leadPost: 'lead post',
  ownerPost: 'post that owns it',
  versionLabel: 'version of the document',
  position: 'place in the order',
  key: 'key',
  slug: 'address name',
  recurrence: 'rule of its dates',
  lastConfirmedAt: 'when it was last confirmed',
  secondFactorAt: 'second factor',
  passwordChangedAt: 'when the password was changed',
  reads: 'what it reads',
  answers: 'answers of agencies',
  reminded: 'agencies reminded',
  remindOn: 'days of reminding',
};

/** The name of a field, as it stands inside a sentence: "lead agency". */
export function fieldWords(field: string): string {
  return fields[field] ?? field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** "name", "name and status", "name, status and lead agency", "name, status and 5 more fields". */
export function listed(items: readonly string[], most = 3): string {
  if (items.length <= 1) return items[0] ?? '';
  if (items.length > most) {
    const left = items.length - (most - 1);
    return `${items.slice(0, most - 1).join(', ')} and ${left} more`;
  }
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

const commands: Record<string, string> = {
  'record.claim': 'claimed it for their agency',
  'record.assign_leads': 'assigned its lead',
  'record.undo': 'undid adding it',
  'project.confirm': 'confirmed that nothing has changed',
  'progress_update.post': 'posted it',
  'return.submit': 'sent it with a return',
  'strategy.publish': 'published it',
  'strategy.withdraw': 'withdrew it',
  'strategy.roll_forward': 'made it by rolling an edition forward',
  'strategy.record_approval': 'recorded an approval',
  'meeting_occurrence.record': 'recorded it',
  'action.close': 'closed it',
  'update_request.end': 'ended it',
  'update_request.remind': 'reminded agencies of it',
  'partnership.import': 'imported it',
  'partnership.check': 'checked it',
  'sheet.import': 'brought it in from a sheet',
  'evidence.export': 'took evidence away',
  'checkpoint.subscribe': 'had checkpoints sent by mail',
  'checkpoint.unsubscribe': 'stopped checkpoints by mail',
  'checkpoint.stop': 'stopped checkpoints by the link in a letter',
  'role_grant.create': 'granted it',
  'role_grant.revoke': 'revoked it',
  'api_key.revoke': 'revoked it',
  'user.invite': 'added it with an invitation',
  'user.accept_invitation': 'accepted the invitation',
  'user.set_up': 'set the register up',
  'user.change_password': 'changed the password',
  'user.reset_password': 'chose a new password',
  'user.set_second_factor': 'set up a second factor',
  'user.reset_second_factor': 'reset the second factor',
  'user.lock': 'locked the account',
};

/** What is said of these only where a record was changed: others come to be or go with them. */
const ofUpdates = new Set(['record.claim', 'record.assign_leads']);

const actions: Record<string, string> = {
  CREATE: 'added it',
  ARCHIVE: 'archived it',
  UNARCHIVE: 'brought it back from the archive',
  REVERT: 'reverted it to an earlier version',
  ERASE: 'erased the person',
  REDACT: 'removed a text for good',
};

type Did = { action: string; command: string; fields: readonly { field: string }[] };

/** Whether a command is told of in words of its own. */
export function isTold(command: string): boolean {
  return command in commands;
}

/** What was done, as what follows a name: "changed status and lead agency". */
export function didWhat({ action, command, fields: changed }: Did): string {
  const known = commands[command];
  if (known && (action === 'UPDATE' || !ofUpdates.has(command))) return known;
  if (action !== 'UPDATE') return actions[action] ?? `did ${words(action).toLowerCase()}`;
  const names = changed.map(({ field }) => fieldWords(field));
  return names.length > 0 ? `changed ${listed(names)}` : 'changed it';
}

type ActorWords = {
  name: string;
  role: string;
  isUser: boolean;
  agency: { name: string } | null;
};

/** Who it was: a person's name, or which part of the register itself. */
export function actorName({ name, isUser }: Pick<ActorWords, 'name' | 'isUser'>): string {
  if (isUser) return name;
  return name === 'import' ? 'The register (import of a file)' : `The register (${name})`;
}

/** In which role and for whom: "partner admin, for Essex Police"; empty for the register itself, and for one's own account. */
export function actedAs({ role, isUser, agency }: ActorWords): string {
  if (!isUser || role === 'OWN_ACCOUNT') return '';
  const as = words(role).toLowerCase();
  return agency ? `${as}, for ${agency.name}` : as;
}

/** How long ago something was: "less than a minute ago", "5 minutes ago", "2 hours ago", "3 days ago". */
export function ago(at: string, now: number = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'less than a minute ago';
  const [number, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 60 * 24
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / (60 * 24)), 'day'];
  return `${number} ${unit}${number === 1 ? '' : 's'} ago`;
}
