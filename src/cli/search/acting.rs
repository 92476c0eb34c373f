//! What `tandem search` does with all it finds: codes it, takes codings away, gives them another code,
//! notes a memo on each. And the queries that are saved.

use super::searching::Searching;
use crate::acts::gathered::{Came, Extent, Gathering, TextHit};
use crate::acts::memos::written;
use crate::acts::queries::save_query;
use crate::cli::session::Session;
use crate::cli::study::documents;
use crate::cli::words::{Words, one_of};
use crate::cli::{Out, tell, write_json};
use crate::model::coding::MemoOn;
use crate::model::event::Change;
use crate::model::ids::{CodeId, EventId};
use crate::model::name;
use crate::model::view::View;
use crate::report::words::counted;
use crate::report::{MOST, sources_of};
use crate::search::{Hit, Order, Place, Query};
use anyhow::{Result, anyhow, bail};
use clap::Args;
use serde_json::json;
use std::process::ExitCode;

const EXTENTS: Words<Extent> = &[
    ("found", "what was found", Extent::Found),
    ("sentence", "the sentences it stands in", Extent::Sentence),
    ("turn", "the whole turn", Extent::Turn),
];

#[derive(Args)]
#[group(id = "act", multiple = false)]
pub struct Act {
    /// Code every hit with this code: as your codings, marked as made from a list
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// Take away your codings among the segments found
    #[arg(long)]
    uncode: bool,
    /// Give your codings among the segments found another code
    #[arg(long, value_name = "CODE")]
    change_code: Option<String>,
    /// Write a memo on every hit
    #[arg(long, value_name = "TEXT")]
    memo: Option<String>,
    /// Save the query under a name
    #[arg(long, value_name = "NAME")]
    save_as: Option<String>,
}

#[derive(Args)]
pub struct Acting {
    #[command(flatten)]
    act: Act,
    /// How much of each hit --code codes; of a segment always its own stretch
    #[arg(long, value_parser = one_of(EXTENTS), default_value = "found", requires = "code")]
    extent: Extent,
    /// Make the code of --code if there is none of this name
    #[arg(long, requires = "code")]
    new_code: bool,
    /// Do it; without this it is only said what would be done
    #[arg(long, requires = "act")]
    pub yes: bool,
}

impl Acting {
    pub fn is_asked(&self) -> bool {
        let Act {
            code,
            uncode,
            change_code,
            memo,
            save_as,
        } = &self.act;
        let texts = [code, change_code, memo, save_as];
        *uncode || texts.iter().any(|text| text.is_some())
    }

