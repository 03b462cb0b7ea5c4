-- The register's first tables. Times are microseconds since 1970 in UTC, civil dates
-- are dates, value lists without identity are JSON in their owner's row, links are
-- tables with a position. Every foreign key is RESTRICT: a row changes only through a
-- change of its own.

CREATE TABLE partnership (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'partnership\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    slug TEXT COLLATE "C" NOT NULL,
    former_slugs TEXT COLLATE "C" NOT NULL CHECK (former_slugs::jsonb IS NOT NULL),
    name TEXT COLLATE "C" NOT NULL,
    aliases TEXT COLLATE "C" NOT NULL CHECK (aliases::jsonb IS NOT NULL),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('COMMUNITY_SAFETY_PARTNERSHIP', 'COMBINED_AREA', 'COUNTY_STRATEGY_GROUP', 'REGIONAL_BOARD')),
    areas TEXT COLLATE "C" NOT NULL CHECK (areas::jsonb IS NOT NULL),
    description TEXT COLLATE "C",
    duty_statement TEXT COLLATE "C",
    other_members TEXT COLLATE "C",
    aims TEXT COLLATE "C" NOT NULL CHECK (aims::jsonb IS NOT NULL),
    website TEXT COLLATE "C",
    contact TEXT COLLATE "C",
    parent_id TEXT COLLATE "C" REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    started_on DATE,
    ended_on DATE,
    stale_after_days INTEGER,
    CHECK (ended_on >= started_on),
    UNIQUE (key),
    UNIQUE (slug)
);

CREATE INDEX partnership_parent_id_idx ON partnership (parent_id);

CREATE TABLE agency (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'agency\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    slug TEXT COLLATE "C" NOT NULL,
    former_slugs TEXT COLLATE "C" NOT NULL CHECK (former_slugs::jsonb IS NOT NULL),
    name TEXT COLLATE "C" NOT NULL,
    aliases TEXT COLLATE "C" NOT NULL CHECK (aliases::jsonb IS NOT NULL),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('LOCAL_AUTHORITY', 'POLICE', 'FIRE_AND_RESCUE', 'PROBATION', 'HEALTH', 'LOCAL_POLICING_BODY', 'HOUSING', 'EDUCATION', 'YOUTH_JUSTICE', 'VOLUNTARY', 'PARTNERSHIP_BODY', 'OTHER')),
    website TEXT COLLATE "C",
    started_on DATE,
    ended_on DATE,
    CHECK (ended_on >= started_on),
    UNIQUE (key),
    UNIQUE (slug)
);


CREATE TABLE succession (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'succession\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    from_id TEXT COLLATE "C" NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    to_id TEXT COLLATE "C" REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('RENAMED', 'MERGED', 'SPLIT', 'REPLACED', 'ABOLISHED', 'FUNCTIONS_MOVED')),
    taken_effect_on DATE,
    CHECK (to_id IS NOT NULL OR kind = 'ABOLISHED'),
    CHECK (to_id <> from_id),
    UNIQUE (key)
);

CREATE INDEX succession_from_id_idx ON succession (from_id);
CREATE INDEX succession_to_id_idx ON succession (to_id);

CREATE TABLE membership (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'membership\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT COLLATE "C" NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    basis TEXT COLLATE "C" NOT NULL CHECK (basis IN ('RESPONSIBLE_AUTHORITY', 'CO_OPERATING_BODY', 'INVITED_PARTICIPANT', 'CO_OPTED', 'NOT_STATED')),
    basis_as_published TEXT COLLATE "C",
    capacity TEXT COLLATE "C" NOT NULL CHECK (capacity IN ('CORE_MEMBER', 'ATTENDEE', 'SUPPORT', 'OBSERVER', 'NOT_STATED')),
    name_as_published TEXT COLLATE "C" NOT NULL,
    listed_under TEXT COLLATE "C",
    position INTEGER NOT NULL CHECK (position >= 1),
    joined_on DATE,
    left_on DATE,
    CHECK (left_on >= joined_on),
    UNIQUE (partnership_id, key)
);

