//! Why a document was not executed.

/// A refusal before execution, with words for the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A limit was passed.
    Limit {
        /// The limit's name in the configuration.
        limit: &'static str,
        /// What it allows.
        value: u64,
        /// What it counts, as words that follow a number.
        counts: &'static str,
    },
    /// The document is not GraphQL, or cannot be executed as it stands.
    Invalid {
        /// What is wrong, without echoing more than a name.
        message: String,
        /// Line and column of the mistake, both from 1.
        at: Option<(usize, usize)>,
    },
}

impl Refusal {
    /// A refusal by the limit `limit`, which allows `value` of what `counts` names.
    pub fn limit(limit: &'static str, value: impl TryInto<u64>, counts: &'static str) -> Self {
        Refusal::Limit { limit, value: value.try_into().unwrap_or(u64::MAX), counts }
    }

    /// A refusal of a document that is wrong.
    pub fn invalid(message: impl Into<String>) -> Self {
        Refusal::Invalid { message: message.into(), at: None }
    }

    /// A refusal of a text with U+0000: PostgreSQL keeps none.
    pub(super) fn nul() -> Self {
        Self::invalid("A text holds the character U+0000, which no text may: leave it out.")
    }

    /// The message for the client.
    pub fn message(&self) -> String {
        match self {
            Refusal::Limit { limit, value, counts } => {
                format!("The request passes the limit {limit}: at most {value} {counts}.")
            }
            Refusal::Invalid { message, .. } => message.clone(),
        }
    }
}

/// Refuses when `found` is more than `allowed`.
pub(super) fn at_most(
    found: u64,
    allowed: usize,
    limit: &'static str,
    counts: &'static str,
) -> Result<(), Refusal> {
    if found > allowed as u64 {
        return Err(Refusal::limit(limit, allowed, counts));
    }
    Ok(())
}
