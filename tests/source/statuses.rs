//! Which statuses the service answers with, and that the documentation says when.

use super::{files_below, root};

/// The statuses that the sources name, by the names they have there.
const STATUSES: [(&str, &str); 19] = [
    ("BAD_REQUEST", "400"),
    ("CONFLICT", "409"),
    ("FORBIDDEN", "403"),
    ("INTERNAL_SERVER_ERROR", "500"),
    ("METHOD_NOT_ALLOWED", "405"),
    ("NOT_ACCEPTABLE", "406"),
    ("NOT_FOUND", "404"),
    ("NOT_MODIFIED", "304"),
    ("NO_CONTENT", "204"),
    ("PAYLOAD_TOO_LARGE", "413"),
    ("PERMANENT_REDIRECT", "308"),
    ("REQUEST_TIMEOUT", "408"),
    ("SERVICE_UNAVAILABLE", "503"),
    ("TEMPORARY_REDIRECT", "307"),
    ("TOO_MANY_REQUESTS", "429"),
    ("UNAUTHORIZED", "401"),
    ("UNPROCESSABLE_ENTITY", "422"),
    ("UNSUPPORTED_MEDIA_TYPE", "415"),
    ("UPGRADE_REQUIRED", "426"),
];

/// The names after `StatusCode::` in a source.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_ascii_uppercase() && c != '_').unwrap_or(rest.len());
    text.split("StatusCode::").skip(1).map(move |rest| &rest[..name(rest)]).filter(|name| name.len() > 2)
}

#[test]
fn every_status_of_the_service_is_in_the_documentation() {
    let documentation = std::fs::read_to_string(root().join("docs/http.md")).unwrap();
    let table = documentation.split("\n## Statuses\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| ")?.split('|').next());
    let said: Vec<&str> = rows.flat_map(|cell| cell.split(',')).map(str::trim).collect();
    for file in files_below(&root().join("server/src/http")) {
        let text = std::fs::read_to_string(&file).unwrap();
        for name in named(&text).filter(|name| *name != "OK") {
            let known = STATUSES.iter().find(|(known, _)| *known == name);
            let (_, status) = known.unwrap_or_else(|| panic!("{name} is new: give it a row"));
            assert!(said.contains(status), "{status} ({name}), of {}", file.display());
        }
    }
}
