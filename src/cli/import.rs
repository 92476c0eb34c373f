//! `tandem import DIR --coder ID FILE…`, `tandem import DIR --codings FILE.csv`, `tandem import DIR --coded FILE`

use super::asking::letter;
use super::coded::{CodedArgs, tell_lines};
use super::printing::tell_progress;
use super::round::new::HEADLINES;
use super::session::Fixed;
use super::study::StudyArgs;
use super::words::{Words, one_of};
use super::{Out, tell, write_json};
use crate::acts::plan::{CODED, Planned, UNITS};
use crate::import::formats::source_extensions;
use crate::model::ids::CoderId;
use crate::model::round::{Headline, Unit};
use crate::model::visible::Named;
use crate::work::codings::{
    Codes, Given, Offsets, Report, WhichRound, Writer, assess, import_codings,
};
use crate::work::correcting::Asked;
use crate::work::{ImportReport, SameName, import_files};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    study: StudyArgs,
    #[arg(help = files_help())]
    files: Vec<PathBuf>,
    /// A table of codings instead: .csv with the columns coder, source, start, end, code, and if
    /// you like memo, round, rating, certain (yes or no), quote; positions are code points, the end
    /// is exclusive; a row of coder and source alone says: read, nothing coded; or .json with a list
    /// of such codings, and one, assessed, of who read what
    #[arg(long, conflicts_with = "files", value_name = "FILE")]
    codings: Option<PathBuf>,
    /// Who read what of imported codings: .csv with the columns coder, source, or .json with a list
    /// assessed. Without --codings, a further imported round counts instead of the first; both stay
    #[arg(long, conflicts_with = "files", value_name = "FILE")]
    assessed: Option<PathBuf>,
    /// The imported round that --assessed is about
    #[arg(
        long,
        requires = "assessed",
        conflicts_with = "codings",
        value_name = "NAME"
    )]
    round: Option<String>,
    /// What a file is that has the name of a source and another text; without it that is asked
    #[arg(long, value_parser = one_of(SAME_NAMES), value_name = "WHAT")]
    same_name: Option<SameName>,
    #[command(flatten)]
    coded: CodedArgs,
    #[command(flatten)]
    about: About,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

fn files_help() -> String {
    let all: Vec<String> = source_extensions().map(|x| format!(".{x}")).collect();
    format!("Files or folders: {}", all.join(" "))
}

/// What is said of imported codings beside their file.
#[derive(Args)]
struct About {
    /// Each coder of the table made their codes by themselves (open coding): no figure is computed
    /// over codes of one name, a code conference compares them
    #[arg(long, requires = "codings")]
    open_coding: bool,
    /// What the round was where it was coded; it stays an imported one, and nothing is called blind
    /// or independent for it
    #[arg(long, value_parser = one_of(CODED), conflicts_with = "files")]
    kind: Option<Planned>,
    /// What agreement by unit counts as one; turns if left out
    #[arg(long, value_parser = one_of(UNITS), conflicts_with = "files")]
    unit: Option<Unit>,
    /// Least intersection over union for two codings to match, in percent; 50 if left out
    #[arg(long, value_name = "PERCENT", conflicts_with = "files",
          value_parser = clap::value_parser!(u8).range(1..=100))]
    overlap: Option<u8>,
    /// The figure that leads; alpha if left out
    #[arg(long, value_parser = one_of(HEADLINES), conflicts_with = "files")]
    headline: Option<Headline>,
    /// Whose a name in the file is, such as "C1=ana"; the name is kept beside the id
    #[arg(long = "as", value_name = "NAME=ID", conflicts_with = "files")]
    ids: Vec<String>,
    /// What positions count; if left out, code points, and none is taken where all quotes tell
    /// otherwise
    #[arg(long, value_parser = one_of(OFFSETS), requires = "codings")]
    offsets: Option<Offsets>,
}

const SAME_NAMES: Words<SameName> = &[
    (
        "correct",
        "It is the same source, corrected: codings stay on their text",
        SameName::Correct,
    ),
    (
        "replace",
        "The source that is here is taken out, and can be brought back",
        SameName::Replace,
    ),
    ("keep", "Both are sources", SameName::Keep),
];

const OFFSETS: Words<Offsets> = &[
    ("code-points", "Unicode code points", Offsets::CodePoints),
    (
        "utf16",
        "UTF-16 units, as JavaScript and Java count",
        Offsets::Utf16,
    ),
    ("bytes", "Bytes of UTF-8", Offsets::Bytes),
    (
        "crlf",
        "Code points of a text whose lines end in CR LF",
        Offsets::Crlf,
    ),
];

impl About {
    fn given(&self, format: u32) -> Result<Given> {
        if self.headline.is_some_and(|h| !h.is_known_to(format)) {
            bail!(
                "a study of format {format} does not know this --headline: raise it with tandem upgrade, or take alpha, kappa, percent or none"
            );
        }
        Ok(Given {
            codes: match self.open_coding {
                true => Codes::Own,
                false => Codes::Shared,
            },
            was: self.kind.and_then(Planned::coding),
            unit: self.unit.map(|unit| unit.in_format(format)),
            overlap: self.overlap,
            headline: self.headline,
            ids: ids(&self.ids)?,
            offsets: self.offsets,
        })
    }
}

