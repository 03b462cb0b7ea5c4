//! From the bytes of a file to its entries, or everything that is wrong with its form.

use serde_json::Value;

use super::form::{self, Form};
use crate::error::{Error, Problem, Result};
use crate::model::file::PartnershipFile;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// What could be read of a file, and what is wrong with its form.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The file; where its form is wrong, without the values that are.
    pub file: PartnershipFile,
    /// Every problem of its form. With any, it can be checked but not imported.
    pub problems: Vec<Problem>,
}

/// Reads a partnership file. What its entries say is checked when it is imported.
///
/// # Errors
/// [`Error::Invalid`] with every problem of its form: no JSON, or fields that are
/// unknown, missing, of the wrong type or outside their vocabulary.
pub fn parse(bytes: &[u8]) -> Result<PartnershipFile> {
    let draft = read(bytes)?;
    if draft.problems.is_empty() { Ok(draft.file) } else { Err(Error::Invalid(draft.problems)) }
}

/// As [`parse`], but what is wrong with the form of single values does not keep the
/// rest from being read, so that all problems of a file can be named at once.
///
/// # Errors
/// [`Error::Invalid`] when too little of it has the form of a partnership file.
pub fn read(bytes: &[u8]) -> Result<Draft> {
    if bytes.len() > MAX_BYTES {
        let size = bytes.len();
        return Err(invalid(format!("the file has {size} bytes: at most {MAX_BYTES} are read")));
    }
    // Some editors put a byte order mark before UTF-8.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|e| unreadable("is not JSON", &e))?;
    let form = Form::of_files()?;
    let problems = form.problems(&value);
    if problems.is_empty() {
        // Once more from the text: only there can a field be given twice.
        let file = serde_json::from_slice(bytes).map_err(|e| unreadable("cannot be read", &e))?;
        return Ok(Draft { file, problems });
    }
    match serde_json::from_value(form.without_faults(value)) {
        Ok(file) => Ok(Draft { file, problems }),
        Err(_) => Err(Error::Invalid(problems)),
    }
}

fn unreadable(what: &str, error: &serde_json::Error) -> Error {
    let why = error.to_string();
    // The place comes first, in words; the library's own follows its message.
    let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
    let (line, column) = (error.line(), error.column());
    invalid(format!("line {line}, column {column}: the file {what}: {}", form::shorten(why, 200)))
}

fn invalid(message: String) -> Error {
    Error::Invalid(vec![Problem { path: String::new(), message }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::founding::SAFER_CHELMSFORD;
    use serde_json::json;

    fn problems(bytes: &[u8]) -> Vec<String> {
        match parse(bytes) {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(problems)) => problems.iter().map(ToString::to_string).collect(),
            Err(other) => vec![other.to_string()],
        }
    }

    fn founding_with(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let mut value = serde_json::from_str(SAFER_CHELMSFORD).unwrap();
        change(&mut value);
        problems(&serde_json::to_vec(&value).unwrap())
    }

    #[test]
    fn the_founding_file_reads_with_and_without_a_byte_order_mark() {
        assert!(problems(SAFER_CHELMSFORD.as_bytes()).is_empty());
        assert!(problems(format!("\u{FEFF}{SAFER_CHELMSFORD}").as_bytes()).is_empty());
    }

    #[test]
    fn what_is_not_json_is_named_by_line_and_column() {
        let found = problems(b"{\n  \"format\": oops\n}");
        assert_eq!(found, ["line 2, column 13: the file is not JSON: expected value"]);
        assert_eq!(problems(b"").len(), 1);
        assert_eq!(problems(&[0xFF, 0xFE]).len(), 1);
    }

    #[test]
    fn a_field_given_twice_is_named_by_line() {
        let found = problems(br#"{"format":"partnership-register/1","format":"partnership-register/1","partnership":{"slug":"a","name":"A"}}"#);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("duplicate field `format`"), "{found:?}");
    }

    #[test]
    fn an_unknown_word_is_told_which_words_there_are() {
        let found = founding_with(|f| f["projects"][3]["status"] = json!("ACTIV"));
        assert_eq!(
            found,
            [
                "projects[3].status: is \"ACTIV\": expected one of PROPOSED, ACTIVE, PAUSED, COMPLETED, CANCELLED, NOT_STATED"
            ]
        );
        let found = founding_with(|f| f["strategies"][0]["priorities"][1]["titleStatus"] = json!("SURE"));
        assert_eq!(
            found,
            [
                "strategies[0].priorities[1].titleStatus: is \"SURE\": expected one of VERIFIED, PROVISIONAL, MISSING"
            ]
        );
        let found = founding_with(|f| f["format"] = json!("partnership-register/2"));
        assert_eq!(found, ["format: is \"partnership-register/2\": expected one of partnership-register/1"]);
    }

    #[test]
    fn every_problem_of_form_is_named_at_once() {
        let mut found = founding_with(|f| {
            f["projects"][0]["nmae"] = json!("x");
            f["projects"][1]["name"] = json!(7);
            f["projects"][2].as_object_mut().unwrap().remove("key");
            f["partnership"]["startedOn"] = json!("2021-13-01");
            f["partnership"]["staleAfterDays"] = json!(99_999_999_999_u64);
            f["meetings"] = json!({});
            f["successions"][0] = Value::Null;
        });
        found.sort();
        assert_eq!(
            found,
            [
                "meetings: is an object: expected a list",
                "partnership.staleAfterDays: is 99999999999: expected at most 2147483647",
                "partnership.startedOn: is \"2021-13-01\": expected a date, such as 2021-06-26",
                "projects[0].nmae: is not a field here: expected one of archived, description, endsOn, key, kind, lastConfirmedAt, leadAgency, leadPost, name, partnerAgencies, sources, startsOn, status, visibility, website",
                "projects[1].name: is 7: expected text",
                "projects[2].key: is missing",
                "successions[0]: is null: expected an object",
            ]
        );
    }

    #[test]
    fn big_values_are_not_repeated_whole() {
        let found = founding_with(|f| f["projects"][0]["status"] = json!("X".repeat(100_000)));
        assert!(found[0].len() < 300, "{found:?}");
        let found = founding_with(|f| f["X".repeat(100_000)] = json!(1));
        assert!(found[0].len() < 400, "{found:?}");
    }

    #[test]
    fn a_whole_heap_of_problems_is_cut() {
        let found = founding_with(|f| f["projects"] = vec![json!(1); 20_000].into());
        assert_eq!(found.len(), form::MOST + 1);
        assert_eq!(found[form::MOST], "there are more problems of this kind: the first 200 are shown");
    }
}
