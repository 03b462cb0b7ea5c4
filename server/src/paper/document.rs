//! A document as a plain value: what it is called, and its blocks in order.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::model::Rating;

/// A document, to be written as HTML or PDF.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// What it is, such as "Board paper".
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// The partnership's name.
    pub partnership: String,
    /// What stands at the top and on every page when it is not for everyone.
    pub marking: Option<&'static str>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The name of its file, without what comes after the dot.
    pub file_name: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading; the title of the document is of level 1.
    Heading {
        /// From 2, never skipping one.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Text {
        /// Its words.
        text: String,
    },
    /// A paragraph that must not be missed.
    Notice {
        /// Its words.
        text: String,
    },
    /// A list.
    List {
        /// What it lists.
        items: Vec<Item>,
    },
    /// What is known of something, each with what it is.
    Facts {
        /// In order.
        facts: Vec<Fact>,
    },
    /// A table. The first cell of a row says what the row is about.
    Table {
        /// What it shows.
        caption: String,
        /// Its columns.
        columns: Vec<Column>,
        /// As many cells in each as there are columns.
        rows: Vec<Vec<Cell>>,
    },
}

/// An entry of a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Item {
    /// Its words.
    pub text: String,
    /// Where they lead, an address of the web.
    pub url: Option<String>,
    /// What is said of it, each a line.
    pub notes: Vec<String>,
}

/// Something known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: &'static str,
    /// The fact.
    pub text: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// How wide it is compared with the others.
    pub share: u8,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Cell {
    /// Its words.
    pub text: String,
    /// The rating that it states, in words as well.
    pub rating: Option<Rating>,
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell { text: text.into(), rating: None }
    }
}

/// Blocks as they are written one after the other.
#[derive(Debug, Default)]
pub struct Body(pub Vec<Block>);

impl Body {
    /// Begins a part.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.0.push(Block::Heading { level, text: text.into() });
    }

    /// Adds plain text, of which a blank line starts a paragraph.
    pub fn text(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n");
        let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
        self.0.extend(paragraphs.map(|paragraph| Block::Text { text: paragraph.to_owned() }));
    }

    /// Adds what must not be missed.
    pub fn notice(&mut self, text: impl Into<String>) {
        self.0.push(Block::Notice { text: text.into() });
    }

    /// Adds a list, unless it is empty.
    pub fn list(&mut self, items: Vec<Item>) {
        if !items.is_empty() {
            self.0.push(Block::List { items });
        }
    }

    /// Adds those facts that are known.
    pub fn facts<const N: usize>(&mut self, facts: [(&'static str, Option<String>); N]) {
        let known = facts.into_iter().filter_map(|(label, text)| Some(Fact { label, text: text? }));
        let facts: Vec<Fact> = known.collect();
        if !facts.is_empty() {
            self.0.push(Block::Facts { facts });
        }
    }

    /// Adds a table, unless it has no rows. Columns are given with how wide they are
    /// compared with each other.
    pub fn table<const N: usize>(
        &mut self,
        caption: impl Into<String>,
        columns: [(&str, u8); N],
        rows: Vec<[Cell; N]>,
    ) {
        if rows.is_empty() {
            return;
        }
        let columns = columns.map(|(name, share)| Column { name: name.to_owned(), share }).to_vec();
        let rows = rows.into_iter().map(Vec::from).collect();
        self.0.push(Block::Table { caption: caption.into(), columns, rows });
    }
}

/// How many there are of something: "1 scheme", "2 schemes".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
