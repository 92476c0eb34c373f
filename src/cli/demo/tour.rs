//! The worked example told as text, for whoever has no terminal.

use crate::agreement::round::Selection;
use crate::cli::session::Session;
use crate::cli::study::all_documents;
use crate::cli::{Out, agree, columns, reconcile, search, themes};
use crate::model::round::Round;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::reconcile::item::ItemKind;
use crate::report::figures::Results;
use crate::report::{Documents, Findings, Queue, Request, Texts};
use crate::search::{Order, Query};
use crate::themes::Strokes;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;

/// What is searched for, in both languages of the example.
const QUERIES: [&str; 2] = ["\"small steps\" OR radish", "奶茶"];

/// Hits shown of each.
const HITS: usize = 3;

/// Columns the tour keeps to.
const WIDTH: usize = 100;

pub fn tell(session: &mut Session, dir: &Path, out: Out) -> Result<()> {
    let view = session.view();
    let documents = all_documents(session, &view);
    let texts = Texts::new(&view, &documents);
    let dir = dir.shown();
    writeln!(out, "{}", session.store.info().name)?;
    writeln!(out, "the worked example; everybody in it is invented")?;
    writeln!(out, "made in {dir}")?;
    sources(&view, out)?;
    writeln!(out, "\nRounds")?;
    for round in view.rounds() {
        round_lines(&view, round, &documents, out)?;
    }
    if let Some(first) = view.rounds().first() {
        differences(&view, texts, first, out)?;
    }
    searches(session, &view, out)?;
    writeln!(out, "\nTheme map (segments · participants)\n")?;
    let findings = Findings::new(&view, texts);
    themes::map(&findings, WIDTH, Strokes::Lines, out)?;
    writeln!(out, "\ngo on with")?;
    for next in [
        format!("tandem open {dir}"),
        format!("tandem agree {dir} --round \"Round 2\""),
        format!("tandem reconcile {dir} --list"),
        format!("tandem themes {dir}"),
    ] {
        writeln!(out, "  {next}")?;
    }
    Ok(())
}

fn sources(view: &View, out: Out) -> Result<()> {
    writeln!(out, "\nSources")?;
    let mut table = columns::Columns::new(["", "paragraphs"]);
    for source in view.sources() {
        let attributes = source.attributes.iter();
        let attributes: Vec<String> = attributes.map(|(k, v)| format!("{k} {v}")).collect();
        table.row(
            vec![source.name.clone(), source.paragraphs.to_string()],
            format!(
                "{} · {} · {}",
                source.kind.word(),
                source.language,
                attributes.join(", ")
            ),
        );
    }
    for line in table.lines("  ") {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn round_lines(view: &View, round: &Round, documents: &Documents, out: Out) -> Result<()> {
    write!(out, "  ")?;
    agree::rounds::heading(round, out)?;
    let asked = Request {
        selection: Selection::round(round.id),
        ..Request::default()
    };
    match asked.answer(view, documents) {
        Ok((Results { figures, .. }, _)) => {
            agree::rounds::by_coding(&figures, round.plan.headline, out)?;
            let all = figures.by_unit.overall.pairs.first();
            if let Some(all) = all {
                writeln!(
                    out,
                    "    by {}: percent {}, kappa {}, alpha {} (all codes; {} compared)",
                    round.plan.unit.word(),
                    columns::percent(&all.percent),
                    columns::coefficient(&all.kappa),
                    columns::coefficient(&all.alpha),
                    figures.by_unit.cells,
                )?;
            }
        }
        Err(why) => writeln!(out, "    {why}")?,
    }
    Ok(())
}

fn differences(view: &View, texts: Texts, round: &Round, out: Out) -> Result<()> {
    let queue = match Queue::new(view, texts, round) {
        Ok(queue) => queue,
        Err(why) => return Ok(writeln!(out, "{}: {why}", round.plan.name)?),
    };
    writeln!(
        out,
        "\nWhat differs in {}: {}",
        round.plan.name,
        reconcile::summary(queue.progress())
    )?;
    let mut kinds: BTreeMap<ItemKind, Vec<String>> = BTreeMap::new();
    for item in queue.items.iter().filter(|i| queue.standing(i).in_queue()) {
        let line = format!(
            "{}  {}  {}",
            queue.place(item),
            reconcile::sides(&queue, item),
            match queue.standing(item).word() {
                "open" => String::new(),
                word => format!("({word})"),
            }
        );
        let lines = kinds.entry(item.kind.clone()).or_default();
        lines.push(line.trim_end().to_owned());
    }
    for (kind, lines) in kinds {
        writeln!(out, "  {} {}", lines.len(), kind.word())?;
        for line in lines {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}

fn searches(session: &Session, view: &View, out: Out) -> Result<()> {
    let searching = search::Searching::new(session, view)?;
    for typed in QUERIES {
        let query = Query::parse(typed)?;
        let found = searching.find(&query, Order::Source, HITS)?;
        writeln!(out, "\nSearch for {typed}: {} hits", found.total)?;
        for hit in &found.hits {
            writeln!(out, "  {}", searching.line(hit))?;
        }
    }
    Ok(())
}
