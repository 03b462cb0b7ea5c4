import { administrator } from './administrator.js';
import { auditor } from './auditor.js';
import { contributor } from './contributor.js';
import { coordinator } from './coordinator.js';
import { partnerAdmin } from './partnerAdmin.js';
import type { Topic } from './topic.js';

/** A page for each role. */
export const topics: Topic[] = [partnerAdmin, contributor, coordinator, auditor, administrator];
