//! The tags of a document: what every piece of its pages is, in reading order.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, ListNumbering, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// The place of an element in its tree.
pub type Element = usize;
/// The number of a piece of a page that belongs to an element.
pub type Piece = usize;

/// What an element is.
#[derive(Debug, Clone)]
pub enum Role {
    /// A heading.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A list, whose entries are marked with bullets.
    List,
    /// A list of facts, whose entries are marked with what they are.
    Facts,
    /// An entry of one.
    Entry,
    /// What marks an entry: its bullet, or what a fact is.
    Label,
    /// What an entry says.
    Said,
    /// A link.
    Link,
    /// A table.
    Table,
    /// What a table shows.
    Caption,
    /// The rows of headings of a table.
    Head,
    /// The other rows.
    Body,
    /// A row.
    Row,
    /// A cell that heads its column.
    ColumnHeader,
    /// A cell that heads its row.
    RowHeader,
    /// Another cell.
    Cell,
}

enum Child {
    Element(Element),
    Piece(Piece),
}

/// The tree, growing as pages are laid out.
#[derive(Default)]
pub struct Tree {
    elements: Vec<(Role, Vec<Child>)>,
    roots: Vec<Element>,
    pieces: Piece,
}

impl Tree {
    /// Adds an element to the document.
    pub fn root(&mut self, role: Role) -> Element {
        let element = self.push(role);
        self.roots.push(element);
        element
    }

    /// Adds an element within another.
    pub fn within(&mut self, parent: Element, role: Role) -> Element {
        let element = self.push(role);
        self.add(parent, Child::Element(element));
        element
    }

    /// Adds a piece of a page to an element.
    pub fn piece(&mut self, element: Element) -> Piece {
        let piece = self.pieces;
        self.pieces += 1;
        self.add(element, Child::Piece(piece));
        piece
    }

    fn push(&mut self, role: Role) -> Element {
        self.elements.push((role, Vec::new()));
        self.elements.len() - 1
    }

    fn add(&mut self, parent: Element, child: Child) {
        if let Some((_, children)) = self.elements.get_mut(parent) {
            children.push(child);
        }
    }

    /// How many pieces there are.
    pub fn pieces(&self) -> usize {
        self.pieces
    }

    /// The tags, with what each piece became when it was drawn.
    pub fn tags(&self, drawn: &[Option<Identifier>]) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(super::LANGUAGE.to_owned()));
        for root in &self.roots {
            if let Some(group) = self.group(*root, drawn) {
                tree.push(group);
            }
        }
        tree
    }

    fn group(&self, element: Element, drawn: &[Option<Identifier>]) -> Option<TagGroup> {
        let (role, children) = self.elements.get(element)?;
        let mut group = TagGroup::new(role.tag());
        for child in children {
            match child {
                Child::Element(child) => {
                    if let Some(child) = self.group(*child, drawn) {
                        group.push(child);
                    }
                }
                Child::Piece(piece) => {
                    if let Some(identifier) = drawn.get(*piece).copied().flatten() {
                        group.push(identifier);
                    }
                }
            }
        }
        Some(group)
    }
}

impl Role {
    fn tag(&self) -> TagKind {
        match self {
            Role::Heading(level, title) => {
                let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(level, Some(title.clone())).into()
            }
            Role::Paragraph => Tag::P.into(),
            Role::List => Tag::L(ListNumbering::Disc).into(),
            Role::Facts => Tag::L(ListNumbering::None).into(),
            Role::Entry => Tag::LI.into(),
            Role::Label => Tag::Lbl.into(),
            Role::Said => Tag::LBody.into(),
            Role::Link => Tag::Link.into(),
            Role::Table => Tag::Table.into(),
            Role::Caption => Tag::Caption.into(),
            Role::Head => Tag::THead.into(),
            Role::Body => Tag::TBody.into(),
            Role::Row => Tag::TR.into(),
            Role::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
            Role::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
            Role::Cell => Tag::TD.into(),
        }
    }
}
