//! Records of any type: finding one, loading a partnership whole, writing one.

use super::rows::{Conn, Stored};
use crate::error::Result;
use crate::model::*;

/// The records that a partnership is read as, in order of creation within each type.
pub fn of_partnership(conn: &mut Conn, id: PartnershipId) -> Result<Vec<Record>> {
    let Some(partnership) = Partnership::find(conn, id)? else { return Ok(Vec::new()) };
    let mut records = vec![Record::Partnership(partnership)];
    macro_rules! load {
        ($($noun:ident),*) => {$(
            records.extend($noun::load(conn, Some(id))?.into_iter().map(Record::from));
        )*};
    }
    load!(Membership, Strategy, Priority, FocusArea, Meeting, MeetingOccurrence, Event, EventOccurrence);
    load!(Project, ProgressUpdate, Action, Document);
    Ok(records)
}

/// The records that belong to no single partnership, and the partnerships themselves.
pub fn of_directory(conn: &mut Conn) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    records.extend(Partnership::load(conn, None)?.into_iter().map(Record::from));
    records.extend(Agency::load(conn, None)?.into_iter().map(Record::from));
    records.extend(Succession::load(conn, None)?.into_iter().map(Record::from));
    Ok(records)
}

/// All agencies.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn agencies(conn: &mut Conn) -> Result<Vec<Agency>> {
    Agency::load(conn, None)
}

/// All successions.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn successions(conn: &mut Conn) -> Result<Vec<Succession>> {
    Succession::load(conn, None)
}

/// The editions of a partnership.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn strategies(conn: &mut Conn, id: PartnershipId) -> Result<Vec<Strategy>> {
    Strategy::load(conn, Some(id))
}

/// The priorities of a partnership, of all editions.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn priorities(conn: &mut Conn, id: PartnershipId) -> Result<Vec<Priority>> {
    Priority::load(conn, Some(id))
}

/// The focus areas of a partnership, of all editions.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn focus_areas(conn: &mut Conn, id: PartnershipId) -> Result<Vec<FocusArea>> {
    FocusArea::load(conn, Some(id))
}

/// The memberships of a partnership.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn memberships(conn: &mut Conn, id: PartnershipId) -> Result<Vec<Membership>> {
    Membership::load(conn, Some(id))
}

/// The documents of a partnership.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn documents(conn: &mut Conn, id: PartnershipId) -> Result<Vec<Document>> {
    Document::load(conn, Some(id))
}

/// The meetings of a partnership.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn meetings(conn: &mut Conn, id: PartnershipId) -> Result<Vec<Meeting>> {
    Meeting::load(conn, Some(id))
}

/// The actions of a partnership.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn actions(conn: &mut Conn, id: PartnershipId) -> Result<Vec<Action>> {
    Action::load(conn, Some(id))
}

/// The sittings of all meetings of a partnership.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn sittings(conn: &mut Conn, id: PartnershipId) -> Result<Vec<MeetingOccurrence>> {
    MeetingOccurrence::load(conn, Some(id))
}

/// The occurrences of all events of a partnership.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn event_occurrences(conn: &mut Conn, id: PartnershipId) -> Result<Vec<EventOccurrence>> {
    EventOccurrence::load(conn, Some(id))
}

/// The latest ratings of a subject in order of their days; what is not rated and what was
/// archived is left out.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn ratings(conn: &mut Conn, subject: ProgressSubject) -> Result<Vec<super::progress::Rated>> {
    super::progress::ratings(conn, subject)
}

/// The place after the last document of a partnership.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn next_document_position(conn: &mut Conn, id: PartnershipId) -> Result<i32> {
    let last = Document::load(conn, Some(id))?.iter().map(|document| document.position).max();
    Ok(last.unwrap_or_default() + 1)
}

macro_rules! by_type {
    ($($noun:ident),* $(,)?) => {
        /// The record with this id.
        ///
        /// # Errors
        /// When the database fails or holds what the program did not write.
        pub fn find(conn: &mut Conn, id: AnyId) -> Result<Option<Record>> {
            Ok(match id.entity {
                $(EntityType::$noun => {
                    $noun::find(conn, <$noun as Entity>::Id::from_uuid(id.uuid))?.map(Record::from)
                })*
            })
        }

        /// The ids of one type's records after `after`, in their order, as the table has them.
        pub(super) fn ids(conn: &mut Conn, entity: EntityType, after: &str, limit: i64) -> Result<Vec<String>> {
            match entity { $(EntityType::$noun => $noun::ids(conn, after, limit),)* }
        }

        /// How many rows one type's table has.
        pub(super) fn count(conn: &mut Conn, entity: EntityType) -> Result<i64> {
            match entity { $(EntityType::$noun => $noun::count(conn),)* }
        }

        /// Whether another record of its type and partnership has the key of this one.
        ///
        /// # Errors
        /// When the database fails.
        pub fn key_taken(conn: &mut Conn, record: &Record) -> Result<bool> {
            match record { $(Record::$noun(noun) => noun.key_taken(conn),)* }
        }

        /// Writes a new record.
        pub(super) fn insert(conn: &mut Conn, record: &Record) -> Result<()> {
            match record { $(Record::$noun(noun) => noun.insert(conn),)* }
        }

        /// Writes a record over `before`; false when that is no longer what is there.
        pub(super) fn update(conn: &mut Conn, record: &Record, before: &Record) -> Result<bool> {
            match (record, before) {
                $((Record::$noun(noun), Record::$noun(before)) => noun.update(conn, before),)*
                _ => Ok(false),
            }
        }
    };
}

by_type!(
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
