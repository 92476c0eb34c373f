//! `tandem reconcile DIR --consensus FILE`: a round's consensus as codings of one more coder.

use super::Out;
use super::columns::counted;
use super::writing::Replacing;
use crate::model::ids::CoderId;
use crate::model::round::Round;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::report::{Agreed, Besides, Documents};
use anyhow::{Result, bail};
use clap::Args;
use std::path::PathBuf;

/// What is to be written, and how.
#[derive(Args)]
pub struct Consensus {
    /// Write one round's consensus as the codings of one more coder: FILE ends in .csv, which
    /// `tandem import --codings` reads, or in .json, with texts and all coders
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "json", "minutes"])]
    consensus: Option<PathBuf>,
    /// Id of that coder
    #[arg(
        long = "as",
        value_name = "ID",
        default_value = "consensus",
        requires = "consensus"
    )]
    name: CoderId,
    /// In a .csv, the coders' own codings as well, so that they can be compared with it
    #[arg(long, requires = "consensus")]
    with_coders: bool,
}

impl Consensus {
    /// Writes the file where one is asked for; says whether it was.
    pub fn write(
        &self,
        study: &str,
        view: &View,
        rounds: &[&Round],
        documents: &Documents,
        replacing: &Replacing,
        out: Out,
    ) -> Result<bool> {
        let Some(file) = &self.consensus else {
            return Ok(false);
        };
        let of = |round: &&Round| {
            let round = view.round(round.id)?;
            let agreed = Agreed::new(view, documents, round, self.name.clone());
            Some((round, agreed))
        };
        let mut found: Vec<_> = rounds.iter().filter_map(of).collect();
        if found.len() > 1 {
            found.retain(|(_, agreed)| agreed.is_ok());
        }
        let (round, agreed) = match found.len() {
            0 => {
                bail!("no round can be compared yet: there is a consensus once two have submitted")
            }
            1 => found.remove(0),
            _ => {
                let names: Vec<&str> = found.iter().map(|(r, _)| r.plan.name.as_str()).collect();
                bail!("name one of the rounds with --round: {}", names.join(", "))
            }
        };
        let agreed = agreed.map_err(anyhow::Error::msg)?;
        let besides = match self.with_coders {
            true => Besides::Coders,
            false => Besides::Nobody,
        };
        let text = match file.extension().and_then(|e| e.to_str()) {
            Some("csv") => agreed.csv(besides),
            Some("json") => format!("{:#}\n", agreed.dataset(study)),
            _ => bail!(
                "{}: the name of the file must end in .csv or .json",
                file.shown()
            ),
        };
        replacing.write(file, text.as_bytes())?;
        writeln!(
            out,
            "wrote the consensus of “{}”, {}, to {}",
            round.plan.name,
            counted(agreed.codings(), "coding"),
            file.shown()
        )?;
        if agreed.open + agreed.kept > 0 {
            writeln!(
                out,
                "without {} still open and {} kept",
                counted(agreed.open, "difference"),
                counted(agreed.kept, "disagreement")
            )?;
        }
        Ok(true)
    }
}
