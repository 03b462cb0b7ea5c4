//! Documents that passed the limits, kept so that they are parsed once.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition};
use async_graphql::parser::{Error as ParseError, parse_query};
use async_graphql::{Name, Variables};
use moka::sync::Cache;
use parking_lot::RwLock;

use super::{QueryLimits, Refusal, document, scan, variables};

/// Shapes of variables remembered for one document, and the length of each in bytes.
const SHAPES: usize = 128;
const SHAPE_BYTES: usize = 1_024;

/// A parsed document within the limits, and what is known of it.
pub struct Prepared {
    document: ExecutableDocument,
    text_variables: Vec<Name>,
    /// Shapes of variables with which it proved valid.
    valid: RwLock<HashSet<Vec<u8>, ahash::RandomState>>,
    answer_bytes: AtomicUsize,
}

/// An operation of a document, chosen by a request.
pub struct Chosen<'a> {
    /// The operation's name, if the document gives it one.
    pub name: Option<&'a str>,
    /// The operation.
    pub operation: &'a OperationDefinition,
}

impl Prepared {
    /// Checks and parses a document.
    ///
    /// # Errors
    /// A [`Refusal`] by a limit, or saying where the text is not GraphQL.
    pub fn new(text: &str, limits: &QueryLimits) -> Result<Self, Refusal> {
        scan::check(text, limits)?;
        let parsed = parse_query(text).map_err(|error| explain(&error))?;
        document::check(&parsed, limits)?;
        Ok(Self {
            text_variables: variables::text_variables(&parsed),
            document: parsed,
            valid: RwLock::default(),
            answer_bytes: AtomicUsize::new(1_024),
        })
    }

    /// The document; an execution consumes a clone of it.
    pub fn document(&self) -> &ExecutableDocument {
        &self.document
    }

    /// The operation called `name`, or the only one.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when there is no such operation, or no name and several.
    pub fn choose(&self, name: Option<&str>) -> Result<Chosen<'_>, Refusal> {
        let unknown = || Refusal::invalid("The document has no operation of the name in `operationName`.");
        match (&self.document.operations, name) {
            (DocumentOperations::Single(operation), None) => {
                Ok(Chosen { name: None, operation: &operation.node })
            }
            (DocumentOperations::Single(_), Some(_)) => Err(unknown()),
            (DocumentOperations::Multiple(all), Some(name)) => {
                let (name, operation) = all.get_key_value(name).ok_or_else(unknown)?;
                Ok(Chosen { name: Some(name), operation: &operation.node })
            }
            (DocumentOperations::Multiple(all), None) => match (all.len(), all.iter().next()) {
                (1, Some((name, operation))) => Ok(Chosen { name: Some(name), operation: &operation.node }),
                _ => {
                    Err(Refusal::invalid("The document has several operations: choose with `operationName`."))
                }
            },
        }
    }

    /// The key under which validity is remembered; `None` if it is not worth keeping.
    pub fn shape(&self, operation: Option<&str>, given: &Variables) -> Option<Vec<u8>> {
        variables::shape(operation, given, &self.text_variables, SHAPE_BYTES)
    }

    /// Whether the document proved valid with variables of this shape before.
    pub fn is_known_valid(&self, shape: &[u8]) -> bool {
        self.valid.read().contains(shape)
    }

    /// Remembers that the document is valid with variables of this shape.
    pub fn remember_valid(&self, shape: Vec<u8>) {
        let mut valid = self.valid.write();
        if valid.len() >= SHAPES {
            valid.clear();
        }
        valid.insert(shape);
    }

    /// The length of the last answer in bytes, to reserve room for the next.
    pub fn answer_bytes(&self) -> usize {
        self.answer_bytes.load(Ordering::Relaxed)
    }

    /// Notes the length of an answer in bytes.
    pub fn note_answer_bytes(&self, bytes: usize) {
        self.answer_bytes.store(bytes, Ordering::Relaxed);
    }
}

/// The parser's error in our words: what it expected and where, never the line itself.
fn explain(error: &ParseError) -> Refusal {
    let at = error.positions().next().map(|pos| (pos.line, pos.column));
    let message = match error {
        ParseError::Syntax { message, .. } => {
            let last = message.rsplit('\n').next().unwrap_or_default().trim_start();
            match last.strip_prefix("= expected ") {
                Some(expected) => format!("Syntax error: expected {}.", expected.replace('_', " ")),
                None => "Syntax error.".to_owned(),
            }
        }
        ParseError::MultipleOperations { .. } => "An operation without a name must be the only one.".into(),
        ParseError::OperationDuplicated { .. } => "Two operations have the same name.".into(),
        ParseError::FragmentDuplicated { .. } => "Two fragments have the same name.".into(),
        ParseError::MissingOperation => "The document has no operation.".into(),
        _ => "The document cannot be parsed.".into(),
    };
    Refusal::Invalid { message, at }
}

/// The documents seen most, by their text.
pub struct Documents {
    kept: Cache<Arc<str>, Arc<Prepared>, ahash::RandomState>,
    limits: QueryLimits,
}

impl Documents {
    /// Keeps documents of about `bytes` bytes in memory; 0 keeps none.
    pub fn new(bytes: u64, limits: QueryLimits) -> Self {
        // A parsed document takes about ten times the room of its text.
        let weight = |length: usize| u32::try_from(length * 10 + 1_024).unwrap_or(u32::MAX);
        let kept = Cache::builder()
            .max_capacity(bytes)
            .weigher(move |text: &Arc<str>, _| weight(text.len()))
            .build_with_hasher(ahash::RandomState::new());
        Self { kept, limits }
    }

    /// The document of this text, parsed now or before.
    ///
    /// # Errors
    /// As [`Prepared::new`]; refusals are not kept, they are cheap to repeat.
    pub fn prepare(&self, text: &str) -> Result<Arc<Prepared>, Refusal> {
        if let Some(known) = self.kept.get(text) {
            return Ok(known);
        }
        let prepared = Arc::new(Prepared::new(text, &self.limits)?);
        self.kept.insert(text.into(), prepared.clone());
        Ok(prepared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_does_not_echo_the_line() {
        let secret = "hunter2 ".repeat(30);
        let refusal = Prepared::new(&format!("{{ a {secret} ( }}"), &QueryLimits::default()).err().unwrap();
        assert!(!refusal.message().contains("hunter2"), "{}", refusal.message());
        assert!(refusal.message().starts_with("Syntax error: expected"), "{}", refusal.message());
    }

    #[test]
    fn an_operation_is_chosen_by_name_or_because_it_is_the_only_one() {
        let one = Prepared::new("query A { a }", &QueryLimits::default()).unwrap();
        assert_eq!(one.choose(None).map(|c| c.name).ok(), Some(Some("A")));
        assert!(one.choose(Some("B")).is_err());
        let two = Prepared::new("query A { a } query B { a }", &QueryLimits::default()).unwrap();
        assert!(two.choose(None).is_err());
        assert!(two.choose(Some("B")).is_ok());
    }

    #[test]
    fn shapes_are_bounded() {
        let prepared = Prepared::new("{ a }", &QueryLimits::default()).unwrap();
        for n in 0..1_000u32 {
            prepared.remember_valid(n.to_be_bytes().to_vec());
        }
        assert!(prepared.valid.read().len() <= SHAPES);
    }
}
