//! Agencies: the organisations that sit in partnerships, shared by all of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, entity_basics};
use super::validate::{LINE, Problems};
use super::*;

/// An organisation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
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
    /// What kind of organisation it is.
    pub kind: AgencyKind,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// The day it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_on: Option<NaiveDate>,
    /// The day it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
}

impl Entity for Agency {
    entity_basics!(AgencyId);

    fn label(&self) -> String {
        self.name.clone()
    }

    fn partnership(&self) -> Option<PartnershipId> {
        None
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        vec![(self.id, AgencyRole::Lead)]
    }

    fn owner(&self) -> Option<AgencyId> {
        Some(self.id)
    }

    fn search_text(&self) -> Option<(String, String)> {
        Some((self.name.clone(), self.aliases.join(" ")))
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
        p.url("website", self.website.as_deref());
        p.order(("startedOn", self.started_on), ("endedOn", self.ended_on));
    }
}
