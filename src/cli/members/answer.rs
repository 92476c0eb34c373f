//! `tandem members answer DIR FILE --person P07`: a filled-in packet, read.

use crate::acts::members::{answered, may_answer, stance};
use crate::cli::study::{StudyArgs, all_documents};
use crate::cli::{Out, tell};
use crate::model::event::Change;
use crate::model::member::{AnswerText, Packet, Stance};
use crate::model::source::SourceKind;
use crate::model::text::Span;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::report::members::{Filled, FilledClaim, came_back, filled};
use crate::report::speaks_in;
use crate::report::words::{counted, listed};
use crate::work::members::CameBack;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Read {
    #[command(flatten)]
    study: StudyArgs,
    /// The packet as it came back: Word, Markdown, text or any format texts come in
    file: PathBuf,
    /// Who filled it in
    #[arg(long)]
    person: String,
    /// The reference printed in the packet, where it cannot be found in the file
    #[arg(long, value_name = "REFERENCE")]
    packet: Option<String>,
    /// What was answered, by the number of the statement, where the file does not tell it: 3=accept
    #[arg(long = "answer", value_name = "N=ANSWER")]
    answers: Vec<String>,
}

impl Read {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let file = CameBack::read(&self.file).map_err(anyhow::Error::msg)?;
        let packet = self.packet(&view, file.text())?;
        may_answer(packet, &self.person).map_err(anyhow::Error::msg)?;
        let person = self.as_called(packet);
        let by_hand = self.by_hand(packet)?;
        let read = filled(file.text(), &session.store.info().name, packet);
        if read.claims.is_empty() {
            bail!(
                "{}: no heading “Statement 1” and so on is left in it: write the answers under such headings into a text file, and read that",
                self.file.shown()
            );
        }
        let back = came_back(&read, &person, &packet.reference());
        let here = view.sources().iter().find(|s| s.id == *file.source());
        let mut changes = Vec::new();
        match here {
            Some(source) if source.kind != SourceKind::MemberAnswer => bail!(
                "{}: it is a source already, “{}”: take it out (tandem sources remove) if it is an answer",
                self.file.shown(),
                source.name
            ),
            Some(_) => {}
            None => changes.push(file.write(&session.store, &view, &back)?),
        }
        let mut about = speaks_in(&view, &all_documents(&session, &view), &person);
        about.retain(|s| s != file.source());
        about.push(file.source().clone());
        let marks = marks(&read, &by_hand);
        let words: BTreeMap<usize, Span> = back.words.iter().copied().collect();
        for (number, said) in &marks.said {
            let claim = &packet.text.claims[number - 1];
            changes.extend(answered(
                &view,
                AnswerText {
                    packet: packet.id,
                    theme: claim.theme,
                    person: person.clone(),
                    stance: *said,
                    source: file.source().clone(),
                    revision: 1,
                    words: words.get(number).copied(),
                    about: about.clone(),
                    replaces: Vec::new(),
                },
            ));
        }
        let is_new = |c: &&Change| matches!(c, Change::ClaimAnswered(_));
        let recorded = changes.iter().filter(is_new).count();
        let name = here.map_or_else(|| file.name(&view), |s| s.name.clone());
        if !changes.is_empty() {
            session.save(changes)?;
        }
        let answers = counted(recorded, "answer");
        writeln!(
            out,
            "“{name}”: {answers} of {person} to packet {}",
            packet.reference()
        )?;
        for (number, said) in &marks.said {
            writeln!(
                out,
                "statement {number}: {}{}",
                said.word(),
                self.since(&view, packet, *number)
            )?;
        }
        for number in &marks.silent {
            writeln!(out, "statement {number}: not answered")?;
        }
        for problem in &marks.problems {
            tell(problem);
        }
        for (line, words) in &read.stray {
            tell(&format!(
                "line {line} stands before the first statement and was not taken: “{words}”"
            ));
        }
        Ok(match marks.problems.is_empty() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        })
    }

    /// The packet that came back.
    fn packet<'v>(&self, view: &'v View, text: &str) -> Result<&'v Packet> {
        let all = &view.member_check().packets;
        if let Some(typed) = &self.packet {
            let found = all.iter().find(|p| p.reference() == typed.trim());
            return found.with_context(|| format!("no packet has the reference “{typed}”"));
        }
        let named: Vec<&Packet> = all
            .iter()
            .filter(|p| text.contains(&p.reference()))
            .collect();
        match &named[..] {
            [one] => Ok(one),
            [] => bail!(
                "{}: no reference of a packet of this study stands in it; --packet says which it is (tandem members lists them)",
                self.file.shown()
            ),
            _ => bail!(
                "{}: references of several packets stand in it; --packet says which it is",
                self.file.shown()
            ),
        }
    }

    /// The person as the packet calls them.
    fn as_called(&self, packet: &Packet) -> String {
        let mut people = packet.text.to.people().iter();
        let found = people.find(|who| crate::model::name::same(who, &self.person));
        found.unwrap_or(&self.person).clone()
    }

    fn by_hand(&self, packet: &Packet) -> Result<BTreeMap<usize, Stance>> {
        let one = |typed: &String| {
            let (number, word) = typed.split_once('=').with_context(|| {
                format!("--answer takes N=ANSWER, such as 3=accept, not “{typed}”")
            })?;
            let number: usize = number
                .trim()
                .parse()
                .ok()
                .filter(|n| (1..=packet.text.claims.len()).contains(n))
                .with_context(|| format!("the packet has no statement “{number}”"))?;
            let said = stance(word)
                .with_context(|| format!("“{word}” is no answer: accept, dispute or change"))?;
            Ok((number, said))
        };
        self.answers.iter().map(one).collect()
    }

    /// What is to be said where a statement is another one by now.
    fn since(&self, view: &View, packet: &Packet, number: usize) -> String {
        let claim = &packet.text.claims[number - 1];
        match view.themes().theme(claim.theme) {
            None => "; the theme was removed since".to_owned(),
            Some(theme) if theme.statement.trim() != claim.statement.trim() => {
                format!(
                    "; the statement was changed since: “{}”",
                    theme.statement.trim()
                )
            }
            Some(_) => String::new(),
        }
    }
}

