//! What there is to choose from.

use super::choosing::Pick;
use super::{Agreement, Choosing};
use crate::agreement::round::WhoIsWho;
use crate::app::context::Context;
use crate::model::attribute::Subjects;
use crate::model::ids::{CoderId, SourceId};
use crate::model::round::Unit;
use crate::report::Subgroup;

impl Agreement {
    /// What can be picked: what it is, its name, and what stands beside it.
    pub(super) fn options(&self, choosing: Choosing, cx: &Context) -> Vec<(Pick, String, String)> {
        let none = String::new;
        let mut all = vec![(Pick::All, self.everything(choosing).to_owned(), none())];
        let codebook = cx.view.codebook();
        match choosing {
            Choosing::What => {}
            Choosing::Rounds => {
                let shared = cx.view.rounds().iter().filter(|r| r.plan.coders.len() > 1);
                all.extend(shared.map(|r| {
                    let kind = r.plan.kind_words().to_owned();
                    (Pick::Round(r.id), r.plan.name.clone(), kind)
                }));
            }
            Choosing::Codes => {
                for code in codebook.active() {
                    let path = codebook.path(code.id);
                    if codebook.children(Some(code.id)).next().is_some() {
                        let name = format!("{} with all under it", code.name);
                        all.push((Pick::Branch(code.id), name, path.clone()));
                    }
                    all.push((Pick::Code(code.id), code.name.clone(), path));
                }
            }
            Choosing::Sources => {
                let sources = self.compared_sources(cx).into_iter();
                all.extend(sources.map(|id| {
                    let name = cx.view.source_name(&id);
                    (Pick::Source(id), name, none())
                }));
                all.extend(subgroups(cx, &Subjects::Sources));
            }
            Choosing::Participants => {
                let people = self.compared_people(cx).into_iter();
                all.extend(people.map(|name| (Pick::Words(name.clone()), name, none())));
                all.extend(subgroups(cx, &Subjects::Participants));
            }
            Choosing::Coders => {
                let rounds = self.compared_rounds(cx);
                let mut coders: Vec<CoderId> = Vec::new();
                for coder in rounds.iter().flat_map(|r| r.submitted.keys()) {
                    if !coders.contains(coder) {
                        coders.push(coder.clone());
                    }
                }
                all.extend(coders.into_iter().map(|c| {
                    let name = c.to_string();
                    (Pick::Coder(c), name, none())
                }));
            }
            Choosing::Unit => {
                let mut units = vec![Unit::Turns, Unit::ParagraphsAndUnspoken, Unit::Sentences];
                // As a round planned it that knew no other.
                let rounds = self.compared_rounds(cx);
                if rounds.iter().any(|r| r.plan.unit == Unit::Paragraphs) {
                    units.insert(1, Unit::Paragraphs);
                }
                all.extend(
                    units
                        .into_iter()
                        .map(|u| (Pick::Unit(u), u.word().to_owned(), none())),
                );
            }
            Choosing::Speakers => {
                let name = super::choosing::PRESENT.to_owned();
                all.push((Pick::Speakers(WhoIsWho::Present), name, none()));
            }
            Choosing::Overlap => {
                let shares = [1u8, 10, 25, 50, 75, 90, 100];
                all.extend(shares.map(|n| {
                    let beside = if n == 1 { "any overlap".into() } else { none() };
                    (Pick::Overlap(n), format!("at least {n} %"), beside)
                }));
            }
            Choosing::Level => {
                let deepest = codebook.active().map(|c| c.depth).max().unwrap_or(0);
                all.extend((0..deepest).map(|n| {
                    let name = match n {
                        0 => "to the top of the codebook".to_owned(),
                        n => format!("to level {n} below the top"),
                    };
                    (Pick::Level(n), name, none())
                }));
            }
            Choosing::Domain => {
                let branches = codebook.active();
                let branches = branches.filter(|c| codebook.children(Some(c.id)).next().is_some());
                all.extend(
                    branches.map(|c| (Pick::Code(c.id), c.name.clone(), codebook.path(c.id))),
                );
            }
            Choosing::Case => {
                let mut keys: Vec<String> = Vec::new();
                for (key, _) in cx.view.sources().iter().flat_map(|s| &s.attributes) {
                    if !keys.contains(key) {
                        keys.push(key.clone());
                    }
                }
                all.extend(
                    keys.into_iter()
                        .map(|k| (Pick::Words(k.clone()), k, none())),
                );
            }
        }
        all
    }

    pub(super) fn compared_rounds<'v>(
        &self,
        cx: &'v Context,
    ) -> Vec<&'v crate::model::round::Round> {
        let selection = cx.selection();
        let rounds = cx.view.rounds().iter();
        rounds
            .filter(|r| selection.rounds.contains(&r.id))
            .collect()
    }

    fn compared_sources(&self, cx: &Context) -> Vec<SourceId> {
        let mut all: Vec<SourceId> = Vec::new();
        for id in self
            .compared_rounds(cx)
            .into_iter()
            .flat_map(|r| r.finished_by_all())
        {
            if !all.contains(&id) {
                all.push(id);
            }
        }
        all
    }

    /// Participants who speak in the sources compared, as the rounds fixed who is who.
    fn compared_people(&self, cx: &Context) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for round in self.compared_rounds(cx) {
            let speakers = cx.view.speakers_in(round);
            for id in round.finished_by_all() {
                let Some(document) = cx.documents.get(&id) else {
                    continue;
                };
                let Some(mut source) = cx.view.source(&id).cloned() else {
                    continue;
                };
                source.speakers = speakers.get(&id).cloned().unwrap_or_default();
                source.apart = source.apart.filter(|_| round.plan.labels_apart);
                for speaker in &document.structure.speakers {
                    if let Some(name) = source.participant(speaker)
                        && !all.contains(&name)
                    {
                        all.push(name);
                    }
                }
            }
        }
        all
    }
}

/// Every value that an attribute of participants, or of sources, has.
fn subgroups(cx: &Context, of: &Subjects) -> Vec<(Pick, String, String)> {
    let all = Subgroup::offered(&cx.view).into_iter();
    let here = all.filter(|subgroup| subgroup.of == *of);
    let pick = |subgroup: Subgroup| {
        let words = subgroup.words();
        (
            Pick::Subgroup(Box::new(subgroup)),
            words,
            "all of them".to_owned(),
        )
    };
    here.map(pick).collect()
}
