//! Search across everything that the viewer may see.

use std::sync::Arc;

use async_graphql::{Enum, ID, SimpleObject};

use super::node::{NodeInterface, find_node};
use super::page::{self, Connection, PageArgs};
use super::partnership::PartnershipObject;
use super::query::find_partnership;
use crate::error::{Error, Result};
use crate::graph::view::Lens;
use crate::model::text::{self, Part};
use crate::model::*;
use crate::store::search::{self, Hit, SearchQuery};

/// What search finds.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum SearchType {
    /// Partnerships, by name, aliases and description.
    Partnership,
    /// Agencies, by name and aliases.
    Agency,
    /// Strategies, by title and summary.
    Strategy,
    /// Priorities, by title, summary and approach.
    Priority,
    /// Focus areas, by title.
    FocusArea,
    /// Meetings, by name and description.
    Meeting,
    /// Events, by name, description and venue.
    Event,
    /// Projects and schemes, by name and description.
    Project,
    /// Actions, by text, reference and closing note.
    Action,
    /// Documents, by title and reference.
    Document,
}

impl SearchType {
    const ALL: [(SearchType, EntityType); 10] = [
        (SearchType::Partnership, EntityType::Partnership),
        (SearchType::Agency, EntityType::Agency),
        (SearchType::Strategy, EntityType::Strategy),
        (SearchType::Priority, EntityType::Priority),
        (SearchType::FocusArea, EntityType::FocusArea),
        (SearchType::Meeting, EntityType::Meeting),
        (SearchType::Event, EntityType::Event),
        (SearchType::Project, EntityType::Project),
        (SearchType::Action, EntityType::Action),
        (SearchType::Document, EntityType::Document),
    ];

    fn of(entity: EntityType) -> Option<SearchType> {
        Self::ALL.iter().find(|(_, known)| *known == entity).map(|(found, _)| *found)
    }

    fn entity(self) -> Option<EntityType> {
        Self::ALL.iter().find(|(known, _)| *known == self).map(|(_, found)| *found)
    }
}

/// A record that search found, with the words that it was found by marked.
#[derive(SimpleObject)]
#[graphql(name = "SearchResult")]
pub struct SearchResultObject {
    /// The id of the record.
    id: ID,
    /// What kind of record it is.
    r#type: SearchType,
    /// Its title or name.
    title: String,
    /// The title in parts, those marked that were searched for.
    title_parts: Vec<TextPart>,
    /// An excerpt of its text around the first word that was searched for, in parts;
    /// empty when the words stand in the title alone.
    excerpt: Vec<TextPart>,
    /// Its partnership; null for agencies.
    partnership: Option<PartnershipObject>,
    /// The record itself.
    node: Option<NodeInterface>,
}

impl page::Node for SearchResultObject {
    const NAME: &'static str = "SearchResult";
}

/// A piece of text. Show the pieces one after the other, the marked ones set off.
#[derive(SimpleObject)]
pub struct TextPart {
    /// The text, to be escaped like any other.
    text: String,
    /// Whether it is one of the words that were searched for.
    is_match: bool,
}

fn parts(parts: Vec<Part>) -> Vec<TextPart> {
    parts.into_iter().map(|part| TextPart { text: part.text, is_match: part.is_match }).collect()
}

/// A page of what search finds.
///
/// # Errors
/// For arguments that are wrong, and when the database fails.
pub async fn search_page(
    lens: &Arc<Lens>,
    text: &str,
    types: Option<Vec<SearchType>>,
    partnership: Option<ID>,
    args: &PageArgs,
) -> Result<Connection<SearchResultObject>> {
    if text.chars().count() > 200 {
        return Err(Error::limit(
            "search_characters",
            200,
            "The text to search for has at most 200 characters.",
        ));
    }
    let words = text::folded_words(text);
    if words.len() > 10 {
        return Err(Error::limit("search_words", 10, "At most 10 words can be searched for."));
    }
    let partnership = match &partnership {
        Some(partnership) => match find_partnership(lens, partnership) {
            Some(found) => Some(found.id),
            None => return Ok(Connection::empty()),
        },
        None => None,
    };
    let types = types.unwrap_or_else(|| SearchType::ALL.iter().map(|(known, _)| *known).collect());
    let entities = types.into_iter().filter_map(SearchType::entity).collect();
    if words.is_empty() {
        return Ok(Connection::empty());
    }
    let query =
        SearchQuery { words: text.to_owned(), entities, partnership, scope: lens.context().scope.clone() };
    let (slice, size) = args.search_slice()?;
    lens.note_across();
    let found = lens.read_slowly(move |conn| search::find(conn, &query, &slice)).await?;
    let backward = args.last.is_some();
    let mut hits = found.hits;
    let more = hits.len() > size;
    if more {
        match backward {
            false => hits.truncate(size),
            true => drop(hits.remove(0)),
        }
    }
    lens.context().charge(10 + hits.len() as u32)?;
    let mut entries = Vec::with_capacity(hits.len());
    for hit in hits {
        if let Some(result) = result(lens, &hit, &words).await? {
            entries.push((page::encode_hit(&hit), result));
        }
    }
    let (next, previous) = match backward {
        false => (more, args.after.is_some()),
        true => (args.before.is_some(), more),
    };
    Ok(page::of_entries(entries, next, previous, found.total))
}

async fn result(lens: &Arc<Lens>, hit: &Hit, words: &[String]) -> Result<Option<SearchResultObject>> {
    let (Some(r#type), Some(node)) =
        (SearchType::of(hit.id.entity), find_node(lens, &hit.id.to_string()).await?)
    else {
        return Ok(None);
    };
    let record = match hit.partnership {
        Some(home) if hit.id.entity != EntityType::Partnership => {
            lens.partnership(home).await?.and_then(|view| view.record(hit.id))
        }
        _ => lens.directory().record(hit.id),
    };
    let Some((title, body)) = record.and_then(|record| record.search_text()) else { return Ok(None) };
    let excerpt = text::excerpt(&body, words, 200);
    Ok(Some(SearchResultObject {
        id: ID(hit.id.to_string()),
        r#type,
        title_parts: parts(text::highlight(&title, words)),
        title,
        excerpt: parts(excerpt),
        partnership: hit.partnership.and_then(|id| PartnershipObject::find(lens, id)),
        node: Some(node),
    }))
}
