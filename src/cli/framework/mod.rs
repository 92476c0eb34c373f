//! `tandem framework …`: ready-made frameworks, and a study's codes mapped to their constructs.

mod books;
mod mapping;
mod named;
mod settling;
mod valence;

use super::Out;
use anyhow::Result;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Framework {
    /// Take a framework in from a file of the kind codebooks come in
    Add(books::Add),
    /// The frameworks and mappings of a study, and how they stand
    List(books::List),
    /// The constructs of a framework, with what the study made of them
    Constructs(books::Constructs),
    /// Add, rename, redefine, retire or restore a construct
    Adapt(books::Adapt),
    /// Open a mapping: two or more map codes to a framework, apart from each other
    Open(mapping::Open),
    /// Map a code to constructs, or say that none fits
    Map(mapping::Map),
    /// Submit what you mapped, or withdraw it as long as others have not submitted
    Submit(mapping::Submit),
    /// Close a mapping before all have submitted; it is recorded who did it
    Close(mapping::Close),
    /// What differs between the coders, and how alike they mapped
    Agree(settling::Agree),
    /// Settle how a code is mapped; nobody's mapping is touched
    Settle(settling::Settle),
    /// How what is said bears on a construct: segments, and cases from their summary
    Valence(valence::Give),
}

impl Framework {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        match self {
            Framework::Add(add) => add.run(out),
            Framework::List(list) => list.run(out),
            Framework::Constructs(constructs) => constructs.run(out),
            Framework::Adapt(adapt) => adapt.run(out),
            Framework::Open(open) => open.run(out),
            Framework::Map(map) => map.run(out),
            Framework::Submit(submit) => submit.run(out),
            Framework::Close(close) => close.run(out),
            Framework::Agree(agree) => agree.run(out),
            Framework::Settle(settle) => settle.run(out),
            Framework::Valence(valence) => valence.run(out),
        }
    }
}
