//! Ids: a UUIDv7 that says of what type of record it is.
//!
//! Written `project_0192f0c1d2e37abc8def0123456789ab`, so that an id in a log or an
//! address can be told from another; held as 16 bytes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::entity_type::EntityType;

/// The id of a record of any type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnyId {
    /// What the id is of.
    pub entity: EntityType,
    /// The number behind the prefix.
    pub uuid: Uuid,
}

/// An id that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not an id: expected a type, an underscore and 32 hexadecimal digits")]
pub struct IdError;

impl fmt::Display for AnyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.entity.prefix(), self.uuid.simple())
    }
}

impl FromStr for AnyId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let (prefix, number) = text.rsplit_once('_').ok_or(IdError)?;
        let entity = EntityType::from_prefix(prefix).ok_or(IdError)?;
        let canonical = number.len() == 32 && number.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !canonical {
            return Err(IdError);
        }
        Ok(AnyId { entity, uuid: Uuid::try_parse(number).map_err(|_| IdError)? })
    }
}

impl Serialize for AnyId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AnyId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An id of one type of record; converts to and from [`AnyId`] and its text.
pub trait TypedId:
    Copy + fmt::Display + FromStr<Err = IdError> + Into<AnyId> + Ord + std::hash::Hash
{
    /// The type of record.
    const ENTITY: EntityType;
    /// The id with this number.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The number.
    fn uuid(self) -> Uuid;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident of $entity:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl TypedId for $name {
            const ENTITY: EntityType = EntityType::$entity;
            fn from_uuid(uuid: Uuid) -> Self {
                $name(uuid)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<$name> for AnyId {
            fn from(id: $name) -> AnyId {
                AnyId { entity: EntityType::$entity, uuid: id.0 }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                AnyId::from(*self).fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let id: AnyId = text.parse()?;
                if id.entity == EntityType::$entity { Ok($name(id.uuid)) } else { Err(IdError) }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// Id of a [`Partnership`](super::Partnership).
    PartnershipId of Partnership;
    /// Id of an [`Agency`](super::Agency).
    AgencyId of Agency;
    /// Id of a [`Succession`](super::Succession).
    SuccessionId of Succession;
    /// Id of a [`Membership`](super::Membership).
    MembershipId of Membership;
    /// Id of a [`Strategy`](super::Strategy).
    StrategyId of Strategy;
    /// Id of a [`Priority`](super::Priority).
    PriorityId of Priority;
    /// Id of a [`FocusArea`](super::FocusArea).
    FocusAreaId of FocusArea;
    /// Id of a [`Meeting`](super::Meeting).
    MeetingId of Meeting;
    /// Id of a [`MeetingOccurrence`](super::MeetingOccurrence).
    MeetingOccurrenceId of MeetingOccurrence;
    /// Id of an [`Event`](super::Event).
    EventId of Event;
    /// Id of an [`EventOccurrence`](super::EventOccurrence).
    EventOccurrenceId of EventOccurrence;
    /// Id of a [`Project`](super::Project).
    ProjectId of Project;
    /// Id of a [`ProgressUpdate`](super::ProgressUpdate).
    ProgressUpdateId of ProgressUpdate;
    /// Id of an [`Action`](super::Action).
    ActionId of Action;
    /// Id of a [`Document`](super::Document).
    DocumentId of Document;
    /// The id of a user.
    UserId of User;
    /// The id of a granted role.
    RoleGrantId of RoleGrant;
    /// The id of an API key.
    ApiKeyId of ApiKey;
    /// The id of a request for updates.
    UpdateRequestId of UpdateRequest;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_written_and_only_as_its_own_type() {
        let id = ProjectId(Uuid::from_u128(7));
        assert_eq!(id.to_string(), "project_00000000000000000000000000000007");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().parse::<AgencyId>(), Err(IdError));
        assert_eq!(
            "focus_area_00000000000000000000000000000007".parse(),
            Ok(FocusAreaId(Uuid::from_u128(7)))
        );
    }

    #[test]
    fn another_spelling_of_the_number_is_not_the_same_id() {
        assert!("project_0000000000000000000000000000000A".parse::<AnyId>().is_err());
        assert!("project_00000000-0000-0000-0000-000000000007".parse::<AnyId>().is_err());
        assert!("project".parse::<AnyId>().is_err());
    }
}
