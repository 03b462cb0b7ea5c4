//! Values as cells: links by what they lead to is called.

use std::collections::HashMap;

use serde_json::Value;

use crate::auth::scope::Scope;
use crate::error::Result;
use crate::graph::directory::Directory;
use crate::model::*;
use crate::store::{Conn, entity, records};

/// Makes cells of values.
pub struct Cells<'a> {
    directory: &'a Directory,
    scope: &'a Scope,
    known: HashMap<AnyId, String>,
}

impl<'a> Cells<'a> {
    /// For a viewer of this scope.
    pub fn new(directory: &'a Directory, scope: &'a Scope) -> Self {
        Cells { directory, scope, known: HashMap::new() }
    }

    /// What the viewer may see.
    pub fn scope(&self) -> &Scope {
        self.scope
    }

    /// A value in words; a link to what may not be seen is empty.
    ///
    /// # Errors
    /// When the database fails.
    pub fn cell(&mut self, conn: &mut Conn, value: Option<&Value>) -> Result<String> {
        Ok(match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) => match text.parse::<AnyId>() {
                Ok(id) => self.label(conn, id)?,
                Err(_) => text.clone(),
            },
            Some(Value::Array(items)) => {
                let mut words = Vec::with_capacity(items.len());
                for item in items {
                    words.push(self.cell(conn, Some(item))?);
                }
                words.retain(|word| !word.is_empty());
                words.join("; ")
            }
            Some(Value::Object(map)) => {
                let mut words = Vec::with_capacity(map.len());
                for (name, item) in map {
                    words.push(format!("{name}: {}", self.cell(conn, Some(item))?));
                }
                words.join(", ")
            }
        })
    }

    fn label(&mut self, conn: &mut Conn, id: AnyId) -> Result<String> {
        if let Some(known) = self.known.get(&id) {
            return Ok(known.clone());
        }
        let label = match self.directory.record(id) {
            Some(record) => record.label(),
            None if entity::standing(conn, id, self.scope)?.is_some() => {
                records::find(conn, id)?.map(|record| record.label()).unwrap_or_default()
            }
            None => String::new(),
        };
        self.known.insert(id, label.clone());
        Ok(label)
    }
}
