//! What the columns of a pasted sheet can mean.

use async_graphql::Enum;

use crate::model::text::sort_name;

/// What the rows of a pasted sheet are.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// Projects and schemes.
    Schemes,
    /// Actions, closed ones too.
    Actions,
    /// Dated sittings of meetings.
    Sittings,
    /// Members of the partnership.
    Members,
}

macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident: $field:literal, $title:literal, [$($also:literal),*];)*) => {
        /// What a column of a pasted sheet means.
        #[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum SheetColumn { $($(#[$doc])* $column,)* }

        impl SheetColumn {
            /// The field of the input that it fills, as in the schema.
            pub fn field(self) -> &'static str {
                match self { $(SheetColumn::$column => $field,)* }
            }

            /// What people call it.
            pub fn title(self) -> &'static str {
                match self { $(SheetColumn::$column => $title,)* }
            }

            /// What else it is called in the sheets of partnerships, folded.
            fn also(self) -> &'static [&'static str] {
                match self { $(SheetColumn::$column => &[$($also),*],)* }
            }
        }
    };
}

columns! {
    /// The name of a scheme or of one sitting.
    Name: "name", "Name", ["scheme", "project", "title", "scheme name", "project name", "name of scheme"];
    /// What is to be done.
    Text: "text", "Action", ["what", "description", "task", "action agreed", "what is to be done"];
    /// What kind of scheme it is, such as "Grant scheme".
    Kind: "kind", "Kind", ["type"];
    /// Where it stands, such as "Active"; of a sitting, whether it took place.
    Status: "status", "Status", ["state", "progress", "stage"];
    /// What a scheme does.
    Description: "description", "Description", ["details", "about", "summary", "what it does"];
    /// A web page.
    Website: "website", "Website", ["web page", "link", "url", "web"];
    /// The agency that leads, by name.
    LeadAgency: "leadAgency", "Lead agency", ["lead", "lead organisation", "lead partner", "led by", "agency", "owner"];
    /// The post that leads, never a person's name.
    LeadPost: "leadPost", "Lead post", ["lead officer", "lead role", "post"];
    /// The agencies that take part, by name, parted by semicolons.
    PartnerAgencies: "partnerAgencies", "Partner agencies", ["partners", "partner", "with", "other agencies"];
    /// The first day.
    StartsOn: "startsOn", "Starts on", ["start", "start date", "starts", "date", "from", "day"];
    /// The last day.
    EndsOn: "endsOn", "Ends on", ["end", "end date", "ends", "to", "until", "finish"];
    /// When it starts on the first day.
    StartTime: "startTime", "Start time", ["time", "starts at", "start at"];
    /// When it ends on the last day.
    EndTime: "endTime", "End time", ["ends at", "finish time"];
    /// What is known of the date in words.
    DateNote: "dateNote", "Date in words", ["date note", "when"];
    /// Priorities of the plan by heading, parted by semicolons.
    Priorities: "priorities", "Priorities", ["priority", "theme", "strategic priority"];
    /// Focus areas of the plan by name, parted by semicolons.
    FocusAreas: "focusAreas", "Focus areas", ["focus area", "focus"];
    /// Who may see it: "Public", "Partners" or "Restricted".
    Visibility: "visibility", "Who may see it", ["visibility"];
    /// The reference of an action as minuted.
    Reference: "reference", "Reference", ["ref", "no", "number", "action no", "action number", "id"];
    /// The agencies that are to do it, by name, parted by semicolons.
    Owners: "owners", "Owners", ["owner", "who", "responsible", "agency", "lead", "lead agency", "assigned to"];
    /// The post that is to do it, never a person's name.
    OwnerPost: "ownerPost", "Owner's post", ["post", "owner post", "officer"];
    /// The day an action is due.
    DueOn: "dueOn", "Due on", ["due", "due date", "by when", "deadline", "target date", "by"];
    /// The day an action was closed.
    ClosedOn: "closedOn", "Closed on", ["closed", "date closed", "completed", "completed on", "date completed"];
    /// What came of an action.
    ClosureNote: "closureNote", "What came of it", ["outcome", "result", "update", "comments", "notes", "closure note"];
    /// The day of the sitting at which an action was agreed.
    RaisedAt: "raisedAt", "Agreed on", ["raised", "raised on", "date raised", "meeting date", "agreed", "raised at"];
    /// The scheme to which an action belongs, by name.
    Project: "project", "Scheme", ["project", "scheme name"];
    /// The priority to which an action belongs, by heading.
    Priority: "priority", "Priority", ["theme"];
    /// The meeting that sits, by name.
    Meeting: "meeting", "Meeting", ["group", "board", "meeting name"];
    /// Where it takes place.
    Venue: "venue", "Venue", ["where", "place", "location"];
    /// What was discussed and decided.
    Summary: "summary", "Summary", ["minutes", "notes", "decisions"];
    /// The agency that is a member, by name.
    Agency: "agency", "Agency", ["name", "organisation", "organization", "member", "body"];
    /// Its name in the published list.
    NameAsPublished: "nameAsPublished", "Name as published", ["published name", "listed as"];
    /// On what legal basis it is a member, such as "Responsible authority".
    Basis: "basis", "Basis", ["role", "membership", "status", "type"];
    /// In what capacity it sits, such as "Member" or "Observer".
    Capacity: "capacity", "Capacity", [];
    /// The heading under which the published list names it.
    ListedUnder: "listedUnder", "Listed under", ["heading", "section"];
    /// The day it joined.
    JoinedOn: "joinedOn", "Joined on", ["joined", "since", "from"];
    /// The day it left.
    LeftOn: "leftOn", "Left on", ["left", "until", "to"];
}

