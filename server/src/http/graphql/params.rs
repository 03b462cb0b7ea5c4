//! The members of a GraphQL request, read from a JSON body or a query string.

use std::borrow::Cow;
use std::fmt;

use async_graphql::{Value, Variables};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::http::fault::Fault;

/// What a client asks.
#[derive(Debug, Default)]
pub struct Params {
    /// The document, unless it is named by its hash.
    pub query: Option<String>,
    /// Which of the document's operations to run.
    pub operation_name: Option<String>,
    /// The values of the variables.
    pub variables: Variables,
    /// The SHA-256 hash of the document.
    pub hash: Option<[u8; 32]>,
}

/// The members as they came, before their types are checked.
#[derive(Default)]
struct Members {
    query: Option<Value>,
    operation_name: Option<Value>,
    variables: Option<Value>,
    extensions: Option<Value>,
    /// The first mistake in the names of the members.
    mistake: Option<String>,
}

/// Reads the JSON body of a POST.
///
/// # Errors
/// 400 saying which member is wrong, or where the JSON is.
pub fn from_body(body: &[u8]) -> Result<Params, Fault> {
    match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => return Err(Fault::bad_request("The body is empty: send a JSON object with `query`.")),
        Some(b'[') => return Err(Fault::bad_request("Send one request at a time: there is no batching.")),
        Some(b'{') => {}
        Some(_) => return Err(Fault::bad_request("The body must be a JSON object with `query`.")),
    }
    let members: Members = serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Fault::bad_request(format!("The body is not valid JSON (line {line}, column {column})."))
    })?;
    members.check()
}

/// Reads the query string of a GET.
///
/// # Errors
/// 400 saying which parameter is wrong.
pub fn from_query(query: &[u8]) -> Result<Params, Fault> {
    let mut members = Members::default();
    for pair in query.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
        let mut parts = pair.splitn(2, |&byte| byte == b'=');
        let name = decode(parts.next().unwrap_or_default())?;
        let value = decode(parts.next().unwrap_or_default())?;
        let member = Member::named(&name);
        let value = match member {
            Member::Query | Member::OperationName => Value::String(value),
            _ if value.is_empty() => Value::Null,
            Member::Variables | Member::Extensions => serde_json::from_str(&value)
                .map_err(|_| Fault::bad_request(format!("The parameter `{name}` must be a JSON object.")))?,
            Member::Other(_) => Value::Null,
        };
        members.put(member, value);
    }
    members.check()
}

/// Undoes the encoding of a query string.
fn decode(text: &[u8]) -> Result<String, Fault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(&byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|digit| digit.copied().unwrap_or(b'!'));
                let mut value = [0];
                hex::decode_to_slice(digits, &mut value)
                    .map_err(|_| Fault::bad_request("The query string is not well encoded."))?;
                value[0]
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| Fault::bad_request("The query string is not UTF-8."))
}

impl Members {
    fn put(&mut self, member: Member, value: Value) {
        let slot = match member {
            Member::Query => &mut self.query,
            Member::OperationName => &mut self.operation_name,
            Member::Variables => &mut self.variables,
            Member::Extensions => &mut self.extensions,
            Member::Other(name) => {
                self.mistake.get_or_insert(format!(
                    "There is no `{name}` in a GraphQL request, only query, operationName, variables and extensions."
                ));
                return;
            }
        };
        if slot.replace(value).is_some() {
            self.mistake.get_or_insert("A part of the request is given twice.".to_owned());
        }
    }

