//! What can be changed: one file per noun.

pub mod access;
pub mod account;
pub mod action;
pub mod agency;
pub mod checkpoint;
pub mod document;
pub mod event;
pub mod event_occurrence;
pub mod evidence;
pub mod feed;
pub mod focus_area;
pub mod history;
pub mod lead;
pub mod meeting;
pub mod membership;
pub mod partnership;
pub mod payload;
pub mod priority;
pub mod progress;
pub mod project;
pub mod session;
pub mod sheet;
pub mod sitting;
pub mod strategy;
pub mod submit_return;
pub mod succession;
pub mod update_request;
pub mod user;

use async_graphql::MergedObject;

/// What auditors take away and have sent: a group, since each part of the list below lies
/// one deeper than the one before it, and the compiler counts.
#[derive(MergedObject, Default)]
struct AuditMutations(evidence::EvidenceMutations, checkpoint::CheckpointMutations);

/// Everything that can be changed. Each takes one `input` and gives a payload with the
/// changed record and `errors`: input that is not valid, or a version that has changed
/// since. When something else is wrong the payload is null, and the request has an error
/// with a code and the field in its `path`; the fields beside it stand.
#[derive(MergedObject, Default)]
pub struct Mutation(
    project::ProjectMutations,
    strategy::StrategyMutations,
    priority::PriorityMutations,
    focus_area::FocusAreaMutations,
    document::DocumentMutations,
    membership::MembershipMutations,
    partnership::PartnershipMutations,
    agency::AgencyMutations,
    succession::SuccessionMutations,
    meeting::MeetingMutations,
    sitting::SittingMutations,
    event::EventMutations,
    event_occurrence::EventOccurrenceMutations,
    progress::ProgressMutations,
    submit_return::ReturnMutations,
    update_request::UpdateRequestMutations,
    action::ActionMutations,
    lead::LeadMutations,
    history::HistoryMutations,
    sheet::SheetMutations,
    AuditMutations,
    session::SessionMutations,
    feed::FeedMutations,
    account::AccountMutations,
    user::UserMutations,
    access::AccessMutations,
);
