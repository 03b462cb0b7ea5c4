//! What the objects of the schema share: a place in a view, and the fields of a record.

use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::SimpleObject;

use super::agency::AgencyObject;
use super::scalars::{Date, DateTime};
use crate::error::{Error, Result};
use crate::graph::partnership::Node;
use crate::graph::view::{Lens, Listed, View};
use crate::model::record::{Head, Told};
use crate::model::{AgencyId, Source};

/// A record in a view: two words to copy, nothing to load.
pub struct At<T> {
    /// The view.
    pub view: Arc<View>,
    /// Its place in the list of its noun.
    pub place: u32,
    noun: PhantomData<fn() -> T>,
}

impl<T: Listed> At<T> {
    /// The record at a place that the view gave out.
    pub fn new(view: &Arc<View>, place: u32) -> Self {
        At { view: Arc::clone(view), place, noun: PhantomData }
    }

    /// The node.
    pub fn node(&self) -> &Node<T, T::Links> {
        self.view.node(self.place)
    }

    /// The record.
    pub fn record(&self) -> &T {
        &self.node().record
    }

    /// What is linked to the record in the graph.
    pub fn links(&self) -> &T::Links {
        &self.node().links
    }
}

/// An object of the schema that stands for a record of a partnership.
pub trait Object: Sized {
    /// The noun.
    type Noun: Listed;
    /// The object for a record.
    fn of(at: At<Self::Noun>) -> Self;
}

/// The objects at these places.
pub fn objects<O: Object>(view: &Arc<View>, places: Vec<u32>) -> Vec<O> {
    places.into_iter().map(|place| O::of(At::new(view, place))).collect()
}

/// The object at a place, if there is one.
pub fn object<O: Object>(view: &Arc<View>, place: Option<u32>) -> Option<O> {
    place.map(|place| O::of(At::new(view, place)))
}

/// A record that the database guarantees to be there.
///
/// # Errors
/// [`Error::Internal`] when it is not.
pub fn required<T>(found: Option<T>) -> Result<T> {
    found.ok_or_else(|| Error::internal("a record links one that is not there"))
}

/// The agencies with these ids, in order.
pub fn agencies(lens: &Arc<Lens>, ids: impl IntoIterator<Item = AgencyId>) -> Vec<AgencyObject> {
    ids.into_iter().filter_map(|id| AgencyObject::find(lens, id)).collect()
}

/// Where a fact comes from. Sources may disagree: a record keeps each.
#[derive(SimpleObject)]
#[graphql(name = "Source")]
pub struct SourceObject {
    /// What the source is called.
    label: String,
    /// Its address.
    url: Option<String>,
    /// The day it was read.
    read_on: Option<Date>,
    /// The field of the record that it speaks of; null: the whole record.
    field: Option<String>,
    /// The words quoted.
    quote: Option<String>,
}

/// A record's sources as the schema shows them.
pub fn sources(sources: &[Source]) -> Vec<SourceObject> {
    let show = |source: &Source| SourceObject {
        label: source.label.clone(),
        url: source.url.clone(),
        read_on: source.read_on.map(Date),
        field: source.field.clone(),
        quote: source.quote.clone(),
    };
    sources.iter().map(show).collect()
}

/// The fields that every record has; flattened into its object.
pub struct RecordFields<'a> {
    /// What the record has in common with every record.
    pub head: &'a Head,
    /// What the viewer is told of its changes.
    pub told: Told,
}

impl<'a> RecordFields<'a> {
    /// Those of a record of which everyone who sees it is told the same.
    pub fn of(head: &'a Head) -> Self {
        RecordFields { head, told: head.into() }
    }

    /// Those of a record of which some are told less than others.
    pub fn seen<T: Listed>(at: &'a At<T>) -> Self {
        RecordFields { head: at.record().head(), told: at.view.told(at.record()) }
    }
}

/// The fields that every record has.
#[async_graphql::Object]
impl RecordFields<'_> {
    /// Its key: unique among the partnership's records of this type, never changed; how
    /// partnership files link records.
    async fn key(&self) -> &str {
        &self.head.key
    }
    /// How often it was changed, from 1, as far as you may see. Send it back with an
    /// update, so that nobody's change is overwritten unseen.
    async fn version(&self) -> i32 {
        self.told.version
    }
    /// When it was created.
    async fn created_at(&self) -> DateTime {
        DateTime(self.head.created_at)
    }
    /// When it was last changed, as far as you may see.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.told.updated_at)
    }
    /// Whether it was put away. Lists leave archived records out; links to them by id
    /// keep working.
    async fn is_archived(&self) -> bool {
        self.head.archived
    }
    /// Where its facts come from.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn sources(&self) -> Vec<SourceObject> {
        sources(&self.head.sources)
    }
}

/// Declares the object of a noun whose records a partnership owns: a place in a view.
macro_rules! record_object {
    ($(#[$doc:meta])* $object:ident for $noun:ident) => {
        $(#[$doc])*
        pub struct $object(pub $crate::graphql::object::At<$crate::model::$noun>);

        impl $crate::graphql::object::Object for $object {
            type Noun = $crate::model::$noun;
            fn of(at: $crate::graphql::object::At<$crate::model::$noun>) -> Self {
                $object(at)
            }
        }

        impl $object {
            fn at(&self) -> &$crate::graphql::object::At<$crate::model::$noun> {
                &self.0
            }
        }

        impl $crate::graphql::page::Node for $object {
            const NAME: &'static str = stringify!($noun);
        }
    };
}
pub(super) use record_object;