CREATE INDEX membership_agency_id_idx ON membership (agency_id);

CREATE TABLE strategy (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'strategy\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('PARTNERSHIP_PLAN', 'COMMUNITY_SAFETY_AGREEMENT', 'SERIOUS_VIOLENCE', 'REDUCING_REOFFENDING', 'DOMESTIC_ABUSE', 'OTHER')),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('DRAFT', 'CONSULTATION', 'PUBLISHED', 'WITHDRAWN')),
    title TEXT COLLATE "C" NOT NULL,
    period_label TEXT COLLATE "C",
    edition_label TEXT COLLATE "C",
    starts_on DATE,
    ends_on DATE,
    summary TEXT COLLATE "C",
    supersedes_id TEXT COLLATE "C" REFERENCES strategy (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    approvals TEXT COLLATE "C" NOT NULL CHECK (approvals::jsonb IS NOT NULL),
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
);

CREATE INDEX strategy_supersedes_id_idx ON strategy (supersedes_id);

CREATE TABLE meeting (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'meeting\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('STRATEGY_GROUP', 'EXECUTIVE', 'DELIVERY_GROUP', 'TASKING_GROUP', 'TASK_AND_FINISH', 'FORUM', 'CASE_PANEL', 'SCRUTINY', 'EXTERNAL_BOARD', 'OTHER')),
    is_board BOOLEAN NOT NULL,
    cadence TEXT COLLATE "C",
    recurrence TEXT COLLATE "C",
    description TEXT COLLATE "C",
    website TEXT COLLATE "C",
    parent_id TEXT COLLATE "C" REFERENCES meeting (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    owner_agency_id TEXT COLLATE "C" REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK (kind <> 'CASE_PANEL' OR visibility = 'RESTRICTED'),
    UNIQUE (partnership_id, key)
);

CREATE INDEX meeting_parent_id_idx ON meeting (parent_id);
CREATE INDEX meeting_owner_agency_id_idx ON meeting (owner_agency_id);
CREATE UNIQUE INDEX meeting_one_board_idx ON meeting (partnership_id) WHERE is_board;

CREATE TABLE meeting_chair_agency (
    meeting_id TEXT COLLATE "C" NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT COLLATE "C" NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (meeting_id, agency_id)
);
CREATE INDEX meeting_chair_agency_agency_id_idx ON meeting_chair_agency (agency_id);

CREATE TABLE meeting_occurrence (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'meeting_occurrence\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    meeting_id TEXT COLLATE "C" NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    starts_on DATE,
    start_time TEXT COLLATE "C" CHECK (start_time LIKE '__:__'),
    ends_on DATE,
    end_time TEXT COLLATE "C" CHECK (end_time LIKE '__:__'),
    date_note TEXT COLLATE "C",
    name TEXT COLLATE "C",
    venue TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('PLANNED', 'HELD', 'CANCELLED', 'POSTPONED')),
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    summary TEXT COLLATE "C",
    attendance TEXT COLLATE "C" NOT NULL CHECK (attendance::jsonb IS NOT NULL),
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
);

CREATE INDEX meeting_occurrence_meeting_id_idx ON meeting_occurrence (meeting_id);

CREATE TABLE event (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'event\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('DAY_OF_ACTION', 'NIGHT_OF_ACTION', 'AWARENESS', 'TRAINING', 'CONFERENCE', 'COMMUNITY_EVENT', 'OTHER')),
    description TEXT COLLATE "C",
    website TEXT COLLATE "C",
    starts_on DATE,
    ends_on DATE,
    venue TEXT COLLATE "C",
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
);


CREATE TABLE event_host_agency (
    event_id TEXT COLLATE "C" NOT NULL REFERENCES event (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT COLLATE "C" NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (event_id, agency_id)
);
CREATE INDEX event_host_agency_agency_id_idx ON event_host_agency (agency_id);

CREATE TABLE event_occurrence (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'event_occurrence\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    event_id TEXT COLLATE "C" NOT NULL REFERENCES event (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    starts_on DATE,
    start_time TEXT COLLATE "C" CHECK (start_time LIKE '__:__'),
    ends_on DATE,
    end_time TEXT COLLATE "C" CHECK (end_time LIKE '__:__'),
    date_note TEXT COLLATE "C",
    name TEXT COLLATE "C",
    venue TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('PLANNED', 'HELD', 'CANCELLED', 'POSTPONED')),
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    audience TEXT COLLATE "C",
    booking_url TEXT COLLATE "C",
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
);

CREATE INDEX event_occurrence_event_id_idx ON event_occurrence (event_id);

CREATE TABLE event_occurrence_host_agency (
    event_occurrence_id TEXT COLLATE "C" NOT NULL REFERENCES event_occurrence (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT COLLATE "C" NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (event_occurrence_id, agency_id)
);
CREATE INDEX event_occurrence_host_agency_agency_id_idx ON event_occurrence_host_agency (agency_id);

CREATE TABLE project (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'project\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('PROJECT', 'SCHEME', 'SERVICE', 'OPERATION', 'CAMPAIGN', 'ACCREDITATION', 'LEGAL_ORDER', 'EQUIPMENT', 'TRAINING', 'DATA_SHARING', 'OTHER')),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('PROPOSED', 'ACTIVE', 'PAUSED', 'COMPLETED', 'CANCELLED', 'NOT_STATED')),
    description TEXT COLLATE "C",
    website TEXT COLLATE "C",
    lead_agency_id TEXT COLLATE "C" REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    lead_post TEXT COLLATE "C",
    starts_on DATE,
    ends_on DATE,
    last_confirmed_at BIGINT,
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK (ends_on >= starts_on),
    UNIQUE (partnership_id, key)
);

CREATE INDEX project_lead_agency_id_idx ON project (lead_agency_id);

CREATE TABLE project_partner_agency (
    project_id TEXT COLLATE "C" NOT NULL REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT COLLATE "C" NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (project_id, agency_id)
);
CREATE INDEX project_partner_agency_agency_id_idx ON project_partner_agency (agency_id);

CREATE TABLE priority (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'priority\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    strategy_id TEXT COLLATE "C" NOT NULL REFERENCES strategy (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    title TEXT COLLATE "C",
    title_status TEXT COLLATE "C" NOT NULL CHECK (title_status IN ('VERIFIED', 'PROVISIONAL', 'MISSING')),
    summary TEXT COLLATE "C",
    approach TEXT COLLATE "C",
    carried_from_id TEXT COLLATE "C" REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    UNIQUE (partnership_id, key)
);

CREATE INDEX priority_strategy_id_idx ON priority (strategy_id);
CREATE INDEX priority_carried_from_id_idx ON priority (carried_from_id);

CREATE TABLE priority_lead_agency (
    priority_id TEXT COLLATE "C" NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT COLLATE "C" NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (priority_id, agency_id)
);
CREATE INDEX priority_lead_agency_agency_id_idx ON priority_lead_agency (agency_id);

CREATE TABLE priority_meeting (
    priority_id TEXT COLLATE "C" NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    meeting_id TEXT COLLATE "C" NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (priority_id, meeting_id)
);
CREATE INDEX priority_meeting_meeting_id_idx ON priority_meeting (meeting_id);

CREATE TABLE priority_event (
    priority_id TEXT COLLATE "C" NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    event_id TEXT COLLATE "C" NOT NULL REFERENCES event (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (priority_id, event_id)
);
CREATE INDEX priority_event_event_id_idx ON priority_event (event_id);

CREATE TABLE priority_project (
    priority_id TEXT COLLATE "C" NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT COLLATE "C" NOT NULL REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (priority_id, project_id)
);
CREATE INDEX priority_project_project_id_idx ON priority_project (project_id);

CREATE TABLE focus_area (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'focus_area\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    priority_id TEXT COLLATE "C" NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    title TEXT COLLATE "C" NOT NULL,
    carried_from_id TEXT COLLATE "C" REFERENCES focus_area (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    UNIQUE (partnership_id, key)
);

CREATE INDEX focus_area_priority_id_idx ON focus_area (priority_id);
CREATE INDEX focus_area_carried_from_id_idx ON focus_area (carried_from_id);

CREATE TABLE focus_area_project (
    focus_area_id TEXT COLLATE "C" NOT NULL REFERENCES focus_area (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT COLLATE "C" NOT NULL REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (focus_area_id, project_id)
);
CREATE INDEX focus_area_project_project_id_idx ON focus_area_project (project_id);

CREATE TABLE progress_update (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'progress_update\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT COLLATE "C" REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    priority_id TEXT COLLATE "C" REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    focus_area_id TEXT COLLATE "C" REFERENCES focus_area (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    reported_on DATE NOT NULL,
    period_label TEXT COLLATE "C",
    rating TEXT COLLATE "C" NOT NULL CHECK (rating IN ('RED', 'AMBER', 'GREEN', 'NOT_RATED')),
    rating_as_published TEXT COLLATE "C",
    narrative TEXT COLLATE "C",
    reported_by_id TEXT COLLATE "C" REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK (num_nonnulls(project_id, priority_id, focus_area_id) = 1),
    UNIQUE (partnership_id, key)
);

CREATE INDEX progress_update_project_id_idx ON progress_update (project_id);
CREATE INDEX progress_update_priority_id_idx ON progress_update (priority_id);
CREATE INDEX progress_update_focus_area_id_idx ON progress_update (focus_area_id);
CREATE INDEX progress_update_reported_by_id_idx ON progress_update (reported_by_id);

CREATE TABLE action (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'action\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    reference TEXT COLLATE "C",
    text TEXT COLLATE "C" NOT NULL,
    owner_post TEXT COLLATE "C",
    due_on DATE,
    original_due_on DATE,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('OPEN', 'COMPLETED', 'DUPLICATE', 'SUPERSEDED', 'CANCELLED')),
    closed_on DATE,
    closure_note TEXT COLLATE "C",
    raised_at_id TEXT COLLATE "C" REFERENCES meeting_occurrence (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT COLLATE "C" REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    priority_id TEXT COLLATE "C" REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    CHECK (status <> 'OPEN' OR closed_on IS NULL),
    UNIQUE (partnership_id, key)
);

CREATE INDEX action_raised_at_id_idx ON action (raised_at_id);
CREATE INDEX action_project_id_idx ON action (project_id);
CREATE INDEX action_priority_id_idx ON action (priority_id);

CREATE TABLE action_owner_agency (
    action_id TEXT COLLATE "C" NOT NULL REFERENCES action (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT COLLATE "C" NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (action_id, agency_id)
);
CREATE INDEX action_owner_agency_agency_id_idx ON action_owner_agency (agency_id);

CREATE TABLE document (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id LIKE 'document\_%' ESCAPE '\'),
    key TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL CHECK (updated_at >= created_at),
    archived BOOLEAN NOT NULL,
    sources TEXT COLLATE "C" NOT NULL CHECK (sources::jsonb IS NOT NULL),
    partnership_id TEXT COLLATE "C" NOT NULL REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    title TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('STRATEGY', 'ACTION_PLAN', 'STRATEGIC_ASSESSMENT', 'AGENDA', 'MINUTES', 'TERMS_OF_REFERENCE', 'CONSULTATION', 'ANNUAL_REPORT', 'OTHER')),
    url TEXT COLLATE "C",
    version_label TEXT COLLATE "C",
    reference TEXT COLLATE "C",
    dated_on DATE,
    owner_agency_id TEXT COLLATE "C" REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    marking TEXT COLLATE "C",
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    UNIQUE (partnership_id, key)
);

CREATE INDEX document_owner_agency_id_idx ON document (owner_agency_id);

CREATE TABLE document_strategy (
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    strategy_id TEXT COLLATE "C" NOT NULL REFERENCES strategy (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (document_id, strategy_id)
);
CREATE INDEX document_strategy_strategy_id_idx ON document_strategy (strategy_id);

CREATE TABLE document_priority (
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    priority_id TEXT COLLATE "C" NOT NULL REFERENCES priority (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (document_id, priority_id)
);
CREATE INDEX document_priority_priority_id_idx ON document_priority (priority_id);

CREATE TABLE document_project (
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    project_id TEXT COLLATE "C" NOT NULL REFERENCES project (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (document_id, project_id)
);
CREATE INDEX document_project_project_id_idx ON document_project (project_id);

CREATE TABLE document_meeting_occurrence (
    document_id TEXT COLLATE "C" NOT NULL REFERENCES document (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    meeting_occurrence_id TEXT COLLATE "C" NOT NULL REFERENCES meeting_occurrence (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    position INTEGER NOT NULL CHECK (position >= 1),
    PRIMARY KEY (document_id, meeting_occurrence_id)
);
CREATE INDEX document_meeting_occurrence_meeting_occurrence_id_idx ON document_meeting_occurrence (meeting_occurrence_id);

-- One row per record, derived from it by the gate: where it belongs, who may see it
-- (the strictest of its own visibility and its parents'), what lists order and filter by.
CREATE TABLE entity (
    id TEXT COLLATE "C" PRIMARY KEY,
    entity_type TEXT COLLATE "C" NOT NULL CHECK (entity_type IN ('PARTNERSHIP', 'AGENCY', 'SUCCESSION', 'MEMBERSHIP', 'STRATEGY', 'PRIORITY', 'FOCUS_AREA', 'MEETING', 'MEETING_OCCURRENCE', 'EVENT', 'EVENT_OCCURRENCE', 'PROJECT', 'PROGRESS_UPDATE', 'ACTION', 'DOCUMENT')),
    partnership_id TEXT COLLATE "C" REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    owner_agency_id TEXT COLLATE "C" REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    archived BOOLEAN NOT NULL,
    sort_name TEXT COLLATE "C" NOT NULL,
    updated_at BIGINT NOT NULL,
    kind TEXT COLLATE "C",
    status TEXT COLLATE "C",
    starts_on DATE,
    ends_on DATE
);
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
    entity_id TEXT COLLATE "C" NOT NULL REFERENCES entity (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    agency_id TEXT COLLATE "C" NOT NULL REFERENCES agency (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('LEAD', 'PARTNER', 'INHERITED')),
    entity_type TEXT COLLATE "C" NOT NULL,
    partnership_id TEXT COLLATE "C" REFERENCES partnership (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    archived BOOLEAN NOT NULL,
    sort_name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (entity_id, agency_id)
);
CREATE INDEX entity_agency_list_idx ON entity_agency
    (agency_id, entity_type, sort_name, entity_id, visibility, role, archived, partnership_id);
CREATE INDEX entity_agency_partnership_id_idx ON entity_agency (partnership_id);

-- What search looks through: folded words, as the server folds them.
CREATE TABLE search_text (
    entity_id TEXT COLLATE "C" PRIMARY KEY REFERENCES entity (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    title TEXT COLLATE "C" NOT NULL,
    title_words TSVECTOR NOT NULL,
    words TSVECTOR NOT NULL
);
CREATE INDEX search_text_words_idx ON search_text USING GIN (words);

-- The head of the history. Every write transaction begins by taking the next sequence
-- here; the row lock puts all writers of all servers in one order.
CREATE TABLE register_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sequence BIGINT NOT NULL CHECK (sequence >= 0),
    at BIGINT NOT NULL
);
INSERT INTO register_head (id, sequence, at) VALUES (1, 0, 0);

-- The history: one row per change of one record, never altered. It holds ids, words,
-- times and commitments only; what the record said is in change_value.
CREATE TABLE change (
    sequence BIGINT PRIMARY KEY CHECK (sequence >= 1),
    at BIGINT NOT NULL,
    transaction_id TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL CHECK (action IN ('CREATE', 'UPDATE', 'ARCHIVE', 'UNARCHIVE', 'REVERT', 'ERASE', 'REDACT')),
    command TEXT COLLATE "C" NOT NULL,
    entity_type TEXT COLLATE "C" NOT NULL,
    entity_id TEXT COLLATE "C" NOT NULL,
    partnership_id TEXT COLLATE "C",
    owner_agency_id TEXT COLLATE "C",
    visibility TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNERS', 'RESTRICTED')),
    actor_id TEXT COLLATE "C" NOT NULL,
    actor_role TEXT COLLATE "C" NOT NULL,
    actor_agency_id TEXT COLLATE "C",
    request_id TEXT COLLATE "C" NOT NULL,
    previous_sequence BIGINT UNIQUE REFERENCES change (sequence) ON DELETE RESTRICT ON UPDATE RESTRICT,
    commitments TEXT COLLATE "C" NOT NULL,
    leaf_hash BYTEA NOT NULL UNIQUE CHECK (length(leaf_hash) = 32),
    CHECK (previous_sequence < sequence)
);
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
    sequence BIGINT PRIMARY KEY REFERENCES change (sequence) ON DELETE RESTRICT ON UPDATE RESTRICT,
    after TEXT COLLATE "C" NOT NULL,
    erased_by BIGINT REFERENCES change (sequence) ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX change_value_erased_by_idx ON change_value (erased_by);

-- The hashes of the Merkle log over the leaf hashes, by index of storage.
CREATE TABLE log_hash (
    idx BIGINT PRIMARY KEY CHECK (idx >= 0),
    hash BYTEA NOT NULL CHECK (length(hash) = 32)
);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0];
END $$;

CREATE TRIGGER change_is_immutable BEFORE UPDATE OR DELETE ON change
    FOR EACH ROW EXECUTE FUNCTION refuse('a change is never altered or removed');
CREATE TRIGGER change_refuses_truncate BEFORE TRUNCATE ON change
    EXECUTE FUNCTION refuse('a change is never removed');
CREATE TRIGGER change_value_refuses_delete BEFORE DELETE ON change_value
    FOR EACH ROW EXECUTE FUNCTION refuse('the values of a change are never removed');
CREATE TRIGGER change_value_refuses_truncate BEFORE TRUNCATE ON change_value
    EXECUTE FUNCTION refuse('the values of a change are never removed');
CREATE TRIGGER log_hash_is_immutable BEFORE UPDATE OR DELETE ON log_hash
    FOR EACH ROW EXECUTE FUNCTION refuse('the log only grows');
CREATE TRIGGER log_hash_refuses_truncate BEFORE TRUNCATE ON log_hash
    EXECUTE FUNCTION refuse('the log only grows');
CREATE TRIGGER register_head_refuses_delete BEFORE DELETE ON register_head
    FOR EACH ROW EXECUTE FUNCTION refuse('the register has one head');
CREATE TRIGGER register_head_refuses_truncate BEFORE TRUNCATE ON register_head
    EXECUTE FUNCTION refuse('the register has one head');

CREATE FUNCTION change_value_only_erases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <> OLD.sequence OR NOT EXISTS (
        SELECT 1 FROM change
        WHERE sequence = NEW.erased_by AND action IN ('ERASE', 'REDACT')
            AND sequence > OLD.sequence AND sequence > coalesce(OLD.erased_by, 0)
    ) THEN
        RAISE EXCEPTION 'the values of a change are only ever erased, by a later change that says so';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER change_value_refuses_update BEFORE UPDATE ON change_value
    FOR EACH ROW EXECUTE FUNCTION change_value_only_erases();

CREATE FUNCTION register_head_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <> OLD.sequence + 1 OR NEW.at <= OLD.at OR NEW.id <> 1 THEN
        RAISE EXCEPTION 'the head moves one change at a time';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER register_head_only_grows BEFORE UPDATE ON register_head
    FOR EACH ROW EXECUTE FUNCTION register_head_only_grows();
