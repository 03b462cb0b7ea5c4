-- The register's first tables. Times are microseconds since 1970 in UTC, civil dates
-- are dates, value lists without identity are JSON in their owner's row, links are
-- tables with a position. Every foreign key is RESTRICT: a row changes only through a
-- change of its own.

CREATE TABLE partnership (
    id TEXT PRIMARY KEY CHECK (id LIKE 'partnership\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    slug TEXT NOT NULL,
    former_slugs TEXT NOT NULL CHECK (json_valid(former_slugs)),
    name TEXT NOT NULL,
    aliases TEXT NOT NULL CHECK (json_valid(aliases)),
    kind TEXT NOT NULL CHECK (kind IN ('COMMUNITY_SAFETY_PARTNERSHIP', 'COMBINED_AREA', 'COUNTY_STRATEGY_GROUP', 'REGIONAL_BOARD')),
    areas TEXT NOT NULL CHECK (json_valid(areas)),
    description TEXT,
    duty_statement TEXT,
    other_members TEXT,
    aims TEXT NOT NULL CHECK (json_valid(aims)),
    website TEXT,
    contact TEXT,
    parent_id TEXT REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    started_on TEXT CHECK (started_on IS NULL OR started_on IS date(started_on)),
    ended_on TEXT CHECK (ended_on IS NULL OR ended_on IS date(ended_on)),
    stale_after_days INTEGER,
    CHECK (ended_on >= started_on),
    UNIQUE (key),
    UNIQUE (slug)
) STRICT;

CREATE INDEX partnership_parent_id_idx ON partnership (parent_id);

CREATE TABLE agency (
    id TEXT PRIMARY KEY CHECK (id LIKE 'agency\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    slug TEXT NOT NULL,
    former_slugs TEXT NOT NULL CHECK (json_valid(former_slugs)),
    name TEXT NOT NULL,
    aliases TEXT NOT NULL CHECK (json_valid(aliases)),
    kind TEXT NOT NULL CHECK (kind IN ('LOCAL_AUTHORITY', 'POLICE', 'FIRE_AND_RESCUE', 'PROBATION', 'HEALTH', 'LOCAL_POLICING_BODY', 'HOUSING', 'EDUCATION', 'YOUTH_JUSTICE', 'VOLUNTARY', 'PARTNERSHIP_BODY', 'OTHER')),
    website TEXT,
    started_on TEXT CHECK (started_on IS NULL OR started_on IS date(started_on)),
    ended_on TEXT CHECK (ended_on IS NULL OR ended_on IS date(ended_on)),
    CHECK (ended_on >= started_on),
    UNIQUE (key),
    UNIQUE (slug)
) STRICT;


CREATE TABLE succession (
    id TEXT PRIMARY KEY CHECK (id LIKE 'succession\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    from_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    to_id TEXT REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('RENAMED', 'MERGED', 'SPLIT', 'REPLACED', 'ABOLISHED', 'FUNCTIONS_MOVED')),
    taken_effect_on TEXT CHECK (taken_effect_on IS NULL OR taken_effect_on IS date(taken_effect_on)),
    CHECK (to_id IS NOT NULL OR kind = 'ABOLISHED'),
    CHECK (to_id <> from_id),
    UNIQUE (key)
) STRICT;

CREATE INDEX succession_from_id_idx ON succession (from_id);
CREATE INDEX succession_to_id_idx ON succession (to_id);

CREATE TABLE membership (
    id TEXT PRIMARY KEY CHECK (id LIKE 'membership\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    basis TEXT NOT NULL CHECK (basis IN ('RESPONSIBLE_AUTHORITY', 'CO_OPERATING_BODY', 'INVITED_PARTICIPANT', 'CO_OPTED', 'NOT_STATED')),
    basis_as_published TEXT,
    capacity TEXT NOT NULL CHECK (capacity IN ('CORE_MEMBER', 'ATTENDEE', 'SUPPORT', 'OBSERVER', 'NOT_STATED')),
    name_as_published TEXT NOT NULL,
    listed_under TEXT,
    position INTEGER NOT NULL CHECK (position >= 1),
    joined_on TEXT CHECK (joined_on IS NULL OR joined_on IS date(joined_on)),
    left_on TEXT CHECK (left_on IS NULL OR left_on IS date(left_on)),
    CHECK (left_on >= joined_on),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX membership_agency_id_idx ON membership (agency_id);

CREATE TABLE strategy (
    id TEXT PRIMARY KEY CHECK (id LIKE 'strategy\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('PARTNERSHIP_PLAN', 'COMMUNITY_SAFETY_AGREEMENT', 'SERIOUS_VIOLENCE', 'REDUCING_REOFFENDING', 'DOMESTIC_ABUSE', 'OTHER')),
    state TEXT NOT NULL CHECK (state IN ('DRAFT', 'CONSULTATION', 'PUBLISHED', 'WITHDRAWN')),
    title TEXT NOT NULL,
    period_label TEXT,
    edition_label TEXT,
    starts_on TEXT CHECK (starts_on IS NULL OR starts_on IS date(starts_on)),
    ends_on TEXT CHECK (ends_on IS NULL OR ends_on IS date(ends_on)),
    summary TEXT,
    supersedes_id TEXT REFERENCES strategy (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    approvals TEXT NOT NULL CHECK (json_valid(approvals)),
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX strategy_supersedes_id_idx ON strategy (supersedes_id);

CREATE TABLE meeting (
    id TEXT PRIMARY KEY CHECK (id LIKE 'meeting\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('STRATEGY_GROUP', 'EXECUTIVE', 'DELIVERY_GROUP', 'TASKING_GROUP', 'TASK_AND_FINISH', 'FORUM', 'CASE_PANEL', 'SCRUTINY', 'EXTERNAL_BOARD', 'OTHER')),
    is_board INTEGER NOT NULL CHECK (is_board IN (0, 1)),
    cadence TEXT,
    recurrence TEXT,
    description TEXT,
    website TEXT,
    parent_id TEXT REFERENCES meeting (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    owner_agency_id TEXT REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK (kind <> 'CASE_PANEL' OR visibility = 'RESTRICTED'),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX meeting_parent_id_idx ON meeting (parent_id);
CREATE INDEX meeting_owner_agency_id_idx ON meeting (owner_agency_id);
CREATE UNIQUE INDEX meeting_one_board_idx ON meeting (partnership_id) WHERE is_board = 1;

CREATE TABLE meeting_chair_agency (
    meeting_id TEXT NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (meeting_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_chair_agency_agency_id_idx ON meeting_chair_agency (agency_id);

CREATE TABLE meeting_occurrence (
    id TEXT PRIMARY KEY CHECK (id LIKE 'meeting_occurrence\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    meeting_id TEXT NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    starts_on TEXT CHECK (starts_on IS NULL OR starts_on IS date(starts_on)),
    start_time TEXT CHECK (start_time LIKE '__:__'),
    ends_on TEXT CHECK (ends_on IS NULL OR ends_on IS date(ends_on)),
    end_time TEXT CHECK (end_time LIKE '__:__'),
    date_note TEXT,
    name TEXT,
    venue TEXT,
    status TEXT NOT NULL CHECK (status IN ('PLANNED', 'HELD', 'CANCELLED', 'POSTPONED')),
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    summary TEXT,
    attendance TEXT NOT NULL CHECK (json_valid(attendance)),
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX meeting_occurrence_meeting_id_idx ON meeting_occurrence (meeting_id);

CREATE TABLE event (
    id TEXT PRIMARY KEY CHECK (id LIKE 'event\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('DAY_OF_ACTION', 'NIGHT_OF_ACTION', 'AWARENESS', 'TRAINING', 'CONFERENCE', 'COMMUNITY_EVENT', 'OTHER')),
    description TEXT,
    website TEXT,
    starts_on TEXT CHECK (starts_on IS NULL OR starts_on IS date(starts_on)),
    ends_on TEXT CHECK (ends_on IS NULL OR ends_on IS date(ends_on)),
    venue TEXT,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
) STRICT;


CREATE TABLE event_host_agency (
    event_id TEXT NOT NULL REFERENCES event (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (event_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_host_agency_agency_id_idx ON event_host_agency (agency_id);

CREATE TABLE event_occurrence (
    id TEXT PRIMARY KEY CHECK (id LIKE 'event_occurrence\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    event_id TEXT NOT NULL REFERENCES event (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    starts_on TEXT CHECK (starts_on IS NULL OR starts_on IS date(starts_on)),
    start_time TEXT CHECK (start_time LIKE '__:__'),
    ends_on TEXT CHECK (ends_on IS NULL OR ends_on IS date(ends_on)),
    end_time TEXT CHECK (end_time LIKE '__:__'),
    date_note TEXT,
    name TEXT,
    venue TEXT,
    status TEXT NOT NULL CHECK (status IN ('PLANNED', 'HELD', 'CANCELLED', 'POSTPONED')),
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    audience TEXT,
    booking_url TEXT,
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX event_occurrence_event_id_idx ON event_occurrence (event_id);

CREATE TABLE event_occurrence_host_agency (
    event_occurrence_id TEXT NOT NULL REFERENCES event_occurrence (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (event_occurrence_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_occurrence_host_agency_agency_id_idx ON event_occurrence_host_agency (agency_id);

CREATE TABLE project (
    id TEXT PRIMARY KEY CHECK (id LIKE 'project\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('PROJECT', 'SCHEME', 'SERVICE', 'OPERATION', 'CAMPAIGN', 'ACCREDITATION', 'LEGAL_ORDER', 'EQUIPMENT', 'TRAINING', 'DATA_SHARING', 'OTHER')),
    status TEXT NOT NULL CHECK (status IN ('PROPOSED', 'ACTIVE', 'PAUSED', 'COMPLETED', 'CANCELLED', 'NOT_STATED')),
    description TEXT,
    website TEXT,
    lead_agency_id TEXT REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    lead_post TEXT,
    starts_on TEXT CHECK (starts_on IS NULL OR starts_on IS date(starts_on)),
    ends_on TEXT CHECK (ends_on IS NULL OR ends_on IS date(ends_on)),
    last_confirmed_at INTEGER,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX project_lead_agency_id_idx ON project (lead_agency_id);

CREATE TABLE project_partner_agency (
    project_id TEXT NOT NULL REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (project_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_partner_agency_agency_id_idx ON project_partner_agency (agency_id);

CREATE TABLE priority (
    id TEXT PRIMARY KEY CHECK (id LIKE 'priority\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    strategy_id TEXT NOT NULL REFERENCES strategy (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    title TEXT,
    title_status TEXT NOT NULL CHECK (title_status IN ('VERIFIED', 'PROVISIONAL', 'MISSING')),
    summary TEXT,
    approach TEXT,
    carried_from_id TEXT REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX priority_strategy_id_idx ON priority (strategy_id);
CREATE INDEX priority_carried_from_id_idx ON priority (carried_from_id);

CREATE TABLE priority_lead_agency (
    priority_id TEXT NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (priority_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX priority_lead_agency_agency_id_idx ON priority_lead_agency (agency_id);

CREATE TABLE priority_meeting (
    priority_id TEXT NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    meeting_id TEXT NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (priority_id, meeting_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX priority_meeting_meeting_id_idx ON priority_meeting (meeting_id);

CREATE TABLE priority_event (
    priority_id TEXT NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    event_id TEXT NOT NULL REFERENCES event (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (priority_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX priority_event_event_id_idx ON priority_event (event_id);

CREATE TABLE priority_project (
    priority_id TEXT NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT NOT NULL REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (priority_id, project_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX priority_project_project_id_idx ON priority_project (project_id);

CREATE TABLE focus_area (
    id TEXT PRIMARY KEY CHECK (id LIKE 'focus_area\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    priority_id TEXT NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    title TEXT NOT NULL,
    carried_from_id TEXT REFERENCES focus_area (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX focus_area_priority_id_idx ON focus_area (priority_id);
CREATE INDEX focus_area_carried_from_id_idx ON focus_area (carried_from_id);

CREATE TABLE focus_area_project (
    focus_area_id TEXT NOT NULL REFERENCES focus_area (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT NOT NULL REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (focus_area_id, project_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX focus_area_project_project_id_idx ON focus_area_project (project_id);

CREATE TABLE progress_update (
    id TEXT PRIMARY KEY CHECK (id LIKE 'progress_update\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    priority_id TEXT REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    focus_area_id TEXT REFERENCES focus_area (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    reported_on TEXT NOT NULL CHECK (reported_on IS date(reported_on)),
    period_label TEXT,
    rating TEXT NOT NULL CHECK (rating IN ('RED', 'AMBER', 'GREEN', 'NOT_RATED')),
    rating_as_published TEXT,
    narrative TEXT,
    reported_by_id TEXT REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK ((project_id IS NOT NULL) + (priority_id IS NOT NULL) + (focus_area_id IS NOT NULL) = 1),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX progress_update_project_id_idx ON progress_update (project_id);
CREATE INDEX progress_update_priority_id_idx ON progress_update (priority_id);
CREATE INDEX progress_update_focus_area_id_idx ON progress_update (focus_area_id);
CREATE INDEX progress_update_reported_by_id_idx ON progress_update (reported_by_id);

CREATE TABLE action (
    id TEXT PRIMARY KEY CHECK (id LIKE 'action\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    reference TEXT,
    text TEXT NOT NULL,
    owner_post TEXT,
    due_on TEXT CHECK (due_on IS NULL OR due_on IS date(due_on)),
    original_due_on TEXT CHECK (original_due_on IS NULL OR original_due_on IS date(original_due_on)),
    status TEXT NOT NULL CHECK (status IN ('OPEN', 'COMPLETED', 'DUPLICATE', 'SUPERSEDED', 'CANCELLED')),
    closed_on TEXT CHECK (closed_on IS NULL OR closed_on IS date(closed_on)),
    closure_note TEXT,
    raised_at_id TEXT REFERENCES meeting_occurrence (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    priority_id TEXT REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK (status <> 'OPEN' OR closed_on IS NULL),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX action_raised_at_id_idx ON action (raised_at_id);
CREATE INDEX action_project_id_idx ON action (project_id);
CREATE INDEX action_priority_id_idx ON action (priority_id);

CREATE TABLE action_owner_agency (
    action_id TEXT NOT NULL REFERENCES action (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (action_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX action_owner_agency_agency_id_idx ON action_owner_agency (agency_id);

CREATE TABLE document (
    id TEXT PRIMARY KEY CHECK (id LIKE 'document\_%' ESCAPE '\'),
    key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL CHECK (updated_at >= created_at),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    partnership_id TEXT NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('STRATEGY', 'ACTION_PLAN', 'STRATEGIC_ASSESSMENT', 'AGENDA', 'MINUTES', 'TERMS_OF_REFERENCE', 'CONSULTATION', 'ANNUAL_REPORT', 'OTHER')),
    url TEXT,
    version_label TEXT,
    reference TEXT,
    dated_on TEXT CHECK (dated_on IS NULL OR dated_on IS date(dated_on)),
    owner_agency_id TEXT REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    marking TEXT,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    UNIQUE (partnership_id, key)
) STRICT;

CREATE INDEX document_owner_agency_id_idx ON document (owner_agency_id);

CREATE TABLE document_strategy (
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    strategy_id TEXT NOT NULL REFERENCES strategy (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (document_id, strategy_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_strategy_strategy_id_idx ON document_strategy (strategy_id);

CREATE TABLE document_priority (
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    priority_id TEXT NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (document_id, priority_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_priority_priority_id_idx ON document_priority (priority_id);

CREATE TABLE document_project (
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT NOT NULL REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (document_id, project_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_project_project_id_idx ON document_project (project_id);

CREATE TABLE document_meeting_occurrence (
    document_id TEXT NOT NULL REFERENCES document (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    meeting_occurrence_id TEXT NOT NULL REFERENCES meeting_occurrence (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (document_id, meeting_occurrence_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_meeting_occurrence_meeting_occurrence_id_idx ON document_meeting_occurrence (meeting_occurrence_id);

-- One row per record, derived from it by the gate: where it belongs, who may see it
-- (the strictest of its own visibility and its parents'), what lists order and filter by.
CREATE TABLE entity (
    id TEXT PRIMARY KEY,
    entity_type TEXT NOT NULL CHECK (entity_type IN ('PARTNERSHIP', 'AGENCY', 'SUCCESSION', 'MEMBERSHIP', 'STRATEGY', 'PRIORITY', 'FOCUS_AREA', 'MEETING', 'MEETING_OCCURRENCE', 'EVENT', 'EVENT_OCCURRENCE', 'PROJECT', 'PROGRESS_UPDATE', 'ACTION', 'DOCUMENT')),
    partnership_id TEXT REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    owner_agency_id TEXT REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sort_name TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    kind TEXT,
    status TEXT,
    starts_on TEXT,
    ends_on TEXT
) STRICT;
CREATE INDEX entity_partnership_id_idx ON entity (partnership_id, entity_type);
CREATE INDEX entity_owner_agency_id_idx ON entity (owner_agency_id);
CREATE INDEX entity_type_name_idx ON entity (entity_type, sort_name, id);
CREATE INDEX entity_type_updated_idx ON entity (entity_type, updated_at, id);
CREATE INDEX entity_type_starts_idx ON entity (entity_type, starts_on, id);
CREATE INDEX entity_type_status_idx ON entity (entity_type, status);
CREATE INDEX entity_type_kind_idx ON entity (entity_type, kind);

-- The agencies of a record; INHERITED ones see it only because they see its parent.
-- The columns of the entity are repeated so that an agency's lists read one index.
CREATE TABLE entity_agency (
    entity_id TEXT NOT NULL REFERENCES entity (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    role TEXT NOT NULL CHECK (role IN ('LEAD', 'PARTNER', 'INHERITED')),
    entity_type TEXT NOT NULL,
    partnership_id TEXT REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    sort_name TEXT NOT NULL,
    PRIMARY KEY (entity_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_agency_list_idx ON entity_agency
    (agency_id, entity_type, sort_name, entity_id, visibility, role, archived, partnership_id);
CREATE INDEX entity_agency_partnership_id_idx ON entity_agency (partnership_id);

-- What search looks through: folded words, as the server folds them.
CREATE VIRTUAL TABLE search_text USING fts5 (
    entity_id UNINDEXED, title, body, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3'
);
-- Where the words of a record are in the full-text table, which has no keys of its own.
CREATE TABLE search_row (
    entity_id TEXT PRIMARY KEY REFERENCES entity (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    row INTEGER NOT NULL UNIQUE
) STRICT;

-- The head of the history. Every write transaction begins by taking the next sequence
-- here; the row lock puts all writers of all servers in one order.
CREATE TABLE register_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    at INTEGER NOT NULL
) STRICT;
INSERT INTO register_head (id, sequence, at) VALUES (1, 0, 0);

-- The history: one row per change of one record, never altered. It holds ids, words,
-- times and commitments only; what the record said is in change_value.
CREATE TABLE change (
    sequence INTEGER PRIMARY KEY CHECK (sequence >= 1),
    at INTEGER NOT NULL,
    transaction_id TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('CREATE', 'UPDATE', 'ARCHIVE', 'UNARCHIVE', 'REVERT', 'ERASE', 'REDACT')),
    command TEXT NOT NULL,
    entity_type TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    partnership_id TEXT,
    owner_agency_id TEXT,
    visibility TEXT NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    actor_id TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    actor_agency_id TEXT,
    request_id TEXT NOT NULL,
    previous_sequence INTEGER UNIQUE REFERENCES change (sequence) ON DELETE RESTRICT ON UPDATE RESTRICT,
    commitments TEXT NOT NULL,
    leaf_hash BLOB NOT NULL UNIQUE CHECK (length(leaf_hash) = 32),
    CHECK (previous_sequence < sequence)
) STRICT;
CREATE INDEX change_entity_idx ON change (entity_id, sequence);
CREATE INDEX change_partnership_idx ON change (partnership_id, sequence);
CREATE INDEX change_actor_idx ON change (actor_id, sequence);
CREATE INDEX change_actor_agency_idx ON change (actor_agency_id, sequence);
CREATE INDEX change_type_idx ON change (entity_type, sequence);
CREATE INDEX change_action_idx ON change (action, sequence);
CREATE INDEX change_at_idx ON change (at);

-- What the record said after a change: field to salt and value, as JSON. A field can be
-- erased by a later change; nothing else about it can change.
CREATE TABLE change_value (
    sequence INTEGER PRIMARY KEY REFERENCES change (sequence) ON DELETE RESTRICT ON UPDATE RESTRICT,
    after TEXT NOT NULL,
    erased_by INTEGER REFERENCES change (sequence) ON DELETE RESTRICT ON UPDATE RESTRICT
) STRICT;
CREATE INDEX change_value_erased_by_idx ON change_value (erased_by);

-- The hashes of the Merkle log over the leaf hashes, by index of storage.
CREATE TABLE log_hash (
    idx INTEGER PRIMARY KEY CHECK (idx >= 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER change_refuses_update BEFORE UPDATE ON change
BEGIN
    SELECT RAISE(ABORT, 'a change is never altered');
END;

CREATE TRIGGER change_refuses_delete BEFORE DELETE ON change
BEGIN
    SELECT RAISE(ABORT, 'a change is never removed');
END;

CREATE TRIGGER change_value_refuses_delete BEFORE DELETE ON change_value
BEGIN
    SELECT RAISE(ABORT, 'the values of a change are never removed');
END;

CREATE TRIGGER change_value_refuses_update BEFORE UPDATE ON change_value
WHEN NEW.sequence <> OLD.sequence OR NOT EXISTS (
    SELECT 1 FROM change
    WHERE sequence = NEW.erased_by AND action IN ('ERASE', 'REDACT')
        AND sequence > OLD.sequence AND sequence > coalesce(OLD.erased_by, 0)
)
BEGIN
    SELECT RAISE(ABORT, 'the values of a change are only ever erased, by a later change that says so');
END;

CREATE TRIGGER log_hash_refuses_update BEFORE UPDATE ON log_hash
BEGIN
    SELECT RAISE(ABORT, 'the log only grows');
END;

CREATE TRIGGER log_hash_refuses_delete BEFORE DELETE ON log_hash
BEGIN
    SELECT RAISE(ABORT, 'the log only grows');
END;

CREATE TRIGGER register_head_refuses_delete BEFORE DELETE ON register_head
BEGIN
    SELECT RAISE(ABORT, 'the register has one head');
END;

CREATE TRIGGER register_head_only_grows BEFORE UPDATE ON register_head
WHEN NEW.sequence <> OLD.sequence + 1 OR NEW.at <= OLD.at OR NEW.id <> 1
BEGIN
    SELECT RAISE(ABORT, 'the head moves one change at a time');
END;

-- INSERT OR REPLACE removes the row that it replaces without asking the triggers on
-- DELETE, so the triggers on INSERT refuse whatever would replace one.
CREATE TRIGGER change_refuses_replace BEFORE INSERT ON change
WHEN EXISTS (
    SELECT 1 FROM change
    WHERE sequence = NEW.sequence OR leaf_hash = NEW.leaf_hash OR previous_sequence = NEW.previous_sequence
)
BEGIN
    SELECT RAISE(ABORT, 'a change is never replaced');
END;

CREATE TRIGGER change_value_refuses_replace BEFORE INSERT ON change_value
WHEN EXISTS (SELECT 1 FROM change_value WHERE sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'the values of a change are never replaced');
END;

CREATE TRIGGER log_hash_refuses_replace BEFORE INSERT ON log_hash
WHEN EXISTS (SELECT 1 FROM log_hash WHERE idx = NEW.idx)
BEGIN
    SELECT RAISE(ABORT, 'the log only grows');
END;

CREATE TRIGGER register_head_refuses_replace BEFORE INSERT ON register_head
WHEN EXISTS (SELECT 1 FROM register_head)
BEGIN
    SELECT RAISE(ABORT, 'the register has one head');
END;
