//! What every record has in common, and the record of any type.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::validate::Problems;
use super::*;

/// The values that every record has beside its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// Unique per partnership and type, never changed; how files link records.
    pub key: String,
    /// 1 when created, one more with each change.
    pub version: i32,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed: the time of its last change, so not among its values.
    #[serde(skip)]
    pub updated_at: DateTime<Utc>,
    /// Whether it was put away. Archived is not invisible.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// What is said of a record to those who may not see all that it lists, when its last
/// change was one of which they see nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// Its version, without the changes that are hidden from them.
    pub version: i32,
    /// When it last changed before their eyes, as microseconds since 1970.
    #[serde(with = "chrono::serde::ts_microseconds")]
    pub updated_at: DateTime<Utc>,
}

impl Told {
    /// What is told after a change to `after`: nothing of one that is `hidden`. None while
    /// everyone is told the same.
    pub fn after(before: &Record, after: &Head, hidden: bool) -> Option<Told> {
        let told = before.told().copied();
        match hidden {
            true => Some(told.unwrap_or(before.head().into())),
            false => told.map(|told| Told { version: told.version + 1, updated_at: after.updated_at }),
        }
    }
}

impl From<&Head> for Told {
    fn from(head: &Head) -> Told {
        Told { version: head.version, updated_at: head.updated_at }
    }
}

/// What lists of a noun filter and order it by, beside its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// The word of its kind.
    pub kind: Option<&'static str>,
    /// The word of its status or state.
    pub status: Option<&'static str>,
    /// Its first day, or the day it is due.
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    pub ends_on: Option<NaiveDate>,
}

/// Each agency once, as lead.
pub(crate) fn leads<'a>(agencies: impl IntoIterator<Item = &'a AgencyId>) -> Vec<(AgencyId, AgencyRole)> {
    let mut seen = Vec::new();
    for agency in agencies {
        if !seen.contains(&(*agency, AgencyRole::Lead)) {
            seen.push((*agency, AgencyRole::Lead));
        }
    }
    seen
}

/// A noun of the register.
pub trait Entity:
    Clone
    + Default
    + PartialEq
    + Send
    + Sync
    + Into<Record>
    + TryFrom<Record>
    + Serialize
    + serde::de::DeserializeOwned
    + 'static
{
    /// Its id type.
    type Id: TypedId;

    /// Its id.
    fn id(&self) -> Self::Id;
    /// What it has in common with every record.
    fn head(&self) -> &Head;
    /// The same, to change.
    fn head_mut(&mut self) -> &mut Head;
    /// What to call it in a list or a sentence.
    fn label(&self) -> String;
    /// The partnership it belongs to; none: the whole register.
    fn partnership(&self) -> Option<PartnershipId>;
    /// The agencies that lead, host, chair, own or take part in it, the owner first and
    /// each once: they see it when it is restricted.
    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        Vec::new()
    }
    /// The agency that owns it.
    fn owner(&self) -> Option<AgencyId> {
        None
    }
    /// Its own visibility, before that of its parents is considered.
    fn visibility(&self) -> Visibility {
        Visibility::Public
    }
    /// The records than which it is never wider visible.
    fn parents(&self) -> Vec<AnyId> {
        Vec::new()
    }
    /// What is told of it to those who may not see all that it lists; none: what everyone
    /// is told, which its head says.
    fn told(&self) -> Option<&Told> {
        None
    }
    /// Notes it, in a noun that lists what may be hidden.
    fn set_told(&mut self, _told: Option<Told>) {}
    /// When it last changed, as lists order it: by what everyone is told.
    fn moved_at(&self) -> DateTime<Utc> {
        self.told().map_or(self.head().updated_at, |told| told.updated_at)
    }
    /// What lists filter and order it by.
    fn facets(&self) -> Facets {
        Facets::default()
    }
    /// The text that search looks through: the title, and the rest.
    fn search_text(&self) -> Option<(String, String)> {
        None
    }
    /// Checks every rule that the record alone can break.
    fn validate(&self, p: &mut Problems);
}