    /// Does it, or says what would be done.
    pub fn run(
        &self,
        mut session: Session,
        view: &View,
        typed: &str,
        as_json: bool,
        out: Out,
    ) -> Result<ExitCode> {
        let query = Query::parse(typed)?;
        let (changes, words) = self.changes(&session, view, (typed, &query))?;
        let done = self.yes && !changes.is_empty();
        let many = changes.len();
        if done {
            session.save_as(changes)?;
        }
        if as_json {
            let told = json!({ "done": done, "changes": many, "words": words });
            write_json(out, &told)?;
        } else if done || many == 0 {
            writeln!(out, "{words}")?;
        } else {
            tell(&format!("this would come of it: {words}; --yes does it"));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn changes(
        &self,
        session: &Session,
        view: &View,
        (typed, query): (&str, &Query),
    ) -> Result<(Vec<(EventId, Change)>, String)> {
        let mut mint = session.mint();
        let me = session.need_coder()?;
        if let Some(name) = &self.act.save_as {
            let saved = save_query(view, &me, typed, name).map_err(|why| anyhow!(why))?;
            let changes = saved.changes.into_iter().map(|c| (mint.id(), c)).collect();
            return Ok((changes, saved.words));
        }
        let searching = Searching::new(session, view)?;
        let results = searching.find(query, Order::Source, MOST)?;
        let hits: Vec<TextHit> = results.hits.iter().filter_map(text_hit).collect();
        if hits.is_empty() {
            let words = "nothing in a text was found, so there is nothing to do it with";
            bail!("{}", searching.nothing(query, words));
        }
        if let Some(text) = &self.act.memo {
            return Ok(memos(view, &hits, text, || mint.id()));
        }
        let documents = documents(session, view, sources_of(&results.hits));
        let mut gathering = Gathering {
            view,
            me: &me,
            mint: &mut mint,
            documents: &documents,
        };
        let (came, done) = self.came(&mut gathering, &hits)?;
        let words = came.words(done);
        Ok((came.changes, words))
    }

    fn came(&self, gathering: &mut Gathering, hits: &[TextHit]) -> Result<(Came, &'static str)> {
        let on_turns = hits.iter().any(|hit| hit.coding.is_none());
        if let Some(name) = &self.act.code {
            let (code, new) = match self.new_code {
                true => (Vec::new(), Some(name.as_str())),
                false => (vec![known(gathering.view, name)?], None),
            };
            let extent = if on_turns { self.extent } else { Extent::Found };
            let came = gathering.code(hits, (code, new), extent);
            return Ok((came.map_err(|why| anyhow!(why))?, "coded"));
        }
        if on_turns {
            bail!("these are turns: a query such as `coded:hope by:me` lists the codings in them");
        }
        Ok(match &self.act.change_code {
            Some(name) => {
                let code = known(gathering.view, name)?;
                (gathering.recode(hits, code), "changed")
            }
            None => (gathering.uncode(hits), "uncoded"),
        })
    }
}

/// The queries saved, with who saved them.
pub fn list_saved(view: &View, as_json: bool, out: Out) -> Result<ExitCode> {
    if as_json {
        let saved = view.saved_queries().map(|(memo, query)| {
            json!({ "name": memo.text, "query": query, "coder": memo.coder, "at": memo.at.minute() })
        });
        write_json(out, &json!({ "queries": saved.collect::<Vec<_>>() }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for (memo, query) in view.saved_queries() {
        writeln!(out, "{}  ({})  {query}", memo.text, memo.coder)?;
    }
    if view.saved_queries().next().is_none() {
        tell("no query is saved: --save-as saves one, as S on Search does");
    }
    Ok(ExitCode::SUCCESS)
}

/// The query saved under a name: one's own, else the last that somebody saved.
pub fn saved(session: &Session, view: &View, name: &str) -> Result<String> {
    let named = view.saved_queries();
    let mut named: Vec<_> = named.filter(|(m, _)| name::same(&m.text, name)).collect();
    named.sort_by_key(|(memo, _)| Some(&memo.coder) == session.coder.as_ref());
    match named.last() {
        Some((_, query)) => Ok((*query).to_owned()),
        None => bail!("no query is saved as “{name}”: --queries lists those that are"),
    }
}

fn text_hit(hit: &Hit) -> Option<TextHit> {
    let at = hit.place.stretch()?;
    let coding = match &hit.place {
        Place::Segment { coding, .. } => Some(*coding),
        _ => None,
    };
    Some(TextHit {
        source: at.source.clone(),
        span: at.span,
        coding,
    })
}

fn known(view: &View, name: &str) -> Result<CodeId> {
    match view.codebook().named(name) {
        Some(code) => Ok(code.id),
        None => {
            bail!("there is no code “{name}”: tandem codebook lists them")
        }
    }
}

fn memos(
    view: &View,
    hits: &[TextHit],
    text: &str,
    mut id: impl FnMut() -> EventId,
) -> (Vec<(EventId, Change)>, String) {
    let noted = |hit: &TextHit| {
        let on = match hit.coding {
            Some(coding) => MemoOn::Coding(coding),
            None => MemoOn::Segment(hit.source.clone(), hit.span),
        };
        (id(), written(view, on, (None, text.to_owned()), Vec::new()))
    };
    let changes: Vec<_> = hits.iter().map(noted).collect();
    let words = format!("a memo on {}", counted(changes.len(), "hit"));
    (changes, words)
}
