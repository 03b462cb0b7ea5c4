//! Partnerships: the statutory bodies whose plans the register holds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, entity_basics};
use super::validate::{LINE, Problems, TEXT};
use super::*;

/// A statutory partnership for one or more areas.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Partnership {
    /// Its id.
    pub id: PartnershipId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// Its address; may change, unlike the key.
    pub slug: String,
    /// Earlier slugs: they keep resolving.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_slugs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Other names it goes by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What kind of body it is.
    pub kind: PartnershipKind,
    /// The areas it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
    /// What it is, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The sentence on its legal duty, verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty_statement: Option<String>,
    /// The published words for members that are not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_members: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aims: Vec<Aim>,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// How to reach it: a post and its address, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The partnership above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<PartnershipId>,
    /// The day it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_on: Option<NaiveDate>,
    /// The day it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
    /// After how many days without news a scheme is stale; none: 120.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale_after_days: Option<i32>,
}

impl Entity for Partnership {
    entity_basics!(PartnershipId);

    fn label(&self) -> String {
        self.name.clone()
    }

    fn partnership(&self) -> Option<PartnershipId> {
        Some(self.id)
    }

    fn search_text(&self) -> Option<(String, String)> {
        let rest = [self.aliases.join(" "), self.description.clone().unwrap_or_default()];
        Some((self.name.clone(), rest.join(" ")))
    }

    fn facets(&self) -> Facets {
        Facets {
            kind: Some(self.kind.word()),
            starts_on: self.started_on,
            ends_on: self.ended_on,
            ..Facets::default()
        }
    }

    fn validate(&self, p: &mut Problems) {
        p.slug("slug", &self.slug);
        p.slugs("formerSlugs", &self.former_slugs, 50);
        p.line("name", &self.name, LINE);
        p.lines("aliases", &self.aliases, 50);
        Area::validate_all(&self.areas, p);
        Aim::validate_all(&self.aims, p);
        p.optional_text("description", self.description.as_deref(), TEXT);
        p.optional_text("dutyStatement", self.duty_statement.as_deref(), TEXT);
        p.optional_text("otherMembers", self.other_members.as_deref(), TEXT);
        p.url("website", self.website.as_deref());
        p.optional_text("contact", self.contact.as_deref(), 2_000);
        p.order(("startedOn", self.started_on), ("endedOn", self.ended_on));
        if self.parent == Some(self.id) {
            p.add("parent", "is the partnership itself");
        }
        if self.stale_after_days.is_some_and(|days| !(1..=3650).contains(&days)) {
            p.add("staleAfterDays", "is out of range: expected 1 to 3650 days");
        }
    }
}
