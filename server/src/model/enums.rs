//! The closed vocabularies. The documentation of a value is its description in the
//! GraphQL schema and in the JSON Schema of a partnership file.

use async_graphql::Enum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A closed vocabulary stored as its words.
pub trait Words: Copy + Sized + 'static {
    /// Every value, in the order of the schema.
    const ALL: &'static [Self];
    /// The word as stored, sent and written in files.
    fn word(self) -> &'static str;
    /// The value of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $value:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Enum, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name { $($(#[$vdoc])* $value,)* }

        impl Default for $name {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl Words for $name {
            const ALL: &'static [Self] = &[$($name::$value,)*];
            fn word(self) -> &'static str {
                match self { $($name::$value => $word,)* }
            }
        }
    )*};
}
pub(super) use vocabulary;

vocabulary! {
    /// What somebody may do, where it was granted.
    Role {
        /// Looks after partnerships, agencies and accounts of the whole register.
        Administrator = "ADMINISTRATOR",
        /// Keeps everything of one partnership: the plan, its members, its people.
        Coordinator = "COORDINATOR",
        /// Keeps what one agency leads, hosts, chairs or owns, in one partnership or in all in which it sits.
        PartnerAdmin = "PARTNER_ADMIN",
        /// Posts progress and closes actions for one agency.
        Contributor = "CONTRIBUTOR",
        /// Reads everything and the whole history, and changes nothing.
        Auditor = "AUDITOR",
    }

    /// Where an account stands.
    UserState {
        /// Invited, and has not chosen a password yet.
        Invited = "INVITED",
        /// Can sign in.
        Active = "ACTIVE",
        /// Cannot sign in.
        Disabled = "DISABLED",
    }

    /// What kind of statutory body a partnership is.
    PartnershipKind {
        /// A community safety partnership for one area.
        CommunitySafetyPartnership = "COMMUNITY_SAFETY_PARTNERSHIP",
        /// Several areas that work as one partnership.
        CombinedArea = "COMBINED_AREA",
        /// A county strategy group, with partnerships below it.
        CountyStrategyGroup = "COUNTY_STRATEGY_GROUP",
        /// A board above the county.
        RegionalBoard = "REGIONAL_BOARD",
    }

    /// What kind of organisation an agency is.
    AgencyKind {
        /// A council of any tier.
        LocalAuthority = "LOCAL_AUTHORITY",
        /// A police force.
        Police = "POLICE",
        /// A fire and rescue service or authority.
        FireAndRescue = "FIRE_AND_RESCUE",
        /// A provider of probation services.
        Probation = "PROBATION",
        /// A health body.
        Health = "HEALTH",
        /// The elected or appointed body that holds a police force to account; never a responsible authority.
        LocalPolicingBody = "LOCAL_POLICING_BODY",
        /// A housing association or other landlord.
        Housing = "HOUSING",
        /// A school, college, university or their body.
        Education = "EDUCATION",
        /// A youth justice service.
        YouthJustice = "YOUTH_JUSTICE",
        /// A charity or community group.
        Voluntary = "VOLUNTARY",
        /// A board or forum that is itself a partnership.
        PartnershipBody = "PARTNERSHIP_BODY",
        /// Anything else.
        Other = "OTHER",
    }

    /// How one agency followed another.
    SuccessionKind {
        /// The same body under a new name.
        Renamed = "RENAMED",
        /// Joined with others into the successor.
        Merged = "MERGED",
        /// Divided; the successor is one of the parts.
        Split = "SPLIT",
        /// Replaced by a new body.
        Replaced = "REPLACED",
        /// Ended without a successor.
        Abolished = "ABOLISHED",
        /// Some functions moved to the successor.
        FunctionsMoved = "FUNCTIONS_MOVED",
    }

    /// On what legal basis an agency is a member (Crime and Disorder Act 1998).
    MembershipBasis {
        /// A responsible authority, section 5(1).
        ResponsibleAuthority = "RESPONSIBLE_AUTHORITY",
        /// A co-operating body, section 5(2).
        CoOperatingBody = "CO_OPERATING_BODY",
        /// Invited to take part, section 5(3).
        InvitedParticipant = "INVITED_PARTICIPANT",
        /// Co-opted by the partnership.
        CoOpted = "CO_OPTED",
        /// The published list does not say.
        NotStated = "NOT_STATED",
    }

    /// In what capacity an agency takes part.
    Capacity {
        /// A full member.
        CoreMember = "CORE_MEMBER",
        /// Attends without being a member.
        Attendee = "ATTENDEE",
        /// Supports the partnership.
        Support = "SUPPORT",
        /// Observes.
        Observer = "OBSERVER",
        /// Not stated.
        NotStated = "NOT_STATED",
    }

    /// What kind of plan a strategy is.
    StrategyKind {
        /// The partnership's own plan.
        PartnershipPlan = "PARTNERSHIP_PLAN",
        /// A county's community safety agreement.
        CommunitySafetyAgreement = "COMMUNITY_SAFETY_AGREEMENT",
        /// A serious violence strategy.
        SeriousViolence = "SERIOUS_VIOLENCE",
        /// A strategy to reduce re-offending.
        ReducingReoffending = "REDUCING_REOFFENDING",
        /// A domestic abuse strategy.
        DomesticAbuse = "DOMESTIC_ABUSE",
        /// Any other plan.
        Other = "OTHER",
    }

    /// Where an edition of a strategy stands.
    StrategyState {
        /// In preparation; seen by the people of the partnership only.
        Draft = "DRAFT",
        /// Published for consultation.
        Consultation = "CONSULTATION",
        /// Published.
        Published = "PUBLISHED",
        /// Withdrawn after it was published.
        Withdrawn = "WITHDRAWN",
    }

    /// What a body decided about a strategy.
    ApprovalOutcome {
        /// Endorsed.
        Endorsed = "ENDORSED",
        /// Adopted.
        Adopted = "ADOPTED",
        /// Not adopted.
        NotAdopted = "NOT_ADOPTED",
        /// Rolled forward for another period.
        RolledForward = "ROLLED_FORWARD",
        /// Noted.
        Noted = "NOTED",
    }

    /// The statutory purpose that an aim serves.
    StatutoryPurpose {
        /// Reducing crime and disorder.
        CrimeAndDisorder = "CRIME_AND_DISORDER",
        /// Combating the misuse of drugs, alcohol and other substances.
        SubstanceMisuse = "SUBSTANCE_MISUSE",
        /// Reducing re-offending.
        ReducingReoffending = "REDUCING_REOFFENDING",
        /// Preventing and reducing serious violence (since 2022).
        SeriousViolence = "SERIOUS_VIOLENCE",
    }

    /// How sure the register is of a priority's title.
    TitleStatus {
        /// The title as published.
        Verified = "VERIFIED",
        /// A description chosen by this register because the published title is not known.
        Provisional = "PROVISIONAL",
        /// No title is known.
        Missing = "MISSING",
    }

    /// What kind of meeting this is.
    MeetingKind {
        /// The board that leads the partnership.
        StrategyGroup = "STRATEGY_GROUP",
        /// An executive group.
        Executive = "EXECUTIVE",
        /// A delivery group.
        DeliveryGroup = "DELIVERY_GROUP",
        /// A tasking group.
        TaskingGroup = "TASKING_GROUP",
        /// A group with one task and an end.
        TaskAndFinish = "TASK_AND_FINISH",
        /// A forum.
        Forum = "FORUM",
        /// A panel on individual cases; everything of it is restricted.
        CasePanel = "CASE_PANEL",
        /// A scrutiny body.
        Scrutiny = "SCRUTINY",
        /// A board that belongs to another body.
        ExternalBoard = "EXTERNAL_BOARD",
        /// Any other meeting.
        Other = "OTHER",
    }

    /// Whether a sitting or occurrence took place.
    OccurrenceStatus {
        /// Planned.
        Planned = "PLANNED",
        /// Took place.
        Held = "HELD",
        /// Cancelled.
        Cancelled = "CANCELLED",
        /// Postponed.
        Postponed = "POSTPONED",
    }

    /// How an agency attended a sitting.
    AttendanceState {
        /// Present.
        Present = "PRESENT",
        /// Present for part of it.
        Part = "PART",
        /// Represented by a substitute.
        Substitute = "SUBSTITUTE",
        /// Sent apologies.
        Apologies = "APOLOGIES",
        /// Absent without apologies.
        Absent = "ABSENT",
    }

    /// What an entry says of the day that it is about.
    DatedEntry {
        /// Progress on a project, a priority or a focus area.
        Progress = "PROGRESS",
        /// That a sitting was held, who came to it, or what was decided.
        Sitting = "SITTING",
        /// That an action was closed.
        ActionClosed = "ACTION_CLOSED",
        /// What a body decided about a strategy.
        Approval = "APPROVAL",
    }

    /// What kind of event this is.
    EventKind {
        /// A day of action.
        DayOfAction = "DAY_OF_ACTION",
        /// A night of action.
        NightOfAction = "NIGHT_OF_ACTION",
        /// Raising awareness.
        Awareness = "AWARENESS",
        /// Training.
        Training = "TRAINING",
        /// A conference.
        Conference = "CONFERENCE",
        /// A community event.
        CommunityEvent = "COMMUNITY_EVENT",
        /// Any other event.
        Other = "OTHER",
    }

    /// What kind of project or scheme this is.
    ProjectKind {
        /// A project.
        Project = "PROJECT",
        /// A scheme.
        Scheme = "SCHEME",
        /// A service.
        Service = "SERVICE",
        /// A police or joint operation.
        Operation = "OPERATION",
        /// A campaign.
        Campaign = "CAMPAIGN",
        /// An accreditation.
        Accreditation = "ACCREDITATION",
        /// A legal order.
        LegalOrder = "LEGAL_ORDER",
        /// Equipment.
        Equipment = "EQUIPMENT",
        /// Training.
        Training = "TRAINING",
        /// An arrangement to share data.
        DataSharing = "DATA_SHARING",
        /// Anything else.
        Other = "OTHER",
    }

    /// Where a project or scheme stands.
    ProjectStatus {
        /// Proposed.
        Proposed = "PROPOSED",
        /// Running.
        Active = "ACTIVE",
        /// Paused.
        Paused = "PAUSED",
        /// Completed.
        Completed = "COMPLETED",
        /// Cancelled.
        Cancelled = "CANCELLED",
        /// Not stated.
        NotStated = "NOT_STATED",
    }

    /// How something is going. Never show it by colour alone.
    Rating {
        /// Off track.
        Red = "RED",
        /// At risk.
        Amber = "AMBER",
        /// On track.
        Green = "GREEN",
        /// Not rated.
        NotRated = "NOT_RATED",
    }

    /// Where an action stands.
    ActionStatus {
        /// To be done.
        Open = "OPEN",
        /// Done.
        Completed = "COMPLETED",
        /// The same as another action.
        Duplicate = "DUPLICATE",
        /// Replaced by another action.
        Superseded = "SUPERSEDED",
        /// No longer to be done.
        Cancelled = "CANCELLED",
    }

    /// What kind of document this is.
    DocumentKind {
        /// A strategy.
        Strategy = "STRATEGY",
        /// An action plan.
        ActionPlan = "ACTION_PLAN",
        /// A strategic assessment.
        StrategicAssessment = "STRATEGIC_ASSESSMENT",
        /// An agenda.
        Agenda = "AGENDA",
        /// Minutes.
        Minutes = "MINUTES",
        /// Terms of reference.
        TermsOfReference = "TERMS_OF_REFERENCE",
        /// A consultation.
        Consultation = "CONSULTATION",
        /// An annual report.
        AnnualReport = "ANNUAL_REPORT",
        /// Any other document.
        Other = "OTHER",
    }

    /// Who may see a record, from the widest to the narrowest.
    Visibility {
        /// Anyone.
        Public = "PUBLIC",
        /// Any signed-in person of the partnership.
        Partners = "PARTNERS",
        /// The agencies that lead, host, chair or own the record or are partners in it, coordinators and auditors.
        Restricted = "RESTRICTED",
    }

    /// How an agency is linked to a record.
    AgencyRole {
        /// It leads, hosts, chairs or owns it.
        Lead = "LEAD",
        /// It takes part in it.
        Partner = "PARTNER",
    }

    /// What a change did to its record.
    ChangeAction {
        /// Created it.
        Create = "CREATE",
        /// Changed some of its values.
        Update = "UPDATE",
        /// Archived it.
        Archive = "ARCHIVE",
        /// Brought it back from the archive.
        Unarchive = "UNARCHIVE",
        /// Wrote back the values of an earlier change.
        Revert = "REVERT",
        /// Erased personal values of one person.
        Erase = "ERASE",
        /// Redacted one value.
        Redact = "REDACT",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_serde_writes() {
        for kind in MeetingKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
        for kind in MembershipBasis::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
    }
}