/// Whose the names in a file are, as `--as` says it.
pub fn ids(given: &[String]) -> Result<Vec<(String, CoderId)>> {
    let id = |text: &String| -> Result<(String, CoderId)> {
        let (name, id) = text
            .rsplit_once('=')
            .with_context(|| format!("--as takes NAME=ID, such as \"C1=ana\", not “{text}”"))?;
        Ok((name.trim().to_owned(), id.trim().parse()?))
    };
    given.iter().map(id).collect()
}

impl Import {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        if !self.coded.coded.is_empty() {
            let given = |format| self.about.given(format);
            return self.coded.run(&self.study, given, self.json, out);
        }
        if self.codings.is_none() && self.assessed.is_none() {
            return self.sources(out);
        }
        let (session, view, me) = self.study.change()?;
        let given = self.about.given(view.format())?;
        let fixed = Fixed::default();
        let mut store = session.into_store();
        let hands = Writer {
            store: &mut store,
            view: Arc::unwrap_or_clone(view),
            me: &me,
            now_ms: fixed.now_ms(),
            mint: &mut fixed.mint(),
            saved: &mut |_| (),
        };
        let report = match (&self.codings, &self.assessed) {
            (Some(codings), assessed) => {
                import_codings(hands, codings, assessed.as_deref(), &given)?
            }
            (None, Some(assessed)) => {
                let round = self.round.as_deref();
                let which = round.map_or(WhichRound::Only, WhichRound::Named);
                assess(hands, assessed, which, &given)?
            }
            (None, None) => Report::default(),
        };
        if self.json {
            write_json(out, &report)?;
            return Ok(status(report.refused.is_empty()));
        }
        tell_lines(report.lines(), out)?;
        Ok(status(report.refused.is_empty()))
    }

    fn sources(&self, out: Out) -> Result<ExitCode> {
        if self.files.is_empty() {
            bail!(
                "name the files or folders to import, a table of codings with --codings, or coded spreadsheets with --coded"
            );
        }
        let (mut session, view, _) = self.study.change()?;
        let fixed = Fixed::default();
        let mut mint = fixed.mint();
        let mut import = |files: &[PathBuf], same: SameName| {
            let study = (&*view, same);
            let store = &mut session.store;
            import_files(
                store,
                files,
                study,
                fixed.now_ms(),
                &mut mint,
                &mut |_| (),
                &mut |done, all| {
                    if all > 1 {
                        tell_progress(&format!("reading {} of {all}", done + 1), done + 1 == all);
                    }
                    true
                },
            )
        };
        let mut report = import(&self.files, self.same_name.unwrap_or_default());
        for asked in std::mem::take(&mut report.asked) {
            let same = self.is_to_be(&asked, &mut report);
            report.absorb(import(&[asked.file], same));
        }
        let nothing =
            report.added + report.corrected.len() + report.known.len() + report.refused.len() == 0;
        let is_well = report.refused.is_empty() && (!nothing || report.passed_over > 0);
        if self.json {
            write_json(out, &report)?;
            return Ok(status(is_well));
        }
        for corrected in &report.corrected {
            writeln!(out, "{corrected}")?;
        }
        for made in &report.sources {
            writeln!(out, "{}", made.words())?;
        }
        for warning in &report.warnings {
            writeln!(out, "note: {warning}")?;
        }
        for known in &report.known {
            writeln!(out, "already here: {known}")?;
        }
        writeln!(
            out,
            "imported {} of {} files",
            report.added + report.corrected.len(),
            report.added + report.corrected.len() + report.known.len() + report.refused.len()
        )?;
        for refused in &report.refused {
            tell(&format!("refused: {refused}"));
        }
        Ok(status(is_well))
    }
}

impl Import {
    /// What a file is to the source of its name, as whoever sits there says; where nobody can be
    /// asked both stay, and that is said.
    fn is_to_be(&self, asked: &Asked, report: &mut ImportReport) -> SameName {
        let (file, name) = (asked.file.shown(), &asked.name);
        let here = format!("a source called “{name}” is here already, with another text");
        let question = format!(
            "{file}: {here}. Is the file the same, corrected (c), does it come in its place (r), or are both sources (b)?"
        );
        match letter(&question).as_deref() {
            Some("c") => SameName::Correct,
            Some("r") => SameName::Replace,
            Some(_) => SameName::Keep,
            None => {
                report.warnings.push(format!("{file}: {here}; both are sources now. If it corrects or replaces that one: take it out (tandem sources remove) and import it with --same-name correct or replace"));
                SameName::Keep
            }
        }
    }
}

fn status(all_taken: bool) -> ExitCode {
    match all_taken {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
