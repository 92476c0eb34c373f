//! The worked example made into a study: the journals two coders would have written, event by
//! event, by the same way everything else is saved.

use super::coders::Coders;
use super::script::{self, CODEBOOK, Coding, Script, Stands};
use crate::acts::attributes::set;
use crate::acts::codebook::codes_from_file;
use crate::acts::codebook::edited;
use crate::acts::plan::{check_plan, usual_plan};
use crate::acts::rounds::submission;
use crate::acts::verdict::{Decision, ruled};
use crate::import;
use crate::model::attribute::{Column, Subject, Value};
use crate::model::coding::MemoOn;
use crate::model::event::{Change, CodeField, SourceField};
use crate::model::ids::{CodeId, CoderId, Digest, RoundId, SourceId};
use crate::model::round::{Headline, RoundPlan};
use crate::model::source::{SpeakerRole, SpeakerSetting};
use crate::model::text::{Span, Text};
use crate::model::verdict::{Authority, Ruling};
use crate::reconcile::align::items;
use crate::work::write_new;
use anyhow::{Context, Result};
use std::collections::HashMap;

/// Writes the study of the script, from the first day to the last.
pub fn write(script: &Script, coders_at_work: &mut Coders) -> Result<()> {
    let mut build = Build {
        script,
        coders_at_work,
        sources: HashMap::new(),
    };
    build.join()?;
    build.take_in_sources()?;
    build.describe()?;
    build.add_codebook()?;
    for (number, round) in script.rounds.iter().enumerate() {
        build.coders_at_work.next_day(10);
        build.code_round(number)?;
        build.settle(&round.name)?;
        if number == 0 {
            build.sharpen_codebook()?;
        }
    }
    build.coders_at_work.next_day(9);
    build.write_memos()?;
    build.coders_at_work.next_day(13);
    build.draw_themes()
}

pub(super) struct Build<'a> {
    pub(super) script: &'a Script,
    pub(super) coders_at_work: &'a mut Coders,
    /// Text and id of each source, by name.
    sources: HashMap<String, (SourceId, Text, u32)>,
}

