//! What a file may leave out, and what it then means.

use crate::model::enums::*;

macro_rules! defaults {
    ($($name:ident -> $enum:ident::$value:ident;)*) => {$(
        pub(super) fn $name() -> $enum {
            $enum::$value
        }
    )*};
}

// What a file leaves out. Visibility defaults to the narrower wherever the content
// is usually internal: widening is an explicit step.
defaults! {
    partnership_kind -> PartnershipKind::CommunitySafetyPartnership;
    agency_kind -> AgencyKind::Other;
    basis -> MembershipBasis::NotStated;
    capacity -> Capacity::NotStated;
    meeting_kind -> MeetingKind::Other;
    event_kind -> EventKind::Other;
    project_kind -> ProjectKind::Other;
    project_status -> ProjectStatus::NotStated;
    strategy_kind -> StrategyKind::PartnershipPlan;
    strategy_state -> StrategyState::Draft;
    occurrence_status -> OccurrenceStatus::Planned;
    rating -> Rating::NotRated;
    action_status -> ActionStatus::Open;
    document_kind -> DocumentKind::Other;
    public -> Visibility::Public;
    partners -> Visibility::Partners;
}
