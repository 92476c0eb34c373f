//! The segments a coder can give a valence: those their mapping puts under a construct.

use crate::model::ids::{CoderId, CodingId, ConstructId};
use crate::model::layer::{Finding, Layer};
use crate::model::mapping::Mapping;
use crate::report::Documents;

/// A segment under a construct.
pub struct Segment<'l> {
    pub finding: &'l Finding,
    /// What it is called by: the first of its codings, the same for whoever looks.
    pub coding: CodingId,
    pub construct: ConstructId,
}

/// By source and position.
pub fn segments<'l>(layer: &'l Layer, mapping: &Mapping, by: &CoderId) -> Vec<Segment<'l>> {
    let mut all = Vec::new();
    for finding in &layer.findings {
        let mapped = mapping.now(by, finding.code);
        if let (Some(mapped), Some(coding)) = (mapped, finding.codings.iter().min()) {
            all.extend(mapped.to.iter().map(|construct| Segment {
                finding,
                coding: *coding,
                construct: *construct,
            }));
        }
    }
    all
}

/// Where a segment is, and its words.
pub fn cited(documents: &Documents, finding: &Finding) -> (String, String) {
    let Some(document) = documents.get(&finding.source) else {
        return (String::new(), String::new());
    };
    let words = document.text.slice(finding.span);
    (document.structure.cite(finding.span), words.to_owned())
}