impl Build<'_> {
    fn coders(&self) -> Result<Vec<CoderId>> {
        let id = |c: &script::Coder| c.id.parse().context("the coders of the script");
        self.script.coders.iter().map(id).collect()
    }

    /// Who set the study up: the first coder.
    pub(super) fn first(&self) -> Result<CoderId> {
        let coders = self.coders()?;
        coders.into_iter().next().context("the script has no coder")
    }

    fn join(&mut self) -> Result<()> {
        for (id, coder) in self.coders()?.iter().zip(&self.script.coders) {
            let name = coder.name.clone();
            self.coders_at_work.save(id, Change::joined(name))?;
        }
        Ok(())
    }

    fn take_in_sources(&mut self) -> Result<()> {
        let me = self.first()?;
        for told in &self.script.sources {
            let bytes = script::transcript(&told.file)?.as_bytes();
            let read = import::read(&told.file, bytes, None)?;
            let store = self.coders_at_work.store(&me)?;
            let added = write_new(store, &read, bytes)?;
            let source = read.id.clone();
            self.coders_at_work.save(&me, added)?;
            let mut corrections = Vec::new();
            if read.name != told.name {
                corrections.push(SourceField::Name(told.name.clone()));
            }
            if read.kind != told.kind {
                corrections.push(SourceField::Kind(told.kind));
            }
            if read.language != told.language {
                corrections.push(SourceField::Language(told.language.clone()));
            }
            for field in corrections {
                let (source, replaces) = (source.clone(), Vec::new());
                self.coders_at_work.save(
                    &me,
                    Change::SourceEdited {
                        source,
                        field,
                        replaces,
                    },
                )?;
            }
            for speaker in &read.structure.speakers {
                let interviewer = self.script.interviewers.contains(&speaker.label);
                let role = match interviewer {
                    true => SpeakerRole::Interviewer,
                    false => SpeakerRole::Participant,
                };
                if role != speaker.role {
                    let setting = SpeakerSetting {
                        label: speaker.label.clone(),
                        role,
                        participant: None,
                    };
                    let (source, replaces) = (source.clone(), Vec::new());
                    self.coders_at_work.save(
                        &me,
                        Change::SpeakerSet {
                            source,
                            setting,
                            replaces,
                        },
                    )?;
                }
            }
            let paragraphs = read.structure.paragraphs.len() as u32;
            let entry = (source, Text::new(read.text), paragraphs);
            self.sources.insert(told.name.clone(), entry);
        }
        Ok(())
    }

    fn describe(&mut self) -> Result<()> {
        let me = self.first()?;
        let mut changes = Vec::new();
        let set = |of: Subject, (key, value): &(String, String)| {
            set(of, &Column::new(key, None), Some(Value::Is(value.clone())))
        };
        changes.extend(
            self.script
                .attributes
                .iter()
                .map(|told| Change::AttributeDeclared {
                    of: told.of.clone(),
                    key: told.key.clone(),
                    kind: told.kind.clone(),
                    replaces: Vec::new(),
                }),
        );
        for told in &self.script.sources {
            let id = &self.source(&told.name)?.0;
            let of = || Subject::Source(id.clone());
            changes.extend(told.attributes.iter().map(|a| set(of(), a)));
        }
        for told in &self.script.participants {
            let of = || Subject::Participant(told.id.clone());
            changes.extend(told.attributes.iter().map(|a| set(of(), a)));
        }
        for change in changes {
            self.coders_at_work.save(&me, change)?;
        }
        Ok(())
    }

    fn add_codebook(&mut self) -> Result<()> {
        let me = self.first()?;
        let file = import::codebook(&self.script.codebook, CODEBOOK.as_bytes())?;
        let view = self.coders_at_work.view(&me)?.clone();
        let changes = codes_from_file(&file, &view, &mut || self.coders_at_work.id());
        self.coders_at_work.save_all(&me, changes)
    }

    /// Opens a round; each coder codes its sources, marks them as finished and submits.
    fn code_round(&mut self, number: usize) -> Result<()> {
        let me = self.first()?;
        let round = self.open_round(&me, number)?;
        let told = &self.script.rounds[number];
        for coder in &told.coders {
            self.coders_at_work.next_day(9);
            let coder: CoderId = coder.parse()?;
            for name in &told.sources {
                self.code_source(&coder, round, &told.name, name)?;
            }
            let view = self.coders_at_work.view(&coder)?;
            let opened = view.round(round).context("a round just opened")?;
            let submission = submission(view, opened, &coder);
            self.coders_at_work.save(
                &coder,
                Change::Submitted {
                    round,
                    submission,
                    after: None,
                },
            )?;
        }
        Ok(())
    }

    fn open_round(&mut self, me: &CoderId, number: usize) -> Result<RoundId> {
        let told = &self.script.rounds[number];
        let ids = |name: &String| Ok(self.source(name)?.0.clone());
        let coders = told.coders.iter().map(|c| Ok(c.parse()?));
        let view = self.coders_at_work.view(me)?;
        let sources: Vec<SourceId> = told.sources.iter().map(ids).collect::<Result<_>>()?;
        let plan = RoundPlan {
            unit: told.unit,
            overlap: (told.overlap * 100.0).round() as u8,
            tolerance: told.tolerance,
            headline: Headline::Alpha,
            ..usual_plan(
                view,
                (&told.name, told.kind),
                coders.collect::<Result<_>>()?,
                sources,
            )
        };
        check_plan(&plan, view).map_err(anyhow::Error::msg)?;
        Ok(self
            .coders_at_work
            .save(me, Change::RoundOpened(plan.into()))?
            .into())
    }

    fn code_source(
        &mut self,
        coder: &CoderId,
        round: RoundId,
        round_name: &str,
        name: &str,
    ) -> Result<()> {
        let script = self.script;
        let here =
            |c: &&Coding| c.coder == coder.as_str() && c.round == round_name && c.source == name;
        let mut told = Vec::new();
        for coding in script.codings.iter().filter(here) {
            told.push((self.place(name, &coding.quote)?, coding));
        }
        // They read from the beginning.
        told.sort_by_key(|(span, _)| span.start);
        let (source, _, paragraphs) = self.source(name)?;
        let (source, paragraphs) = (source.clone(), *paragraphs);
        for (span, coding) in told {
            let text = &self.source(name)?.1;
            let digest = Digest::of(text.slice(span).as_bytes());
            let made = self.coders_at_work.save(
                coder,
                Change::Coded {
                    of: None,
                    round: Some(round),
                    source: source.clone(),
                    revision: 1,
                    span,
                    code: self.code(&coding.code)?,
                    digest,
                    certain: coding.certain,
                    rating: None,
                    via: None,
                },
            )?;
            if !coding.memo.is_empty() {
                let on = MemoOn::Coding(made.into());
                self.memo(coder, Some(round), on, &coding.memo)?;
            }
        }
        self.coders_at_work.save(
            coder,
            Change::Reached {
                round: Some(round),
                source: source.clone(),
                paragraph: paragraphs,
            },
        )?;
        let finished = true;
        self.coders_at_work.save(
            coder,
            Change::Finished {
                round,
                source,
                finished,
                after: None,
            },
        )?;
        Ok(())
    }

    fn settle(&mut self, round_name: &str) -> Result<()> {
        let told: Vec<_> = self
            .script
            .verdicts
            .iter()
            .filter(|v| v.round == round_name)
            .collect();
        if told.is_empty() {
            return Ok(());
        }
        self.coders_at_work.next_day(14);
        let me = self.first()?;
        let view = self.coders_at_work.view(&me)?;
        let round = view.round_named(round_name).context("the round settled")?;
        let id = round.id;
        let snapshot = view.snapshot(id)?;
        let items = items(&snapshot, &view.codebook_of(round), round);
        for verdict in told {
            let span = self.place(&verdict.source, &verdict.quote)?;
            let source = self.source(&verdict.source)?.0.clone();
            let code = self.code(&verdict.code)?;
            let about = |c: &crate::model::coding::Coding| {
                c.coder.as_str() == verdict.coder
                    && c.source == source
                    && c.span == span
                    && c.code == code
            };
            let item = items.iter().find(|i| i.all().any(about));
            let item = item.with_context(|| format!("nothing differs at “{}”", verdict.quote))?;
            let present = verdict.present.iter().map(|c| Ok(c.parse()?));
            let ruling = match verdict.ruling {
                Stands::A => Ruling::Of(snapshot.coders[0].clone()),
                Stands::B => Ruling::Of(snapshot.coders[1].clone()),
                Stands::Both => Ruling::Both,
                Stands::Neither => Ruling::Neither,
            };
            let decision = Decision {
                ruling,
                by_code: Vec::new(),
                reason: verdict.reason.clone(),
                kind: verdict.kind,
                present: present.collect::<Result<_>>()?,
                rests_on: None,
                votes: Vec::new(),
                authority: Authority::Coders,
            };
            let ruled = ruled(id, &item.key, &decision, &[], None);
            self.coders_at_work.save(&me, ruled)?;
        }
        Ok(())
    }

    /// What the pair learnt goes into the codebook before the next round: a passage they settled
    /// on becomes an example of the code that stood.
    fn sharpen_codebook(&mut self) -> Result<()> {
        let script = self.script;
        let learnt = script
            .verdicts
            .iter()
            .find(|v| matches!(v.kind, crate::model::verdict::ReasonKind::Definition));
        let Some(verdict) = learnt else {
            return Ok(());
        };
        let me = self.first()?;
        let code = self.code(&verdict.code)?;
        let codebook = self.coders_at_work.view(&me)?.codebook();
        let mut examples = codebook
            .get(code)
            .map(|c| c.text.examples.clone())
            .unwrap_or_default();
        examples.push(verdict.quote.clone());
        let field = CodeField::Examples(examples);
        self.coders_at_work.save(&me, edited(code, field, None))?;
        Ok(())
    }

    fn write_memos(&mut self) -> Result<()> {
        for told in &self.script.memos {
            let span = self.place(&told.source, &told.quote)?;
            let source = self.source(&told.source)?.0.clone();
            let coder = told.coder.parse()?;
            self.memo(&coder, None, MemoOn::Segment(source, span), &told.text)?;
        }
        Ok(())
    }

    fn memo(
        &mut self,
        coder: &CoderId,
        round: Option<RoundId>,
        on: MemoOn,
        text: &str,
    ) -> Result<()> {
        let change = Change::MemoWritten {
            of: None,
            round,
            on,
            text: text.to_owned(),
            kind: None,
            about: Vec::new(),
        };
        self.coders_at_work.save(coder, change)?;
        Ok(())
    }

    pub(super) fn source(&self, name: &str) -> Result<&(SourceId, Text, u32)> {
        let found = self.sources.get(name);
        found.with_context(|| format!("the script names no source {name}"))
    }

    pub(super) fn place(&self, source: &str, quote: &str) -> Result<Span> {
        script::place(&self.source(source)?.1, quote).with_context(|| source.to_owned())
    }

    pub(super) fn code(&self, name: &str) -> Result<CodeId> {
        let codebook = self.coders_at_work.view(&self.first()?)?.codebook();
        let found = codebook.named(name);
        Ok(found
            .with_context(|| format!("the codebook has no code “{name}”"))?
            .id)
    }
}
