//! Who took part: the table of characteristics.

use super::study::Study;
use crate::export::paper::Block;
use crate::report::matrix::By;
use crate::report::table_one::{Asked, table_one, taken};

pub(super) fn section(study: &Study) -> Vec<Block> {
    let people = study.people();
    let by = study.by.iter().find_map(|by| match by {
        By::Attribute(crate::model::attribute::Subjects::Participants, column) => {
            Some(column.key.clone())
        }
        _ => None,
    });
    let asked = Asked {
        by,
        ..Asked::default()
    };
    let plain = Asked::default();
    let table = taken(study.view, people, &asked).or_else(|_| taken(study.view, people, &plain));
    match table {
        Ok(taken) => {
            let mut table = table_one(&taken, None);
            // Options of the subcommand that makes the table alone are none here.
            table.notes.retain(|note| !note.contains("--"));
            let paper = table.paper(study.name);
            paper.blocks.into_iter().skip(1).collect()
        }
        Err(_) => vec![Block::text(
            "No table: no attribute of participants is set that can be counted.",
        )],
    }
}
