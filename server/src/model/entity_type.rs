//! The types of records.

use async_graphql::Enum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::{Words, vocabulary};

vocabulary! {
    /// What kind of record an id, a change or a search result is about.
    EntityType {
        /// A statutory partnership.
        Partnership = "PARTNERSHIP",
        /// An organisation.
        Agency = "AGENCY",
        /// One agency following another.
        Succession = "SUCCESSION",
        /// An agency in a partnership.
        Membership = "MEMBERSHIP",
        /// One edition of a plan.
        Strategy = "STRATEGY",
        /// A numbered heading of a strategy.
        Priority = "PRIORITY",
        /// What a priority concentrates on.
        FocusArea = "FOCUS_AREA",
        /// A standing meeting, board or forum.
        Meeting = "MEETING",
        /// One dated sitting of a meeting.
        MeetingOccurrence = "MEETING_OCCURRENCE",
        /// An event or a series of events.
        Event = "EVENT",
        /// One dated occurrence of an event.
        EventOccurrence = "EVENT_OCCURRENCE",
        /// A project or scheme.
        Project = "PROJECT",
        /// A dated note on how something is going.
        ProgressUpdate = "PROGRESS_UPDATE",
        /// Something agreed, with an owner.
        Action = "ACTION",
        /// A titled document with a link.
        Document = "DOCUMENT",
        /// A person who signs in.
        User = "USER",
        /// A role that somebody was given.
        RoleGrant = "ROLE_GRANT",
        /// The key of an app that reads.
        ApiKey = "API_KEY",
        /// A partnership asking agencies for their returns.
        UpdateRequest = "UPDATE_REQUEST",
    }
}

impl EntityType {
    /// What ids of this type begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            EntityType::Partnership => "partnership",
            EntityType::Agency => "agency",
            EntityType::Succession => "succession",
            EntityType::Membership => "membership",
            EntityType::Strategy => "strategy",
            EntityType::Priority => "priority",
            EntityType::FocusArea => "focus_area",
            EntityType::Meeting => "meeting",
            EntityType::MeetingOccurrence => "meeting_occurrence",
            EntityType::Event => "event",
            EntityType::EventOccurrence => "event_occurrence",
            EntityType::Project => "project",
            EntityType::ProgressUpdate => "progress_update",
            EntityType::Action => "action",
            EntityType::Document => "document",
            EntityType::User => "user",
            EntityType::RoleGrant => "role_grant",
            EntityType::ApiKey => "api_key",
            EntityType::UpdateRequest => "update_request",
        }
    }

    /// Whether records of this type are about who may do what.
    pub fn is_account(self) -> bool {
        matches!(self, EntityType::User | EntityType::RoleGrant | EntityType::ApiKey)
    }

    /// Whether records of this type are part of plans or of the directory. The others are
    /// in no list of the public and have no row in `entity`.
    pub fn is_of_plans(self) -> bool {
        !self.is_account() && self != EntityType::UpdateRequest
    }

    /// The type whose ids begin with `prefix`.
    pub fn from_prefix(prefix: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|entity| entity.prefix() == prefix)
    }
}
