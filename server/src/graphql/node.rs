//! Any record by its id.

use std::sync::Arc;

use async_graphql::{ID, Interface};
use chrono::{DateTime, Utc};

use super::action::ActionObject;
use super::agency::{AgencyObject, SuccessionObject};
use super::document::DocumentObject;
use super::event::EventObject;
use super::focus_area::FocusAreaObject;
use super::meeting::MeetingObject;
use super::membership::MembershipObject;
use super::object::{At, Object};
use super::occurrence::{EventOccurrenceObject, MeetingOccurrenceObject};
use super::partnership::PartnershipObject;
use super::priority::PriorityObject;
use super::progress::ProgressUpdateObject;
use super::project::ProjectObject;
use super::strategy::StrategyObject;
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::*;

/// A record of any type.
#[derive(Interface)]
#[graphql(name = "Node", field(name = "id", ty = "ID", desc = "Its id, which never changes."))]
pub enum NodeInterface {
    /// A partnership.
    Partnership(PartnershipObject),
    /// An agency.
    Agency(AgencyObject),
    /// A succession.
    Succession(SuccessionObject),
    /// A membership.
    Membership(MembershipObject),
    /// A strategy.
    Strategy(StrategyObject),
    /// A priority.
    Priority(PriorityObject),
    /// A focus area.
    FocusArea(FocusAreaObject),
    /// A meeting.
    Meeting(MeetingObject),
    /// A sitting of a meeting.
    MeetingOccurrence(MeetingOccurrenceObject),
    /// An event.
    Event(EventObject),
    /// An occurrence of an event.
    EventOccurrence(EventOccurrenceObject),
    /// A project.
    Project(ProjectObject),
    /// A progress update.
    ProgressUpdate(ProgressUpdateObject),
    /// An action.
    Action(ActionObject),
    /// A document.
    Document(DocumentObject),
}

/// The record with this id, if the request may see it. What is not an id finds nothing.
///
/// # Errors
/// When the database fails.
pub async fn find_node(lens: &Arc<Lens>, id: &str) -> Result<Option<NodeInterface>> {
    let Ok(id) = id.parse::<AnyId>() else { return Ok(None) };
    lens.context().charge(1)?;
    match id.entity {
        EntityType::Agency => {
            Ok(AgencyObject::find(lens, AgencyId::from_uuid(id.uuid)).map(NodeInterface::Agency))
        }
        EntityType::Partnership => {
            Ok(PartnershipObject::find(lens, PartnershipId::from_uuid(id.uuid))
                .map(NodeInterface::Partnership))
        }
        EntityType::Succession => {
            let found = lens.directory().succession(SuccessionId::from_uuid(id.uuid));
            Ok(found.map(|succession| NodeInterface::Succession(SuccessionObject::of(lens, succession))))
        }
        _ => find_in_partnership(lens, id, None).await,
    }
}

/// The record with this id as the register had it at a moment, if the request may see it
/// both then and now.
///
/// # Errors
/// For a moment to come, and when the database fails.
pub async fn find_node_as_of(lens: &Arc<Lens>, id: &str, at: DateTime<Utc>) -> Result<Option<NodeInterface>> {
    let Ok(id) = id.parse::<AnyId>() else { return Ok(None) };
    lens.context().charge(1)?;
    match id.entity {
        EntityType::Agency => {
            let found = AgencyObject::find(&lens.at(at).await?, AgencyId::from_uuid(id.uuid));
            Ok(found.map(NodeInterface::Agency))
        }
        EntityType::Succession => {
            let found = SuccessionObject::find(&lens.at(at).await?, SuccessionId::from_uuid(id.uuid));
            Ok(found.map(NodeInterface::Succession))
        }
        EntityType::Partnership => {
            let view = lens.partnership_as_of(PartnershipId::from_uuid(id.uuid), at).await?;
            Ok(view.as_ref().map(|view| NodeInterface::Partnership(PartnershipObject::of(view))))
        }
        _ => find_in_partnership(lens, id, Some(at)).await,
    }
}

async fn find_in_partnership(
    lens: &Arc<Lens>,
    id: AnyId,
    at: Option<DateTime<Utc>>,
) -> Result<Option<NodeInterface>> {
    let Some(home) = lens.register().home(id).await? else {
        // An id may come to exist: the answer depends on everything that does.
        lens.note_across();
        return Ok(None);
    };
    let view = match at {
        Some(at) => lens.partnership_as_of(home, at).await?,
        None => lens.partnership(home).await?,
    };
    let Some(view) = view else { return Ok(None) };
    let Some(place) = view.place_of(id) else { return Ok(None) };
    macro_rules! node {
        ($($noun:ident => $object:ident,)*) => {
            match id.entity {
                $(EntityType::$noun => Some(NodeInterface::$noun($object::of(At::new(&view, place)))),)*
                EntityType::Partnership | EntityType::Agency | EntityType::Succession => None,
                EntityType::User | EntityType::RoleGrant | EntityType::ApiKey => None,
                EntityType::UpdateRequest => None,
            }
        };
    }
    Ok(node! {
        Membership => MembershipObject,
        Strategy => StrategyObject,
        Priority => PriorityObject,
        FocusArea => FocusAreaObject,
        Meeting => MeetingObject,
        MeetingOccurrence => MeetingOccurrenceObject,
        Event => EventObject,
        EventOccurrence => EventOccurrenceObject,
        Project => ProjectObject,
        ProgressUpdate => ProgressUpdateObject,
        Action => ActionObject,
        Document => DocumentObject,
    })
}