use SheetColumn as C;

impl SheetKind {
    /// The columns that a sheet of this kind can have; the first may not be left out.
    pub fn columns(self) -> &'static [SheetColumn] {
        match self {
            SheetKind::Schemes => &[
                C::Name,
                C::Kind,
                C::Status,
                C::Description,
                C::Website,
                C::LeadAgency,
                C::LeadPost,
                C::PartnerAgencies,
                C::StartsOn,
                C::EndsOn,
                C::Priorities,
                C::FocusAreas,
                C::Visibility,
            ],
            SheetKind::Actions => &[
                C::Text,
                C::Reference,
                C::Owners,
                C::OwnerPost,
                C::DueOn,
                C::Status,
                C::ClosedOn,
                C::ClosureNote,
                C::RaisedAt,
                C::Project,
                C::Priority,
                C::Visibility,
            ],
            SheetKind::Sittings => &[
                C::Meeting,
                C::StartsOn,
                C::StartTime,
                C::EndsOn,
                C::EndTime,
                C::DateNote,
                C::Name,
                C::Venue,
                C::Status,
                C::Summary,
                C::Visibility,
            ],
            SheetKind::Members => &[
                C::Agency,
                C::NameAsPublished,
                C::Basis,
                C::Capacity,
                C::ListedUnder,
                C::JoinedOn,
                C::LeftOn,
            ],
        }
    }

    /// What each heading means: what it is called here before what it is called elsewhere,
    /// and no column twice.
    pub fn matched(self, headings: &[String]) -> Vec<Option<SheetColumn>> {
        let headings: Vec<String> = headings.iter().map(|heading| sort_name(heading)).collect();
        let mut found = vec![None; headings.len()];
        let by_title = |column: SheetColumn, heading: &str| sort_name(column.title()) == heading;
        let by_other = |column: SheetColumn, heading: &str| column.also().contains(&heading);
        for is_called in [by_title as fn(SheetColumn, &str) -> bool, by_other] {
            for column in self.columns() {
                let place = headings.iter().position(|heading| is_called(*column, heading));
                if let Some(place) =
                    place.filter(|place| found[*place].is_none() && !found.contains(&Some(*column)))
                {
                    found[place] = Some(*column);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(kind: SheetKind, headings: &[&str]) -> Vec<Option<SheetColumn>> {
        let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
        kind.matched(&headings)
    }

    #[test]
    fn headings_of_an_action_log_are_understood() {
        let found = matched(SheetKind::Actions, &["Ref", "Action", "Owner", "Due date", "RAG", "Status"]);
        assert_eq!(
            found,
            [Some(C::Reference), Some(C::Text), Some(C::Owners), Some(C::DueOn), None, Some(C::Status)]
        );
    }

    #[test]
    fn a_column_is_matched_once_and_by_its_own_name_first() {
        let found = matched(SheetKind::Schemes, &["Scheme", "Name", "Lead"]);
        assert_eq!(found, [None, Some(C::Name), Some(C::LeadAgency)]);
    }
}