    fn check(self) -> Result<Params, Fault> {
        if let Some(mistake) = self.mistake {
            return Err(Fault::bad_request(mistake));
        }
        let text = |value: Option<Value>, wrong: &'static str| match value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Fault::bad_request(wrong)),
        };
        let object = |value: Option<Value>, wrong: &'static str| match value {
            None | Some(Value::Null) => Ok(None),
            Some(value @ Value::Object(_)) => Ok(Some(value)),
            Some(_) => Err(Fault::bad_request(wrong)),
        };
        let extensions = object(self.extensions, "`extensions` must be an object.")?;
        let operation_name = text(self.operation_name, "`operationName` must be a string.")?;
        let variables = object(self.variables, "`variables` must be an object.")?;
        Ok(Params {
            query: text(self.query, "`query` must be a string.")?.filter(|query| !query.is_empty()),
            operation_name: operation_name.filter(|name| !name.is_empty()),
            variables: variables.map(Variables::from_value).unwrap_or_default(),
            hash: persisted_hash(extensions.as_ref())?,
        })
    }
}

fn persisted_hash(extensions: Option<&Value>) -> Result<Option<[u8; 32]>, Fault> {
    let Some(Value::Object(extensions)) = extensions else { return Ok(None) };
    let Some(Value::Object(persisted)) = extensions.get("persistedQuery") else { return Ok(None) };
    if !matches!(persisted.get("version"), Some(Value::Number(version)) if version.as_u64() == Some(1)) {
        return Err(Fault::bad_request("Only version 1 of persisted queries is known."));
    }
    let mut hash = [0; 32];
    match persisted.get("sha256Hash") {
        Some(Value::String(text)) if hex::decode_to_slice(text, &mut hash).is_ok() => Ok(Some(hash)),
        _ => Err(Fault::bad_request("`persistedQuery.sha256Hash` must be 64 hexadecimal digits.")),
    }
}

enum Member {
    Query,
    OperationName,
    Variables,
    Extensions,
    Other(String),
}

impl Member {
    fn named(name: &str) -> Self {
        match name {
            "query" => Member::Query,
            "operationName" => Member::OperationName,
            "variables" => Member::Variables,
            "extensions" => Member::Extensions,
            other => {
                let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
                Member::Other(other.chars().filter(plain).take(40).collect())
            }
        }
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = <Cow<'de, str>>::deserialize(deserializer)?;
        Ok(Member::named(&name))
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Members::default();
                while let Some(member) = map.next_key::<Member>()? {
                    if let Member::Other(_) = member {
                        map.next_value::<IgnoredAny>()?;
                        members.put(member, Value::Null);
                    } else {
                        let value = map.next_value::<Value>()?;
                        members.put(member, value);
                    }
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(ObjectVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(body: &str) -> String {
        from_body(body.as_bytes()).unwrap_err().message.into_owned()
    }

    #[test]
    fn every_mistake_in_a_body_has_its_own_words() {
        assert!(wrong("").contains("empty"));
        assert!(wrong("[]").contains("batching"));
        assert!(wrong("7").contains("JSON object"));
        assert!(wrong("{\"query\": \"a\"").contains("not valid JSON"));
        assert!(wrong("{\"query\": 7}").contains("`query` must be a string"));
        assert!(wrong("{\"qeury\": \"a\"}").contains("`qeury`"));
        assert!(wrong("{\"query\":\"a\",\"query\":\"b\"}").contains("twice"));
        assert!(wrong("{\"query\":\"a\",\"variables\":[]}").contains("`variables` must be an object"));
        assert!(wrong("{\"query\":\"a\",\"extensions\":\"x\"}").contains("`extensions` must be an object"));
        assert!(wrong(&format!("{{\"{}\":1}}", "x".repeat(1_000))).len() < 200);
        assert!(wrong(&format!("{{\"variables\":{}", "[".repeat(200_000))).contains("not valid JSON"));
    }

    #[test]
    fn a_query_string_is_decoded() {
        let params = from_query(b"query=%7Ba+b%7D&variables=%7B%22a%22%3A1%7D&operationName=A").unwrap();
        assert_eq!(params.query.as_deref(), Some("{a b}"));
        assert_eq!(params.operation_name.as_deref(), Some("A"));
        assert_eq!(params.variables.len(), 1);
        assert!(from_query(b"query=%zz").is_err());
        assert!(from_query(b"query=%ff").is_err());
        assert!(from_query(b"query=a&variables=7").is_err());
        assert!(from_query(b"query=a&other=7").is_err());
    }
}
