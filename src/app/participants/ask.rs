//! What overlays of the screen are for.

use crate::acts::attribute_intake::Edit;
use crate::model::attribute::{Column, Subject};
use crate::model::ids::SourceId;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Value(Subject, Column),
    /// A value that is none of those listed yet.
    Another(Subject, Column),
    NewAttribute,
    /// The kind of an attribute that is not here yet.
    NewKind(Column),
    /// The kind of an attribute, by its key.
    Kind(String),
    /// The values of an attribute.
    Listed(Box<Listed>),
    TimePoints,
    Filter,
    Pasted(Vec<Edit>),
    /// Who speaks under a label in these sources.
    Person(Vec<SourceId>, String),
}

/// Values that are being listed for an attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub key: String,
    /// Whether they stand from low to high.
    pub ordered: bool,
    /// A cell that is to have one of them.
    pub then: Option<(Subject, Column, String)>,
}