macro_rules! records {
    ($($noun:ident),* $(,)?) => {
        /// A record of any type.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Record { $(
            #[doc = concat!("A [`", stringify!($noun), "`](super::", stringify!($noun), ").")]
            $noun($noun),
        )* }

        $(impl From<$noun> for Record {
            fn from(noun: $noun) -> Record { Record::$noun(noun) }
        }

        impl TryFrom<Record> for $noun {
            type Error = Record;
            fn try_from(record: Record) -> Result<$noun, Record> {
                match record { Record::$noun(noun) => Ok(noun), other => Err(other) }
            }
        })*

        impl Record {
            /// Its type.
            pub fn entity(&self) -> EntityType {
                match self { $(Record::$noun(_) => EntityType::$noun,)* }
            }
            /// A record of a type that says nothing yet.
            pub fn blank(entity: EntityType) -> Record {
                match entity { $(EntityType::$noun => Record::$noun($noun::default()),)* }
            }
            /// Its id.
            pub fn id(&self) -> AnyId {
                match self { $(Record::$noun(r) => r.id().into(),)* }
            }
            /// What it has in common with every record.
            pub fn head(&self) -> &Head {
                match self { $(Record::$noun(r) => r.head(),)* }
            }
            /// The same, to change.
            pub fn head_mut(&mut self) -> &mut Head {
                match self { $(Record::$noun(r) => r.head_mut(),)* }
            }
            /// See [`Entity::label`].
            pub fn label(&self) -> String {
                match self { $(Record::$noun(r) => r.label(),)* }
            }
            /// See [`Entity::partnership`].
            pub fn partnership(&self) -> Option<PartnershipId> {
                match self { $(Record::$noun(r) => Entity::partnership(r),)* }
            }
            /// See [`Entity::agencies`].
            pub fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
                match self { $(Record::$noun(r) => r.agencies(),)* }
            }
            /// See [`Entity::owner`].
            pub fn owner(&self) -> Option<AgencyId> {
                match self { $(Record::$noun(r) => Entity::owner(r),)* }
            }
            /// See [`Entity::visibility`].
            pub fn visibility(&self) -> Visibility {
                match self { $(Record::$noun(r) => Entity::visibility(r),)* }
            }
            /// See [`Entity::parents`].
            pub fn parents(&self) -> Vec<AnyId> {
                match self { $(Record::$noun(r) => r.parents(),)* }
            }
            /// See [`Entity::told`].
            pub fn told(&self) -> Option<&Told> {
                match self { $(Record::$noun(r) => r.told(),)* }
            }
            /// See [`Entity::moved_at`].
            pub fn moved_at(&self) -> DateTime<Utc> {
                match self { $(Record::$noun(r) => r.moved_at(),)* }
            }
            /// See [`Entity::set_told`].
            pub fn set_told(&mut self, told: Option<Told>) {
                match self { $(Record::$noun(r) => r.set_told(told),)* }
            }
            /// See [`Entity::facets`].
            pub fn facets(&self) -> Facets {
                match self { $(Record::$noun(r) => r.facets(),)* }
            }
            /// See [`Entity::search_text`].
            pub fn search_text(&self) -> Option<(String, String)> {
                match self { $(Record::$noun(r) => r.search_text(),)* }
            }
            /// See [`Entity::validate`].
            pub fn validate(&self, p: &mut Problems) {
                p.slug("key", &self.head().key);
                Source::validate_all(&self.head().sources, p);
                match self { $(Record::$noun(r) => Entity::validate(r, p),)* }
            }
            /// Its values by field name: what a change commits to. Absent, empty and
            /// false values are left out; so are the id and the time of the change,
            /// which the change itself carries.
            ///
            /// # Errors
            /// None in practice: every noun serialises to a map.
            pub fn values(&self) -> serde_json::Result<serde_json::Map<String, Value>> {
                let value = match self { $(Record::$noun(r) => serde_json::to_value(r)?,)* };
                let Value::Object(mut map) = value else { return Ok(Default::default()) };
                map.remove("id");
                map.retain(|_, v| !v.is_null() && v.as_array().is_none_or(|list| !list.is_empty()));
                Ok(map)
            }
            /// The record of which [`Record::values`] gave `values`.
            ///
            /// # Errors
            /// When the values are not those of a record of the id's type.
            pub fn from_values(
                id: AnyId,
                updated_at: DateTime<Utc>,
                mut values: serde_json::Map<String, Value>,
            ) -> serde_json::Result<Record> {
                values.insert("id".to_owned(), Value::String(id.to_string()));
                let value = Value::Object(values);
                let mut record = match id.entity {
                    $(EntityType::$noun => Record::$noun(serde_json::from_value::<$noun>(value)?),)*
                };
                record.head_mut().updated_at = updated_at;
                Ok(record)
            }
        }
    };
}

records!(
    Partnership,
    Agency,
    Succession,
    Membership,
    Strategy,
    Priority,
    FocusArea,
    Meeting,
    MeetingOccurrence,
    Event,
    EventOccurrence,
    Project,
    ProgressUpdate,
    Action,
    Document,
    User,
    RoleGrant,
    ApiKey,
    UpdateRequest,
);

impl Record {
    /// Every agency that the record links, in whatever way.
    pub fn linked_agencies(&self) -> Vec<AgencyId> {
        let mut agencies: Vec<AgencyId> = self.agencies().into_iter().map(|(agency, _)| agency).collect();
        match self {
            Record::Strategy(strategy) => agencies.extend(strategy.approvals.iter().filter_map(|a| a.agency)),
            Record::MeetingOccurrence(sitting) => {
                agencies.extend(sitting.attendance.iter().map(|a| a.agency))
            }
            Record::Succession(succession) => {
                agencies.push(succession.from);
                agencies.extend(succession.to);
            }
            Record::UpdateRequest(request) => agencies.extend(&request.agencies),
            _ => {}
        }
        agencies
    }
}

/// Implements the parts of [`Entity`] that are the same for every noun.
macro_rules! entity_basics {
    ($id:ident) => {
        type Id = $id;
        fn id(&self) -> $id {
            self.id
        }
        fn head(&self) -> &$crate::model::record::Head {
            &self.head
        }
        fn head_mut(&mut self) -> &mut $crate::model::record::Head {
            &mut self.head
        }
    };
    ($id:ident of partnership) => {
        $crate::model::record::entity_basics!($id);
        fn partnership(&self) -> Option<$crate::model::PartnershipId> {
            Some(self.partnership)
        }
    };
}
pub(crate) use entity_basics;