/// What was answered, by number, and what cannot be told.
struct Marks {
    said: BTreeMap<usize, Stance>,
    /// Those that were left empty.
    silent: Vec<usize>,
    problems: Vec<String>,
}

fn marks(read: &Filled, by_hand: &BTreeMap<usize, Stance>) -> Marks {
    let mut marks = Marks {
        said: by_hand.clone(),
        silent: Vec::new(),
        problems: Vec::new(),
    };
    for claim in read
        .claims
        .iter()
        .filter(|c| !by_hand.contains_key(&c.number))
    {
        match &claim.ticked[..] {
            [(one, _)] if claim.unclear.is_empty() => drop(marks.said.insert(claim.number, *one)),
            [] if claim.unclear.is_empty() && claim.words.is_empty() => {
                marks.silent.push(claim.number);
            }
            _ => marks.problems.push(problem(claim)),
        }
    }
    marks
}

/// Why nobody can tell what was answered, and what to do.
fn problem(claim: &FilledClaim) -> String {
    let number = claim.number;
    let lines = |lines: &[usize]| listed(lines.iter());
    let ticked: Vec<usize> = claim.ticked.iter().map(|(_, line)| *line).collect();
    let what = match (&ticked[..], &claim.unclear[..]) {
        ([], []) => format!(
            "nothing is ticked (line {}); the words are kept",
            claim.line
        ),
        (_, unclear @ [_, ..]) => format!("the brackets in line {} cannot be read", lines(unclear)),
        (several, _) => format!("several are ticked (lines {})", lines(several)),
    };
    format!(
        "statement {number}: {what}; if you know the answer: --answer {number}=accept, {number}=dispute or {number}=change"
    )
}
