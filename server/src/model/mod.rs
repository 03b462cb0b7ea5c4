//! The nouns of the register: plain structs, ids and value lists.
//!
//! Nothing here knows SQL. The enums carry the derives of the GraphQL and JSON schemas
//! because their words and descriptions are the contract itself.

pub mod action;
pub mod agency;
pub mod api_key;
pub mod document;
pub mod entity_type;
pub mod enums;
pub mod event;
pub mod exposure;
pub mod file;
pub mod focus_area;
pub mod id;
pub mod in_words;
pub mod meeting;
pub mod membership;
pub mod occurrence;
pub mod partnership;
pub mod priority;
pub mod progress;
pub mod project;
pub mod record;
pub mod recurrence;
pub mod role_grant;
pub mod scalars;
pub mod sign_in;
pub mod strategy;
pub mod succession;
pub mod text;
pub mod update_request;
pub mod user;
pub mod validate;
pub mod values;

pub use action::Action;
pub use agency::Agency;
pub use api_key::ApiKey;
pub use document::Document;
pub use entity_type::EntityType;
pub use enums::*;
pub use event::{Event, EventOccurrence};
pub use exposure::Exposure;
pub use focus_area::FocusArea;
pub use id::*;
pub use meeting::{Meeting, MeetingOccurrence};
pub use membership::Membership;
pub use partnership::Partnership;
pub use priority::Priority;
pub use progress::{ProgressSubject, ProgressUpdate};
pub use project::Project;
pub use record::{Entity, Record};
pub use role_grant::RoleGrant;
pub use sign_in::*;
pub use strategy::Strategy;
pub use succession::Succession;
pub use update_request::{LetterState, Reminded, UpdateAnswer, UpdateRequest, UpdateRequestState};
pub use user::User;
pub use values::*;
