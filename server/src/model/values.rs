//! Value lists without identity: kept as JSON in the row of the record they belong to.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::*;
use super::id::AgencyId;
use super::validate::{LINE, Problems, TEXT};

/// Where a fact of a record comes from. Sources may disagree: a record keeps each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Source {
    /// What the source is called, at most 300 characters.
    pub label: String,
    /// Its address, http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date"), with = "Option<String>")]
    pub read_on: Option<NaiveDate>,
    /// The field of the record that it speaks of; none: the whole record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The words quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// An area that a partnership covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Area {
    /// The area's name, at most 300 characters.
    pub name: String,
    /// Its nine-character ONS (GSS) code, such as `E07000070`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// One thing a partnership is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Aim {
    /// The aim in the partnership's words.
    pub text: String,
    /// The statutory purpose that it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<StatutoryPurpose>,
}

/// A decision of a body on a strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Approval {
    /// The body that decided, as it calls itself.
    pub body: String,
    /// The agency that the body belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
    /// What it decided.
    pub outcome: ApprovalOutcome,
    /// The day of the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

/// How one agency attended a sitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attendance {
    /// The agency.
    pub agency: AgencyId,
    /// In what capacity it attends.
    pub capacity: Capacity,
    /// Whether it came.
    pub state: AttendanceState,
    /// The post of whoever came, never a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

impl Source {
    /// Checks a record's sources.
    pub fn validate_all(sources: &[Source], p: &mut Problems) {
        p.at_most("sources", sources.len(), 100);
        for (i, source) in sources.iter().enumerate() {
            p.within(format!("sources[{i}]"), |p| {
                p.line("label", &source.label, LINE);
                p.url("url", source.url.as_deref());
                p.date("readOn", source.read_on);
                p.optional_line("field", source.field.as_deref(), 100);
                p.optional_text("quote", source.quote.as_deref(), TEXT);
            });
        }
    }
}

impl Area {
    /// Checks a partnership's areas.
    pub fn validate_all(areas: &[Area], p: &mut Problems) {
        p.at_most("areas", areas.len(), 100);
        for (i, area) in areas.iter().enumerate() {
            p.within(format!("areas[{i}]"), |p| {
                p.line("name", &area.name, LINE);
                if let Some(code) = &area.code
                    && !is_gss_code(code)
                {
                    p.add("code", "is not a GSS code: expected a letter and eight digits, such as E07000070");
                }
            });
        }
    }
}

fn is_gss_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 9 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
}

impl Aim {
    /// Checks a partnership's aims.
    pub fn validate_all(aims: &[Aim], p: &mut Problems) {
        p.at_most("aims", aims.len(), 50);
        for (i, aim) in aims.iter().enumerate() {
            p.within(format!("aims[{i}]"), |p| p.text("text", &aim.text, 2_000));
        }
    }
}

impl Approval {
    /// Checks a strategy's approvals.
    pub fn validate_all(approvals: &[Approval], p: &mut Problems) {
        p.at_most("approvals", approvals.len(), 100);
        for (i, approval) in approvals.iter().enumerate() {
            p.within(format!("approvals[{i}]"), |p| {
                p.line("body", &approval.body, LINE);
                p.date("on", approval.on);
            });
        }
    }
}

impl Attendance {
    /// Checks a sitting's attendance: each agency at most once.
    pub fn validate_all(attendance: &[Attendance], p: &mut Problems) {
        p.at_most("attendance", attendance.len(), 300);
        for (i, entry) in attendance.iter().enumerate() {
            p.within(format!("attendance[{i}]"), |p| {
                p.optional_line("post", entry.post.as_deref(), LINE);
                if attendance[..i].iter().any(|other| other.agency == entry.agency) {
                    p.add("agency", "is listed twice: give each agency one line");
                }
            });
        }
    }
}
